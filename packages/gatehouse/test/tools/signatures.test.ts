/** HTTP message signatures: the vectors of RFC 9421 and 9530, and what is signed going out and believed coming in. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createSignatureSync } from 'http-message-sig';
import { createSignedRequests, type SignedRequest } from '../../src/identity/signed-request.ts';
import { contentDigest, matchesContentDigest } from '../../src/kernel/content-digest.ts';
import { createReplayStore } from '../../src/stores/postgres/replay.ts';
import type { ToolRequest } from '../../src/tools/egress.ts';
import { type SigningOptions, signingEgress } from '../../src/tools/signatures/signing-egress.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { movingClock } from '../support/moving-clock.ts';

let fresh: FreshDatabase;
before(async () => {
  fresh = await freshDatabase();
});
after(() => fresh?.close());

/** The key `test-key-ed25519` of RFC 9421 appendix B.1.4: public since it was printed. */
const RFC_KEY = createPrivateKey({
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
    x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  },
  format: 'jwk',
});
const WORLD = '{"hello": "world"}';

test('digests of a body are those of RFC 9530, and every one that is given must be right', () => {
  const sha256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
  const sha512 =
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';
  assert.equal(contentDigest(WORLD), sha256);
  for (const good of [sha256, sha512, `${sha512}, ${sha256}`, `md5=:AAAA:, ${sha256}`]) {
    assert.ok(matchesContentDigest(good, WORLD), good);
  }
  const bad = [
    contentDigest('other'),
    `${sha256}, ${contentDigest('other')}`,
    'md5=:AAAA:',
    '',
    'sha-256=::',
    'sha-256=:AAAA:',
    sha256.slice(0, -1),
    `${sha256};a`,
  ];
  for (const one of bad) assert.ok(!matchesContentDigest(one, WORLD), one);
});

