/** The port of grants: what people allowed the gate to do for them at a tool, kept encrypted, one text for each holder. */
import type { Result } from '../../kernel/result.ts';

/** Whose grant it is, and for which server of tools. */
export interface GrantHolder {
  readonly tenant: string;
  readonly server: string;
  /** Empty for what the gate itself has there, such as its registration as a client. */
  readonly subject: string;
  /** What was granted; what the tool asked for; as what the gate is registered there. */
  readonly part: 'grant' | 'ask' | 'client';
}

export interface GrantStore {
  /** What was written last. A store that is away is a fault, never an absence. */
  read(holder: GrantHolder): Promise<Result<string | undefined>>;
  /** Durable when it resolves. */
  write(holder: GrantHolder, text: string): Promise<Result<void>>;
  /** Writes over what is there; false, and nothing is written, where there is nothing any more. */
  rewrite(holder: GrantHolder, text: string): Promise<Result<boolean>>;
  /**
   * Takes the right to renew it, of all processes together; false while another has it. Ends by itself after `forMs`.
   * WHY: a refresh token that is used twice ends the whole grant (RFC 9700 section 4.14.2).
   */
  claim(holder: GrantHolder, forMs: number): Promise<Result<boolean>>;
  release(holder: GrantHolder): Promise<Result<void>>;
  /** Keeps what one request for a grant needs until its answer comes. */
  keepRequest(
    tenant: string,
    state: string,
    request: { readonly text: string; readonly expiresAtMs: number },
  ): Promise<Result<void>>;
  /** What was kept for that state, once; undefined when there is none, it has expired, or was taken before. */
  takeRequest(tenant: string, state: string): Promise<Result<string | undefined>>;
  /**
   * Forgets what a subject granted at one server, or all of it: then ids that differ in case alone stand and fall
   * together, as everywhere where somebody is put out.
   */
  forgetSubject(tenant: string, subject: string, server?: string): Promise<Result<void>>;
}
