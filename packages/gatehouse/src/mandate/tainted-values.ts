/** The port to what is remembered of untrusted values beyond one mandate, so that none is laundered through a store. */
import type { Result } from '../kernel/result.ts';

/** Answers with `mandate.unavailable` when the store is away. Values are kept as digests under the tenant's key. */
export interface TaintedValues {
  /** Durable when it resolves. A value that is known already stays known for longer. */
  remember(
    name: { readonly tenant: string; readonly id: string },
    values: readonly string[],
  ): Promise<Result<void>>;
  /** Those of these values that any mandate of the tenant has met as untrusted. */
  known(tenant: string, values: readonly string[]): Promise<Result<ReadonlySet<string>>>;
}
