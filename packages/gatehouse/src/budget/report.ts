/** What the budgets of a tenant look like now: for the control plane, not for deciding. */
import type { Measure } from './account.ts';

interface BudgetUsage {
  readonly budget: string;
  /** `key:…`, `person:…`, `team:…`, `tenant` or `mandate:…`. */
  readonly subject: string;
  readonly measure: Measure;
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  /** Requests, tokens or micro-dollars, like all amounts here. */
  readonly limit: number;
  readonly spent: number;
  /** Held for open calls, or leased to a replica that has calls like it. */
  readonly reserved: number;
}

export interface BudgetReports {
  /** The windows that are open at `nowMs` and have been used, by budget and subject. */
  usage(tenant: string, nowMs: number): Promise<readonly BudgetUsage[]>;
}
