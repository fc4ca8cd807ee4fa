/** How calls end at the front: with what a server answered, or because somebody went away. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrokerDeparture } from '../../../src/gate/broker.ts';
import { modern, openSession, post, withMeta } from '../../support/mcp-post.ts';
import { CROSSING, said } from '../../support/scripted-broker.ts';
import { scriptedFront } from '../../support/scripted-front.ts';

const at = scriptedFront({ bodyBytesMax: 100_000, clientWriteMs: 400 });
const CALL = modern('tools/call', withMeta({ name: 'echo', arguments: {} }));

describe('an answer of a server', () => {
  it('that is no JSON object is told as a fault', async () => {
    for (const body of ['[]', '"x"', '{"a":1,"a":2}', '']) {
      at.script.cross = (): BrokerDeparture => ({ kind: 'result', crossing: CROSSING, body });
      const { last } = await post(at.url, CALL);
      assert.equal(last.error.data.code, 'tool.protocol', body);
    }
  });

  it('that asks what the client has not declared is refused, and so is one of an unknown type', async () => {
    const asking = {
      resultType: 'input_required',
      inputRequests: { a: { method: 'sampling/createMessage' } },
    };
    at.script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: JSON.stringify(asking),
      asksDecided: true,
    });
    const asked = await post(at.url, CALL);
    assert.deepEqual([asked.status, asked.last.error.code], [400, -32021]);
    assert.deepEqual(asked.last.error.data.requiredCapabilities, { sampling: {} });
    at.script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: '{"resultType":"task"}',
    });
    assert.equal((await post(at.url, CALL)).last.error.data.code, 'tool.protocol');
  });

  it('that asks the client something goes no further unless the gate has decided on that', async () => {
    const asking = { resultType: 'input_required', inputRequests: { a: { method: 'roots/list' } } };
    at.script.cross = (): BrokerDeparture => ({
      kind: 'result',
      crossing: CROSSING,
      body: JSON.stringify(asking),
    });
    const params = withMeta({ name: 'echo', arguments: {} }, { roots: {} });
    const { last } = await post(at.url, modern('tools/call', params));
    assert.equal(last.result.isError, true);
    assert.equal(last.result._meta['gatehouse/fault'].code, 'policy.denied');
    const session = await openSession(at.url, { capabilities: { roots: {} } });
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { messages } = await post(at.url, call, { headers: session });
    assert.deepEqual(
      messages.map(({ method, result }) => [method, result.isError]),
      [[undefined, true]],
    );
  });

  it('keeps its bytes, and its line ends begin no event of their own', async () => {
    const body = '{\n  "content": [],\r\n  "big": 1.0e2, "text": "\\u0041"\n}';
    at.script.cross = ({ notify }): BrokerDeparture => {
      notify({ method: 'notifications/message', params: { level: 'error', data: 'x\n\ndata: {}' } });
      return { kind: 'result', crossing: CROSSING, body };
    };
    const session = await openSession(at.url);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const response = await fetch(at.url, {
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
    at.script.cross = ({ notify }) => {
      const notice = { method: 'notifications/message', params: { level: 'info', data: 'more' } };
      notify(notice);
      const later = async (ticks: number) => {
        for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
        notify(notice);
      };
      late.push(...Array.from({ length: 60 }, (_, ticks) => later(ticks)));
      return said('x'.repeat(200_000));
    };
    const session = await openSession(at.url);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { messages } = await post(at.url, call, { headers: session });
    assert.equal(messages.at(-1)?.result?.content[0].text.length, 200_000);
    await Promise.all(late);
    assert.equal((await post(at.url, CALL)).status, 200);
  });
});

describe('a client that goes away', () => {
  it('in the stateless revision ends its call', async () => {
    const aborted = Promise.withResolvers<void>();
    at.script.cross = async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      await aborted.promise;
      return said('too late');
    };
    const leaving = new AbortController();
    const call = post(at.url, CALL, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 50);
    await assert.rejects(call);
    await aborted.promise;
  });

  it('in a session ends its call by saying so, and only its own', async () => {
    const aborted = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    at.script.cross = async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      started.resolve();
      await aborted.promise;
      return said('too late');
    };
    const [ada, eve] = await Promise.all([openSession(at.url), openSession(at.url, { key: 'eve' })]);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 'c1', method: 'tools/call', params: { name: 'echo' } });
    const cancel = JSON.stringify({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 'c1' },
    });
    const calling = post(at.url, call, { headers: ada });
    await started.promise;
    assert.equal((await post(at.url, call, { headers: ada })).last.error.code, -32600);
    await post(at.url, cancel, { headers: eve });
    assert.equal(at.broker.calls[0]?.signal.aborted, false);
    await post(at.url, cancel, { headers: ada });
    await aborted.promise;
    assert.deepEqual((await calling).messages, []);
  });

  it('or reads nothing is cut off, and what it was to be told does not pile up', async () => {
    let told = 0;
    const over = Promise.withResolvers<void>();
    at.script.cross = async ({ notify, signal }) => {
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
      `host: ${new URL(at.url).host}`,
      'authorization: Bearer ada',
      'content-type: application/json',
      'mcp-protocol-version: 2026-07-28',
      'mcp-method: tools/call',
      'mcp-name: echo',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    const before = process.memoryUsage().rss;
    const socket = (await import('node:net')).connect(Number(new URL(at.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.pause();
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    await over.promise;
    assert.ok(process.memoryUsage().rss - before < 100_000_000, 'what nobody reads is dropped');
    while (at.front.open() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
  });
});
