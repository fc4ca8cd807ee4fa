/** What clients with bad intentions send to the front of the broker, and what they get. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { BrokerDeparture } from '../../../src/gate/broker.ts';
import { type RunningFront, startFront } from '../../support/mcp-front.ts';
import { modern, openSession, post, withMeta } from '../../support/mcp-post.ts';
import { sendRaw, statusesOf } from '../../support/raw.ts';
import {
  CROSSING,
  heldBack,
  type Script,
  type ScriptedBroker,
  said,
  scriptedBroker,
} from '../../support/scripted-broker.ts';

const script: { -readonly [name in keyof Script]: Script[name] } = {};
let broker: ScriptedBroker;
let front: RunningFront;
let url: string;

before(async () => {
  broker = scriptedBroker({
    cross: (call) => script.cross?.(call) ?? said('done'),
    resume: (holdId) => script.resume?.(holdId) ?? said('resumed'),
  });
  front = await startFront(broker, { bodyBytesMax: 100_000, clientWriteMs: 400 });
  url = `${front.url}/mcp`;
});
after(() => front.close());
afterEach(() => {
  delete script.cross;
  delete script.resume;
  broker.calls.length = 0;
  assert.deepEqual(front.defects, []);
});

const CALL = modern('tools/call', withMeta({ name: 'echo', arguments: {} }));

describe('a request whose headers and body disagree', () => {
  const lies: readonly (readonly [string, Readonly<Record<string, string | undefined>>])[] = [
    ['names another method', { 'mcp-method': 'tools/list' }],
    ['names another tool', { 'mcp-name': 'harmless' }],
    ['names another tool, in base64', { 'mcp-name': '=?base64?aGFybWxlc3M=?=' }],
    ['names the tool in a second spelling of base64', { 'mcp-name': '=?base64?ZWNobx==?=' }],
    ['names the tool twice', { 'mcp-name': 'echo, echo' }],
    ['names another revision', { 'mcp-protocol-version': '2025-11-25' }],
    ['lacks the method', { 'mcp-method': undefined }],
    ['lacks the name', { 'mcp-name': undefined }],
    ['lacks the revision', { 'mcp-protocol-version': undefined }],
    ['repeats an argument that is none', { 'mcp-param-region': 'eu' }],
  ];
  for (const [what, headers] of lies) {
    it(`is refused when it ${what}`, async () => {
      const { status, last } = await post(url, CALL, { headers });
      assert.equal(status, 400);
      assert.equal(last.error.code, -32020);
      assert.equal(last.id, 1);
      assert.equal(broker.calls.length, 0);
    });
  }

  it('is served when a header says in base64 what the body says', async () => {
    const { status } = await post(url, CALL, { headers: { 'mcp-name': '=?base64?ZWNobw==?=' } });
    assert.equal(status, 200);
  });
});

describe('a body that could be read in two ways', () => {
  const bodies: readonly (readonly [string, string, number])[] = [
    ['a batch', `[${CALL}]`, -32600],
    ['an empty batch', '[]', -32600],
    ['a batch of one, hidden behind white space', ` \n[${CALL},${CALL}]`, -32600],
    ['a repeated method', CALL.replace('{', '{"method":"tools/list",'), -32700],
    ['an unknown field', CALL.replace('{', '{"extra":1,'), -32600],
    ['a result next to its method', CALL.replace('{', '{"result":{},'), -32600],
    ['no version', CALL.replace('"jsonrpc":"2.0",', ''), -32600],
    ['another version', CALL.replace('"2.0"', '"1.0"'), -32600],
    ['a null id', CALL.replace('"id":1', '"id":null'), -32600],
    ['a fraction for an id', CALL.replace('"id":1', '"id":1.5'), -32600],
    ['params that are a list', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}', -32600],
    ['no JSON', 'hello', -32700],
    ['nothing', '', -32700],
    [
      'params nested beyond the limit',
      modern('tools/call', { a: JSON.parse(`${'['.repeat(80)}${']'.repeat(80)}`) }),
      -32700,
    ],
  ];
  for (const [what, body, code] of bodies) {
    it(`is refused: ${what}`, async () => {
      const { status, last } = await post(url, body);
      assert.equal(status, 400);
      assert.equal(last.error.code, code);
      assert.equal(broker.calls.length, 0);
    });
  }

  it('is refused when it is larger than the limit, with or without saying so', async () => {
    const huge = modern('tools/call', withMeta({ name: 'echo', arguments: { text: 'x'.repeat(200_000) } }));
    assert.equal((await post(url, huge)).status, 413);
    const head = `POST /mcp HTTP/1.1\r\nhost: ${new URL(url).host}\r\nauthorization: Bearer ada\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    const answer = await sendRaw(front.url, `${head}${'30d40'}\r\n${'x'.repeat(200_000)}\r\n`);
    assert.deepEqual(statusesOf(answer), [413]);
    assert.equal(broker.calls.length, 0);
  });

  it('is refused before it is read when nobody is known', async () => {
    const { status, headers, last } = await post(url, 'not even JSON', {
      headers: { authorization: undefined },
    });
    assert.equal(status, 401);
    assert.equal(last.error.data.code, 'identity.missing');
    const metadata = `${front.url}/.well-known/oauth-protected-resource/mcp`;
    assert.equal(headers.get('www-authenticate'), `Bearer resource_metadata="${metadata}"`);
  });
});

describe('a method', () => {
  for (const method of [
    'constructor',
    '__proto__',
    'initialize',
    'resources/subscribe',
    'sampling/createMessage',
  ]) {
    it(`that this revision does not serve is not found: ${method}`, async () => {
      const { status, last } = await post(url, modern(method));
      assert.equal(status, 404);
      assert.equal(last.error.code, -32601);
    });
  }

  it('of the stateless revision is refused without its metadata, whatever the headers say', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo' } });
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'echo' };
    const { status, last } = await post(url, body, { headers });
    assert.deepEqual([status, last.error.code], [400, -32602]);
  });
});

describe('a caller from elsewhere', () => {
  const strangers: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1' },
  ];
  for (const headers of strangers) {
    it(`is turned away: ${JSON.stringify(headers)}`, async () => {
      assert.equal((await post(url, CALL, { headers })).status, 403);
      assert.equal(broker.calls.length, 0);
    });
  }

  it('is turned away when it calls the gate by a name of its own', async () => {
    const length = Buffer.byteLength(CALL);
    const request = `POST /mcp HTTP/1.1\r\nhost: evil.example\r\nauthorization: Bearer ada\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${CALL}`;
    assert.deepEqual(statusesOf(await sendRaw(front.url, request)), [403]);
  });

  it('is served when its origin is the gate itself', async () => {
    assert.equal((await post(url, CALL, { headers: { origin: front.url } })).status, 200);
  });
});

describe('a session', () => {
  const PING = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' });

  it('is unknown to any other principal, at any other address, and once it was deleted', async () => {
    const session = await openSession(url);
    assert.equal((await post(url, PING, { headers: session })).status, 200);
    const others = { ...session, authorization: 'Bearer eve' };
    assert.equal((await post(url, PING, { headers: others })).status, 404);
    assert.equal((await post(`${url}/files`, PING, { headers: session })).status, 404);
    assert.equal((await fetch(url, { method: 'DELETE', headers: others })).status, 404);
    assert.equal((await post(url, PING, { headers: session })).status, 200);
    assert.equal((await fetch(url, { method: 'DELETE', headers: session })).status, 204);
    assert.equal((await post(url, PING, { headers: session })).status, 404);
  });

  it('is refused when it is missing, repeated or of another process', async () => {
    const session = await openSession(url);
    assert.equal(
      (await post(url, PING, { headers: { ...session, 'mcp-session-id': undefined } })).status,
      400,
    );
    const twice = `${session['mcp-session-id']}, ${session['mcp-session-id']}`;
    assert.equal((await post(url, PING, { headers: { ...session, 'mcp-session-id': twice } })).status, 404);
    const replica = await startFront(broker);
    const { status, last } = await post(`${replica.url}/mcp`, PING, { headers: session });
    await replica.close();
    assert.deepEqual([status, last.error.data.code], [404, 'session.unknown']);
  });

  it('holds no authority: a credential that was revoked is refused in it', async () => {
    const session = await openSession(url);
    const { status } = await post(url, PING, { headers: { ...session, authorization: 'Bearer revoked' } });
    assert.equal(status, 401);
  });

  it('takes no answer of another session to what it was asked', async () => {
    const asked = Promise.withResolvers<unknown>();
    script.cross = async ({ ask, notify }) => {
      notify({ method: 'notifications/message', params: { level: 'info', data: 'asking' } });
      asked.resolve(await ask?.({ method: 'elicitation/create', params: { message: 'Sure?' } }));
      return said('asked');
    };
    const capabilities = { elicitation: {} };
    const [ada, eve] = await Promise.all([
      openSession(url, { capabilities }),
      openSession(url, { capabilities, key: 'eve' }),
    ]);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { accept, ...rest } = {
      accept: 'text/event-stream, application/json',
      'content-type': 'application/json',
    };
    const response = await fetch(url, { method: 'POST', body: call, headers: { accept, ...rest, ...ada } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('elicitation/create')) text += (await reader?.read())?.value ?? '';
    const id = /"id":"(gatehouse-[^"]+)"/.exec(text)?.[1];
    const answer = (action: string) => JSON.stringify({ jsonrpc: '2.0', id, result: { action } });
    assert.equal((await post(url, answer('accept'), { headers: eve })).status, 202);
    assert.equal((await post(url, answer('decline'), { headers: ada })).status, 202);
    assert.deepEqual(await asked.promise, { ok: true, value: { action: 'decline' } });
    await reader?.cancel();
  });

  it('does not push out those of others, however many are opened', async () => {
    const ada = await openSession(url);
    for (let count = 0; count < 70; count += 1) await openSession(url, { key: 'eve' });
    assert.equal((await post(url, PING, { headers: ada })).status, 200);
  });
});

describe('a state that a client carries back', () => {
  const HELD = modern('tools/call', withMeta({ name: 'echo', arguments: { amount: 5 } }));
  const again = (requestState: string, more: object = {}, name = 'echo') =>
    modern('tools/call', withMeta({ name, arguments: { amount: 5 }, requestState, ...more }));

  async function held(): Promise<string> {
    script.cross = ({ holdId }) => (holdId === undefined ? heldBack() : said(holdId));
    const { last } = await post(url, HELD);
    assert.equal(last.result.resultType, 'input_required');
    return last.result.requestState;
  }

  it('opens for the call that it was given for, and is no answer: what comes with it goes no further', async () => {
    const state = await held();
    const inputResponses = { gatehouse_hold: { action: 'accept', content: { approved: true } } };
    const { last } = await post(url, again(state, { inputResponses }));
    assert.equal(last.result.content[0].text, 'hold_1');
    const [, second] = broker.calls;
    const { _meta, ...params } = JSON.parse(second?.params ?? '');
    assert.deepEqual(params, { name: 'echo', arguments: { amount: 5 } });
  });

  it('is refused for another principal, another tool, in another spelling, and when it was changed', async () => {
    const state = await held();
    const [payload = '', mac = ''] = state.split('.');
    const forged = Buffer.from(JSON.stringify({ hold: 'hold_2', createdMs: 0, expiresAtMs: 4e12 }));
    const attempts = [
      post(url, again(state), { headers: { authorization: 'Bearer eve' } }),
      post(url, again(state, {}, 'other')),
      post(url, again(`${state}=`)),
      post(url, again(`${payload}.${mac.slice(0, -1)}`)),
      post(url, again(`${forged.toString('base64url')}.${mac}`)),
      post(url, again(`${payload}.`)),
      post(url, again('')),
      post(url, again('a.b.c')),
    ];
    for (const { last } of await Promise.all(attempts)) assert.equal(last.error.code, -32602);
    assert.equal(broker.calls.length, 1);
  });

  it('opens at every replica that has the key, and at no other', async () => {
    const key = Buffer.alloc(32, 7);
    script.cross = ({ holdId }) => (holdId === undefined ? heldBack() : said('taken up'));
    const fronts = await Promise.all(
      [key, key, Buffer.alloc(32, 8)].map((stateKey) => startFront(broker, { stateKey })),
    );
    const [first = '', second = '', third = ''] = fronts.map((running) => `${running.url}/mcp`);
    const state = (await post(first, HELD)).last.result.requestState;
    assert.equal((await post(second, again(state))).last.result.content[0].text, 'taken up');
    assert.equal((await post(third, again(state))).last.error.code, -32602);
    await Promise.all(fronts.map((running) => running.close()));
  });
});

describe('an answer of a server', () => {
  it('that is no JSON object is told as a fault', async () => {
    for (const body of ['[]', '"x"', '{"a":1,"a":2}', '']) {
      script.cross = (): BrokerDeparture => ({ kind: 'result', crossing: CROSSING, body });
      const { last } = await post(url, CALL);
      assert.equal(last.error.data.code, 'tool.protocol', body);
    }
  });

  it('that asks what the client has not declared is refused, and so is one of an unknown type', async () => {
    const asking = {
      resultType: 'input_required',
      inputRequests: { a: { method: 'sampling/createMessage' } },
    };
    script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: JSON.stringify(asking),
      asksDecided: true,
    });
    const asked = await post(url, CALL);
    assert.deepEqual([asked.status, asked.last.error.code], [400, -32021]);
    assert.deepEqual(asked.last.error.data.requiredCapabilities, { sampling: {} });
    script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: '{"resultType":"task"}',
    });
    assert.equal((await post(url, CALL)).last.error.data.code, 'tool.protocol');
  });

  it('that asks the client something goes no further unless the gate has decided on that', async () => {
    const asking = { resultType: 'input_required', inputRequests: { a: { method: 'roots/list' } } };
    script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: JSON.stringify(asking),
    });
    const params = withMeta({ name: 'echo', arguments: {} }, { roots: {} });
    const { last } = await post(url, modern('tools/call', params));
    assert.equal(last.result.isError, true);
    assert.equal(last.result._meta['gatehouse/fault'].code, 'policy.denied');
    const session = await openSession(url, { capabilities: { roots: {} } });
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { messages } = await post(url, call, { headers: session });
    assert.deepEqual(
      messages.map(({ method, result }) => [method, result.isError]),
      [[undefined, true]],
    );
  });

  it('keeps its bytes, and its line ends begin no event of their own', async () => {
    const body = '{\n  "content": [],\r\n  "big": 1.0e2, "text": "\\u0041"\n}';
    script.cross = ({ notify }): BrokerDeparture => {
      notify({ method: 'notifications/message', params: { level: 'error', data: 'x\n\ndata: {}' } });
      return { kind: 'result', crossing: CROSSING, body };
    };
    const session = await openSession(url);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const response = await fetch(url, {
      ...{ method: 'POST', body: call },
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...session },
    });
    const events = (await response.text()).trim().split('\n\n');
    assert.equal(events.length, 2);
    const answer = events[1]?.replaceAll(/^(?:event: message\n)?data: /gm, '') ?? '';
    assert.ok(answer.includes('"big": 1.0e2, "text": "\\u0041"'), answer);
    assert.deepEqual(JSON.parse(answer).result, JSON.parse(body));
  });
});

describe('a server that goes on talking after its answer', () => {
  it('is not listened to', async () => {
    const late: Promise<unknown>[] = [];
    script.cross = ({ notify }) => {
      const notice = { method: 'notifications/message', params: { level: 'info', data: 'more' } };
      notify(notice);
      const later = async (ticks: number) => {
        for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
        notify(notice);
      };
      late.push(...Array.from({ length: 60 }, (_, ticks) => later(ticks)));
      return said('x'.repeat(200_000));
    };
    const session = await openSession(url);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { messages } = await post(url, call, { headers: session });
    assert.equal(messages.at(-1)?.result?.content[0].text.length, 200_000);
    await Promise.all(late);
    assert.equal((await post(url, CALL)).status, 200);
  });
});

describe('a client that goes away', () => {
  it('in the stateless revision ends its call', async () => {
    const aborted = Promise.withResolvers<void>();
    script.cross = async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      await aborted.promise;
      return said('too late');
    };
    const leaving = new AbortController();
    const call = post(url, CALL, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 50);
    await assert.rejects(call);
    await aborted.promise;
  });

  it('in a session ends its call by saying so, and only its own', async () => {
    const aborted = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    script.cross = async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      started.resolve();
      await aborted.promise;
      return said('too late');
    };
    const [ada, eve] = await Promise.all([openSession(url), openSession(url, { key: 'eve' })]);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 'c1', method: 'tools/call', params: { name: 'echo' } });
    const cancel = JSON.stringify({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 'c1' },
    });
    const calling = post(url, call, { headers: ada });
    await started.promise;
    assert.equal((await post(url, call, { headers: ada })).last.error.code, -32600);
    await post(url, cancel, { headers: eve });
    assert.equal(broker.calls[0]?.signal.aborted, false);
    await post(url, cancel, { headers: ada });
    await aborted.promise;
    assert.deepEqual((await calling).messages, []);
  });

  it('or reads nothing is cut off, and what it was to be told does not pile up', async () => {
    let told = 0;
    const over = Promise.withResolvers<void>();
    script.cross = async ({ notify, signal }) => {
      const data = 'x'.repeat(10_000);
      for (; told < 20_000 && !signal.aborted; told += 1) {
        notify({ method: 'notifications/message', params: { level: 'info', data } });
        if (told % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      over.resolve();
      return said('x'.repeat(30_000_000));
    };
    const params = {
      name: 'echo',
      arguments: {},
      _meta: { ...(withMeta() as { _meta: object })._meta, 'io.modelcontextprotocol/logLevel': 'debug' },
    };
    const body = modern('tools/call', params);
    const head = [
      'POST /mcp HTTP/1.1',
      `host: ${new URL(url).host}`,
      'authorization: Bearer ada',
      'content-type: application/json',
      'mcp-protocol-version: 2026-07-28',
      'mcp-method: tools/call',
      'mcp-name: echo',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    const before = process.memoryUsage().rss;
    const socket = (await import('node:net')).connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.pause();
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    await over.promise;
    assert.ok(process.memoryUsage().rss - before < 100_000_000, 'what nobody reads is dropped');
    while (front.open() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
  });
});