test('the signature of RFC 9421 appendix B.2.6 comes out byte for byte', async () => {
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const sent = await signed(
    {
      method: 'POST',
      url: 'https://example.com/foo?param=Value&Pet=dog',
      headers: {
        date: 'Tue, 20 Apr 2021 02:07:55 GMT',
        'content-type': 'application/json',
        'content-length': '18',
      },
      body: WORLD,
    },
    { components, keyId: 'test-key-ed25519' },
  );
  const input = sent.headers['signature-input'] ?? '';
  assert.match(
    input,
    /^gatehouse=\("date" "@method" "@path" "@authority" "content-type" "content-length"\);created=\d+;/,
  );
  // The printed vector has neither nonce nor expiry; the same base, signed by the same library and key, must be it.
  const vector = createSignatureSync(
    {
      kind: 'request',
      method: 'POST',
      targetUri: sent.url,
      fields: Object.entries(sent.headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: 'sig-b26',
      components,
      parameters: { created: 1618884473, keyid: 'test-key-ed25519' },
      signer: { algorithm: 'ed25519', sign: (base) => sign(null, base, RFC_KEY) },
    },
  );
  assert.equal(
    vector.signature,
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
  );
});

const clock = movingClock();

async function signed(
  request: Partial<ToolRequest>,
  options: Partial<SigningOptions> = {},
): Promise<ToolRequest> {
  let sent: ToolRequest | undefined;
  const egress = signingEgress(
    {
      askTool(one) {
        sent = one;
        return Promise.resolve({
          ok: true,
          value: { status: 200, headers: {}, body: (async function* () {})(), abandon: () => undefined },
        });
      },
    },
    {
      key: RFC_KEY,
      keyId: 'k1',
      components: ['@method', '@target-uri', 'content-digest'],
      expiresSeconds: 60,
      clock,
      chance,
      ...options,
    },
  );
  const performed = await egress.askTool({
    purpose: 'tool',
    method: 'GET',
    url: 'https://api.test/x?y=1',
    headers: {},
    timeoutMs: 1,
    ...request,
  });
  if (!performed.ok) assert.fail(`${performed.fault.code} ${performed.reach}`);
  assert.ok(sent !== undefined);
  return sent;
}

function arriving(request: ToolRequest, changes: Partial<SignedRequest> = {}): SignedRequest {
  const { method, url, headers, body = '' } = request;
  return { method, url, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(body), ...changes };
}

function verifier(keys: Readonly<Record<string, KeyObject>> = { k1: createPublicKey(RFC_KEY) }) {
  const replay = createReplayStore(fresh.database.app);
  return createSignedRequests({ keyOf: (id) => keys[id], replay, clock, ageSecondsMax: 120, skewSeconds: 5 });
}

const POST = {
  method: 'POST',
  url: 'https://api.test/pay?x=1',
  headers: { 'content-type': 'application/json' },
  body: WORLD,
} as const;

async function assertRefused(
  request: SignedRequest,
  keys?: Readonly<Record<string, KeyObject>>,
): Promise<void> {
  const verified = await verifier(keys)(request);
  assert.ok(!verified.ok, 'it was believed');
  assert.equal(verified.fault.code, 'identity.invalid');
}

test('what was signed on the way out is believed on the way in, once, by all processes together', async () => {
  const request = arriving(await signed(POST));
  const [one, other] = [verifier(), verifier()];
  const answers = await Promise.all([one(request), other(request), one(request), other(request)]);
  assert.deepEqual(
    answers.filter(({ ok }) => ok),
    [{ ok: true, value: { keyId: 'k1' } }],
  );
  assert.deepEqual(await one(arriving(await signed({}))), { ok: true, value: { keyId: 'k1' } });
});

test('a signature is for one method, one address and one body', async () => {
  const sent = await signed(POST);
  const changes: Partial<SignedRequest>[] = [
    { method: 'PUT' },
    { url: 'https://api.test/pay?x=2' },
    { url: 'https://evil.test/pay?x=1' },
    { url: 'http://api.test/pay?x=1' },
    { body: Buffer.from('{"hello": "mars"}') },
    { body: Buffer.alloc(0) },
  ];
  for (const change of changes) await assertRefused(arriving(sent, change));
  const bare = await signed({});
  await assertRefused(arriving(bare, { body: Buffer.from('added') }));
  const digest = ['content-digest', contentDigest('added')];
  const covered = arriving(bare);
  await assertRefused({
    ...covered,
    rawHeaders: [...covered.rawHeaders, ...digest],
    body: Buffer.from('added'),
  });
});

test('too old, from the future, expired: refused, and a nonce stays used for as long as it could count', async () => {
  const request = arriving(await signed(POST, { expiresSeconds: 3_000 }));
  clock.advance(126_000);
  await assertRefused(request);
  clock.advance(-126_000 - 10_000);
  await assertRefused(request);
  clock.advance(10_000);
  const brief = arriving(await signed(POST, { expiresSeconds: 10 }));
  clock.advance(16_000);
  await assertRefused(brief);
});

test('unknown keys, other kinds of keys, missing parts and doubled fields are refused', async () => {
  const sent = await signed(POST);
  const { publicKey } = generateKeyPairSync('ed25519');
  const { publicKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await assertRefused(arriving(sent), {});
  await assertRefused(arriving(sent), { k1: publicKey });
  await assertRefused(arriving(sent), { k1: curve });
  const input = sent.headers['signature-input'] ?? '';
  const variants = [
    input.replace(/;nonce="[^"]*"/, ''),
    input.replace(/;created=\d+/, ''),
    input.replace('ed25519', 'hmac-sha256'),
    input.replace('"@target-uri" ', ''),
    input.replace('"@method"', '"@method" "@method"'),
    input.replace('gatehouse=', 'other='),
    `${input}, ${input}`,
    '',
    '((((',
    input.replace('created=', 'created=1;created='),
  ];
  for (const variant of variants) {
    await assertRefused(arriving({ ...sent, headers: { ...sent.headers, 'signature-input': variant } }));
  }
  const doubled = arriving(sent);
  await assertRefused({
    ...doubled,
    rawHeaders: [...doubled.rawHeaders, 'Signature', sent.headers.signature ?? ''],
  });
  await assertRefused({ ...doubled, rawHeaders: [] });
  await assertRefused(arriving(await signed(POST, { components: ['@method', 'content-digest'] })));
  await assertRefused(arriving(await signed(POST, { components: ['@method', '@target-uri'] })));
  await assertRefused(
    arriving(await signed(POST, { chance: { ...chance, bytes: () => new Uint8Array(2) } })),
  );
});

test('when nobody can say whether a nonce is new, the request is refused', async () => {
  const replay = createReplayStore(() => Promise.reject(new Error('away')));
  const verify = createSignedRequests({
    keyOf: () => createPublicKey(RFC_KEY),
    replay,
    clock,
    ageSecondsMax: 120,
    skewSeconds: 5,
  });
  const verified = await verify(arriving(await signed(POST)));
  assert.equal(verified.ok ? '' : verified.fault.code, 'identity.unavailable');
});

test('what cannot be signed as it is configured does not leave', async () => {
  await assert.rejects(signed({}, { components: ['@method', 'x-missing'] }), /tool\.credential not_sent/);
});
