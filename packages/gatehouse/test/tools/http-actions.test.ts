/** Plain HTTP actions against real servers: whatever an argument holds, it stays in its place. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { ok } from '../../src/kernel/result.ts';
import { readAction } from '../../src/tools/http/actions.ts';
import type { HttpTool } from '../../src/tools/http/request.ts';
import { serveHttp, serveRaw } from '../net/servers.ts';
import { anyText } from '../support/any-text.ts';
import { answered, call, refused, transportOf } from './calls.ts';

const TEXT = { type: 'string' };

function action(name: string, given: Partial<Parameters<typeof readAction>[1]>): HttpTool {
  const settings = {
    description: 'An action.',
    method: 'GET' as const,
    path: '/',
    headers: {},
    arguments: {},
    optional: [],
    ...given,
  };
  const read = readAction(name, settings, false);
  assert.ok('tool' in read, JSON.stringify(read));
  return read.tool;
}

const everywhere = action('everywhere', {
  method: 'POST',
  path: '/v1/users/{id}/mail?to={to}&fixed=1',
  headers: { 'X-Team': '{team}', 'X-Fixed': 'yes' },
  arguments: { id: TEXT, to: TEXT, team: TEXT, note: TEXT },
  body: { note: '{note}', inner: ['{note}', 'plain'], n: 1 },
});

interface Seen {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** A server that answers with exactly what arrived, byte for byte. */
async function mirror(t: TestContext): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const origin = await serveRaw(t, (socket, request) => {
    const end = request.indexOf('\r\n\r\n');
    const [line = '', ...headers] = request.slice(0, end).split('\r\n');
    seen.push({ line, headers, body: Buffer.from(request.slice(end + 4), 'latin1').toString('utf8') });
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
  });
  return { origin, seen };
}

const HOSTILE = [
  '../../admin',
  '..',
  '.',
  '',
  '/',
  '//evil.test/',
  '\\',
  '..\\..',
  '%2e%2e',
  '%2e%2e%2f',
  '%252e%252e%252fadmin',
  '..%2fadmin',
  '%2F',
  '%5c',
  '?admin=1',
  '#top',
  '&to=eve@evil.test',
  '=;,',
  'a\r\nX-Admin: 1',
  'a\nb',
  '\u0000',
  'a\u0000b',
  '%00',
  '%0d%0aX-Admin:%201',
  '@evil.test',
  'evil.test:80',
  '․․',
  '‥',
  '．．／',
  '∕',
  '⁄admin',
  'ünï/çødé',
  '😀',
  ' ',
  'a b',
  '{id}',
  '%',
  '%zz',
  '100%',
  '\'"`;--',
  '<script>',
  'http://169.254.169.254/',
  ';admin=true',
  '\u202e',
  '\ud7ff',
  '__proto__',
];

/** What must hold of every request that arrives, whatever the arguments were. */
function assertUnmoved({ line, headers, body }: Seen, args: Record<string, string>, origin: string): void {
  const [method, target = '', version] = line.split(' ');
  assert.equal(method, 'POST');
  assert.equal(version, 'HTTP/1.1');
  assert.match(target, /^[!-~]+$/);
  const url = new URL(target, origin);
  assert.equal(url.origin, origin);
  assert.equal(url.pathname + url.search, target, 'no parser reads the target otherwise');
  const [, v1, users, id = '', mail, ...more] = url.pathname.split('/');
  assert.deepEqual([v1, users, mail, more], ['v1', 'users', 'mail', []]);
  assert.equal(decodeURIComponent(id), args.id);
  assert.deepEqual(
    [...url.searchParams],
    [
      ['fixed', '1'],
      ['to', args.to],
    ],
  );
  const names = headers.map((header) => header.split(':', 1)[0]?.toLowerCase()).sort();
  assert.deepEqual(names, [
    'accept',
    'accept-encoding',
    'connection',
    'content-length',
    'content-type',
    'host',
    'x-fixed',
    'x-team',
  ]);
  const team = headers.find((header) => header.toLowerCase().startsWith('x-team:'));
  assert.equal(team?.slice('x-team:'.length).trim(), args.team);
  assert.deepEqual(JSON.parse(body), { note: args.note, inner: [args.note, 'plain'], n: 1 });
}

