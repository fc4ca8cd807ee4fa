/** The port to the store of budgets: what a process asks of it and what it answers. */
import type { Result } from '../kernel/result.ts';
import type { Measure } from './account.ts';

/** One account of one budget over one window of time. */
export interface BudgetWindow {
  readonly tenant: string;
  readonly budget: string;
  readonly subject: string;
  readonly measure: Measure;
  readonly startMs: number;
  readonly endMs: number;
}

/** Returns what is idle and leases what is needed, in one step. Whole numbers, at most 10^15. */
export interface Ask {
  readonly window: BudgetWindow;
  /** The limit of the active configuration. */
  readonly limit: number;
  /** Unique in this process. The same turn again is the same question, and is answered without being done again. */
  readonly turn: number;
  /** Leased, but not reserved; given back. */
  readonly idle: number;
  /** What the waiting reservations need together; 0 when the ask only gives back. */
  readonly need: number;
  /** What the smallest of them needs; with less there is no use in leasing anything. */
  readonly least: number;
  /** What would be welcome beyond the need, to save round trips. */
  readonly extra: number;
  /** Whether the process is done with the window. */
  readonly final: boolean;
}

export interface Answer {
  /** The store's name for the window; what others are pressed with. */
  readonly id: string;
  readonly granted: number;
  /** What other processes hold of the window, idle or reserved. */
  readonly elsewhere: number;
}

export interface LeaseStore {
  /**
   * Answers every ask, in order, or fails as a whole; after a failure it is open whether it was done.
   * MUST keep spent + leased within the limit wherever it leases. Where it cannot meet a need and others hold some of
   * the window, it asks them to give back what lies idle.
   */
  lease(asks: readonly Ask[]): Promise<Result<readonly Answer[]>>;
}
