/** Grants through a whole gate: given in the browser of the subject and in no other, listed, forgotten, gone with their subject. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { acceptAllTools } from '../support/accept-all-tools.ts';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { openMandate } from '../support/people.ts';
import { callTool } from '../support/tool-client.ts';
import { type Authority, serveAuthority } from '../tools/credentials/authority.ts';

const down: (() => unknown)[] = [];
let authority: Authority;
let gate: TestGate;

const ACTION = { read: { description: 'Reads the drive.', method: 'GET', path: '/files' } };
const settings = (more: object = {}) => ({
  charter: {
    tools: [{ id: 'all', ...OWNED, who: { roles: ['developer'] }, tools: ['*'] }],
    endorsements: [
      {
        ...{ id: 'unheld', owner: 'tests@example.com', reason: 'No words.', expires: '2099-12-31' },
        ...{ tools: ['*'], lifts: ['origin', 'scope', 'readers'] },
      },
    ],
  },
  more: {
    tools: {
      manifests: ['tools/*.yaml'],
      servers: {
        drive: {
          ...{ kind: 'http', base_url: authority.url, allow_private: true, actions: ACTION, ...OWNED },
          credential: { kind: 'grant', allow_private: true, authorisation_servers: [authority.origin] },
        },
      },
    },
    scim: [{ tenant: 'acme', credential: { file: join(gate.dataDir, 'directory') } }],
    ...more,
  },
});

before(async () => {
  authority = await serveAuthority({ after: (step) => void down.unshift(step) });
  gate = await startTestGate();
  down.unshift(() => gate.close());
  writeFileSync(join(gate.dataDir, 'directory'), DIRECTORY, { mode: 0o600 });
  gate.configure(settings());
  await acceptAllTools(gate);
  await gate.restart();
});
after(async () => {
  for (const step of down) await step();
});

const start = () => `${gate.url}/oauth/grants/drive/start`;
const read = (credential = gate.key) => callTool(gate, { name: 'drive__read', arguments: {}, credential });

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly cookie: string;
  readonly headers: Headers;
}

async function visit(url: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const { status, headers } = answer;
  const cookie = headers.get('set-cookie') ?? '';
  return { status, text: await answer.text(), location: headers.get('location') ?? '', cookie, headers };
}

/** Types a credential into the page, as a browser sends it. */
const type = (credential: string, origin = gate.url) =>
  visit(start(), { method: 'POST', headers: { origin }, body: new URLSearchParams({ credential }) });

/** What the browser brings back: the address and its cookie. */
async function agreed({ location, cookie }: Answer): Promise<{ back: string; cookie: string }> {
  const back = `${gate.url}/oauth/grants/drive?${await authority.agree(location)}`;
  return { back, cookie: cookie.split(';')[0] ?? '' };
}

async function give(credential: string): Promise<Answer> {
  const { back, cookie } = await agreed(await type(credential));
  return visit(back, { headers: { cookie } });
}

const grants = async () =>
  (
    await gate.control<{ grants: { subject: { id: string }; server: string }[] }>(
      'GET',
      '/v1/grants?tenant=acme',
    )
  ).grants;

const DIRECTORY = 'directory-credential-of-this-run';
const noted = () =>
  JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8')) as { url: string; token: string };

