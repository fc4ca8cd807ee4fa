/** Budgets through the whole gate: never overspent, whoever races; never lost, whatever happened to a call. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  chatBody,
  messagesBody,
  OWNED,
  PRICE,
  type Sent,
  startTestGate,
  type TestGate,
} from '../support/gate.ts';
import { until } from '../support/until.ts';
import { chat, chatStream, completion, json } from '../support/upstream.ts';

const REQUESTS = 5;
const TOKENS = 5_000;
const BOUND = 500;

let gate: TestGate;
before(async () => {
  const rule = (id: string, measure: string, limit: number) => ({
    ...{ id, ...OWNED, who: { roles: [id] }, each: 'key', measure, per: 'month', limit },
  });
  gate = await startTestGate({
    models: { free: { provider: 'upstream', model: 'priceless-model-x', retries: 0, max_output_tokens: 10 } },
    access: [{ id: 'all', ...OWNED, opaque: ['image'] }],
    budgets: [
      rule('counted', 'requests', REQUESTS),
      rule('thrifty', 'tokens', TOKENS),
      rule('rich', 'money', 0.05),
      {
        id: 'team',
        ...OWNED,
        who: { roles: ['member'] },
        each: 'team',
        measure: 'requests',
        per: 'month',
        limit: 3,
      },
    ],
    more: { timeouts: { first_byte_ms: 400, idle_ms: 400 } },
  });
});
after(() => gate?.close());

function keyFor(role: string, more: object = {}): Promise<string> {
  return gate.newKey({ roles: [role], principal: `p-${role}`, ...more });
}

async function usedOf(budget: string, key: string): Promise<{ spent: number; reserved: number }> {
  const [id = ''] = /^ghk_[^_]+/.exec(key) ?? [];
  const used = (await gate.budgets())[`${budget} key:${id}`];
  return { spent: used?.spent ?? 0, reserved: used?.reserved ?? 0 };
}

function passed(sent: readonly Sent[]): number {
  for (const { status, code, text } of sent) assert.ok(status === 200 || code === 'budget.exhausted', text);
  return sent.filter(({ status }) => status === 200).length;
}

test('requests that race for the last of a budget never overspend it, over both protocols (#34732, #38176)', async () => {
  gate.upstream.expect(chat('ok'));
  const key = await keyFor('counted');
  const sent = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      index % 2 === 0
        ? gate.send(chatBody('up', 'hi'), { key })
        : gate.send(messagesBody('sim/echo', 'hi'), { key, path: '/anthropic/v1/messages' }),
    ),
  );
  assert.equal(passed(sent), REQUESTS);
  assert.equal((await usedOf('counted', key)).spent, REQUESTS);
});

test('what is reserved is the most that a call can cost, and settling gives back what it did not (#38647)', async () => {
  const key = await keyFor('thrifty');
  gate.upstream.expect(
    json(completion('short', { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } })),
  );
  const spends = TOKENS / 15;
  assert.ok(spends > 20);
  // Each of these may use a tenth of the budget, and uses next to nothing.
  for (let call = 0; call < 20; call += 1) {
    const sent = await gate.send(chatBody('up', 'hi', { max_tokens: BOUND }), { key });
    assert.equal(sent.status, 200, `call ${call}: ${sent.text}`);
  }
  assert.equal((await usedOf('thrifty', key)).spent, 20 * 15);
});

test('n answers are reserved n times', async () => {
  const key = await keyFor('thrifty');
  gate.upstream.expect(chat('ok'));
  const many = await gate.send(chatBody('up', 'hi', { max_tokens: BOUND, n: 20 }), { key });
  assert.equal(many.code, 'budget.exhausted');
  assert.equal(gate.upstream.calls.length, 0);
  const few = await gate.send(chatBody('up', 'hi', { max_tokens: BOUND, n: 2 }), { key });
  assert.equal(few.status, 200);
});

test('a refusal says when to come back, and what is exhausted, and is recorded', async () => {
  const key = await keyFor('counted');
  gate.upstream.expect(chat('ok'));
  for (let call = 0; call < REQUESTS; call += 1) await gate.send(chatBody('up', 'hi'), { key });
  const sent = await gate.send(chatBody('up', 'hi'), { key });
  assert.equal(sent.status, 429);
  assert.match(sent.text, /counted/);
  assert.ok(Number(sent.headers.get('retry-after')) >= 1);
  assert.equal((await gate.refusal(sent.id)).fault, 'budget.exhausted');
});

test('a model without a price is refused where money is counted, and passes elsewhere (#35524)', async () => {
  gate.upstream.expect(chat('ok'));
  const sent = await gate.send(chatBody('free', 'hi'), { key: await keyFor('rich') });
  assert.equal(sent.code, 'budget.unpriceable');
  assert.equal(gate.upstream.calls.length, 0);
  assert.equal((await gate.send(chatBody('free', 'hi'), { key: await keyFor('counted') })).status, 200);
});

test('money is spent as the price list says, in millionths of a dollar (#37923)', async () => {
  const key = await keyFor('rich');
  const usage = { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 };
  gate.upstream.expect(json(completion('ok', { usage })));
  assert.equal((await gate.send(chatBody('up', 'hi'), { key })).status, 200);
  const cost =
    usage.prompt_tokens * PRICE.input_per_million + usage.completion_tokens * PRICE.output_per_million;
  assert.equal((await usedOf('rich', key)).spent, cost);
});

test('a provider that reports no usage, or one that cannot be believed, is charged at the bound', async () => {
  const impossible = [
    {},
    { usage: null },
    { usage: { prompt_tokens: -5, completion_tokens: -1, total_tokens: -6 } },
    { usage: { prompt_tokens: 'many', completion_tokens: 1, total_tokens: 1 } },
    { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } },
  ];
  for (const changes of impossible) {
    const { usage: _, ...without } = completion('ok');
    gate.upstream.expect(json({ ...without, ...changes }));
    const sent = await gate.send(chatBody('up', 'hi', { max_tokens: BOUND }), {
      key: await keyFor('thrifty'),
    });
    assert.equal((await gate.outcome(sent.id)).usage.basis, 'bound', JSON.stringify(changes));
  }
});

test('a refused call gives back what it had reserved', async () => {
  const key = await keyFor('counted', { models: ['sim/echo'] });
  for (let call = 0; call < REQUESTS * 2; call += 1) {
    assert.equal((await gate.send(chatBody('up', 'hi'), { key })).code, 'identity.scope');
    const body = chatBody('sim/echo', 'hi', { store: true });
    assert.equal((await gate.send(body, { key })).code, 'provider_state.denied');
  }
  assert.equal((await usedOf('counted', key)).spent, 0);
  assert.equal((await gate.send(chatBody('sim/echo', 'hi'), { key })).status, 200);
});

test('a call that failed at the provider counts as a request, and one that may have been billed at its bound', async () => {
  const key = await keyFor('thrifty');
  gate.upstream.expect(json({ error: { message: 'no' } }, 400));
  await gate.send(chatBody('up', 'hi', { max_tokens: BOUND }), { key });
  assert.equal((await usedOf('thrifty', key)).spent, 0, 'an error is not billed');
  gate.upstream.expect(() => undefined);
  await gate.send(chatBody('up', 'hi', { max_tokens: BOUND }), { key });
  assert.ok((await usedOf('thrifty', key)).spent >= BOUND, 'silence may be');
});

test('streams race like plain calls, and every token that was streamed is charged', async () => {
  const key = await keyFor('counted');
  gate.upstream.expect(chatStream('hello ', 'there '));
  const sent = await Promise.all(
    Array.from({ length: 12 }, () => gate.send(chatBody('up', 'hi', { stream: true }), { key })),
  );
  assert.equal(passed(sent), REQUESTS);
});

test('a budget of a team is one for all of its members, whatever key they use', async () => {
  gate.upstream.expect(chat('ok'));
  const keys = await Promise.all(
    ['ann', 'ben', 'cyd'].map((principal) => gate.newKey({ roles: ['member'], principal, teams: ['crew'] })),
  );
  const sent = await Promise.all([...keys, ...keys].map((key) => gate.send(chatBody('up', 'hi'), { key })));
  assert.equal(passed(sent), 3);
});

test('a smuggled cap does not make a call cheaper than it can become', async () => {
  const key = await keyFor('thrifty');
  gate.upstream.expect(chat('ok'));
  const body = chatBody('up', 'hi', { max_tokens: 1, max_completion_tokens: 900, n: 10 });
  assert.equal((await gate.send(body, { key })).code, 'budget.exhausted');
});

test('nothing stays reserved once everything is settled', async () => {
  await until(async () => {
    const { openCrossings } = await gate.control<{ openCrossings: number }>('GET', '/v1/status');
    const open = await gate.fresh.superuser('select 1 from gatehouse.open_crossing');
    return openCrossings === 0 && open.length === 0;
  });
  await gate.restart();
  const used = Object.values(await gate.budgets());
  assert.ok(used.length > 0);
  assert.deepEqual(
    used.filter(({ reserved }) => reserved > 0),
    [],
  );
});
