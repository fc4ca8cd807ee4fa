/** The lives of a gate: it drains when it is told to stop, carries on when it comes back, and loses nothing to a kill. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OutcomeEvidence } from '../../src/ledger/evidence.ts';
import { type ChildGate, openSite, type Site } from '../support/child-gate.ts';
import { chatBody, OWNED, PRICE } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { chat, chunk, ending } from '../support/upstream.ts';

const CAP = 300;

let site: Site;
let key: string;
before(async () => {
  const each = { each: 'tenant', per: 'month' };
  site = await openSite({
    models: { capped: { provider: 'upstream', retries: 0, max_output_tokens: CAP, price: PRICE } },
    budgets: [
      { id: 'tokens', ...OWNED, ...each, measure: 'tokens', limit: 1_000_000 },
      { id: 'requests', ...OWNED, ...each, measure: 'requests', limit: 1_000 },
    ],
  });
  key = await site.newKey();
});
after(() => site?.close());

function post(url: string, body: unknown, path = '/openai/v1/chat/completions'): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(body),
  });
}

interface Window {
  readonly budget: string;
  readonly spent: number;
  readonly leased: number;
}

/** What each budget has spent and leased out, whoever holds it. */
async function windows(): Promise<Readonly<Record<string, Window>>> {
  const rows = await site.fresh.superuser<{ budget: string; spent: string; leased: string }>(
    `select w.budget, w.spent + coalesce(sum(l.spent), 0) as spent, coalesce(sum(l.amount), 0) as leased
       from gatehouse.budget_window w left join gatehouse.budget_lease l on l.window_id = w.id
       group by w.id, w.budget, w.spent`,
  );
  return Object.fromEntries(
    rows.map(({ budget, spent, leased }) => [
      budget,
      { budget, spent: Number(spent), leased: Number(leased) },
    ]),
  );
}

async function stopped(gate: ChildGate): Promise<void> {
  gate.process.kill('SIGTERM');
  const { code, errors } = await gate.ended;
  assert.equal(code, 0, errors);
}

test('told to stop in the middle of a stream, it takes nothing new, ends the stream, and leaves', async () => {
  const gate = site.start();
  const { data } = await gate.listening;
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  site.upstream.expect(async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: 'first words, and then some more. ' }));
    await goOn;
    for (const piece of ending()) response.write(piece);
    response.end();
  });
  const running = await post(data, chatBody('capped', 'hi', { stream: true }));
  const reader = running.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? '';
  gate.process.kill('SIGTERM');
  await until(() =>
    post(data, chatBody('sim/echo', 'hi')).then(
      ({ status }) => status === 503,
      () => true,
    ),
  );
  resolve();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
  assert.match(text, /\[DONE\]/);
  const { code, errors } = await gate.ended;
  assert.equal(code, 0, errors);
  assert.equal(errors, '');
  const [open] = await site.fresh.superuser<{ n: string }>(
    'select count(*) as n from gatehouse.open_crossing',
  );
  assert.equal(Number(open?.n), 0);
});

test('the next start carries on: keys, budgets and the ledger are where they were', async () => {
  const before = await windows();
  assert.ok((before.requests?.spent ?? 0) > 0);
  const gate = site.start();
  const { data } = await gate.listening;
  const response = await post(data, chatBody('sim/echo', 'hi'));
  assert.equal(response.status, 200);
  await response.text();
  await stopped(gate);
  const after = await windows();
  assert.equal(after.requests?.spent, (before.requests?.spent ?? 0) + 1);
  assert.equal(after.requests?.leased, 0, 'what was not needed was given back');
});

test('killed in the middle of a call, its next life closes it as unknown and charges the most that it can have cost', async () => {
  const first = site.start();
  const { data } = await first.listening;
  site.upstream.expect(() => undefined);
  const before = await windows();
  const lost = post(data, chatBody('capped', 'hi')).catch(() => undefined);
  await until(async () => site.upstream.calls.length === 1);
  first.process.kill('SIGKILL');
  await first.ended;
  await lost;
  const second = site.start();
  await second.listening;
  let outcome: OutcomeEvidence | undefined;
  await until(async () => {
    const [row] = await site.fresh.superuser<{ body: string }>(
      "select body from gatehouse.evidence where kind = 'outcome' order by entry desc limit 1",
    );
    outcome = JSON.parse(row?.body ?? '{}') as OutcomeEvidence;
    return outcome.ending === 'unknown';
  });
  assert.equal(outcome?.usage.basis, 'bound');
  await until(async () => (await site.fresh.superuser('select 1 from gatehouse.open_crossing')).length === 0);
  await stopped(second);
  const after = await windows();
  const tokens = (after.tokens?.spent ?? 0) - (before.tokens?.spent ?? 0);
  assert.ok(tokens >= CAP && tokens < CAP + 1_000, `${tokens}`);
  assert.deepEqual(
    Object.values(after).filter(({ leased }) => leased > 0),
    [],
    'nothing stays reserved',
  );
});

test('two gates on one database share keys and budgets, and stopping one leaves the other whole', async () => {
  const [one, two] = [
    site.start({ flags: ['--data', `${site.configFile}.one`] }),
    site.start({ flags: ['--data', `${site.configFile}.two`] }),
  ];
  const urls = await Promise.all([one.listening, two.listening]);
  site.upstream.expect(chat('ok'));
  for (const { data } of urls) assert.equal((await post(data, chatBody('capped', 'hi'))).status, 200);
  await stopped(one);
  assert.equal((await post(urls[1].data, chatBody('capped', 'hi'))).status, 200);
  await stopped(two);
});
