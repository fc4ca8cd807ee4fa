/** The contract of identity: a credential in, a complete principal out. */
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';

export interface Authenticator {
  /** `secret` is what stood in `authorization: Bearer` or `x-api-key`. */
  authenticate(secret: string): Promise<Result<Principal>> | Result<Principal>;
}
