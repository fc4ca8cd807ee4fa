/** The contract of identity: a credential in, a complete principal out; keys and tokens are told apart by their form. */
import { fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { KEY_PREFIX } from './key-format.ts';
import type { KeyVerifier } from './key-verifier.ts';
import type { TokenVerifier } from './tokens.ts';

export interface Authenticator {
  /** `secret` is what stood in `authorization: Bearer` or `x-api-key`. */
  authenticate(secret: string): Promise<Result<Principal>> | Result<Principal>;
}

/** Three parts of base64url (RFC 7515 section 3.1), each at least one character: an unsigned token has none. */
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** WHY: no credential is tried twice: its form alone says who checks it, and nothing falls through to another. */
export function createAuthenticator(verifiers: {
  readonly keys: Pick<KeyVerifier, 'verify'>;
  readonly tokens: TokenVerifier;
}): Authenticator {
  return {
    authenticate(secret) {
      if (secret.startsWith(KEY_PREFIX)) return verifiers.keys.verify(secret);
      if (TOKEN.test(secret)) return verifiers.tokens.verify(secret);
      return failed(
        fault(
          'identity.invalid',
          'The credential is neither a Gatehouse key nor a token of a configured issuer.',
        ),
      );
    },
  };
}