test('no argument leaves its place in path, query, header or body', async (t) => {
  const { origin, seen } = await mirror(t);
  const transport = transportOf(t, [everywhere], { baseUrl: origin });
  let arrived = 0;
  const check = async (args: Record<string, string>) => {
    seen.length = 0;
    const performed = await call(transport, 'everywhere', { args });
    if (performed.ok) {
      arrived++;
      const [request, ...others] = seen;
      assert.ok(request !== undefined && others.length === 0);
      assertUnmoved(request, args, origin);
    } else {
      refused(performed, 'tool.arguments', 'not_reached');
      assert.equal(seen.length, 0);
    }
  };
  const plain = { id: 'ada', to: 'bob', team: 'red', note: 'hello' };
  for (const name of Object.keys(plain)) for (const text of HOSTILE) await check({ ...plain, [name]: text });
  const before = arrived;
  const text = fc.oneof(anyText, fc.constantFrom(...HOSTILE), fc.string());
  const args = fc.record({ id: text, to: text, team: fc.oneof(fc.string(), text), note: text });
  await fc.assert(fc.asyncProperty(args, check), { numRuns: 300 });
  await check(plain);
  assert.ok(before > 90 && arrived > before, `only ${arrived} arrived`);
});

test('what would name another address is refused before anything is sent', async (t) => {
  const { origin, seen } = await mirror(t);
  const transport = transportOf(t, [everywhere], { baseUrl: origin });
  const dangerous = HOSTILE.filter((text) =>
    /^(?:.*[/\\].*|\.{0,2}|%2e%2e.*|%25.*|.*%2f.*|%5c|.*[\r\n\0].*|%00|%0d.*|[․‥．∕⁄].*)$/i.test(text),
  );
  assert.ok(dangerous.length > 20);
  for (const id of dangerous.filter((text) => !/[∕⁄]/.test(text))) {
    const performed = await call(transport, 'everywhere', { args: { id, to: 'a', team: 'b', note: 'c' } });
    refused(performed, 'tool.arguments', 'not_reached');
  }
  assert.equal(seen.length, 0);
});

test('an optional argument that is missing leaves no trace, and a missing one is named', async (t) => {
  const { origin, seen } = await mirror(t);
  const tool = action('search', {
    path: '/search?q={q}&page={page}',
    headers: { 'x-mode': '{mode}' },
    arguments: { q: TEXT, page: { type: 'integer' }, mode: TEXT },
    optional: ['page', 'mode'],
  });
  const transport = transportOf(t, [tool], { baseUrl: `${origin}/base/` });
  answered(await call(transport, 'search', { args: { q: 'a&b' } }));
  assert.equal(seen[0]?.line, 'GET /base/search?q=a%26b HTTP/1.1');
  const missing = await call(transport, 'search', { args: { page: 2 } });
  refused(missing, 'tool.arguments', 'not_reached');
  assert.match(missing.ok ? '' : missing.fault.message, /"q"/);
});

test('an argument in the body keeps its type, and its name in an object is its own', async (t) => {
  const { origin, seen } = await mirror(t);
  const tool = action('put', {
    method: 'PUT',
    path: '/x',
    body: { amount: '{amount}', tags: '{tags}' },
    arguments: { amount: { type: 'number' }, tags: {} },
  });
  const transport = transportOf(t, [tool], { baseUrl: origin });
  const tags = JSON.parse('{"__proto__":{"admin":true},"a":[null]}') as unknown;
  answered(await call(transport, 'put', { args: { amount: 12.5, tags } }));
  assert.equal(seen[0]?.body, '{"amount":12.5,"tags":{"__proto__":{"admin":true},"a":[null]}}');
});

