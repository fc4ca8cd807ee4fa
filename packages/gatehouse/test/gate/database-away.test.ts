/** The database away before, during and after a crossing: nothing is forwarded without it, and service returns with it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { addressWith } from '../../src/stores/postgres/address.ts';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { chat, chunk, ending } from '../support/upstream.ts';

let gate: TestGate;
let wire: TcpProxy;
before(async () => {
  const budgets = [
    { id: 'requests', ...OWNED, each: 'tenant', measure: 'requests', per: 'month', limit: 100_000 },
  ];
  gate = await startTestGate({ budgets }, async (address) => {
    const url = new URL(address);
    wire = await startTcpProxy(join(url.searchParams.get('host') ?? '', '.s.PGSQL.5432'));
    url.searchParams.set('host', '127.0.0.1');
    url.searchParams.set('port', String(wire.port));
    return url.href;
  });
});
after(async () => {
  wire.mend();
  await gate?.close();
  await wire.close();
});

const DENIED = ['evidence.unavailable', 'budget.unavailable', 'identity.unavailable'];

async function serves(): Promise<boolean> {
  return (await gate.send(chatBody('up', 'are you back'))).status === 200;
}

/** Everything that the gate acknowledged in full so far. */
const acknowledged: string[] = [];

test('before: while the database is away nothing is forwarded, and service returns with it', async () => {
  gate.upstream.expect(chat('it was let through'));
  assert.ok(await serves());
  gate.upstream.expect(chat('it was let through'));
  wire.cut();
  for (const stream of [false, true]) {
    for (let call = 0; call < 5; call += 1) {
      const sent = await gate.send(chatBody('up', 'hi', { stream }));
      assert.equal(sent.status, 503);
      assert.ok(DENIED.includes(sent.code ?? ''), sent.text);
    }
  }
  assert.equal(gate.upstream.calls.length, 0, 'nothing was forwarded');
  wire.mend();
  await until(serves);
});

test('before: a key that is not known yet cannot be checked, so it is nobody', async () => {
  const key = await gate.newKey({ name: 'unseen', principal: 'unseen' });
  wire.cut();
  gate.upstream.expect(chat('it was let through'));
  const sent = await gate.send(chatBody('up', 'hi'), { key });
  assert.equal(sent.status, 503);
  assert.equal(gate.upstream.calls.length, 0);
  wire.mend();
  await until(async () => (await gate.send(chatBody('up', 'hi'), { key })).status === 200);
});

test('during: a plain answer waits until its outcome can be recorded', async () => {
  let mended = false;
  gate.upstream.expect(async (call) => {
    wire.cut();
    setTimeout(() => {
      mended = true;
      wire.mend();
    }, 400);
    await chat('while it was away')(call);
  });
  const sent = await gate.send(chatBody('up', 'hi'));
  assert.equal(sent.status, 200, sent.text);
  assert.ok(mended, 'no answer before the database was back');
  assert.equal((await gate.outcome(sent.id)).ending, 'completed');
  acknowledged.push(sent.id);
});

test('during: a stream keeps its end back until its outcome can be recorded', async () => {
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  gate.upstream.expect(async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: 'first words, and then some more. ' }));
    await goOn;
    for (const piece of ending()) response.write(piece);
    response.end();
  });
  const response = await fetch(`${gate.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gate.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chatBody('up', 'hi', { stream: true })),
  });
  let text = '';
  let mended = false;
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.includes('[DONE]')) assert.ok(mended, 'the end came before its record');
    if (mended || !text.includes('first words')) continue;
    wire.cut();
    resolve();
    setTimeout(() => {
      mended = true;
      wire.mend();
    }, 400);
  }
  assert.match(text, /\[DONE\]/);
  const id = response.headers.get('x-gatehouse-crossing') ?? '';
  assert.equal((await gate.outcome(id)).ending, 'completed');
  acknowledged.push(id);
});

test('after: what was recorded is told again once the database is back', async () => {
  gate.upstream.expect(chat('ok'));
  let sent = await gate.send(chatBody('up', 'hi'));
  await until(async () => {
    sent = await gate.send(chatBody('up', 'hi'));
    return sent.status === 200;
  });
  wire.cut();
  await assert.rejects(gate.control('GET', `/v1/crossings/${sent.id}?tenant=acme`), /^Error: 5\d\d/);
  wire.mend();
  await until(async () => {
    const told = await gate.control<{ id: string }>('GET', `/v1/crossings/${sent.id}?tenant=acme`);
    return told.id === sent.id;
  });
  acknowledged.push(sent.id);
});

test('a database that throws out its sessions and lets nobody in denies as well, and serves when it lets them in', async () => {
  const [row] = await gate.fresh.superuser<{ name: string }>('select current_database() as name');
  const name = row?.name ?? '';
  const elsewhere = new pg.Client({
    connectionString: addressWith(gate.fresh.url, { database: 'postgres' }),
  });
  await elsewhere.connect();
  await elsewhere.query(`alter database ${name} with allow_connections false`);
  await gate.fresh.superuser(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() and usename like $2',
    [name, `${name}\\_%`],
  );
  gate.upstream.expect(chat('it was let through'));
  for (let call = 0; call < 5; call += 1) {
    const sent = await gate.send(chatBody('up', 'hi'));
    assert.ok(DENIED.includes(sent.code ?? ''), sent.text);
  }
  assert.equal(gate.upstream.calls.length, 0, 'nothing was forwarded');
  await elsewhere.query(`alter database ${name} with allow_connections true`);
  await elsewhere.end();
  await until(serves);
});

test('the database going and coming under load: what was acknowledged is on record, and nothing left without an intent', async () => {
  let reached = 0;
  gate.upstream.expect(async (call) => {
    reached += 1;
    await chat('ok')(call);
  });
  const [before] = await gate.fresh.superuser<{ n: string }>(
    "select count(*) as n from gatehouse.evidence where kind = 'intent'",
  );
  let over = false;
  const callers = Array.from({ length: 6 }, async () => {
    while (!over) {
      const sent = await gate.send(chatBody('up', 'hi'));
      if (sent.status === 200) acknowledged.push(sent.id);
      else assert.ok(sent.status >= 500);
    }
  });
  for (let outage = 0; outage < 4; outage += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 150));
    wire.mend();
  }
  await until(serves);
  over = true;
  await Promise.all(callers);
  const [after] = await gate.fresh.superuser<{ n: string }>(
    "select count(*) as n from gatehouse.evidence where kind = 'intent'",
  );
  assert.ok(Number(after?.n) - Number(before?.n) >= reached, 'every call that arrived had an intent');
});

test('in the end everything that was acknowledged has its record, nothing stays open, and the ledger verifies', async () => {
  await until(async () => (await gate.fresh.superuser('select 1 from gatehouse.open_crossing')).length === 0);
  const missing = await gate.fresh.superuser(
    `select id from unnest($1::text[]) id where 2 <> (select count(distinct kind) from gatehouse.evidence
       where crossing = id and kind in ('intent', 'outcome'))`,
    [acknowledged],
  );
  assert.deepEqual(missing, []);
  assert.ok(acknowledged.length > 3);
  let problems: readonly object[] = ['not asked yet'] as never;
  await until(async () => {
    const verified = await gate.control<{ pending: number; problems: object[] }>('POST', '/v1/ledger/verify');
    problems = verified.problems;
    return verified.pending === 0;
  });
  assert.deepEqual(problems, []);
});
