/** The port to principals that were put out: their keys and mandates end with them, and nothing proves them any more. */
import type { Actor } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';

export interface PrincipalRef extends Actor {
  readonly tenant: string;
}

export interface PutOut {
  /** How many keys and mandates ended with it. */
  readonly keys: number;
  readonly mandates: number;
}

/** Every operation answers with `identity.unavailable` when the store is away. */
export interface Principals {
  /** Within a second nothing that proves it opens anything, anywhere. Its keys and mandates end for good. */
  disable(who: PrincipalRef): Promise<Result<PutOut>>;
  /** Lets it back in with new credentials; what ended stays ended. */
  enable(who: PrincipalRef): Promise<Result<void>>;
  /** Whether it was put out: for whoever names a principal without presenting a credential of it. */
  isDisabled(who: PrincipalRef): Promise<Result<boolean>>;
}