test('templates that build text, move the host or write the headers of the gate are refused when they are read', () => {
  const cases: readonly [Partial<Parameters<typeof readAction>[1]>, RegExp][] = [
    [{ path: '/a/../b' }, /dots/],
    [{ path: '/a/%2e%2E/b' }, /dots/],
    [{ path: '/a#b' }, /plain text/],
    [{ path: '/a b' }, /plain text/],
    [{ path: '/a?x=1?y' }, /question marks/],
    [{ path: '/a?x=pre{a}', arguments: { a: TEXT } }, /neither plain/],
    [{ path: '/a/{a', arguments: { a: TEXT } }, /plain text/],
    [{ path: '/{a}/{a}', arguments: { a: TEXT } }, /twice/],
    [{ path: '/{b}' }, /no argument "b"/],
    [{ arguments: { b: TEXT } }, /stands nowhere/],
    [{ headers: { Host: 'evil.test' } }, /written by the gate/],
    [{ headers: { Authorization: '{a}' }, arguments: { a: TEXT } }, /written by the gate/],
    [{ headers: { 'X-A': 'Bearer {a}' }, arguments: { a: TEXT } }, /never built/],
    [{ body: { a: 'Dear {a}' }, arguments: { a: TEXT } }, /never built/],
    [{ path: '/{a}', arguments: { a: TEXT }, optional: ['a'] }, /cannot be missing/],
  ];
  for (const [given, expected] of cases) {
    const base = {
      description: 'x',
      method: 'POST' as const,
      path: '/',
      headers: {},
      arguments: {},
      optional: [],
    };
    const read = readAction('x', { ...base, ...given }, false);
    assert.ok('problems' in read, JSON.stringify(given));
    assert.match(read.problems.map(({ message }) => message).join(' '), expected);
  }
});

test('numbers come back digit for digit, lists under `result`, and errors as errors', async (t) => {
  const answers: Record<string, [number, string, string]> = {
    '/object': [200, 'application/json', '{"id":12345678901234567890,"price":1.10}'],
    '/list': [200, 'application/problem+json; charset=utf-8', '[1,2]'],
    '/text': [200, 'text/plain', 'plain'],
    '/broken': [200, 'application/json', '{"a":'],
    '/image': [200, 'image/png', '\u0089PNG'],
    '/missing': [404, 'application/json', '{"error":"no such thing"}'],
    '/empty': [204, '', ''],
  };
  const origin = await serveHttp(t, (request: IncomingMessage, response: ServerResponse) => {
    const [status, type, body] = answers[request.url ?? ''] ?? [500, 'text/plain', 'odd'];
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  const tools = Object.keys(answers).map((path) => action(path.slice(1), { path }));
  const transport = transportOf(t, tools, { baseUrl: origin });
  const body = async (name: string) => {
    const performed = await call(transport, name);
    assert.ok(performed.ok);
    return performed.value.body;
  };
  assert.match(await body('object'), /"structuredContent":\{"id":12345678901234567890,"price":1\.10\}/);
  assert.match(await body('list'), /"structuredContent":\{"result":\[1,2\]\}/);
  assert.equal(await body('text'), '{"content":[{"type":"text","text":"plain"}]}');
  assert.ok(!(await body('broken')).includes('structuredContent'));
  assert.match(await body('image'), /image\/png, 5 bytes\) is not text/);
  const missing = JSON.parse(await body('missing')) as { isError: boolean; content: { text: string }[] };
  assert.equal(missing.isError, true);
  assert.match(missing.content[0]?.text ?? '', /404.*no such thing/s);
  assert.match(await body('empty'), /Status 204, without content/);
});

test('an answer that is endless, hangs, drips, redirects or breaks off is a fault, with honest reach', async (t) => {
  let dropped = 0;
  const origin = await serveHttp(t, (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    response.on('close', () => dropped++);
    const block = Buffer.alloc(65_536, 'a');
    const pour = () => {
      while (!response.destroyed && response.write(block));
      response.once('drain', pour);
    };
    const acts: Record<string, () => void> = {
      '/endless': pour,
      '/hang': () => undefined,
      '/drip': () => void setInterval(() => response.write(' '), 20).unref(),
      '/moved': () => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
      '/broken': () => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        setTimeout(() => response.destroy(), 20);
      },
    };
    acts[request.url ?? '']?.();
  });
  const names = ['endless', 'hang', 'drip', 'moved', 'broken'];
  const tools = names.map((name) => action(name, { path: `/${name}`, method: 'POST' }));
  const transport = transportOf(t, tools, { baseUrl: origin, timeoutMs: 400 });
  refused(await call(transport, 'endless'), 'tool.too_large', 'maybe_reached');
  refused(await call(transport, 'hang'), 'tool.timeout', 'maybe_reached');
  refused(await call(transport, 'drip'), 'tool.timeout', 'maybe_reached');
  refused(await call(transport, 'moved'), 'tool.refused', 'maybe_reached');
  refused(await call(transport, 'broken'), 'tool.protocol', 'maybe_reached');
  const gone = transportOf(t, tools, { baseUrl: 'http://127.0.0.1:1' });
  refused(await call(gone, 'hang'), 'tool.unavailable', 'not_reached');
  assert.ok(dropped >= 4);
});

