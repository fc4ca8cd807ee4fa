/** Entries of the ledger: content-free evidence of intents, outcomes, refusals and administrative acts. */
import type { Result } from '../kernel/result.ts';

export type EntryKind = 'intent' | 'outcome' | 'refusal' | 'act';

/** One entry before it is written. */
export interface Entry {
  readonly tenant: string;
  /** The crossing's id; for acts, an id of their own. */
  readonly crossing: string;
  /** Counts from 1 over retries and fallbacks; 0 where nothing was attempted. */
  readonly attempt: number;
  readonly kind: EntryKind;
  readonly atMs: number;
  /** A name that the caller gave the crossing (`x-client-request-id`), so that it can find it again. */
  readonly clientReference?: string;
  /** Canonical JSON (RFC 8785) of the evidence, at most 65,535 bytes; what the leaf hash covers. */
  readonly body: string;
}

/**
 * Charges that are committed in the same transaction as the entry. Structurally a budget settlement. With an intent:
 * what was reserved, as spent; it is kept, and charged by recovery if there is never an outcome.
 */
export interface Charges {
  readonly tenant: string;
  readonly charges: readonly {
    readonly share: {
      readonly budget: string;
      readonly subject: string;
      readonly measure: string;
      readonly windowStartMs: number;
      readonly amount: number;
    };
    readonly spent: number;
  }[];
}

export interface Ledger {
  /** Resolves once the entry (and its charges) are durable; a fault means that they are not. */
  append(entry: Entry, charges?: Charges): Promise<Result<void>>;
}
