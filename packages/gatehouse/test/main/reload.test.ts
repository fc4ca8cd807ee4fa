/** A new configuration becomes active whole or not at all, and crossings under way keep the one they began with. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { chatStream, chunk, ending } from '../support/upstream.ts';

let gate: TestGate;
before(async () => {
  gate = await startTestGate();
});
after(() => gate?.close());

const DENIED = { access: [{ id: 'nobody', ...OWNED, effect: 'deny' }] };

async function digest(): Promise<string> {
  return (await gate.control<{ policyDigest: string }>('GET', '/v1/status')).policyDigest;
}

test('a crossing that is under way ends under the charter that it began with', async () => {
  const before = await digest();
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  gate.upstream.expect(async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: 'the first words of it all. ' }));
    await goOn;
    for (const piece of [chunk({ content: 'mail ada@example.com ' }), ...ending()]) response.write(piece);
    response.end();
  });
  const response = await fetch(`${gate.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gate.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chatBody('up', 'hi', { stream: true })),
  });
  gate.configure({ ...DENIED, data: [] });
  const { policyDigest } = await gate.control<{ policyDigest: string }>('POST', '/v1/reload');
  assert.notEqual(policyDigest, before);
  const denied = await gate.send(chatBody('sim/echo', 'hi'));
  assert.equal(denied.code, 'policy.denied', 'what arrives now is decided by the new one');
  resolve();
  const text = await response.text();
  assert.match(text, /\[DONE\]/);
  assert.ok(text.includes('[EMAIL]') && !text.includes('ada@'), 'and masked as the old one says');
  const outcome = await gate.outcome(response.headers.get('x-gatehouse-crossing') ?? '');
  assert.equal(outcome.policy?.digest, before);
  assert.equal((await gate.refusal(denied.id)).policy?.digest, policyDigest);
  gate.configure({});
  await gate.control('POST', '/v1/reload');
});

test('a configuration with a mistake changes nothing', async () => {
  const before = await digest();
  for (const wrong of ['', 'version: 1', '{', 'version: 1\nunknown: true', '&a [*a]']) {
    writeFileSync(gate.configFile, wrong);
    await assert.rejects(gate.control('POST', '/v1/reload'), /config\.invalid/, wrong);
    assert.equal(await digest(), before);
    assert.equal((await gate.send(chatBody('sim/echo', 'hi'))).status, 200);
  }
  gate.configure({});
});

test('every activation is on record before it takes effect, with both digests', async () => {
  const before = await digest();
  gate.configure(DENIED);
  const { policyDigest } = await gate.control<{ policyDigest: string }>('POST', '/v1/reload');
  const acts = await gate.fresh.superuser<{ tenant: string; body: string }>(
    "select tenant, body from gatehouse.evidence where kind = 'act' and body like '%charter.activate%' order by entry desc limit 2",
  );
  assert.deepEqual(acts.map(({ tenant }) => tenant).sort(), ['acme', 'globex']);
  for (const { body } of acts) assert.deepEqual(JSON.parse(body).detail, { from: before, to: policyDigest });
  gate.configure({});
  await gate.control('POST', '/v1/reload');
});

test('connections to the receivers of webhooks end with the configuration that named them', async () => {
  const receiver = createServer({ keepAliveTimeout: 600_000 }, (_request, response) => response.end());
  let open = 0;
  receiver.on('connection', (socket) => {
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const file = join(gate.dataDir, 'webhook-address');
  writeFileSync(file, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, { mode: 0o600 });
  const channel = { id: 'desk', tenant: 'acme', url: { file }, allow_private: true };
  gate.configure({
    data: [{ id: 'look-first', ...OWNED, classes: ['email'], do: 'hold' }],
    more: { approvals: { channels: [channel] }, timeouts: { total_ms: 50 } },
  });
  await gate.control('POST', '/v1/reload');
  assert.equal((await gate.send(chatBody('sim/echo', 'to ada@example.com'))).code, 'hold.waiting');
  await until(async () => open > 0);
  gate.configure({});
  await gate.control('POST', '/v1/reload');
  await until(async () => open === 0);
  receiver.close();
});

test('reloads and crossings at once: each crossing is wholly of one configuration', async () => {
  gate.upstream.expect(chatStream('mail ada@example.com ', 'now'));
  const masks = { data: [{ id: 'mask-personal', ...OWNED, classes: ['email'], do: 'mask' }] };
  const digests = new Map<string, boolean>();
  for (const [changes, isMasked] of [
    [masks, true],
    [{ data: [] }, false],
  ] as const) {
    gate.configure(changes);
    const { policyDigest } = await gate.control<{ policyDigest: string }>('POST', '/v1/reload');
    digests.set(policyDigest, isMasked);
  }
  let over = false;
  const reloads = (async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      gate.configure(turn % 2 === 0 ? masks : { data: [] });
      await gate.control('POST', '/v1/reload');
    }
    over = true;
  })();
  const sent: { id: string; text: string }[] = [];
  while (!over) {
    sent.push(...(await Promise.all([1, 2, 3].map(() => gate.send(chatBody('up', 'hi', { stream: true }))))));
  }
  await reloads;
  assert.ok(sent.length > 0);
  for (const { id, text } of sent) {
    const isMasked = digests.get((await gate.intent(id)).policy.digest);
    assert.equal(text.includes('[EMAIL]'), isMasked);
    assert.equal(text.includes('ada@'), !isMasked);
  }
});
