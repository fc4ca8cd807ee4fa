/** The port of credentials towards tools: which headers authenticate a call, and what to do when the tool refuses them. */
import type { Result } from '../../kernel/result.ts';

/** Whose grant or exchanged token is used. INVARIANT: never the caller's own token; a credential cannot even see it. */
export interface OnBehalfOf {
  readonly tenant: string;
  /** As `kernel/principal.ts` names it (`subjectName`). */
  readonly subject: string;
}

/** A tool's answer 401, or 403 that asks for more (RFC 6750 section 3). */
export interface Refusal {
  readonly status: 401 | 403;
  /** Its `www-authenticate`, where it sent one. */
  readonly challenge: string | undefined;
}

export interface ToolCredential {
  /** Whether it differs between subjects; connections are then not shared between them. */
  readonly personal: boolean;
  /** Lower-case names. A fault (`tool.credential`) where there is nothing to authenticate with; nothing is sent then. */
  headersFor(onBehalfOf: OnBehalfOf): Promise<Result<Readonly<Record<string, string>>>>;
  /** Ok when a new credential was obtained, so that asking once more makes sense; otherwise what the caller is told. */
  refused(onBehalfOf: OnBehalfOf, refusal: Refusal): Promise<Result<void>>;
}
