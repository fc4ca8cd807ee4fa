/** Credentials towards tools on real sockets and a real database: granted, renewed once, widened, exchanged, never a caller's own. */
import assert from 'node:assert/strict';
import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { jwtVerify } from 'jose';
import { ok } from '../../../src/kernel/result.ts';
import { createGrantStore, type PostgresGrantStore } from '../../../src/stores/postgres/tool-grants.ts';
import { askingWith } from '../../../src/tools/credentials/asking.ts';
import { clientCredentials } from '../../../src/tools/credentials/client-credentials.ts';
import type { ToolCredential } from '../../../src/tools/credentials/credential.ts';
import { createGrants, type Grants } from '../../../src/tools/credentials/grants.ts';
import { secretCredential } from '../../../src/tools/credentials/secret.ts';
import { tokenExchange } from '../../../src/tools/credentials/token-exchange.ts';
import type { ToolEgress } from '../../../src/tools/egress.ts';
import { chance, type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { wayOutTo } from '../mcp/calling.ts';
import { type Authority, serveAuthority } from './authority.ts';

const CALLER_TOKEN = 'the-callers-own-token';
/** A subject as somebody careless might hand it over. */
const ANN = { tenant: 'acme', subject: 'ann', token: CALLER_TOKEN };
const clock = movingClock();
let fresh: FreshDatabase;
let store: PostgresGrantStore;

before(async () => {
  fresh = await freshDatabase();
  const keys = new Map(['acme', 'globex'].map((tenant) => [tenant, createSecretKey(randomBytes(32))]));
  const keyOf = (tenant: string) => ok(keys.get(tenant) ?? createSecretKey(randomBytes(32)));
  store = createGrantStore({ database: fresh.database, keyOf, clock, chance });
});
after(() => fresh?.close());

let servers = 0;

function grantsAt(authority: Authority, egress: ToolEgress, server = `s${servers++}`): Grants {
  return createGrants({
    ...{ server, url: authority.url, scope: undefined, store, egress, clock, chance },
    identity: { redirectUrl: 'https://gate.test/back', metadataUrl: undefined, registered: undefined },
    isTenant: (tenant) => tenant === 'acme',
    pause: (ms) => sleep(Math.min(ms, 10)),
  });
}

async function started(
  t: TestContext,
): Promise<{ authority: Authority; egress: ToolEgress; grants: Grants }> {
  const authority = await serveAuthority(t);
  const egress = wayOutTo(t, authority.origin);
  return { authority, egress, grants: grantsAt(authority, egress) };
}

/** What a call ends with: its status, or the code of its fault. */
async function asked(
  credential: ToolCredential,
  { url }: Authority,
  egress: ToolEgress,
): Promise<number | string> {
  const request = {
    purpose: 'tool',
    method: 'POST',
    url,
    headers: {},
    body: '{}',
    timeoutMs: 5_000,
  } as const;
  const performed = await askingWith(egress, credential)(request, ANN);
  if (!performed.ok) return performed.fault.code;
  performed.value.abandon();
  return performed.value.status;
}

async function give(grants: Grants, authority: Authority): Promise<void> {
  const request = await grants.begin(ANN);
  assert.ok(request.ok, JSON.stringify(request));
  const finished = await grants.finish(await authority.agree(request.value.address), request.value.browser);
  assert.deepEqual(finished, ok({ tenant: 'acme', subject: 'ann' }));
}

test('a grant is missing until its subject gives it, and is asked for with PKCE and for the tool', async (t) => {
  const { authority, egress, grants } = await started(t);
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
  await give(grants, authority);
  assert.equal(await asked(grants.credential, authority, egress), 200);
  assert.equal(authority.forms[0]?.get('resource'), authority.url);
  const other = await grants.credential.headersFor({ tenant: 'acme', subject: 'bob' });
  assert.deepEqual(other, ok({}));
  const kept = await fresh.superuser<{ sealed: Uint8Array }>(
    'select sealed from gatehouse.tool_grant where sealed is not null',
  );
  assert.ok(kept.length > 0 && kept.every(({ sealed }) => !Buffer.from(sealed).includes('at-1')));
});

test('an access token that has ended is renewed once, however many need it, in however many processes', async (t) => {
  const { authority, egress, grants } = await started(t);
  authority.seconds = 60;
  const twin = grantsAt(authority, egress, `s${servers - 1}`);
  await give(grants, authority);
  clock.advance(120_000);
  const ends = await Promise.all(
    [grants, twin, grants, twin].map((one) => asked(one.credential, authority, egress)),
  );
  assert.deepEqual(ends, [200, 200, 200, 200]);
  assert.equal(authority.forms.filter((form) => form.get('grant_type') === 'refresh_token').length, 1);
});

test('a token that the tool no longer accepts is renewed, and a grant that has ended is missing', async (t) => {
  const { authority, egress, grants } = await started(t);
  await give(grants, authority);
  authority.endToken();
  assert.equal(await asked(grants.credential, authority, egress), 200);
  assert.ok((await store.forgetSubject('acme', 'ann')).ok);
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
});

test('what was granted is listed without what it is, and forgotten at one server or at all of them', async (t) => {
  const { authority, egress, grants } = await started(t);
  const other = grantsAt(authority, egress);
  const labels = async () => {
    const listed = await store.list('acme');
    assert.ok(listed.ok);
    return listed.value;
  };
  const before = await labels();
  await give(grants, authority);
  await give(other, authority);
  const given = (await labels()).filter(({ server }) => !before.some((one) => one.server === server));
  assert.deepEqual(
    given.map(({ subject }) => subject),
    ['ann', 'ann'],
  );
  assert.deepEqual((await store.list('globex')).ok && (await store.list('globex')), ok([]));
  const [first = assert.fail(), second = assert.fail()] = given;
  assert.ok((await store.forgetSubject('acme', 'ANN', first.server)).ok);
  assert.deepEqual((await labels()).filter(({ server }) => server === first.server).length, 1, 'not hers');
  assert.ok((await store.forgetSubject('acme', 'ann', first.server)).ok);
  assert.ok(!(await labels()).some(({ server }) => server === first.server));
  assert.ok((await labels()).some(({ server }) => server === second.server));
  assert.ok((await store.forgetSubject('acme', 'ANN')).ok);
  assert.deepEqual(await labels(), [], 'ids that differ in case alone stand and fall together');
});

test('a grant that is forgotten while it is renewed stays forgotten', async (t) => {
  const { authority, egress, grants } = await started(t);
  await give(grants, authority);
  authority.endToken();
  authority.before = async () => {
    assert.ok((await store.forgetSubject('acme', 'ann')).ok);
  };
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
  assert.deepEqual(await store.list('acme'), ok([]));
});

test('a tool that wants more is told to the caller, and its subject is asked for all of it', async (t) => {
  const { authority, egress, grants } = await started(t);
  authority.scope = 'read';
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
  await give(grants, authority);
  assert.equal(await asked(grants.credential, authority, egress), 200);
  authority.scope = 'write';
  assert.equal(await asked(grants.credential, authority, egress), 'tool.credential');
  const refusal = await grants.credential.refused(ANN, {
    status: 403,
    challenge: 'Bearer error="insufficient_scope", scope="write"',
  });
  assert.match(refusal.ok ? '' : refusal.fault.message, /it asks for: read write/);
  await give(grants, authority);
  assert.equal(await asked(grants.credential, authority, egress), 200);
});

test('an answer counts once, in the browser that began, from the issuer that was asked, for a tenant that there is', async (t) => {
  const { authority, grants } = await started(t);
  const attempt = async (change: (answer: URLSearchParams) => void, browser?: string) => {
    const request = await grants.begin(ANN);
    assert.ok(request.ok);
    const answer = await authority.agree(request.value.address);
    change(answer);
    return {
      answer,
      browser: browser ?? request.value.browser,
      finished: await grants.finish(answer, browser ?? request.value.browser),
    };
  };
  const before = authority.forms.length;
  for (const { finished } of [
    await attempt(() => undefined, 'another browser'),
    await attempt((answer) => answer.set('iss', 'https://evil.test')),
    await attempt((answer) => answer.delete('iss')),
    await attempt((answer) => answer.set('state', `x.${Buffer.from('acme').toString('base64url')}`)),
    await attempt((answer) => answer.set('state', `x.${Buffer.from('../globex').toString('base64url')}`)),
    await attempt((answer) => answer.delete('code')),
  ]) {
    assert.equal(finished.ok ? 'finished' : finished.fault.code, 'tool.credential');
  }
  assert.equal(authority.forms.length, before);
  const { answer, browser, finished } = await attempt(() => undefined);
  assert.ok(finished.ok);
  assert.equal((await grants.finish(answer, browser)).ok, false);
});

test('a request for a grant that took too long has ended', async (t) => {
  const { authority, grants } = await started(t);
  const request = await grants.begin(ANN);
  assert.ok(request.ok);
  clock.advance(601_000);
  assert.equal(
    (await grants.finish(await authority.agree(request.value.address), request.value.browser)).ok,
    false,
  );
});

test('an authorisation server that is not listed is not asked, whatever the tool says', async (t) => {
  const { authority, grants } = await started(t);
  const evil = await serveAuthority(t);
  authority.named = evil.origin;
  assert.equal((await grants.begin(ANN)).ok, false);
  assert.deepEqual(evil.seen, []);
});

test('a token of the gate is obtained once, again when it is refused, and not for ever', async (t) => {
  const { authority, egress } = await started(t);
  const clientSecret = () => 'client secret:1';
  const endpoint = { url: `${authority.origin}/token`, clientId: 'gate', clientSecret, egress };
  const options = { endpoint, scope: 'all', resource: authority.url, elapsedMs: clock.elapsedMs };
  const credential = clientCredentials(options);
  const ends = await Promise.all([1, 2, 3].map(() => asked(credential, authority, egress)));
  assert.deepEqual(ends, [200, 200, 200]);
  assert.equal(authority.forms.length, 1);
  assert.deepEqual(Object.fromEntries(authority.forms[0] ?? []), {
    ...{ grant_type: 'client_credentials', scope: 'all', resource: authority.url },
  });
  authority.endToken();
  assert.equal(await asked(credential, authority, egress), 'tool.credential');
  clock.advance(10_000);
  assert.equal(await asked(credential, authority, egress), 200);
  assert.ok(
    authority.seen.some((text) => text.includes(Buffer.from('gate:client+secret%3A1').toString('base64'))),
  );
});

test('a token is exchanged for each subject, on a word of the gate that names it', async (t) => {
  const { authority, egress } = await started(t);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = () => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const endpoint = {
    url: `${authority.origin}/token`,
    clientId: 'gate',
    clientSecret: () => 'secret',
    egress,
  };
  const assertion = { issuer: 'https://gate.test', algorithm: 'ES256', keyId: 'k1', key };
  const wanted = { scope: undefined, resource: authority.url, audience: 'tool' };
  const credential = tokenExchange({ endpoint, assertion, ...wanted, clock, chance });
  assert.equal(await asked(credential, authority, egress), 200);
  const form = authority.forms[0];
  const { payload } = await jwtVerify(form?.get('subject_token') ?? '', publicKey, {
    ...{ issuer: 'https://gate.test', audience: endpoint.url, currentDate: new Date(clock.nowMs()) },
  });
  assert.deepEqual([payload.sub, payload.tenant, form?.get('audience')], ['ann', 'acme', 'tool']);
  await credential.headersFor({ tenant: 'acme', subject: 'bob' });
  assert.equal(authority.forms.length, 2);
});

test("the caller's own token reaches neither the tool nor an authorisation server, by no credential", async (t) => {
  const { authority, egress, grants } = await started(t);
  const endpoint = {
    url: `${authority.origin}/token`,
    clientId: 'gate',
    clientSecret: () => 'secret',
    egress,
  };
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = () => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const wanted = { scope: undefined, resource: authority.url };
  const assertion = { issuer: 'https://gate.test', algorithm: 'EdDSA', keyId: 'k', key };
  await give(grants, authority);
  const all = [
    grants.credential,
    secretCredential({ header: 'authorization', prefix: 'Bearer ', read: () => 'ours' }),
    secretCredential(undefined),
    clientCredentials({ endpoint, ...wanted, elapsedMs: clock.elapsedMs }),
    tokenExchange({ endpoint, assertion, ...wanted, audience: undefined, clock, chance }),
  ];
  for (const credential of all) await asked(credential, authority, egress);
  assert.ok(authority.forms.length >= 3);
  const tokens = authority.forms.map((form) => form.get('subject_token')?.split('.')[1] ?? '');
  const claims = tokens.map((token) => Buffer.from(token, 'base64url').toString('utf8'));
  assert.ok(![...authority.seen, ...claims].some((text) => text.includes(CALLER_TOKEN)));
});

test('a secret that is not there, or would end the header, sends nothing', async (t) => {
  const { authority, egress } = await started(t);
  for (const value of [undefined, 'a\r\nx-evil: 1', 'ä']) {
    const credential = secretCredential({ header: 'x-key', prefix: '', read: () => value });
    assert.equal(await asked(credential, authority, egress), 'tool.credential');
  }
  assert.deepEqual(authority.seen, []);
});
