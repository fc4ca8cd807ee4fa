/** Keys of issuers rotate, vanish and are unreachable; a flood of tokens does not become a flood of requests. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import type { IssuerSettings } from '../../src/config/schema.ts';
import { createTokenVerifier } from '../../src/identity/tokens.ts';
import { comesTrue } from '../support/comes-true.ts';
import {
  DISCOVERY,
  fetchFromIssuer,
  issuerSettings,
  type SigningKey,
  signed,
  signingKey,
  startIssuer,
  type TestIssuer,
} from '../support/issuer.ts';
import { codeOf } from '../support/keys.ts';
import { type MovingClock, movingClock } from '../support/moving-clock.ts';

const MINUTE_MS = 60_000;

describe('the keys of an issuer', () => {
  let issuer: TestIssuer;
  let old: SigningKey;
  let young: SigningKey;
  let clock: MovingClock;
  before(async () => {
    [old, young] = await Promise.all([signingKey('old'), signingKey('young')]);
  });
  beforeEach(async () => {
    issuer = await startIssuer();
    issuer.publish(old);
    clock = movingClock();
  });
  afterEach(() => issuer.close());

  const verifier = (changes: Partial<IssuerSettings> = {}) =>
    createTokenVerifier({
      issuers: [issuerSettings(issuer.url, { max_token_age_seconds: 86_400, ...changes })],
      fetch: fetchFromIssuer,
      clock,
    });
  const token = (key: SigningKey, sub = 'alice', kid = key.jwk.kid) => {
    const nowSeconds = clock.nowMs() / 1_000;
    const claims = { iss: issuer.url, aud: 'gatehouse', sub, iat: nowSeconds, exp: nowSeconds + 80_000 };
    return signed(key, claims, { kid });
  };
  const asked = (path = '/keys') => issuer.asked.get(path) ?? 0;

  it('are fetched once for many tokens', async () => {
    const one = verifier();
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => token(old, `user-${n}`)));
    const codes = await Promise.all(tokens.map((text) => codeOf(one.verify(text))));
    assert.deepEqual(new Set(codes), new Set(['ok']));
    assert.deepEqual([asked(DISCOVERY), asked()], [1, 1]);
  });

  it('need no discovery when their address is configured', async () => {
    assert.equal(await codeOf(verifier({ jwks_url: `${issuer.url}/keys` }).verify(await token(old))), 'ok');
    assert.deepEqual([asked(DISCOVERY), asked()], [0, 1]);
  });

  it('are fetched anew for a key that is not among them, and the withdrawn one ends at once', async () => {
    const one = verifier();
    const early = await token(old);
    assert.equal(await codeOf(one.verify(early)), 'ok');
    issuer.publish(young);
    clock.advance(5_000);
    assert.equal(await codeOf(one.verify(await token(young))), 'ok');
    assert.equal(await codeOf(one.verify(early)), 'identity.invalid');
  });

  it('are asked for once, however many unknown keys are named', async () => {
    const one = verifier();
    assert.equal(await codeOf(one.verify(await token(old))), 'ok');
    clock.advance(5_000);
    const flood = await Promise.all(
      Array.from({ length: 50 }, (_, n) => token(young, 'mallory', `kid-${n}`)),
    );
    const codes = await Promise.all(flood.map((text) => codeOf(one.verify(text))));
    assert.deepEqual(new Set(codes), new Set(['identity.invalid']));
    for (const text of flood) assert.equal(await codeOf(one.verify(text)), 'identity.invalid');
    assert.equal(asked(), 2);
    clock.advance(5_000);
    await one.verify(flood[0] ?? '');
    assert.equal(asked(), 3);
  });

  it('that cannot be fetched let nothing through, and are not asked for again at once', async () => {
    const text = await token(old);
    await issuer.close();
    const one = verifier();
    assert.equal(await codeOf(one.verify(text)), 'identity.unavailable');
    assert.equal(await codeOf(one.verify(text)), 'identity.unavailable');
  });

  it('come back when the issuer does', async () => {
    issuer.documents.delete('/keys');
    const one = verifier();
    const text = await token(old);
    assert.equal(await codeOf(one.verify(text)), 'identity.unavailable');
    issuer.publish(old);
    assert.equal(await codeOf(one.verify(text)), 'identity.unavailable');
    assert.equal(asked(), 1);
    clock.advance(5_000);
    assert.equal(await codeOf(one.verify(text)), 'ok');
  });

  it('that are known outlive a short absence of the issuer; unknown ones are unavailable, not invalid', async () => {
    const one = verifier();
    assert.equal(await codeOf(one.verify(await token(old))), 'ok');
    issuer.documents.delete('/keys');
    clock.advance(10 * MINUTE_MS);
    assert.equal(await codeOf(one.verify(await token(old, 'bob'))), 'ok');
    clock.advance(5_000);
    assert.equal(await codeOf(one.verify(await token(young))), 'identity.unavailable');
  });

  it('are dropped when the issuer is away for an hour', async () => {
    const one = verifier();
    assert.equal(await codeOf(one.verify(await token(old))), 'ok');
    issuer.documents.delete('/keys');
    clock.advance(61 * MINUTE_MS);
    assert.equal(await codeOf(one.verify(await token(old, 'bob'))), 'identity.unavailable');
  });

  it('are renewed in the background while they are used, so that a withdrawn key ends within minutes', async () => {
    const one = verifier();
    assert.equal(await codeOf(one.verify(await token(old))), 'ok');
    issuer.publish(young);
    clock.advance(5 * MINUTE_MS);
    assert.equal(await codeOf(one.verify(await token(old, 'bob'))), 'ok');
    // Tokens that are verified meanwhile are remembered only with the keys that verified them.
    const refused = async () => (await codeOf(one.verify(await token(old, 'bob')))) === 'identity.invalid';
    assert.ok(await comesTrue(refused, 5_000));
    assert.equal(asked(), 2);
  });

  const malformed: readonly [string, unknown][] = [
    ['nothing', null],
    ['a list', []],
    ['keys that are no list', { keys: {} }],
    ['a key that is no object', { keys: ['x'] }],
    ['more keys than an issuer has', { keys: Array.from({ length: 101 }, () => ({ kty: 'EC' })) }],
    ['more bytes than are read', { keys: [], padding: 'x'.repeat(300_000) }],
  ];
  for (const [title, document] of malformed) {
    it(`that are ${title} count as unavailable`, async () => {
      issuer.documents.set('/keys', document);
      assert.equal(await codeOf(verifier().verify(await token(old))), 'identity.unavailable');
    });
  }

  it('that are secret or private are not used', async () => {
    const secret = { kty: 'oct', kid: 'old', k: 'AAAA', alg: 'HS256' };
    issuer.documents.set('/keys', { keys: [secret] });
    assert.equal(await codeOf(verifier().verify(await token(old))), 'identity.invalid');
  });

  it('are not taken from a discovery document of another issuer, or without an address', async () => {
    for (const document of [
      { issuer: 'https://evil.example', jwks_uri: `${issuer.url}/keys` },
      { issuer: issuer.url },
      null,
    ]) {
      issuer.documents.set(DISCOVERY, document);
      assert.equal(await codeOf(verifier().verify(await token(old))), 'identity.unavailable');
    }
    assert.equal(asked(), 0);
  });

  it('are never fetched over plain HTTP from an issuer that may not be private', async () => {
    assert.equal(
      await codeOf(verifier({ allow_private: false }).verify(await token(old))),
      'identity.unavailable',
    );
    const listed = { allow_private: false, jwks_url: `${issuer.url}/keys` };
    assert.equal(await codeOf(verifier(listed).verify(await token(old))), 'identity.unavailable');
    assert.deepEqual([asked(DISCOVERY), asked()], [0, 0]);
  });
});
