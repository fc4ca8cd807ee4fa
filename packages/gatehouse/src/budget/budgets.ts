/** The contract of budgets: reserve the most that a call can cost, then settle what it did cost. */
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { Allowance } from './allowance.ts';

/** Money is counted in millionths of a US dollar, rounded up per call. */
export interface Amounts {
  readonly requests: number;
  readonly tokens: number;
  readonly microUsd: number;
}

/** The upper bound of a call; `undefined` where it cannot be bounded, which is refused under a budget of that measure. */
export interface Bound {
  readonly requests: number;
  readonly tokens: number | undefined;
  readonly microUsd: number | undefined;
}

/** One budget window that a reservation draws on. */
export interface Share {
  readonly budget: string;
  /** Whose: `key:…`, `person:…`, `team:…`, `tenant` or `mandate:…`. */
  readonly subject: string;
  readonly measure: 'requests' | 'tokens' | 'money';
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly amount: number;
}

export interface Reservation {
  readonly tenant: string;
  readonly shares: readonly Share[];
}

/** What the outcome record carries to the store, in the same transaction, so that evidence and spend never differ. */
export interface Settlement {
  readonly tenant: string;
  readonly charges: readonly { readonly share: Share; readonly spent: number }[];
}

export interface Budgets {
  /** Reserves under all budgets that apply to the principal, and under all of these allowances; or under none. */
  reserve(
    principal: Principal,
    bound: Bound,
    allowances?: readonly Allowance[],
  ): Promise<Result<Reservation>>;
  /** Gives an unused reservation back: nothing was sent. */
  release(reservation: Reservation): void;
  /** Turns the reservation into charges; the caller MUST commit them with the outcome and then call `settled`. */
  settle(reservation: Reservation, actual: Amounts): Settlement;
  /** Frees what a committed settlement left unused. */
  settled(reservation: Reservation, settlement: Settlement): void;
}
