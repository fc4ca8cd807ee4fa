/** SCIM over HTTP, on a whole gate with a real identity provider: whoever leaves the directory is out within a second. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { comesTrue } from '../support/comes-true.ts';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type SigningKey, signed, signingKey, startIssuer, type TestIssuer } from '../support/issuer.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const CREDENTIAL = 'directory-credential-of-this-run';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

describe('a directory', () => {
  let gate: TestGate;
  let issuer: TestIssuer;
  let key: SigningKey;
  let controlUrl: string;
  let secrets: string;
  before(async () => {
    issuer = await startIssuer();
    key = await signingKey('one');
    issuer.publish(key);
    secrets = mkdtempSync(join(tmpdir(), 'gatehouse-scim-'));
    const file = join(secrets, 'directory');
    writeFileSync(file, CREDENTIAL, { mode: 0o600 });
    gate = await startTestGate({
      access: [{ id: 'developers', ...OWNED, who: { roles: ['developer'] } }],
      more: {
        identity: {
          issuers: [
            {
              ...{ issuer: issuer.url, tenant: 'acme', audiences: ['gatehouse'], kind: 'person' },
              ...{ allow_private: true, id_prefix: 'corp:', default_roles: ['developer'] },
            },
          ],
        },
        scim: [{ tenant: 'acme', credential: { file }, id_prefix: 'corp:' }],
      },
    });
    controlUrl = JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8')).url;
  });
  after(async () => {
    await gate?.close();
    await issuer?.close();
    rmSync(secrets, { recursive: true, force: true });
  });

  const scim = (method: string, path: string, body?: unknown) => scimAs(CREDENTIAL, { method, path, body });
  const scimAs = async (
    credential: string,
    { method = 'GET', path, body }: { method?: string; path: string; body?: unknown },
  ) => {
    const response = await fetch(`${controlUrl}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    };
  };
  const user = (userName: string, more: object = {}) => ({ schemas: [USER], userName, ...more });
  const added = async (userName: string, more: object = {}) => {
    const { status, json } = await scim('POST', '/Users', user(userName, more));
    assert.equal(status, 201, JSON.stringify(json));
    return json;
  };
  const patch = (id: string, ...Operations: object[]) =>
    scim('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations });
  const tokenOf = (sub: string) => {
    const iat = Math.floor(Date.now() / 1_000);
    return signed(key, { iss: issuer.url, aud: 'gatehouse', sub, iat, exp: iat + 600 });
  };
  const opened = async (token: string) => {
    const form = {
      grant_type: EXCHANGE,
      subject_token: token,
      subject_token_type: ACCESS,
      words: 'Help me.',
    };
    const response = await fetch(`${gate.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const chat = { model: 'sim/echo', messages: [{ role: 'user', content: 'hello' }] };
  const crosses = async (token: string) => (await gate.send(chat, { key: token })).code ?? 'in';
  const isOut = (token: string) =>
    comesTrue(async () => (await crosses(token)) === 'identity.revoked', 1_000);

  it('finds out what is supported, under its own credential alone', async () => {
    const config = await scim('GET', '/ServiceProviderConfig');
    assert.equal(config.headers.get('content-type'), 'application/scim+json; charset=utf-8');
    assert.deepEqual([config.json.patch.supported, config.json.bulk.supported], [true, false]);
    assert.equal((await scim('GET', '/ResourceTypes')).json.Resources[0].endpoint, '/Users');
    const schemas = await scim('GET', '/Schemas');
    assert.deepEqual(
      schemas.json.Resources[0].attributes.map(({ name }: { name: string }) => name),
      ['userName', 'displayName', 'active'],
    );
    assert.equal((await scim('GET', `/Schemas/${USER}`)).status, 200);
    for (const credential of ['', 'wrong', `${CREDENTIAL}x`]) {
      for (const path of ['/Users', '/ServiceProviderConfig', '/Users/x']) {
        assert.equal((await scimAs(credential, { path })).status, 401);
      }
    }
    const { token } = JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8'));
    assert.equal((await scimAs(token, { path: '/Users' })).status, 401);
    const operator = await fetch(`${controlUrl}/v1/keys?tenant=acme`, {
      headers: { authorization: `Bearer ${CREDENTIAL}` },
    });
    assert.equal(operator.status, 401);
  });

  it('creates, reads, filters, replaces and deletes users', async () => {
    const created = await added('Ada@acme.example', { externalId: 'x-1', displayName: 'Ada', nickName: 'A' });
    assert.deepEqual(
      [created.active, created.nickName, created.meta.resourceType],
      [true, undefined, 'User'],
    );
    assert.equal((await scim('GET', `/Users/${created.id}`)).json.userName, 'Ada@acme.example');
    const found = async (filter: string) =>
      (await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)).json;
    assert.equal((await found('userName eq "ada@ACME.example"')).Resources[0].id, created.id);
    assert.equal((await found('externalId Eq "x-1"')).totalResults, 1);
    assert.equal((await found('userName eq "nobody"')).totalResults, 0);
    for (const filter of [
      'userName co "a"',
      'userName eq a',
      'userName eq "a" or active eq true',
      'password eq "a"',
      '',
    ]) {
      assert.equal((await found(filter)).scimType, 'invalidFilter', filter);
    }
    const replaced = await scim('PUT', `/Users/${created.id}`, user('ada@acme.example'));
    assert.deepEqual(
      [replaced.status, replaced.json.externalId, replaced.json.meta.version],
      [200, undefined, 'W/"2"'],
    );
    assert.equal((await scim('POST', '/Users', user('ADA@acme.example'))).json.scimType, 'uniqueness');
    assert.equal((await scim('DELETE', `/Users/${created.id}`)).status, 204);
    for (const method of ['GET', 'DELETE'])
      assert.equal((await scim(method, `/Users/${created.id}`)).status, 404);
    assert.equal((await scim('GET', "/Users/'; drop table x")).status, 404);
  });

  it('lists page by page', async () => {
    for (const name of ['p1', 'p2', 'p3']) await added(name);
    const page = (await scim('GET', '/Users?startIndex=2&count=1')).json;
    assert.deepEqual([page.startIndex, page.itemsPerPage, page.Resources.length], [2, 1, 1]);
    assert.ok(page.totalResults >= 3);
    assert.equal((await scim('GET', '/Users?count=-3')).json.Resources.length, 0);
  });

  it('puts out whom it deactivates: token, mandate and key, now and later; and lets back in', async () => {
    const { id } = await added('bob');
    const token = await tokenOf('bob');
    const mandate = await opened(token);
    const own = await gate.newKey({ principal: 'corp:bob' });
    for (const credential of [token, mandate, own]) assert.equal(await crosses(credential), 'in');
    const { status, json } = await patch(id, { op: 'Replace', path: 'active', value: 'False' });
    assert.deepEqual([status, json.active], [200, false]);
    for (const credential of [token, mandate, own]) assert.ok(await isOut(credential));
    assert.equal(await crosses(await tokenOf('bob')), 'identity.revoked');
    assert.equal(await crosses(await tokenOf('BOB')), 'identity.revoked');
    assert.equal(await opened(await tokenOf('bob')), undefined);
    assert.equal(await crosses(await tokenOf('carol')), 'in');
    await patch(id, { op: 'replace', value: { active: true } });
    assert.ok(await comesTrue(async () => (await crosses(token)) === 'in', 1_000));
    for (const credential of [mandate, own]) assert.ok(await isOut(credential));
  });

  for (const [how, out] of [
    ['deletes', (id: string) => scim('DELETE', `/Users/${id}`)],
    ['replaces as inactive', (id: string) => scim('PUT', `/Users/${id}`, user('dan', { active: false }))],
    ['renames', (id: string) => scim('PUT', `/Users/${id}`, user('dan.elsewhere'))],
    [
      'patches among attributes that the gate does not know',
      (id: string) =>
        patch(
          id,
          { op: 'replace', path: 'name.givenName', value: 'D' },
          { op: 'replace', path: `${USER}:active`, value: false },
        ),
    ],
    ['patches away', (id: string) => patch(id, { op: 'remove', path: 'active' })],
  ] as const) {
    it(`puts out whom it ${how}`, async () => {
      const { id } = await added('dan');
      const token = await tokenOf('dan');
      assert.ok(await comesTrue(async () => (await crosses(token)) === 'in', 1_000));
      assert.ok((await out(id)).status < 300);
      assert.ok(await isOut(token));
      await scim('DELETE', `/Users/${id}`);
    });
  }

  it('does not let in whom an operator put out', async () => {
    const { id } = await added('erin');
    const token = await tokenOf('erin');
    const body = JSON.stringify({ tenant: 'acme', kind: 'person', id: 'corp:erin' });
    const { token: bootstrap } = JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8'));
    await fetch(`${controlUrl}/v1/principals/disable`, {
      ...{ method: 'POST', body },
      headers: { authorization: `Bearer ${bootstrap}`, 'content-type': 'application/json' },
    });
    assert.ok(await isOut(token));
    await patch(id, { op: 'replace', path: 'active', value: false });
    await patch(id, { op: 'replace', path: 'active', value: true });
    assert.equal(await crosses(token), 'identity.revoked');
  });

  it('is on record with each act', async () => {
    const rows = await gate.fresh.superuser<{ body: string }>(
      "select body from gatehouse.evidence where kind = 'act' and body like '%directory%' order by entry",
    );
    const acts = rows.map(({ body }) => JSON.parse(body));
    assert.ok(
      acts.some(
        ({ act, actor, subject }) =>
          act === 'directory.add' && actor === 'directory' && subject === 'person corp:bob',
      ),
    );
    assert.ok(acts.some(({ act, detail }) => act === 'directory.change' && detail.active === 'false'));
  });

  const broken: readonly [string, string, unknown, number][] = [
    ['no user', 'POST', { userName: 'x' }, 400],
    ['a user without a name', 'POST', { schemas: [USER] }, 400],
    ['a name with a line break', 'POST', user('a\nb'), 400],
    ['an unusable flag', 'POST', user('x', { active: 'perhaps' }), 400],
    ['a list', 'POST', [], 400],
    ['duplicate keys', 'POST', `{"schemas":["${USER}"],"userName":"a","userName":"b"}`, 400],
    ['nothing', 'POST', '', 400],
  ];
  for (const [what, method, body, status] of broken) {
    it(`refuses ${what}`, async () => {
      const answer = await scim(method, '/Users', body);
      assert.equal(answer.status, status);
      assert.equal(answer.json.status, String(status));
    });
  }

  it('changes nothing by a patch of which a part is wrong', async () => {
    const { id } = await added('fay');
    for (const operations of [
      [
        { op: 'replace', path: 'active', value: false },
        { op: 'replace', path: 'userName', value: 7 },
      ],
      [
        { op: 'replace', path: 'active', value: false },
        { op: 'remove', path: 'userName' },
      ],
      [
        { op: 'replace', path: 'active', value: false },
        { op: 'move', path: 'active' },
      ],
      [{ op: 'replace', path: 'active', value: false }, { op: 'remove' }],
      [{ op: 'replace', path: 'active', value: null }],
    ]) {
      assert.equal((await patch(id, ...operations)).status, 400);
    }
    assert.equal((await scim('GET', `/Users/${id}`)).json.active, true);
  });
});
