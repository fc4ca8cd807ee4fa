/** Finding crossings in the ledger again, within one tenant. */
import type { EntryKind } from './entries.ts';

/** Where an entry stands in the log. */
export type Place =
  | { readonly state: 'sealed'; readonly seq: number; readonly headSize: number }
  | { readonly state: 'pending' }
  /** The log does not know it: somebody put it there by hand. `verify` says so too. */
  | { readonly state: 'missing' };

/** An entry as the ledger holds it. */
export interface StoredEntry {
  readonly tenant: string;
  readonly crossing: string;
  readonly attempt: number;
  readonly kind: EntryKind;
  readonly atMs: number;
  readonly clientReference?: string;
  readonly body: string;
  readonly place: Place;
}

export interface CrossingStore {
  /**
   * All entries of one crossing (or act), oldest first: by its id, by the caller's reference (the newest that has it),
   * or the `last` one. Empty when this tenant has none such.
   */
  find(tenant: string, wanted: string): Promise<readonly StoredEntry[]>;
  /** The entries of the newest crossings, newest crossing first; `before` continues after a crossing's id. */
  list(
    tenant: string,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<readonly (readonly StoredEntry[])[]>;
  /** What was done under any of these mandates, and to them; oldest first. */
  under(tenant: string, mandates: readonly string[], limit: number): Promise<readonly StoredEntry[]>;
}
