/** The transport of MCP servers over HTTP: both revisions, original bytes both ways, and every bad ending told honestly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { z } from 'zod';
import { ok } from '../../../src/kernel/result.ts';
import { readParams } from '../../../src/tools/mcp/params.ts';
import { hasSendableHeaders } from '../../../src/tools/mcp/sendable.ts';
import { eventually, serveHttp } from '../../net/servers.ts';
import { call, clearanceFor, ECHO, invocation, mcpTo, SUBJECT, wayOutTo } from './calling.ts';
import { type Arrived, sendJson, sendText, serveModern, serveScript, serveSessions } from './servers.ts';

function echoServer(): McpServer {
  const server = new McpServer({ name: 'echo', version: '1' });
  server.registerTool(
    'echo',
    { description: 'Says it again.', inputSchema: z.object({ text: z.string() }) },
    ({ text }) => ({
      content: [{ type: 'text', text }],
    }),
  );
  server.registerPrompt('greet', { description: 'Greets.' }, () => ({
    messages: [{ role: 'user', content: { type: 'text', text: 'hello' } }],
  }));
  server.registerResource('note', 'note:///1', { description: 'A note.' }, (uri) => ({
    contents: [{ uri: uri.href, text: 'noted' }],
  }));
  return server;
}

test('a server of each revision is listed, called, read and prompted', async (t) => {
  const modern = await serveModern(t, echoServer);
  const { url: sessions } = await serveSessions(t, echoServer);
  for (const url of [modern, sessions]) {
    const transport = mcpTo(t, url);
    const definitions = await transport.definitions();
    assert.ok(definitions.ok);
    assert.deepEqual(
      definitions.value.map(({ name, description }) => [name, description]),
      [['echo', 'Says it again.']],
    );
    const prompts = await transport.offers('prompts');
    assert.deepEqual(prompts.ok && prompts.value.map(({ name }) => name), ['greet']);
    const resources = await transport.offers('resources');
    assert.deepEqual(resources.ok && resources.value.map(({ uri }) => uri), ['note:///1']);
    const templates = await transport.offers('resource_templates');
    assert.deepEqual(templates.ok && templates.value, []);
    const called = await call(transport, ECHO);
    assert.ok(called.ok, JSON.stringify(called));
    assert.deepEqual((JSON.parse(called.value.body) as { content: unknown }).content, [
      { type: 'text', text: 'hi' },
    ]);
    const read = await call(transport, '{"uri":"note:///1"}', {
      method: 'resources/read',
      name: 'note:///1',
    });
    assert.match(read.ok ? read.value.body : '', /noted/);
    const got = await call(transport, '{"name":"greet"}', { method: 'prompts/get' });
    assert.match(got.ok ? got.value.body : '', /hello/);
  }
});

test('what was cleared is sent byte for byte, and what came back is handed on byte for byte', async (t) => {
  const seen: Arrived[] = [];
  const result =
    '{ "content":[], "x_unknown": {"n":1.50, "u":"\\u00e9"}, "structuredContent":{"b":2,"a":1e2} }';
  const url = await serveScript(t, (arrived) => {
    seen.push(arrived);
    sendText(
      arrived.response,
      `{"result":${result} ,"jsonrpc":"2.0", "id":${JSON.stringify(arrived.message.id)}}`,
    );
  });
  const body = '{"arguments" : {"n":1.0,"t":"\\u0041","z":[1e2]}, "name":"echo", "x_new":{"k":0.10}}';
  const called = await call(mcpTo(t, url), body);
  assert.deepEqual(called, { ok: true, value: { body: result } });
  assert.ok(seen[0]?.text.includes(`"params":${body}`));
});

test("the envelope of 2026-07-28 is the gate's own; the caller's stays out, its other members stay", () => {
  const body =
    '{"name":"a","_meta":{"progressToken":7,"n":1.50,"io.modelcontextprotocol/clientInfo":{"name":"evil"}},"arguments":{}}';
  const params = readParams(body, { progressToken: 'gatehouse-1', meta: { idem: 'k' } });
  assert.ok(params.ok);
  assert.equal(params.value.progressToken, 7);
  const sent = {
    ...params.value.given,
    _meta: {
      'io.modelcontextprotocol/clientInfo': { name: 'gatehouse' },
      ...(params.value.given._meta as object),
    },
  };
  assert.equal(
    params.value.textFor(sent),
    '{"name":"a","_meta":{"io.modelcontextprotocol/clientInfo":{"name":"gatehouse"},"n":1.50,"progressToken":"gatehouse-1","idem":"k"},"arguments":{}}',
  );
});

test('whatever the official client makes of params, only their envelope can change', () => {
  const meta = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
  const params = fc.record({ name: fc.string(), arguments: fc.dictionary(fc.string(), fc.jsonValue()) });
  fc.assert(
    fc.property(params, fc.option(meta), fc.tuple(meta, fc.jsonValue()), (given, own, [added, forged]) => {
      const source = JSON.stringify(own === null ? given : { ...given, _meta: own });
      const read = readParams(source, { progressToken: 't', meta: {} });
      if (!read.ok) return;
      const text = read.value.textFor({ name: 'forged', arguments: forged, _meta: added });
      const { _meta, ...rest } = JSON.parse(text) as Record<string, unknown>;
      const { _meta: _, ...before } = JSON.parse(source) as Record<string, unknown>;
      assert.deepEqual(rest, before);
      assert.deepEqual(_meta ?? {}, JSON.parse(JSON.stringify(added)));
    }),
  );
});

test('a clearance for another body, another server, or used before sends nothing', async (t) => {
  let calls = 0;
  const url = await serveScript(t, ({ message, response }) => {
    calls += 1;
    sendJson(response, { jsonrpc: '2.0', id: message.id, result: { content: [] } });
  });
  const transport = mcpTo(t, url);
  const clearance = clearanceFor('files', ECHO);
  assert.ok((await transport.perform(clearance, invocation(ECHO))).ok);
  await assert.rejects(() => transport.perform(clearance, invocation(ECHO)), /used before/);
  await assert.rejects(
    () => transport.perform(clearanceFor('mail', ECHO), invocation(ECHO)),
    /another provider/,
  );
  const other = ECHO.replace('hi', 'ho');
  await assert.rejects(
    () => transport.perform(clearanceFor('files', ECHO), invocation(other)),
    /another body/,
  );
  await assert.rejects(() => call(transport, ECHO, { name: 'delete' }), /not for what its body says/);
  assert.equal(calls, 1);
});

test('a JSON-RPC error of the server comes across as it is', async (t) => {
  const error = '{"code":-32602, "message":"no such tool","data":{"x":1.0}}';
  const url = await serveScript(t, ({ message, response }) =>
    sendText(response, `{"jsonrpc":"2.0","id":${message.id},"error":${error}}`),
  );
  assert.deepEqual(await call(mcpTo(t, url), ECHO), { ok: true, value: { body: error, error: true } });
});

test('a session that the server forgot is begun anew, and the call is made once', async (t) => {
  let done = 0;
  const { url, sessions } = await serveSessions(t, () => {
    const server = new McpServer({ name: 's', version: '1' });
    server.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, () => {
      done += 1;
      return { content: [] };
    });
    return server;
  });
  const transport = mcpTo(t, url);
  assert.ok((await call(transport, ECHO)).ok);
  sessions.clear();
  assert.ok((await call(transport, ECHO)).ok);
  assert.equal(done, 2);
});

test('a server that is away, or that is not listed, is not reached', async (t) => {
  const nobody = await call(mcpTo(t, 'http://127.0.0.1:9/mcp'), ECHO);
  assert.ok(!nobody.ok);
  assert.deepEqual([nobody.fault.code, nobody.reach], ['tool.unavailable', 'not_reached']);
  const listed = mcpTo(t, 'http://127.0.0.1:9/mcp');
  const definitions = await listed.definitions();
  assert.equal(definitions.ok, false);
  const elsewhere = wayOutTo(t, 'http://127.0.0.1:1');
  const unlisted = await call(mcpTo(t, 'http://127.0.0.1:9/mcp', { egress: elsewhere }), ECHO);
  assert.ok(!unlisted.ok);
  assert.deepEqual([unlisted.fault.code, unlisted.reach], ['egress.denied', 'not_reached']);
});

test('a caller that leaves ends the call at the server', async (t) => {
  const { promise: arrived, resolve } = Promise.withResolvers<Arrived>();
  const transport = mcpTo(t, await serveScript(t, resolve));
  const leaving = new AbortController();
  const ended = call(transport, ECHO, { signal: leaving.signal });
  const { response } = await arrived;
  const closed = new Promise((resolve) => response.once('close', resolve));
  leaving.abort();
  await closed;
  const performed = await ended;
  assert.ok(!performed.ok);
  assert.deepEqual([performed.fault.code, performed.reach], ['tool.cancelled', 'maybe_reached']);
});

test('pages are joined, a page that leads to itself ends, and two tools of one name are none', async (t) => {
  const tool = (name: string) => `{"name":"${name}","inputSchema":{"type":"object"},"x":1.0}`;
  const pages: Readonly<Record<string, string>> = {
    '': `{"tools":[${tool('a')}],"nextCursor":"2"}`,
    '2': `{"tools":[${tool('b')}]}`,
    endless: `{"tools":[${tool('c')}],"nextCursor":"endless"}`,
  };
  let first = '';
  const url = await serveScript(t, ({ message, response }) => {
    const cursor = (message.params?.cursor as string | undefined) ?? first;
    sendText(response, `{"jsonrpc":"2.0","id":${message.id},"result":${pages[cursor] ?? '{"tools":[]}'}}`);
  });
  const transport = mcpTo(t, url);
  const joined = await transport.definitions();
  assert.deepEqual(
    joined.ok && joined.value.map(({ raw }) => JSON.stringify(raw)),
    [tool('a'), tool('b')].map((text) => JSON.stringify(JSON.parse(text))),
  );
  first = 'endless';
  const endless = await transport.definitions();
  assert.equal(endless.ok, false);
});

test('progress and log messages reach the caller, with its own token', async (t) => {
  const notices: unknown[] = [];
  for (const serve of [
    serveModern,
    async (...args: Parameters<typeof serveModern>) => (await serveSessions(...args)).url,
  ]) {
    const url = await serve(t, () => {
      const server = new McpServer({ name: 's', version: '1' }, { capabilities: { logging: {} } });
      server.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, async (_args, context) => {
        const token = context.mcpReq._meta?.progressToken ?? 'none';
        await context.mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken: token, progress: 1 },
        });
        return { content: [] };
      });
      return server;
    });
    const body = '{"name":"echo","arguments":{"text":"x"},"_meta":{"progressToken":"mine"}}';
    const called = await call(mcpTo(t, url), body, { notify: (notice) => notices.push(notice) });
    assert.ok(called.ok, JSON.stringify(called));
  }
  const told = { method: 'notifications/progress', params: { progressToken: 'mine', progress: 1 } };
  assert.deepEqual(notices, [told, told]);
});

test('what a server asks reaches the one who made the call, and is refused where nobody answers', async (t) => {
  const { url } = await serveSessions(t, () => {
    const server = new McpServer({ name: 's', version: '1' });
    server.registerTool(
      'echo',
      { inputSchema: z.object({ text: z.string() }) },
      async ({ text }, context) => {
        const form = {
          message: text,
          requestedSchema: { type: 'object' as const, properties: { ok: { type: 'boolean' as const } } },
        };
        const answered = await context.mcpReq
          .send({ method: 'elicitation/create', params: { mode: 'form', ...form } })
          .then(
            (result) => JSON.stringify(result),
            (error: Error) => `refused: ${error.message}`,
          );
        return { content: [{ type: 'text', text: answered }] };
      },
    );
    return server;
  });
  const asking = mcpTo(t, url, { asks: ['elicitation'] });
  const asked: unknown[] = [];
  const answers = (['one', 'two'] as const).map((text) =>
    call(asking, JSON.stringify({ name: 'echo', arguments: { text } }), {
      ask: async ({ params }) => {
        asked.push((params as { message: string }).message);
        return ok({ action: 'accept', content: { ok: text === 'one' } });
      },
    }),
  );
  const bodies = (await Promise.all(answers)).map((ended) =>
    ended.ok ? ended.value.body : ended.fault.message,
  );
  assert.match(bodies[0] ?? '', /accept.*true/);
  assert.match(bodies[1] ?? '', /accept.*false/);
  assert.deepEqual(asked.toSorted(), ['one', 'two']);
  const refused = await call(asking, ECHO);
  assert.match(refused.ok ? refused.value.body : '', /refused: .*No\./);
  const silent = await call(mcpTo(t, url), ECHO);
  assert.match(silent.ok ? silent.value.body : '', /refused: /);
});

test('a server that says that its tools changed is heard, in both revisions', async (t) => {
  const servers: McpServer[] = [];
  const build = () => {
    const server = echoServer();
    servers.push(server);
    return server;
  };
  const { url } = await serveSessions(t, build);
  const modern = createMcpHandler(build);
  const handler = toNodeHandler(modern);
  const origin = await serveHttp(
    t,
    (request, response) => void handler(request as NodeIncomingMessageLike, response),
  );
  const tell = () => {
    for (const server of servers) if (server.isConnected()) server.sendToolListChanged();
    modern.notify.toolsChanged();
  };
  for (const address of [url, `${origin}/mcp`]) {
    const transport = mcpTo(t, address);
    let changes = 0;
    transport.watch?.(() => {
      changes += 1;
    });
    assert.ok((await transport.definitions()).ok);
    await eventually(() => {
      tell();
      return changes > 0;
    });
  }
});

test('an input that a server of 2026-07-28 requires comes back as the answer, for the gate to decide on', async (t) => {
  const required =
    '{"resultType":"input_required","requestState":"s1","inputRequests":{"a":{"method":"elicitation/create","params":{"mode":"form","message":"?","requestedSchema":{"type":"object","properties":{}}}}}}';
  const url = await serveScriptModern(t, required);
  const called = await call(mcpTo(t, url, { asks: ['elicitation'] }), ECHO);
  assert.deepEqual(called, { ok: true, value: { body: required } });
});

test('a result of 2026-07-28 that does not say that it is complete is, if it is one at all', async (t) => {
  const whole = '{"content":[],"x":1.0}';
  assert.deepEqual(await call(mcpTo(t, await serveScriptModern(t, whole)), ECHO), {
    ok: true,
    value: { body: whole },
  });
  const broken = await call(mcpTo(t, await serveScriptModern(t, '{"content":"no list"}')), ECHO);
  assert.equal(!broken.ok && broken.fault.code, 'tool.protocol');
});

test('a tool whose arguments cannot be repeated in headers is none', () => {
  const of = (properties: object, more: object = {}) =>
    hasSendableHeaders({ type: 'object', properties, ...more });
  const region = { type: 'string', 'x-mcp-header': 'Region' };
  assert.ok(
    of({ region }) && of({ outer: { type: 'object', properties: { region } } }) && of({ 'x-mcp-header': {} }),
  );
  assert.ok(!of({ region, other: { type: 'integer', 'x-mcp-header': 'region' } }));
  for (const header of ['', 'My Region', 'R:', 'R\r\nX: 1', 7])
    assert.ok(!of({ region: { ...region, 'x-mcp-header': header } }));
  for (const type of ['number', 'object', undefined, ['string']])
    assert.ok(!of({ region: { ...region, type } }));
  assert.ok(
    !of({ list: { type: 'array', items: region } }) && !of({}, { anyOf: [{ properties: { region } }] }),
  );
  assert.ok(!of({}, { 'x-mcp-header': 'Region' }));
});

test('nobody but its subject uses a connection with a personal credential', async (t) => {
  const seen: string[] = [];
  const url = await serveScript(t, ({ message, request, response }) => {
    seen.push(String(request.headers.authorization));
    sendJson(response, { jsonrpc: '2.0', id: message.id, result: { content: [] } });
  });
  const credential = {
    personal: true,
    headersFor: async ({ subject }: { readonly subject: string }) =>
      ok({ authorization: `Bearer for-${subject}` }),
    refused: async () => ok(undefined),
  };
  const transport = mcpTo(t, url, { credential });
  for (const subject of ['ann', 'bob', 'ann']) {
    assert.ok((await call(transport, ECHO, { onBehalfOf: { ...SUBJECT, subject } })).ok);
  }
  assert.deepEqual(seen, ['Bearer for-ann', 'Bearer for-bob', 'Bearer for-ann']);
});

async function serveScriptModern(t: Parameters<typeof serveScript>[0], result: string): Promise<string> {
  const origin = await serveHttp(t, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { id: unknown; method: string };
    const discover =
      '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}';
    const answer = message.method === 'server/discover' ? discover : result;
    sendText(response, `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":${answer}}`);
  });
  return `${origin}/mcp`;
}
