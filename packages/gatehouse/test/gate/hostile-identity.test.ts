/** Credentials that were made to be mistaken for others: nobody passes as somebody, and nothing leaves for nobody. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type SigningKey, signed, signingKey, startIssuer, type TestIssuer } from '../support/issuer.ts';
import { sendRaw, statusesOf } from '../support/raw.ts';
import { until } from '../support/until.ts';
import { chat } from '../support/upstream.ts';

let gate: TestGate;
let issuer: TestIssuer;
let partner: TestIssuer;
let signing: SigningKey;
before(async () => {
  issuer = await startIssuer();
  partner = await startIssuer();
  signing = await signingKey('one');
  for (const one of [issuer, partner]) one.publish(signing);
  const row = { tenant: 'acme', audiences: ['gatehouse'], kind: 'person', allow_private: true };
  const issuers = [
    { ...row, issuer: issuer.url, id_prefix: 'hr:' },
    { ...row, issuer: partner.url, id_prefix: 'partner:' },
  ];
  gate = await startTestGate({
    budgets: [{ id: 'own', ...OWNED, each: 'person', measure: 'requests', per: 'month', limit: 1_000 }],
    more: { identity: { issuers }, limits: { failures_per_address_per_minute: 100_000 } },
  });
});
beforeEach(() => gate.upstream.expect(chat('it was let through')));
after(async () => {
  await gate?.close();
  await issuer.close();
  await partner.close();
});

function nothingLeft(): void {
  assert.equal(gate.upstream.calls.length, 0, 'nothing was forwarded');
}

const HOUR = 3_600;

function token(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { iss: issuer.url, aud: 'gatehouse', sub: 'grace', roles: ['developer'] };
  return signed(signing, { ...claims, iat: seconds, exp: seconds + HOUR, ...changes }, header);
}

async function codeFor(key: string): Promise<string> {
  const sent = await gate.send(chatBody('up', 'hi'), { key });
  return sent.status === 200 ? 'ok' : (sent.code ?? `${sent.status}`);
}

test('a token of a configured issuer passes, and its principal stands in the record with who vouched for it', async () => {
  const sent = await gate.send(chatBody('up', 'hi'), { key: await token({ act: { sub: 'bot-1' } }) });
  assert.equal(sent.status, 200);
  const { principal } = await gate.intent(sent.id);
  assert.deepEqual(
    { ...principal },
    {
      kind: 'person',
      id: 'hr:grace',
      tenant: 'acme',
      roles: ['developer'],
      teams: [],
      chain: [{ kind: 'agent', id: 'hr:bot-1' }],
      credential: { kind: 'token', id: issuer.url },
    },
  );
});

test('two issuers that vouch for the same name vouch for two principals, each with a budget of its own', async () => {
  const both = [await token({ sub: 'twin' }), await token({ sub: 'twin', iss: partner.url })];
  const sent = await Promise.all(both.map((key) => gate.send(chatBody('up', 'hi'), { key })));
  const ids = await Promise.all(sent.map(async ({ id }) => (await gate.intent(id)).principal.id));
  assert.deepEqual(ids, ['hr:twin', 'partner:twin']);
  const used = await gate.budgets();
  for (const id of ids) assert.equal(used[`own person:person/${id}`]?.spent, 1);
});

test('an empty or partial principal does not exist (CVE-2026-59822)', async () => {
  const bad: readonly Record<string, unknown>[] = [
    { sub: '' },
    { sub: undefined },
    { sub: ['grace'] },
    { sub: 'a\u0000b' },
    { sub: ' '.repeat(300) },
    { roles: [{}] },
    { roles: [''] },
    { act: {} },
    { act: { sub: '' } },
  ];
  for (const changes of bad) {
    assert.equal(await codeFor(await token(changes)), 'identity.incomplete', JSON.stringify(changes));
  }
  nothingLeft();
});

test('a token that shares its beginning with a good one shares nothing else (CVE-2026-35030)', async () => {
  const good = await token();
  assert.equal(await codeFor(good), 'ok');
  gate.upstream.expect(chat('it was let through'));
  const [header = '', claims = '', signature = ''] = good.split('.');
  const forged = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'root' }),
  );
  const others = [
    `${header}.${claims}.${signature.slice(0, -8)}AAAAAAAA`,
    `${header}.${forged.toString('base64url')}.${signature}`,
    `${header}.${claims}.`,
    `${good}A`,
    good.slice(0, -1),
    good.slice(0, 20),
    `${header}.${claims}`,
  ];
  for (const other of others) assert.equal(await codeFor(other), 'identity.invalid', other.slice(-20));
  nothingLeft();
});

test('tokens that are not for this gate, or not from whom they say, are refused', async () => {
  const stranger = await signingKey('one');
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { iss: issuer.url, aud: 'gatehouse', sub: 'grace', iat: seconds, exp: seconds + HOUR };
  const none = [{ alg: 'none' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const cases: Readonly<Record<string, string>> = {
    'another audience': await token({ aud: 'elsewhere' }),
    'another issuer': await token({ iss: 'https://evil.example' }),
    'an issuer with a slash more': await token({ iss: `${issuer.url}/` }),
    'a stranger who uses the same key id': await signed(stranger, claims),
    'no expiry': await token({ exp: undefined }),
    'not yet valid': await token({ nbf: seconds + HOUR }),
    'issued in the future': await token({ iat: seconds + HOUR, exp: seconds + 2 * HOUR }),
    'another type of token': await token({}, { typ: 'dpop+jwt' }),
    'no signature': `${none.join('.')}.`,
    'bound to a key': await token({ cnf: { jkt: 'x' } }),
  };
  for (const [name, key] of Object.entries(cases)) {
    assert.equal(await codeFor(key), 'identity.invalid', name);
  }
  assert.equal(
    await codeFor(await token({ iat: seconds - 2 * HOUR, exp: seconds - HOUR })),
    'identity.expired',
  );
  nothingLeft();
});

test('a Gatehouse key is known whole: no prefix, no pattern, no statement (CVE-2026-42208)', async () => {
  const { key } = gate;
  const [id = ''] = /^ghk_[^_]+/.exec(key) ?? [];
  const swapped = key.slice(0, -8) + (key.at(-8) === '0' ? '1' : '0') + key.slice(-7);
  const others = [
    id,
    `${id}_`,
    key.slice(0, -1),
    `${key}0`,
    key.toUpperCase(),
    swapped,
    'ghk_%',
    "ghk_'OR'1'='1",
    'ghk_0000000000000000_'.padEnd(key.length, '0'),
    'null',
    'undefined',
    'sk-1234',
  ];
  for (const other of others) {
    const response = await gate.send(chatBody('up', 'hi'), { key: other });
    assert.equal(response.status, 401, other);
  }
  nothingLeft();
});

test('two credentials are a contradiction and not a choice', async () => {
  const other = await gate.newKey({ principal: 'eve' });
  const answer = await gate.send(chatBody('up', 'hi'), { headers: { 'x-api-key': other } });
  assert.equal(answer.code, 'identity.ambiguous');
  const twice = await gate.send(chatBody('up', 'hi'), { headers: { 'x-api-key': gate.key } });
  assert.equal(twice.status, 200, 'the same one twice is one');
  gate.upstream.expect(chat('it was let through'));
  const body = JSON.stringify(chatBody('up', 'hi'));
  for (const line of [`Authorization: Bearer ${other}`, 'authorization: Basic eDp5', 'x-api-key: ']) {
    const raw = `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\n${line}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const [status = 0] = statusesOf(await sendRaw(gate.url, raw, 300));
    assert.ok(status === 400 || status === 401, `${line}: ${status}`);
  }
  nothingLeft();
});

test('no credential is no crossing, on every route', async () => {
  for (const path of ['/openai/v1/chat/completions', '/anthropic/v1/messages', '/nowhere']) {
    const response = await fetch(gate.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(chatBody('up', 'hi')),
    });
    assert.equal(response.status, 401);
  }
  for (const path of ['/openai/v1/models', '/openai/v1/models/up', '/anthropic/v1/models']) {
    assert.equal((await fetch(gate.url + path)).status, 401);
  }
  nothingLeft();
});

test("the caller's credential never reaches the provider, and the gate's never reaches the caller", async () => {
  const sent = await gate.send(chatBody('up', 'hi'), {
    headers: {
      'openai-organization': 'org-x',
      cookie: 'a=b',
      'x-forwarded-for': '1.2.3.4',
      'proxy-authorization': 'x',
    },
  });
  const [call] = gate.upstream.calls;
  assert.ok(!JSON.stringify(call?.headers).includes(gate.key));
  assert.equal(call?.headers.authorization, 'Bearer upstream-credential-4711');
  for (const name of [
    'cookie',
    'x-forwarded-for',
    'proxy-authorization',
    'openai-organization',
    'x-api-key',
  ]) {
    assert.equal(call?.headers[name], undefined, name);
  }
  assert.ok(!JSON.stringify([...sent.headers]).includes('4711'));
});

test('a key that is revoked while it is in use ends', async () => {
  const text = await gate.newKey({ name: 'short-lived', principal: 'leaver' });
  assert.equal(await codeFor(text), 'ok');
  const [id = ''] = /(?<=^ghk_)[^_]+/.exec(text) ?? [];
  await gate.control('DELETE', `/v1/keys/${id}?tenant=acme`);
  await until(async () => (await codeFor(text)) === 'identity.revoked');
});

test('an address that keeps failing is refused before anything is looked up', async (t) => {
  const small = await startTestGate({ more: { limits: { failures_per_address_per_minute: 5 } } });
  t.after(() => small.close());
  const codes: (string | undefined)[] = [];
  for (let guess = 0; guess < 8; guess += 1) {
    codes.push((await small.send(chatBody('up', 'hi'), { key: `guess-${guess}` })).code);
  }
  assert.deepEqual(codes.slice(0, 5), Array(5).fill('identity.invalid'));
  assert.equal(codes.at(-1), 'admission.rate');
});
