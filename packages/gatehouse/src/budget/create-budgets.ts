/** Budgets of one configuration: finds what binds a call, reserves its bound under all of it, settles its cost. */
import type { Clock } from '../kernel/effects.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Account, Measure } from './account.ts';
import { accountsOfAllowance } from './allowance.ts';
import { applicableBudgets, type BudgetRule } from './applicable.ts';
import type { Amounts, Bound, Budgets, Reservation, Settlement } from './budgets.ts';
import type { Demand, Leases } from './leases.ts';
import { exhausted, tooLarge, unpriceable } from './refusals.ts';
import { AMOUNT_MAX } from './slice.ts';

/**
 * `leases` outlives configurations: a crossing that began under the last one settles where it reserved.
 * @throws Error when two rules have the same id: their amounts would be confused.
 */
export function createBudgets(from: {
  readonly rules: readonly BudgetRule[];
  readonly leases: Leases;
  readonly clock: Clock;
}): Budgets {
  const { rules, leases, clock } = from;
  if (new Set(rules.map(({ id }) => id)).size < rules.length) throw new Error('two budgets have the same id');
  return {
    async reserve(principal, bound, allowances = []) {
      const nowMs = clock.nowMs();
      const accounts = [
        ...applicableBudgets(rules, principal, nowMs),
        ...allowances.flatMap(accountsOfAllowance),
      ];
      const demands = demandsOf(accounts, bound, nowMs);
      if (!demands.ok) return demands;
      const outcome = await leases.reserve(principal.tenant, demands.value);
      if (outcome.ok) return outcome;
      const { shortage } = outcome;
      if (shortage.fault !== undefined) return failed(shortage.fault);
      return failed(exhausted(accountOf(shortage.demand, accounts), shortage.demand, clock.nowMs()));
    },
    release: (reservation) => leases.release(reservation),
    settle,
    settled: (reservation) => leases.settled(reservation),
  };
}

/** Where each measure stands in a bound and in a cost, and how many of its units the limit's unit has. */
const MEASURES = {
  requests: { field: 'requests', perUnit: 1 },
  tokens: { field: 'tokens', perUnit: 1 },
  money: { field: 'microUsd', perUnit: 1_000_000 },
} as const satisfies Record<Measure, { field: keyof Amounts; perUnit: number }>;

function demandsOf(accounts: readonly Account[], bound: Bound, nowMs: number): Result<Demand[]> {
  const demands: Demand[] = [];
  for (const account of accounts) {
    const { budget, subject, measure, window } = account;
    const amount = bound[MEASURES[measure].field];
    if (amount === undefined || !isAmount(amount)) return failed(unpriceable(account));
    if (amount === 0) continue;
    const share = { budget, subject, measure, amount };
    const times = { windowStartMs: window.startMs, windowEndMs: window.endMs };
    const demand = { share: { ...share, ...times }, limit: limitOf(account) };
    if (amount > demand.limit) return failed(tooLarge(account, demand, nowMs));
    demands.push(demand);
  }
  return ok(demands);
}

function accountOf({ share }: Demand, accounts: readonly Account[]): Account {
  const account = accounts.find(
    ({ budget, subject, measure }) =>
      budget === share.budget && subject === share.subject && measure === share.measure,
  );
  if (account === undefined) throw new Error('INVARIANT: every demand comes from an account');
  return account;
}

/** Rounded to a whole request, token or micro-dollar: never above what was written. */
function limitOf({ measure, limit }: Account): number {
  // WHY: 0.29 * 1,000,000 is 289,999.99…; what is written to a micro-dollar is meant to a micro-dollar.
  const exact = Number((limit * MEASURES[measure].perUnit).toPrecision(15));
  return Math.min(Math.floor(exact), AMOUNT_MAX);
}

/** A cost that is no amount (negative, NaN, endless) is no cost to be believed: the bound is charged. */
function settle(reservation: Reservation, actual: Amounts): Settlement {
  return {
    tenant: reservation.tenant,
    charges: reservation.shares.map((share) => {
      const spent = actual[MEASURES[share.measure].field];
      return { share, spent: isAmount(spent) ? spent : share.amount };
    }),
  };
}

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= AMOUNT_MAX;
}
