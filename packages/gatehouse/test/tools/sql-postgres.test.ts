/** Named queries on real PostgreSQL: bound, read-only by the database itself, and bounded in time, rows and bytes. */
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import pg from 'pg';
import type { SqlTarget } from '../../src/tools/sql/session.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { answered, call, refused } from './calls.ts';
import { type GivenQuery, openSocket, sqlTransport } from './sql-server.ts';

let fresh: FreshDatabase;
let proxy: TcpProxy;
let place: SqlTarget;
before(async () => {
  fresh = await freshDatabase();
  await openNetwork();
  await fresh.superuser('create schema shop');
  await fresh.superuser(
    'create table shop.item (id int primary key, name text, price numeric, at timestamptz)',
  );
  await fresh.superuser(
    `insert into shop.item select n, 'item ' || n, n + 0.10, '2026-01-02 03:04:05+00' from generate_series(1, 500) n`,
  );
});
after(async () => {
  await proxy?.close();
  await fresh?.close();
});

/** The server of the tests listens on a Unix socket; tools reach databases by name or address only. */
async function openNetwork(): Promise<void> {
  const { host, port, user = '', password = '', database } = new pg.Client({ connectionString: fresh.url });
  proxy = await startTcpProxy(host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`);
  const known = { database: database ?? '', user, password: String(password) };
  place = {
    ...known,
    host: '127.0.0.1',
    port: proxy.port,
    tls: undefined,
    connectMs: 3_000,
    openSocket: openSocket(),
  };
}

function target(changes: Partial<SqlTarget> = {}): SqlTarget {
  return { ...place, ...changes };
}

function transport(t: TestContext, queries: Readonly<Record<string, GivenQuery>>, more: object = {}) {
  return sqlTransport(t, target(), { dialect: 'postgresql', queries, ...more });
}

const structured = (answer: Record<string, unknown>) =>
  answer.structuredContent as { rows: Record<string, unknown>[]; complete: boolean; changed?: number };

test('a query gives rows by column, numbers as exactly as they are', async (t) => {
  const shop = transport(t, {
    item: {
      text: 'select id, name, price, at, null as none, true as yes from shop.item where id = :id',
      parameters: { id: 'integer' },
    },
    big: {
      text: "select 9007199254740993::int8 as big, 5::int8 as small, 'NaN'::float8 as nan, 0.5::float4 as half, '{\"a\":[1]}'::jsonb as doc, array[1,2] as list, '\\x00ff'::bytea as raw",
    },
  });
  const item = structured(answered(await call(shop, 'item', { args: { id: 7 } })));
  assert.deepEqual(item, {
    rows: [{ id: 7, name: 'item 7', price: '7.10', at: '2026-01-02 03:04:05+00', none: null, yes: true }],
    complete: true,
  });
  const big = structured(answered(await call(shop, 'big')));
  assert.deepEqual(big.rows, [
    { big: '9007199254740993', small: 5, nan: 'NaN', half: 0.5, doc: { a: [1] }, list: [1, 2], raw: 'AP8=' },
  ]);
});

test('values are bound and never become text of the statement', async (t) => {
  const shop = transport(t, {
    named: {
      text: 'select id from shop.item where name = :name or name = :other',
      parameters: { name: 'string', other: 'string' },
      optional: ['other'],
    },
  });
  const hostile = [
    "' or 1=1 --",
    "'; drop table shop.item; --",
    '$1',
    ':name',
    '\\',
    "item 1' --",
    '%',
    '"',
    '$$;',
    '/*',
  ];
  for (const name of hostile) {
    assert.deepEqual(structured(answered(await call(shop, 'named', { args: { name } }))).rows, []);
  }
  const found = structured(
    answered(await call(shop, 'named', { args: { name: 'item 1', other: 'item 2' } })),
  );
  assert.deepEqual(found.rows, [{ id: 1 }, { id: 2 }]);
  for (const args of [
    {},
    { name: 1 },
    { name: null },
    { name: 'a\0' },
    { name: '\ud800' },
    { name: ['a'] },
    { name: { a: 1 } },
  ]) {
    refused(await call(shop, 'named', { args }), 'tool.arguments', 'not_reached');
  }
  assert.equal((await fresh.superuser('select from shop.item')).length, 500);
});

test('the database itself refuses to change anything for a query that does not say that it writes', async (t) => {
  await fresh.superuser(
    `create or replace function shop.sneak() returns int language sql as 'delete from shop.item returning id'`,
  );
  const shop = transport(t, {
    with: { text: 'with gone as (delete from shop.item returning id) select id from gone' },
    sneak: { text: 'select shop.sneak()' },
    into: { text: 'select 1 as a into shop.copy' },
    unlock: { text: "select set_config('transaction_read_only', 'off', true), shop.sneak()" },
    lock: { text: 'select id from shop.item for update' },
    next: { text: "select set_config('default_transaction_read_only', 'off', false) as off" },
  });
  for (const name of ['with', 'sneak', 'into', 'unlock', 'lock'])
    refused(await call(shop, name), 'tool.refused', 'not_reached');
  answered(await call(shop, 'next'));
  refused(await call(shop, 'sneak'), 'tool.refused', 'not_reached');
  assert.equal((await fresh.superuser('select from shop.item')).length, 500);
});

test('a query that says that it writes, writes, says how much, and takes back what does not fit', async (t) => {
  const shop = transport(t, {
    add: {
      text: "insert into shop.item (id, name) values (:id, 'new') returning id, name",
      parameters: { id: 'integer' },
      writes: true,
    },
    rename: {
      text: "update shop.item set name = repeat('x', 100000) where id < 100 returning name",
      writes: true,
    },
    few: {
      text: "update shop.item set name = 'few' where id between 200 and 209 returning id",
      writes: true,
      rows: 3,
    },
  });
  const added = structured(answered(await call(shop, 'add', { args: { id: 900 } })));
  assert.deepEqual(added, { rows: [{ id: 900, name: 'new' }], complete: true, changed: 1 });
  refused(await call(shop, 'add', { args: { id: 900 } }), 'tool.refused', 'not_reached');
  refused(await call(shop, 'rename'), 'tool.too_large', 'not_reached');
  const few = structured(answered(await call(shop, 'few')));
  assert.deepEqual([few.rows.length, few.complete, few.changed], [3, false, 10]);
  const names = await fresh.superuser<{ name: string }>(
    "select name from shop.item where name in ('few') or name like 'xx%'",
  );
  assert.equal(names.length, 10);
});

test('too many rows are cut and said to be, too many bytes are a fault, and a huge value is not read', async (t) => {
  const shop = transport(t, {
    many: { text: 'select generate_series(1, 1000000000) as n', rows: 10 },
    wide: { text: "select repeat('x', 3000) as wide from generate_series(1, 1000)", rows: 1000 },
    huge: { text: "select repeat('x', 50000000) as huge" },
    twins: { text: 'select 1 as a, 2 as a' },
  });
  const many = structured(answered(await call(shop, 'many')));
  assert.deepEqual([many.rows.length, many.complete], [10, false]);
  refused(await call(shop, 'wide'), 'tool.too_large', 'not_reached');
  refused(await call(shop, 'huge', { answerBytesMax: 10_000 }), 'tool.too_large', 'not_reached');
  refused(await call(shop, 'twins'), 'tool.protocol', 'not_reached');
});

test('a query that takes too long, or whose caller leaves, ends in the database too', async (t) => {
  const shop = transport(
    t,
    { sleep: { text: 'select pg_sleep(60)' }, quick: { text: 'select 1 as one' } },
    { timeoutMs: 300, connections: 1 },
  );
  const late = await call(shop, 'sleep');
  assert.ok(!late.ok && ['tool.timeout', 'tool.refused'].includes(late.fault.code));
  const left = AbortSignal.timeout(50);
  refused(await call(shop, 'sleep', { signal: left }), 'tool.cancelled', 'not_reached');
  refused(await call(shop, 'quick', { signal: left }), 'tool.cancelled', 'not_reached');
  const [one, two] = await Promise.all([call(shop, 'quick'), call(shop, 'quick')]);
  assert.deepEqual(
    [one, two].map((answer) => structured(answered(answer)).rows),
    [[{ one: 1 }], [{ one: 1 }]],
  );
  for (let tries = 0; ; tries++) {
    const running = await fresh.superuser(
      "select from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid() and state = 'active'",
    );
    if (running.length === 0) break;
    assert.ok(tries < 100, 'it still runs');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test('no error of the database, and no address that the gate may not reach, says anything', async (t) => {
  const shop = transport(t, { cast: { text: 'select :secret::int', parameters: { secret: 'string' } } });
  const performed = await call(shop, 'cast', { args: { secret: 'hunter2' } });
  refused(performed, 'tool.refused', 'not_reached');
  assert.ok(!performed.ok && !performed.fault.message.includes('hunter2'));
  const queries = { one: { text: 'select 1' } };
  for (const changes of [
    { password: 'wrong' },
    { port: 1 },
    { openSocket: openSocket(false) },
    { tls: { authority: undefined } },
  ]) {
    const other = sqlTransport(t, target(changes), { dialect: 'postgresql', queries });
    const answer = await call(other, 'one');
    if (changes.password !== undefined && answer.ok) continue; // The server of the tests may trust its own machine.
    refused(answer, 'tool.unavailable', 'not_reached');
  }
});

test('sessions that ended while they waited are replaced', async (t) => {
  const shop = transport(t, { one: { text: 'select 1 as one' } });
  answered(await call(shop, 'one'));
  await fresh.superuser(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse tools'",
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  answered(await call(shop, 'one'));
});
