/** Servers that do not speak MCP, from the configuration as it is written: made, or refused with every reason. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { parse } from 'yaml';
import { tools } from '../../src/config/tools-schema.ts';
import { createSignedRequests } from '../../src/identity/signed-request.ts';
import { ok } from '../../src/kernel/result.ts';
import { makeActionServer, makeOpenApiServer, makeSqlServer } from '../../src/tools/make-servers.ts';
import { serveHttp } from '../net/servers.ts';
import { chance } from '../support/chance.ts';
import { movingClock } from '../support/moving-clock.ts';
import { answered, call, OPEN, wayOut } from './calls.ts';
import { openSocket } from './sql-server.ts';

const FRAME = { owner: 'ada', reason: 'a test', review: '2030-01-01' };
const clock = movingClock();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

function settingsOf<Kind extends 'http' | 'openapi' | 'sql'>(kind: Kind, server: object) {
  const parsed = tools.parse({ servers: { shop: { kind, ...FRAME, ...server } } }).servers.shop;
  assert.ok(parsed?.kind === kind);
  return parsed as Extract<typeof parsed, { kind: Kind }>;
}

const SIGN = {
  key: { env: 'KEY' },
  key_id: 'gate',
  components: ['@method', '@target-uri', 'content-digest', 'x-team'],
};
const ACTIONS = {
  pay: {
    description: 'Pays.',
    method: 'POST',
    path: '/pay',
    headers: { 'X-Team': 'red' },
    body: { to: '{to}' },
    arguments: { to: { type: 'string' } },
  },
};

test('a signed action arrives with a signature that its receiver can verify, over its body and its headers', async (t) => {
  const arrived: { request: IncomingMessage; body: Buffer }[] = [];
  const origin = await serveHttp(t, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    arrived.push({ request, body: Buffer.concat(chunks) });
    response.end();
  });
  const settings = settingsOf('http', {
    base_url: origin,
    allow_private: true,
    sign: SIGN,
    actions: ACTIONS,
  });
  const parts = {
    id: 'shop',
    egress: wayOut(t, origin),
    credential: OPEN,
    signingKey: privateKey,
    clock,
    chance,
  };
  const made = makeActionServer(settings, parts);
  assert.ok('transport' in made);
  answered(await call(made.transport, 'pay', { args: { to: 'bob' } }));
  const [{ request, body } = assert.fail('nothing arrived')] = arrived;
  const verify = createSignedRequests({
    keyOf: (id) => (id === 'gate' ? publicKey : undefined),
    replay: { first: () => Promise.resolve(ok(true)) },
    clock,
    ageSecondsMax: 60,
    skewSeconds: 1,
  });
  const message = {
    method: request.method ?? '',
    url: `${origin}${request.url}`,
    rawHeaders: request.rawHeaders,
    body,
  };
  assert.deepEqual(await verify(message), { ok: true, value: { keyId: 'gate' } });
  const forged = request.rawHeaders.map((text) => (text === 'red' ? 'blue' : text));
  assert.equal((await verify({ ...message, rawHeaders: forged })).ok, false);
  assert.ok('problems' in makeActionServer(settings, { ...parts, signingKey: undefined }));
  assert.ok('problems' in makeActionServer(settings, { ...parts, signingKey: publicKey }));
});

test('everything that is wrong with a server is told, with its place', (t) => {
  const parts = {
    id: 'shop',
    egress: wayOut(t, 'http://127.0.0.1:1'),
    credential: OPEN,
    signingKey: undefined,
    clock,
    chance,
  };
  const actions = {
    a: { description: 'x', method: 'GET', path: '/{x}' },
    b: { description: 'x', method: 'GET', path: '/..' },
  };
  const http = makeActionServer(
    settingsOf('http', { base_url: 'https://api.test/?key=1', actions, sign: SIGN }),
    parts,
  );
  assert.ok('problems' in http);
  assert.deepEqual(
    http.problems.map(({ path }) => path.join('.')),
    ['actions.a.arguments', 'actions.b.path', 'base_url', 'sign.key'],
  );
  const openapi = makeOpenApiServer(
    settingsOf('openapi', { base_url: 'https://api.test', document: 'api.yaml' }),
    '{}',
    parts,
  );
  assert.ok('problems' in openapi && openapi.problems[0]?.path[0] === 'document');
  const queries = { q: { description: 'x', text: 'drop table x' } };
  const sql = settingsOf('sql', {
    database: 'mysql',
    host: 'db.test',
    name: 'x',
    login: 'x',
    tls: false,
    queries,
  });
  const database = makeSqlServer(sql, {
    id: 'shop',
    password: undefined,
    authority: undefined,
    openSocket: openSocket(),
    connectMs: 1,
  });
  assert.ok('problems' in database);
  assert.deepEqual(
    database.problems.map(({ path }) => path.join('.')),
    ['queries.q.text', 'tls'],
  );
});

test('a document of operations becomes a server of tools', async (t) => {
  const origin = await serveHttp(t, (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: request.url }));
  });
  const document = JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/items/{id}': {
        get: {
          operationId: 'item',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        },
      },
    },
  });
  const settings = settingsOf('openapi', {
    base_url: `${origin}/v2`,
    allow_private: true,
    document: 'api.json',
    slashes_in_paths: true,
  });
  const made = makeOpenApiServer(settings, document, {
    id: 'shop',
    egress: wayOut(t, origin),
    credential: OPEN,
    signingKey: undefined,
    clock,
    chance,
  });
  assert.ok('transport' in made);
  const definitions = await made.transport.definitions();
  assert.deepEqual(definitions.ok && definitions.value.map(({ name }) => name), ['item']);
  const answer = answered(await call(made.transport, 'item', { args: { id: 'a/b' } }));
  assert.deepEqual(answer.structuredContent, { url: '/v2/items/a%2Fb' });
  assert.equal((await call(made.transport, 'item', { args: { id: 'a/../b' } })).ok, false);
});

test('a database without rights to be reached is not reached', async () => {
  const queries = { q: { description: 'x', text: 'select 1' } };
  const settings = settingsOf('sql', {
    database: 'postgresql',
    host: '127.0.0.1',
    name: 'x',
    login: 'x',
    queries,
  });
  const made = makeSqlServer(settings, {
    id: 'shop',
    password: 'x',
    authority: undefined,
    openSocket: openSocket(false),
    connectMs: 500,
  });
  assert.ok('transport' in made);
  const performed = await call(made.transport, 'q');
  assert.ok(
    !performed.ok && performed.fault.code === 'tool.unavailable' && performed.reach === 'not_reached',
  );
  assert.match(performed.fault.cause ?? '', /loopback/);
  await made.transport.close();
});

test('the examples of the how-to are what it says', (t) => {
  const page = new URL('../../../../docs/how-to/give-agents-apis-and-databases.md', import.meta.url);
  const examples = [...readFileSync(page, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
    ([, text = '']) => tools.parse(parse(text).tools).servers,
  );
  const { shop, alarm, warehouse } = Object.assign({}, ...examples) as (typeof examples)[number];
  assert.ok(shop?.kind === 'openapi' && alarm?.kind === 'http' && warehouse?.kind === 'sql');
  const parts = {
    id: 'x',
    egress: wayOut(t, alarm.base_url),
    credential: OPEN,
    signingKey: privateKey,
    clock,
    chance,
  };
  assert.ok('transport' in makeActionServer(alarm, parts));
  const opened = {
    id: 'x',
    password: undefined,
    authority: undefined,
    openSocket: openSocket(),
    connectMs: 1,
  };
  assert.ok('transport' in makeSqlServer(warehouse, opened));
});
