/** Budgets that last as long as what they were given for: what may be used under a mandate, from its opening to its end. */
import type { Account, Measure } from './account.ts';

/** What may be used under one mandate, and under everything that was narrowed from it. */
export interface Allowance {
  /** Of the mandate. */
  readonly id: string;
  /** A measure that is missing is not bounded here. */
  readonly budget: { readonly requests?: number; readonly tokens?: number; readonly usd?: number };
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** WHY no rule of a configuration is named so: their subjects never begin with `mandate:`. */
const NAME = 'mandate';

/** INVARIANT: one window from the opening to the end, the same in every process, so that nothing is ever renewed. */
export function accountsOfAllowance({ id, budget, createdAtMs, expiresAtMs }: Allowance): Account[] {
  const limits: readonly (readonly [Measure, number | undefined])[] = [
    ['requests', budget.requests],
    ['tokens', budget.tokens],
    ['money', budget.usd],
  ];
  return limits.flatMap(([measure, limit]) =>
    limit === undefined
      ? []
      : [
          {
            ...{ budget: NAME, subject: `mandate:${id}`, measure, limit },
            window: { startMs: createdAtMs, endMs: expiresAtMs },
            ...{ name: `the budget of mandate ${id}`, span: 'until it ends', renews: false },
          },
        ],
  );
}
