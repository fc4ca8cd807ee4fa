/** The port of the vault: values that were replaced by placeholders, kept encrypted for whoever they belong to. */
import type { Result } from '../kernel/result.ts';

/** Whose placeholders they are: nobody else's crossing can learn of them, not even in the same tenant. */
export interface VaultScope {
  readonly tenant: string;
  /** The principal, and the conversation that it named; never content. */
  readonly holder: string;
}

export interface Secret {
  readonly class: string;
  readonly value: string;
}

export interface Vault {
  /**
   * The placeholders of these values, in their order: `<EMAIL_1>`. A value keeps its placeholder for as long as its
   * scope is kept. INVARIANT: durable when it resolves.
   */
  place(scope: VaultScope, secrets: readonly Secret[]): Promise<Result<readonly string[]>>;
  /** The values behind those of these placeholders that were given out in this scope. */
  recall(scope: VaultScope, placeholders: readonly string[]): Promise<Result<ReadonlyMap<string, string>>>;
}
