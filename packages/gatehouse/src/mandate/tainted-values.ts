/** The port to what is remembered of untrusted values beyond one mandate, so that none is laundered through a store. */
import type { Result } from '../kernel/result.ts';

/** Answers with `mandate.unavailable` when the store is away. Values are kept as digests under the tenant's key. */
export interface TaintedValues {
  /** Those of these values that a call of any mandate of the tenant was begun with as untrusted (`calls.ts`). */
  known(tenant: string, values: readonly string[]): Promise<Result<ReadonlySet<string>>>;
}
