/** Tokens of mandates in the wrong hands: stolen, stripped, replayed, forged, ended; on two processes and one database. */
import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import { comesTrue } from '../support/comes-true.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

describe('a token of a mandate', () => {
  let desk: Desk;
  let other: Awaited<ReturnType<Desk['another']>>;
  let alice: string;
  let mailer: { readonly text: string; readonly id: string };
  before(async () => {
    desk = await openDesk();
    other = await desk.another();
    alice = await desk.person('alice');
    mailer = await desk.newKey({ principal: 'mailer' });
  });
  after(() => desk?.close());

  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{ grant_type: EXCHANGE, subject_token: alice, subject_token_type: ACCESS },
    ...{ actor_token: mailer.text, actor_token_type: ACCESS, words: 'Pay.', ...more },
  });
  const opened = async (more: Record<string, string> = {}) =>
    (await desk.post('/oauth/token', form(more))).json;
  const PATH = '/openai/v1/models';
  const codeAt = async (at: Pick<Desk, 'get'>, headers: Record<string, string>, path = PATH) => {
    const { json } = await at.get(path, headers);
    return json.code ?? 'in';
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const endsWithinASecond = (token: string, code = 'identity.revoked') =>
    comesTrue(
      async () =>
        (await codeAt(desk, bearer(token))) === code && (await codeAt(other, bearer(token))) === code,
      1_000,
    );

  describe('bound to a key (RFC 9449)', () => {
    let keys: client.CryptoKeyPair;
    let bound: string;
    before(async () => {
      keys = await client.randomDPoPKeyPair();
      const config = await client.discovery(
        new URL(desk.url),
        'mailer',
        mailer.text,
        client.ClientSecretPost(mailer.text),
        {
          execute: [client.allowInsecureRequests],
          algorithm: 'oauth2',
        },
      );
      const { actor_token: _none, actor_token_type: _neither, grant_type: _given, ...parameters } = form();
      const DPoP = client.getDPoPHandle(config, keys);
      const answer = await client.genericGrantRequest(config, EXCHANGE, parameters, { DPoP });
      assert.equal(answer.token_type, 'dpop');
      bound = answer.access_token;
      const served = await client.fetchProtectedResource(
        config,
        bound,
        new URL(desk.url + PATH),
        'GET',
        null,
        undefined,
        { DPoP },
      );
      assert.equal(served.status, 200);
    });

    const proof = async (
      claims: Record<string, unknown> = {},
      { pair = keys, header = {} }: { pair?: client.CryptoKeyPair; header?: object } = {},
    ) =>
      new SignJWT({
        ...{ jti: randomUUID(), htm: 'GET', htu: desk.url + PATH, iat: Math.floor(Date.now() / 1_000) },
        ...{ ath: hash('sha256', bound, 'base64url'), ...claims },
      })
        .setProtectedHeader({
          typ: 'dpop+jwt',
          alg: 'ES256',
          jwk: await exportJWK(pair.publicKey),
          ...header,
        })
        .sign(pair.privateKey);
    const withProof = async (text: string, scheme = 'DPoP') => ({
      authorization: `${scheme} ${bound}`,
      dpop: text,
    });

    it('is good with a fresh proof, under its scheme or where an API key goes', async () => {
      assert.equal(await codeAt(desk, await withProof(await proof())), 'in');
      assert.equal(await codeAt(desk, { 'x-api-key': bound, dpop: await proof() }), 'in');
    });

    it('is worth nothing without its proof, and nothing as a bearer token with it', async () => {
      assert.equal(await codeAt(desk, { authorization: `DPoP ${bound}` }), 'identity.proof');
      assert.equal(await codeAt(desk, bearer(bound)), 'identity.proof');
      assert.equal(await codeAt(desk, { 'x-api-key': bound }), 'identity.proof');
      assert.equal(await codeAt(desk, await withProof(await proof(), 'Bearer')), 'identity.proof');
    });

    it('takes a proof once, whichever process is asked first', async () => {
      const text = await proof();
      const asked = await Promise.all(
        [desk, other, desk, other].map(async (at) => codeAt(at, await withProof(text))),
      );
      assert.deepEqual(asked.toSorted(), ['identity.proof', 'identity.proof', 'identity.proof', 'in']);
    });

    const seconds = () => Math.floor(Date.now() / 1_000);
    const unfit: readonly [string, () => Promise<string>][] = [
      ['another method', () => proof({ htm: 'POST' })],
      ['another address', () => proof({ htu: `${desk.url}/mcp` })],
      ['another host', () => proof({ htu: `http://evil.example${PATH}` })],
      ['another token', () => proof({ ath: hash('sha256', 'x', 'base64url') })],
      ['no token', () => proof({ ath: undefined })],
      ['the past', () => proof({ iat: seconds() - 61 })],
      ['the future', () => proof({ iat: seconds() + 30 })],
      ['no time', () => proof({ iat: undefined })],
      ['no id', () => proof({ jti: undefined })],
      ['an id without end', () => proof({ jti: 'x'.repeat(257) })],
      ['another type', () => proof({}, { header: { typ: 'JWT' } })],
      ['no key', () => proof({}, { header: { jwk: undefined } })],
    ];
    for (const [what, make] of unfit) {
      it(`takes no proof of ${what}`, async () => {
        assert.equal(await codeAt(desk, await withProof(await make())), 'identity.proof');
      });
    }

    it('takes no proof of another key, of a shown private key, or signed by another than it carries', async () => {
      const pair = await generateKeyPair('ES256', { extractable: true });
      const thief = await proof({}, { pair });
      const naked = await proof({}, { pair, header: { jwk: await exportJWK(pair.privateKey) } });
      const mixed = await proof({}, { pair, header: { jwk: await exportJWK(keys.publicKey) } });
      for (const text of [thief, naked, mixed]) {
        assert.equal(await codeAt(desk, await withProof(text)), 'identity.proof');
      }
    });

    it('is not exchanged for one that is not bound', async () => {
      const renewal = { grant_type: EXCHANGE, subject_token: bound, subject_token_type: ACCESS };
      assert.equal((await desk.post('/oauth/token', renewal)).json.error, 'invalid_dpop_proof');
      assert.equal(
        (await desk.post('/oauth/token', { ...renewal, scope: 'mail/read' })).json.error,
        'invalid_dpop_proof',
      );
    });
  });

  it('that is not bound, and keys, are not taken under the scheme of proofs', async () => {
    const { access_token: token } = await opened();
    assert.equal(await codeAt(desk, { authorization: `DPoP ${token}` }), 'identity.proof');
    assert.equal(await codeAt(desk, { authorization: `DPoP ${mailer.text}` }), 'identity.invalid');
  });

  it('opens nothing anywhere within a second of the end of its mandate', async () => {
    const { access_token: token, mandate } = await opened();
    const narrowed = await desk.post('/oauth/token', {
      ...{ grant_type: EXCHANGE, subject_token: token, subject_token_type: ACCESS, scope: 'mail/read' },
    });
    assert.deepEqual(
      [await codeAt(desk, bearer(token)), await codeAt(other, bearer(narrowed.json.access_token))],
      ['in', 'in'],
    );
    await desk.mandates.revoke({ tenant: 'acme', id: mandate });
    assert.ok(await endsWithinASecond(token));
    assert.ok(await endsWithinASecond(narrowed.json.access_token));
  });

  it('opens nothing within a second of the revocation of the key that it was opened with', async () => {
    const key = await desk.newKey({ principal: 'mailer' });
    const { access_token: token } = await opened({ actor_token: key.text });
    assert.equal(await codeAt(other, bearer(token)), 'in');
    await desk.office.revoke({ tenant: 'acme', id: key.id });
    assert.ok(await endsWithinASecond(token));
  });

  it('opens nothing once its own time, or that of its mandate, is over', async () => {
    const { access_token: token, expires_in: expiresIn } = await opened();
    const { access_token: short, expires_in: shorter } = await opened({ lifetime: '60' });
    assert.ok(shorter <= 60);
    desk.advance(60_000);
    assert.deepEqual(
      [await codeAt(desk, bearer(token)), await codeAt(desk, bearer(short))],
      ['in', 'identity.expired'],
    );
    desk.advance(expiresIn * 1_000);
    assert.equal(await codeAt(desk, bearer(token)), 'identity.expired');
    desk.advance(-60_000 - expiresIn * 1_000);
  });

  it('is taken only as it was signed', async () => {
    const { access_token: token } = await opened();
    const [head = '', body = '', signature = ''] = token.split('.');
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const { privateKey } = await generateKeyPair('EdDSA');
    const own = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'mandate+jwt' })
      .sign(privateKey);
    const forged = [
      own,
      `${head}.${encoded({ ...claims, tenant: 'globex' })}.${signature}`,
      `${encoded({ alg: 'none', typ: 'mandate+jwt' })}.${body}.${signature}`,
      `${encoded({ alg: 'HS256', typ: 'mandate+jwt' })}.${body}.${signature}`,
      `${encoded({ alg: 'EdDSA', typ: 'at+jwt' })}.${body}.${signature}`,
    ];
    for (const text of forged) assert.equal(await codeAt(desk, bearer(text)), 'identity.invalid');
  });

  it('of somebody who was put out opens nothing, nor any key or later token, until let back in', async () => {
    const bob = await desk.person('bob');
    const key = await desk.newKey({ principal: 'bob', kind: 'person' });
    const subject = { subject_token: bob };
    const { access_token: token } = await opened(subject);
    assert.deepEqual([await codeAt(other, bearer(token)), await codeAt(other, bearer(bob))], ['in', 'in']);
    const who = { tenant: 'acme', kind: 'person', id: 'BOB' } as const;
    const put = await desk.principals.disable(who);
    assert.deepEqual(put.ok && put.value, { keys: 1, mandates: 1 });
    for (const credential of [token, bob, key.text]) assert.ok(await endsWithinASecond(credential));
    assert.equal(await codeAt(other, bearer(await desk.person('bob'))), 'identity.revoked');
    assert.equal((await desk.post('/oauth/token', form(subject))).json.error, 'invalid_grant');
    assert.deepEqual(await other.principals.isDisabled({ ...who, id: 'bob' }), { ok: true, value: true });

    await desk.principals.enable(who);
    assert.ok(await comesTrue(async () => (await codeAt(other, bearer(bob))) === 'in', 1_000));
    assert.ok(await endsWithinASecond(token));
    assert.ok(await endsWithinASecond(key.text));
  });

  it('opens nothing when its agent, somewhere in the chain, was put out', async () => {
    const agent = await desk.newKey({ principal: 'helper' });
    const { access_token: parent } = await opened();
    const { json } = await desk.post('/oauth/token', {
      ...{ grant_type: EXCHANGE, subject_token: parent, subject_token_type: ACCESS, scope: 'mail/read' },
      ...{ actor_token: agent.text, actor_token_type: ACCESS },
    });
    assert.equal(await codeAt(other, bearer(json.access_token)), 'in');
    await other.principals.disable({ tenant: 'acme', kind: 'agent', id: 'helper' });
    assert.ok(await endsWithinASecond(json.access_token));
    assert.equal(await codeAt(desk, bearer(parent)), 'in');
  });

  it('cannot be checked, and is refused, while the database is away', async () => {
    const lone = await desk.another();
    const { access_token: token } = await opened();
    assert.equal(await codeAt(lone, bearer(token)), 'in');
    await lone.database.close();
    assert.ok(
      await comesTrue(async () => (await codeAt(lone, bearer(token))) === 'identity.unavailable', 2_000),
    );
  });
});
