/** What an external detector is to the gate, and the port through which those that run elsewhere are asked. */
import type { Role } from '../../kernel/passage.ts';
import type { Result } from '../../kernel/result.ts';

/** What a detector says about a text. Offsets are UTF-16 code units. */
export interface Claim {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** One that is asked, and may take its time. */
export interface ExternalDetector {
  readonly id: string;
  /** The data class of each label. Any other label is a failure. */
  readonly classes: Readonly<Record<string, string>>;
  /** Whose voice it is asked about; everybody's when absent. */
  readonly roles: readonly Role[] | undefined;
  /** Names what it is and how it is set, so that a change changes the digest of the rule set. */
  readonly version: string;
  /** Claims about a well-formed text, or the reason why there are none, for the operator alone. */
  ask(text: string, role: Role): Promise<Asked>;
}

export type Asked = { readonly claims: readonly Claim[] } | { readonly failure: string };

export interface DetectorCalls {
  /** Sends JSON to a listed detector and reads its JSON answer; status 200 or nothing, no redirects. */
  askDetector(request: {
    readonly url: string;
    readonly body: string;
    /** Sent as a bearer token (RFC 6750 section 2.1). */
    readonly apiKey: string | undefined;
    readonly timeoutMs: number;
    readonly maxBytes: number;
  }): Promise<Result<unknown>>;
}