test('a caller who leaves ends the call, and what may have happened is told', async (t) => {
  const left = new AbortController();
  const origin = await serveHttp(t, () => left.abort());
  const transport = transportOf(t, [action('slow', { method: 'POST', path: '/slow' })], { baseUrl: origin });
  refused(await call(transport, 'slow', { signal: left.signal }), 'tool.cancelled', 'maybe_reached');
  refused(await call(transport, 'slow', { signal: left.signal }), 'tool.cancelled', 'not_reached');
});

test('only what asks for nothing to be done is sent again after it may have arrived', async (t) => {
  const seen: string[] = [];
  const origin = await serveRaw(t, (socket, request) => {
    seen.push(request.split(' ', 1)[0] ?? '');
    socket.destroy();
  });
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
  const tools = methods.map((method) => action(method, { method, path: '/' }));
  const transport = transportOf(t, tools, { baseUrl: origin });
  for (const method of methods) refused(await call(transport, method), 'tool.unavailable', 'maybe_reached');
  assert.deepEqual(seen, ['GET', 'GET', 'HEAD', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
});

test('the credential is sent, taken out of what comes back, and arguments cannot write it; keys go with what acts', async (t) => {
  const headers: IncomingMessage['headers'][] = [];
  const origin = await serveHttp(t, (request, response) => {
    headers.push(request.headers);
    response.writeHead(400, { 'content-type': 'text/plain' });
    response.end(
      `bad key ${request.headers.authorization}, the token is ${request.headers.authorization?.slice(7)}`,
    );
  });
  const asked: unknown[] = [];
  const transport = transportOf(t, [action('act', { method: 'POST' }), action('ask', {})], {
    baseUrl: origin,
    idempotencyHeader: 'idempotency-key',
    credential: {
      personal: true,
      headersFor(onBehalfOf) {
        asked.push(onBehalfOf);
        return Promise.resolve(ok({ authorization: 'Bearer secret-token' }));
      },
      refused: () => Promise.resolve(ok(undefined)),
    },
  });
  const told = JSON.stringify(answered(await call(transport, 'act')));
  assert.ok(!told.includes('secret-token'), told);
  await call(transport, 'ask');
  assert.deepEqual(asked[0], { tenant: 'acme', subject: 'person:ada' });
  assert.deepEqual(
    headers.map((one) => [one.authorization, one['idempotency-key']]),
    [
      ['Bearer secret-token', 'key-1'],
      ['Bearer secret-token', undefined],
    ],
  );
});

test('a clearance for anything else throws, and nothing is sent', async (t) => {
  const { origin, seen } = await mirror(t);
  const one = transportOf(t, [action('act', {})], { baseUrl: origin });
  const other = { ...one, id: 'other' };
  await assert.rejects(call(other, 'act'), /another provider/);
  await assert.rejects(call(one, 'act', { body: '{"name":"act","arguments":{"a":1}}' }), /another body/);
  refused(await call(one, 'unknown'), 'tool.unknown', 'not_reached');
  assert.equal(seen.length, 0);
});
