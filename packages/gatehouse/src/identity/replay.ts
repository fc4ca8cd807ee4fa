/** The port that remembers what may be used once: nonces of signatures, `jti` of proofs, by every process together. */
import type { Result } from '../kernel/result.ts';

export interface ReplayStore {
  /**
   * Whether this is the first time that anybody shows this id within the scope. True for one caller only, however
   * many processes ask at once; a fault where that cannot be known.
   * INVARIANT: the caller refuses what has expired before it asks: an id is remembered only until it expires.
   */
  first(scope: string, id: string, expiresAtMs: number): Promise<Result<boolean>>;
}
