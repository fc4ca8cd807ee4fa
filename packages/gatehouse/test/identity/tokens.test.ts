/** Tokens of configured issuers over real HTTP: the good ones pass, and every known trick fails. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import type { IssuerSettings } from '../../src/config/schema.ts';
import { createAuthenticator } from '../../src/identity/authenticator.ts';
import { createTokenVerifier } from '../../src/identity/tokens.ts';
import {
  fetchFromIssuer,
  issuerSettings,
  type SigningKey,
  signed,
  signingKey,
  startIssuer,
  type TestIssuer,
} from '../support/issuer.ts';
import { codeOf, STANDING_ALONE } from '../support/keys.ts';
import { type MovingClock, movingClock } from '../support/moving-clock.ts';

/** Claims that are changed; `undefined` leaves one out. */
type Changes = { readonly [Claim in keyof JWTPayload]: JWTPayload[Claim] | undefined };

describe('tokens', () => {
  let issuer: TestIssuer;
  let key: SigningKey;
  let rsa: SigningKey;
  let clock: MovingClock;
  let nowSeconds: number;
  before(async () => {
    [issuer, key, rsa] = await Promise.all([startIssuer(), signingKey('one'), signingKey('rsa', 'RS256')]);
    issuer.publish(key, rsa);
  });
  beforeEach(() => {
    clock = movingClock();
    nowSeconds = clock.nowMs() / 1_000;
  });
  after(() => issuer.close());

  const claims = (changes: Changes = {}): JWTPayload => ({
    iss: issuer.url,
    aud: 'gatehouse',
    sub: 'alice',
    iat: nowSeconds,
    exp: nowSeconds + 600,
    ...(changes as JWTPayload),
  });
  const verifier = (changes: Partial<IssuerSettings> = {}) =>
    createTokenVerifier({ issuers: [issuerSettings(issuer.url, changes)], fetch: fetchFromIssuer, clock });
  const outcome = (token: string, changes?: Partial<IssuerSettings>) =>
    codeOf(verifier(changes).verify(token));
  const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('prove a principal whose credential ends with them', async () => {
    const verified = await verifier().verify(await signed(key, claims({ roles: ['developer'] })));
    assert.ok(verified.ok);
    assert.equal(verified.value.id, 'alice');
    assert.deepEqual(verified.value.credential, {
      kind: 'token',
      id: issuer.url,
      expiresAtMs: (nowSeconds + 600) * 1_000,
      models: ['*'],
    });
  });

  it('are answered without a promise once they were verified', async () => {
    const one = verifier();
    const token = await signed(key, claims());
    assert.ok(one.verify(token) instanceof Promise);
    await one.verify(token);
    assert.ok('ok' in one.verify(token));
  });

  const accepted: readonly [string, Changes, Record<string, unknown>][] = [
    ['of type JWT', {}, { typ: 'JWT' }],
    ['of type application/at+jwt', {}, { typ: 'application/at+jwt' }],
    ['without a type', {}, { typ: undefined }],
    ['without a key id, where one key fits', {}, { kid: undefined }],
    ['for several audiences', { aud: ['other', 'gatehouse'] }, {}],
    ['that expired within the tolerance', { iat: 1_799_999_000, exp: 1_800_000_000 - 29 }, {}],
    ['that begin within the tolerance', { nbf: 1_800_000_000 + 30 }, {}],
  ];
  for (const [title, changes, header] of accepted) {
    it(`${title} are accepted`, async () => {
      assert.equal(await outcome(await signed(key, claims(changes), header)), 'ok');
    });
  }

  const refused: readonly [string, Changes, Record<string, unknown>, string][] = [
    ['for another audience', { aud: 'other' }, {}, 'identity.invalid'],
    ['without an audience', { aud: undefined }, {}, 'identity.invalid'],
    ['of an unknown issuer', { iss: 'https://evil.example' }, {}, 'identity.invalid'],
    ['without an issuer', { iss: undefined }, {}, 'identity.invalid'],
    ['that have expired', { iat: 1_799_999_000, exp: 1_800_000_000 - 31 }, {}, 'identity.expired'],
    ['that never expire', { exp: undefined }, {}, 'identity.invalid'],
    ['that are not valid yet', { nbf: 1_800_000_000 + 31 }, {}, 'identity.invalid'],
    ['that are from the future', { iat: 1_800_000_000 + 31 }, {}, 'identity.invalid'],
    ['without a time of issue', { iat: undefined }, {}, 'identity.invalid'],
    ['older than the greatest age', { iat: 1_800_000_000 - 3_631 }, {}, 'identity.expired'],
    ['without a subject', { sub: undefined }, {}, 'identity.incomplete'],
    ['with an empty subject', { sub: '' }, {}, 'identity.incomplete'],
    ['bound to a key that is not shown', { cnf: { jkt: 'x' } }, {}, 'identity.invalid'],
    ['of a type that is no credential', {}, { typ: 'logout+jwt' }, 'identity.invalid'],
    ['of a type that is no text', {}, { typ: 7 }, 'identity.invalid'],
    ['naming a key of another issuer', {}, { kid: 'other' }, 'identity.invalid'],
  ];
  for (const [title, changes, header, code] of refused) {
    it(`${title}: ${code}`, async () => {
      assert.equal(await outcome(await signed(key, claims(changes), header)), code);
    });
  }

  it('whose times are no numbers are refused', async () => {
    for (const changes of [{ exp: '1900000000' }, { iat: 'now' }, { nbf: {} }, { exp: null }]) {
      assert.equal(await outcome(await forged(changes)), 'identity.invalid');
    }
  });

  /** Signs claims that the signing library would not put together. */
  async function forged(changes: Record<string, unknown>): Promise<string> {
    const signer = new SignJWT({ ...claims(), ...changes } as JWTPayload);
    return signer.setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key.privateKey);
  }

  it('without a signature are refused, whatever their algorithm is called', async () => {
    for (const alg of ['none', 'None', 'NONE', '', undefined]) {
      const unsigned = `${raw({ alg, kid: 'one' })}.${raw(claims())}.`;
      const authenticator = createAuthenticator({ keys: verifier(), tokens: verifier(), ...STANDING_ALONE });
      const presented = { secret: unsigned, scheme: 'bearer', proof: undefined } as const;
      assert.equal(await codeOf(authenticator.authenticate(presented)), 'identity.invalid');
      assert.equal(await outcome(unsigned), 'identity.invalid');
      assert.equal(await outcome(`${unsigned}AAAA`), 'identity.invalid');
    }
  });

  it('signed with the public key as an HMAC secret are refused', async () => {
    const publicKey = (await importJWK(rsa.jwk, 'RS256')) as CryptoKey;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(rsa.jwk), rsa.jwk.n ?? '']) {
      const body = `${raw({ alg: 'HS256', kid: 'rsa', typ: 'JWT' })}.${raw(claims())}`;
      const token = `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
      assert.equal(await outcome(token), 'identity.invalid');
    }
  });

  it('with an algorithm that is not listed are refused, though the key is the right one', async () => {
    const token = await signed(rsa, claims());
    assert.equal(await outcome(token), 'ok');
    assert.equal(await outcome(token, { algorithms: ['ES256'] }), 'identity.invalid');
  });

  it('signed by another key of the same name are refused', async () => {
    assert.equal(await outcome(await signed(await signingKey('one'), claims())), 'identity.invalid');
  });

  it('that bring their own key are refused', async () => {
    const own = await generateKeyPair('ES256', { extractable: true });
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'ES256', kid: 'one', jwk: key.jwk, jku: `${issuer.url}/keys` })
      .sign(own.privateKey);
    assert.equal(await outcome(token), 'identity.invalid');
  });

  it('with a critical header that is not understood are refused', async () => {
    const body = `${raw({ alg: 'ES256', kid: 'one', crit: ['exp'], exp: 1 })}.${raw(claims())}`;
    assert.equal(await outcome(`${body}.${'A'.repeat(86)}`), 'identity.invalid');
  });

  it('tampered with in any part are refused', async () => {
    const token = await signed(key, claims());
    const [header = '', , signature = ''] = token.split('.');
    const one = verifier();
    assert.equal(await codeOf(one.verify(token)), 'ok');
    const tampered = [
      `${header}.${raw(claims({ sub: 'admin' }))}.${signature}`,
      `${header}.${raw(claims())}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      `${raw({ alg: 'ES256', kid: 'rsa' })}.${token.slice(token.indexOf('.') + 1)}`,
    ];
    for (const bad of tampered) assert.equal(await codeOf(one.verify(bad)), 'identity.invalid');
  });

  it('that share a beginning with a verified one are verified themselves (CVE-2026-35030)', async () => {
    const one = verifier();
    const token = await signed(key, claims({ sub: 'admin', roles: ['admin'] }));
    assert.equal(await codeOf(one.verify(token)), 'ok');
    for (const length of [20, 50, token.lastIndexOf('.') + 1, token.length - 1]) {
      const start = token.slice(0, length);
      // Another character in each remaining place, so that it is another token for certain.
      const other = token.slice(length).replace(/[^.]/g, (letter) => (letter === 'A' ? 'Q' : 'A'));
      assert.equal(await codeOf(one.verify(start)), 'identity.invalid');
      assert.equal(await codeOf(one.verify(start + other)), 'identity.invalid');
    }
    const alice = await one.verify(await signed(key, claims({ sub: 'alice' })));
    assert.ok(alice.ok && alice.value.id === 'alice');
  });

  it('end in the cache when they end', async () => {
    const one = verifier();
    const token = await signed(key, claims({ exp: nowSeconds + 60 }));
    assert.equal(await codeOf(one.verify(token)), 'ok');
    clock.advance(89_000);
    assert.equal(await codeOf(one.verify(token)), 'ok');
    clock.advance(1_000);
    assert.equal(await codeOf(one.verify(token)), 'identity.expired');
  });

  it('reach their greatest age in the cache too', async () => {
    const one = verifier({ max_token_age_seconds: 60 });
    const token = await signed(key, claims());
    assert.equal(await codeOf(one.verify(token)), 'ok');
    clock.advance(91_000);
    assert.equal(await codeOf(one.verify(token)), 'identity.expired');
  });

  it('of an issuer that was removed are refused by the next configuration', async () => {
    const token = await signed(key, claims());
    assert.equal(await outcome(token), 'ok');
    const next = createTokenVerifier({ issuers: [], fetch: fetchFromIssuer, clock });
    assert.equal(await codeOf(next.verify(token)), 'identity.invalid');
  });

  it('belong to the tenant whose audience they name, and to none where two would do', async () => {
    const rows = [
      issuerSettings(issuer.url, { tenant: 'acme', audiences: ['gate-acme', 'both'] }),
      issuerSettings(issuer.url, { tenant: 'umbrella', audiences: ['gate-umbrella', 'both'] }),
    ];
    const one = createTokenVerifier({ issuers: rows, fetch: fetchFromIssuer, clock });
    const verified = await one.verify(await signed(key, claims({ aud: 'gate-umbrella' })));
    assert.ok(verified.ok && verified.value.tenant === 'umbrella');
    for (const aud of ['both', ['gate-acme', 'gate-umbrella']]) {
      assert.equal(await codeOf(one.verify(await signed(key, claims({ aud })))), 'identity.invalid');
    }
  });

  it('of any broken form are refused without a throw', async () => {
    const broken = [
      'a.b.c',
      '..',
      `${raw(null)}.${raw(null)}.AAAA`,
      `${raw([])}.${raw([])}.AAAA`,
      'e30.e30.e30',
    ];
    const deep = Buffer.from('['.repeat(8_000) + ']'.repeat(8_000)).toString('base64url');
    for (const text of [
      ...broken,
      `${deep}.${deep}.AAAA`,
      `${raw({ alg: 'ES256' })}.${'A'.repeat(16_000)}.AAAA`,
    ]) {
      assert.equal(await outcome(text), 'identity.invalid');
    }
  });
});
