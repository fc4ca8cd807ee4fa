/** A token for each subject by token exchange (RFC 8693), on the gate's own word about who that is. */
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf, ToolCredential } from './credential.ts';
import { heldTokens } from './held-tokens.ts';
import { obtainToken, type TokenEndpoint } from './token-client.ts';

export interface Assertion {
  readonly issuer: string;
  readonly algorithm: string;
  readonly keyId: string;
  /** PEM (PKCS #8); undefined when it is not there. */
  readonly key: () => string | undefined;
}

export interface TokenExchangeOptions {
  readonly endpoint: TokenEndpoint;
  readonly assertion: Assertion;
  readonly scope: string | undefined;
  readonly resource: string;
  readonly audience: string | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
}

const ASSERTION_SECONDS = 60;
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** INVARIANT: what is exchanged is an assertion of the gate; no token of a caller reaches this code, or leaves by it. */
export function tokenExchange(options: TokenExchangeOptions): ToolCredential {
  const { endpoint, scope, resource, audience, clock } = options;
  return heldTokens({
    personal: true,
    elapsedMs: clock.elapsedMs,
    async obtain(onBehalfOf) {
      const subjectToken = await assertionFor(onBehalfOf, options);
      if (!subjectToken.ok) return subjectToken;
      return obtainToken(endpoint, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: subjectToken.value,
        subject_token_type: JWT,
        requested_token_type: ACCESS_TOKEN,
        ...{ scope, resource, audience },
      });
    },
  });
}

async function assertionFor(
  { tenant, subject }: OnBehalfOf,
  { assertion, endpoint, clock, chance }: TokenExchangeOptions,
): Promise<Result<string>> {
  const pem = assertion.key();
  if (pem === undefined) return failed(KEYLESS);
  const nowSeconds = Math.floor(clock.nowMs() / 1_000);
  try {
    const token = new SignJWT({ tenant })
      .setProtectedHeader({ alg: assertion.algorithm, kid: assertion.keyId, typ: 'JWT' })
      .setIssuer(assertion.issuer)
      .setSubject(subject)
      .setAudience(endpoint.url)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + ASSERTION_SECONDS)
      .setJti(Buffer.from(chance.bytes(16)).toString('base64url'));
    return ok(await token.sign(createPrivateKey(pem)));
  } catch (cause) {
    return failed(
      fault('tool.credential', 'The gate cannot sign with the key that is configured.', { cause }),
    );
  }
}

const KEYLESS = fault('tool.credential', 'The key with which the gate speaks for its subjects is not there.');
