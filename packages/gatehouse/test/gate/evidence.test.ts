/** Evidence: there before anything leaves, complete before the last byte comes back, and proven whole. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chatBody, messagesBody, OWNED, PRICE, startTestGate, type TestGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { chat, chatStream, json } from '../support/upstream.ts';

let gate: TestGate;
before(async () => {
  const behind = { provider: 'upstream', max_output_tokens: 1_000, price: PRICE };
  gate = await startTestGate({
    models: {
      again: { ...behind, model: 'real-model', retries: 1 },
      'then-up': { ...behind, model: 'failing', retries: 0, fallback: ['up'] },
      'then-secret': { ...behind, model: 'failing', retries: 0, fallback: ['secret'] },
      secret: { ...behind, model: 'secret', retries: 0 },
    },
    access: [
      { id: 'developers', ...OWNED, who: { roles: ['developer'] } },
      { id: 'never-secret', ...OWNED, effect: 'deny', models: ['secret'] },
    ],
  });
});
after(() => gate?.close());

/** What the ledger knows at this moment, asked from outside of the gate. */
async function kindsNow(marker: string): Promise<readonly string[]> {
  const rows = await gate.fresh.superuser<{ kind: string }>(
    'select kind from gatehouse.evidence where client_reference = $1 order by entry',
    [marker],
  );
  return rows.map(({ kind }) => kind);
}

for (const stream of [false, true]) {
  test(`the intent is durable before anything leaves, ${stream ? 'streamed' : 'plain'}`, async () => {
    const marker = `before-${stream}`;
    let seen: readonly string[] = [];
    gate.upstream.expect(async (call) => {
      seen = await kindsNow(marker);
      await (stream ? chatStream('hello') : chat('hello'))(call);
    });
    const headers = { 'x-client-request-id': marker };
    assert.equal((await gate.send(chatBody('up', 'hi', { stream }), { headers })).status, 200);
    assert.deepEqual(seen, ['intent']);
  });
}

const STREAMS = [
  { path: '/openai/v1/chat/completions', body: chatBody('sim/echo', 'hi', { stream: true }), mark: '[DONE]' },
  {
    path: '/anthropic/v1/messages',
    body: messagesBody('sim/echo', 'hi', { stream: true }),
    mark: 'message_stop',
  },
];