/** Speaks to the directory's side of the control plane. */
async function gone<T>(method: string, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${DIRECTORY}` };
  const answer = await fetch(`${noted().url}/scim/v2/Users${path}`, { method, headers });
  assert.ok(answer.ok, String(answer.status));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function post(path: string, body: object, credential?: string): Promise<number> {
  const note = noted();
  const headers = {
    authorization: `Bearer ${credential ?? note.token}`,
    'content-type': 'application/json',
  };
  return (await fetch(note.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

describe('a grant', () => {
  it('that is missing is told with the address where its subject can give it', async () => {
    const told = await read();
    assert.equal(told.isError, true);
    assert.match(told.text, /tool\.credential/);
    assert.ok(told.text.includes(start()), told.text);
  });

  it('is given in a browser: a page without scripts, the authorisation server, and back', async () => {
    const form = await visit(start());
    assert.equal(form.status, 200);
    assert.match(form.text, /<form method="post">/);
    assert.doesNotMatch(form.text, /<script/);
    assert.match(
      form.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    const begun = await type(gate.key);
    assert.equal(begun.status, 303);
    assert.ok(begun.location.startsWith(`${authority.origin}/authorize?`));
    assert.match(
      begun.cookie,
      /^__Host-gatehouse-grant-drive=[\w-]{43}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const { back, cookie } = await agreed(begun);
    const done = await visit(back, { headers: { cookie: `other=1; ${cookie}` } });
    assert.equal(done.status, 200, done.text);
    assert.match(done.cookie, /^__Host-gatehouse-grant-drive=; Max-Age=0;/);
    const result = await read();
    assert.equal(result.isError, false, result.text);
    assert.equal((await visit(back, { headers: { cookie } })).status, 403, 'an answer counts once');
    assert.deepEqual(
      (await grants()).map(({ subject, server }) => [subject.id, server]),
      [['ada', 'drive']],
    );
    const acts = await gate.fresh.superuser<{ body: string }>(
      "select body from gatehouse.evidence where kind = 'act' and body like '%grant.%' order by entry",
    );
    assert.deepEqual(
      acts.map(({ body }) => (JSON.parse(body) as { act: string }).act),
      ['grant.begin', 'grant.give'],
    );
  });

  it('is of the one who gave it alone: nobody else has it, and no agent of the same name', async () => {
    const bob = await gate.newKey({ principal: 'bob' });
    assert.match((await read(bob)).text, /tool\.credential/);
    const agent = await gate.newKey({ kind: 'agent' });
    assert.match((await read(agent)).text, /tool\.credential/);
    assert.equal((await read()).isError, false);
  });

  it('is never finished in another browser', async () => {
    const first = await agreed(await type(await gate.newKey({ principal: 'carol' })));
    const second = await agreed(await type(gate.key));
    for (const cookie of ['', second.cookie, `${first.cookie}; ${second.cookie}`]) {
      const begun = await agreed(await type(await gate.newKey({ principal: 'carol' })));
      assert.equal((await visit(begun.back, { headers: { cookie } })).status, 403, cookie);
    }
    assert.ok(!(await grants()).some(({ subject }) => subject.id === 'carol'));
  });

  it('is begun by nobody else: no stranger, no agent for somebody, and no form of another origin', async () => {
    assert.equal((await type('ghk_0123456789abcdef_nonsense')).status, 401);
    const { token } = await openMandate(gate, gate.key, { words: 'Read my drive.' });
    const delegated = await type(token);
    assert.deepEqual([delegated.status, delegated.cookie], [401, '']);
    assert.match(delegated.text, /credential of your own/);
    for (const origin of ['https://evil.example', 'null', `${gate.url}.evil.example`])
      assert.equal((await type(gate.key, origin)).status, 400, origin);
    const silent = await visit(start(), {
      method: 'POST',
      body: new URLSearchParams({ credential: gate.key }),
    });
    assert.equal(silent.status, 400);
    const both = { authorization: `Bearer ${gate.key}`, 'x-api-key': token };
    assert.equal((await visit(start(), { headers: both })).status, 401);
    const program = await visit(start(), { headers: { authorization: `Bearer ${gate.key}` } });
    assert.equal(program.status, 303, 'a proxy that knows its people sends their credential along');
    assert.equal((await visit(`${gate.url}/oauth/grants/nothing/start`)).status, 404);
    assert.equal((await visit(start(), { method: 'DELETE' })).status, 405);
    const odd = await visit(`${gate.url}/oauth/grants/drive?error=%3Cscript%3E&state=%3Cb%3E.YWNtZQ`);
    assert.equal(odd.status, 403);
    assert.doesNotMatch(odd.text, /<script|<b>/);
  });

  it('is forgotten when an operator says so', async () => {
    assert.equal((await read()).isError, false);
    const ada = { tenant: 'acme', kind: 'person', id: 'ada' };
    assert.equal(await post('/v1/grants/forget', { ...ada, server: 'other' }), 200);
    assert.equal((await read()).isError, false);
    assert.equal(await post('/v1/grants/forget', { ...ada, server: 'drive' }), 200);
    assert.match((await read()).text, /tool\.credential/);
    assert.deepEqual(await grants(), []);
  });

  it('leaves with its subject, and is not given by somebody who was put out meanwhile', async () => {
    const dora = await gate.newKey({ principal: 'dora' });
    assert.equal((await give(dora)).status, 200);
    const begun = await agreed(await type(dora));
    const who = { tenant: 'acme', kind: 'person', id: 'dora' };
    assert.equal(await post('/v1/principals/disable', who), 200);
    assert.ok(!(await grants()).some(({ subject }) => subject.id === 'dora'));
    assert.equal((await visit(begun.back, { headers: { cookie: begun.cookie } })).status, 401);
    assert.ok(!(await grants()).some(({ subject }) => subject.id === 'dora'));
    assert.equal(await post('/v1/principals/enable', who), 200);
    assert.match((await read(await gate.newKey({ principal: 'dora' }))).text, /tool\.credential/);
  });

  it('leaves with whoever leaves the directory', async () => {
    const erin = await gate.newKey({ principal: 'erin' });
    assert.equal((await give(erin)).status, 200);
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'erin' };
    assert.equal(await post('/scim/v2/Users', { ...user, active: true }, DIRECTORY), 201);
    assert.ok((await grants()).some(({ subject }) => subject.id === 'erin'));
    assert.equal(await post('/scim/v2/Users', { ...user, userName: 'frank', active: false }, DIRECTORY), 201);
    const { Resources: found } = await gone<{ Resources: { id: string; userName: string }[] }>('GET', '');
    await gone('DELETE', `/${found.find(({ userName }) => userName === 'erin')?.id}`);
    assert.ok(!(await grants()).some(({ subject }) => subject.id === 'erin'));
  });

  it('is asked for by a client that describes itself, where the gate is reached over https', async () => {
    assert.equal((await visit(`${gate.url}/oauth/client`)).status, 404);
    gate.configure(settings({ public_url: 'https://gate.example' }));
    await gate.control('POST', '/v1/reload');
    const described = await visit(`${gate.url}/oauth/client`);
    const document = JSON.parse(described.text) as Record<string, unknown>;
    assert.equal(document.client_id, 'https://gate.example/oauth/client');
    assert.deepEqual(document.redirect_uris, ['https://gate.example/oauth/grants/drive']);
    assert.equal(document.token_endpoint_auth_method, 'none');
  });
});