for (const { path, body, mark } of STREAMS) {
  test(`the outcome is durable when the caller reads ${mark}`, async () => {
    const marker = `until-${mark.replace(/\W/g, '')}`;
    const response = await fetch(gate.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${gate.key}`,
        'content-type': 'application/json',
        'x-client-request-id': marker,
      },
      body: JSON.stringify(body),
    });
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part;
      if (text.includes(mark)) break;
    }
    assert.ok(text.includes(mark));
    assert.deepEqual(await kindsNow(marker), ['intent', 'outcome']);
  });
}

test('a plain answer is in the ledger, outcome and all, when it arrives', async () => {
  const sent = await gate.send(chatBody('sim/echo', 'hi'));
  assert.deepEqual(
    (await gate.entries(sent.id)).map(({ kind }) => kind),
    ['intent', 'outcome'],
  );
});

test('the record says who, why, what was found, what was asked and what answered, what it cost, and nothing of what was said', async () => {
  gate.upstream.expect(chat('mail ada@example.com'));
  const sent = await gate.send(chatBody('up', 'my card is 4242 4242 4242 4242'), {
    headers: { 'x-gatehouse-purpose': 'research' },
  });
  const intent = await gate.intent(sent.id);
  const outcome = await gate.outcome(sent.id);
  assert.equal(intent.principal.id, 'ada');
  assert.equal(intent.principal.tenant, 'acme');
  assert.equal(intent.principal.credential.kind, 'key');
  assert.equal(intent.purpose, 'research');
  assert.equal(intent.environment, 'testing');
  assert.deepEqual(intent.model, {
    asked: 'up',
    name: 'up',
    provider: 'upstream',
    region: 'unspecified',
    called: 'real-model',
  });
  assert.equal(intent.policy.verdict, 'conditional');
  assert.deepEqual(intent.policy.policies.map(({ id }) => id).sort(), ['developers', 'mask-personal']);
  assert.match(intent.policy.digest, /^[\w+/=:-]{20,}$/);
  assert.deepEqual(intent.inspection.findings, { payment_card: 1 });
  assert.deepEqual(intent.inspection.masked, { payment_card: 1 });
  assert.match(intent.digests.received, /^[0-9a-f]{64}$/);
  assert.notEqual(intent.digests.received, intent.digests.sent);
  assert.equal(outcome.ending, 'completed');
  assert.equal(outcome.answered, 'upstream-model-2026');
  assert.deepEqual(outcome.inspection?.masked, { email: 1 });
  assert.deepEqual(outcome.usage, { inputTokens: 7, outputTokens: 5, microUsd: 57, basis: 'reported' });
  assert.equal(outcome.status, 200);
  assert.ok(outcome.timings.totalMs >= outcome.timings.providerMs);
  const all = JSON.stringify([intent, outcome]);
  for (const word of ['4242', 'ada@example', 'my card']) assert.ok(!all.includes(word), word);
  const told = await gate.control<{ text: string; entries: { place: { state: string } }[] }>(
    'GET',
    `/v1/crossings/${sent.id}?tenant=acme`,
  );
  for (const word of ['ada', 'real-model', 'mask-personal', 'payment_card']) {
    assert.ok(told.text.includes(word), `${word} in ${told.text}`);
  }
});

test('a retry is decided and recorded anew', async () => {
  let calls = 0;
  gate.upstream.expect((call) => {
    calls += 1;
    return (calls === 1 ? json({ error: { message: 'busy' } }, 503) : chat('at last'))(call);
  });
  const sent = await gate.send(chatBody('again', 'hi'));
  assert.equal(sent.status, 200);
  const told = (await gate.entries(sent.id)).map(({ kind, ...entry }) => [
    kind,
    'attempt' in entry && entry.attempt,
  ]);
  assert.deepEqual(told, [
    ['intent', 1],
    ['outcome', 1],
    ['intent', 2],
    ['outcome', 2],
  ]);
});

test('a fallback is decided anew: a denied one is not called, and the caller learns why the first failed', async () => {
  const failing = json({ error: { message: 'broken' } }, 500);
  gate.upstream.expect((call) => (call.json.model === 'failing' ? failing : chat('from the other'))(call));
  const good = await gate.send(chatBody('then-up', 'hi'));
  assert.equal(good.status, 200);
  const names = (await gate.entries(good.id)).flatMap((entry) =>
    entry.kind === 'intent' ? [entry.model?.name] : [],
  );
  assert.deepEqual(names, ['then-up', 'up']);
  gate.upstream.expect(failing);
  const denied = await gate.send(chatBody('then-secret', 'hi'));
  assert.equal(denied.status, 500);
  assert.deepEqual(
    gate.upstream.calls.map(({ json }) => json.model),
    ['failing'],
  );
  const refusal = await gate.refusal(denied.id);
  assert.equal(refusal.fault, 'policy.denied');
  assert.equal(refusal.attempt, 2);
});

test('a scope that does not cover the fallback keeps a key from it', async () => {
  const key = await gate.newKey({ models: ['then-up'], principal: 'narrow' });
  gate.upstream.expect(json({ error: { message: 'broken' } }, 500));
  const sent = await gate.send(chatBody('then-up', 'hi'), { key });
  assert.equal(sent.status, 500);
  assert.equal(gate.upstream.calls.length, 1);
  assert.equal((await gate.refusal(sent.id)).fault, 'identity.scope');
});

test('a mistake of the caller is not sent to every fallback', async () => {
  gate.upstream.expect(json({ error: { message: 'no such parameter' } }, 400));
  assert.equal((await gate.send(chatBody('then-up', 'hi'))).status, 400);
  assert.equal(gate.upstream.calls.length, 1);
});

interface Verification {
  readonly ok: boolean;
  readonly size: number;
  readonly pending: number;
  readonly problems: readonly object[];
}

test('after a mixed load the ledger verifies, and a word that was changed by hand is found', async () => {
  gate.upstream.expect((call) => (call.json.stream === true ? chatStream('a b') : chat('a b'))(call));
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      gate.send(
        chatBody(['up', 'sim/echo', 'secret', 'none'][index % 4] ?? '', 'hi', { stream: index % 3 === 0 }),
      ),
    ),
  );
  let verified: Verification | undefined;
  await until(async () => {
    verified = await gate.control<Verification>('POST', '/v1/ledger/verify');
    return verified.pending === 0;
  });
  assert.deepEqual(verified?.problems, []);
  assert.equal(verified?.ok, true);
  const [count] = await gate.fresh.superuser<{ n: string }>('select count(*) as n from gatehouse.evidence');
  assert.equal(verified?.size, Number(count?.n), 'every entry is sealed');

  await gate.fresh.superuser('alter table gatehouse.evidence disable trigger user');
  await gate.fresh.superuser(
    `update gatehouse.evidence set body = replace(body, '"ada"', '"eve"')
       where entry = (select min(entry) from gatehouse.evidence where kind = 'intent')`,
  );
  const after = await gate.control<Verification>('POST', '/v1/ledger/verify');
  assert.equal(after.ok, false);
});
