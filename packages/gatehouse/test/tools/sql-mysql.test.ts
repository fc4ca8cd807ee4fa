/** Named queries on a real MariaDB, which speaks MySQL's protocol: bound by type, read-only, and bounded. */
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { SqlTarget } from '../../src/tools/sql/session.ts';
import { answered, call, refused } from './calls.ts';
import { type MysqlServer, startMysql } from './mysql-server.ts';
import { type GivenQuery, openSocket, sqlTransport } from './sql-server.ts';

let server: MysqlServer | undefined;
before(async () => {
  server = await startMysql();
  await server?.query('create database shop');
  await server?.query('use shop');
  await server?.query(
    'create table shop.item (id int primary key, name varchar(100), price decimal(10,2), at datetime) engine = InnoDB',
  );
  await server?.query(
    "insert into shop.item select seq, concat('item ', seq), seq + 0.10, '2026-01-02 03:04:05' from seq_1_to_500",
  );
});
after(() => server?.stop());

/** A test that needs the server, and says so where there is none. */
function withServer(name: string, body: (t: TestContext, server: MysqlServer) => Promise<void>): void {
  test(name, async (t) => {
    if (server === undefined)
      return t.skip('MariaDB is not installed: apt-get install mariadb-server-core mariadb-client-core');
    await body(t, server);
  });
}

function targetOf({ port, user, password }: MysqlServer, changes: Partial<SqlTarget> = {}): SqlTarget {
  return {
    host: '127.0.0.1',
    port,
    database: 'shop',
    user,
    password,
    tls: undefined,
    connectMs: 3_000,
    openSocket: openSocket(),
    ...changes,
  };
}

interface Given {
  readonly queries: Readonly<Record<string, GivenQuery>>;
  readonly timeoutMs?: number;
  readonly changes?: Partial<SqlTarget>;
}

const shopOf = (t: TestContext, on: MysqlServer, { changes, ...given }: Given) =>
  sqlTransport(t, targetOf(on, changes), { dialect: 'mysql', ...given });

const structured = (answer: Record<string, unknown>) =>
  answer.structuredContent as { rows: Record<string, unknown>[]; complete: boolean; changed?: number };

withServer('a query gives rows by column, numbers as exactly as they are', async (t, on) => {
  const shop = shopOf(t, on, {
    queries: {
      item: {
        text: 'select id, name, price, at, null as none from item where id = :id limit :most',
        parameters: { id: 'integer', most: 'integer' },
      },
      big: {
        text: "select cast(9007199254740993 as signed) as big, 5 as small, 0.5e0 as half, x'00ff' as raw, :yes as yes, :half as given",
        parameters: { yes: 'boolean', half: 'number' },
      },
    },
  });
  const item = structured(answered(await call(shop, 'item', { args: { id: 7, most: 5 } })));
  assert.deepEqual(item, {
    rows: [{ id: 7, name: 'item 7', price: '7.10', at: '2026-01-02 03:04:05', none: null }],
    complete: true,
  });
  const big = structured(answered(await call(shop, 'big', { args: { yes: true, half: 0.25 } })));
  assert.deepEqual(big.rows, [
    { big: '9007199254740993', small: 5, half: 0.5, raw: 'AP8=', yes: 1, given: 0.25 },
  ]);
});

withServer('values are bound by type and never become text of the statement', async (t, on) => {
  const shop = shopOf(t, on, {
    queries: { named: { text: 'select id from item where name = :name', parameters: { name: 'string' } } },
  });
  for (const name of [
    "' or 1=1 -- ",
    "'; drop table item; -- ",
    '?',
    '\\',
    "\\' or 1=1 #",
    '0',
    '%',
    '`',
    '/*!1*/',
    '\u0000'.slice(1),
  ]) {
    assert.deepEqual(structured(answered(await call(shop, 'named', { args: { name } }))).rows, []);
  }
  for (const args of [
    { name: 0 },
    { name: true },
    {},
    { name: { toSqlString: 'x' } },
    { name: ['item 1'] },
  ]) {
    refused(await call(shop, 'named', { args }), 'tool.arguments', 'not_reached');
  }
  assert.deepEqual(structured(answered(await call(shop, 'named', { args: { name: 'item 3' } }))).rows, [
    { id: 3 },
  ]);
});

withServer(
  'the database itself refuses to change anything for a query that does not say that it writes',
  async (t, on) => {
    await on.query('create function shop.sneak() returns int begin delete from shop.item; return 1; end');
    const shop = shopOf(t, on, {
      queries: {
        sneak: { text: 'select sneak() as gone' },
        lock: { text: 'select id from item for update' },
        add: {
          text: "insert into item (id, name) values (:id, 'new')",
          parameters: { id: 'integer' },
          writes: true,
        },
        few: { text: "update item set name = 'few' where id between 200 and 209", writes: true },
      },
    });
    refused(await call(shop, 'sneak'), 'tool.refused', 'not_reached');
    assert.deepEqual(structured(answered(await call(shop, 'add', { args: { id: 900 } }))), {
      rows: [],
      complete: true,
      changed: 1,
    });
    refused(await call(shop, 'add', { args: { id: 900 } }), 'tool.refused', 'maybe_reached');
    assert.equal(structured(answered(await call(shop, 'few'))).changed, 10);
    refused(await call(shop, 'sneak'), 'tool.refused', 'not_reached');
    const [count] = await on.query('select count(*) as n from shop.item');
    assert.equal(Number(count?.n), 501);
  },
);

withServer(
  'too many rows are cut and said to be, too many bytes and too much time are faults',
  async (t, on) => {
    const shop = shopOf(t, on, {
      queries: {
        many: { text: 'select seq from seq_1_to_100000000', rows: 10 },
        wide: { text: "select repeat('x', 3000) as wide from seq_1_to_1000", rows: 1_000 },
        huge: { text: "select repeat('x', 10000000) as huge" },
        twins: { text: 'select 1 as a, 2 as a' },
        sleep: { text: 'select sleep(60) as slept' },
      },
      timeoutMs: 1_500,
    });
    const many = structured(answered(await call(shop, 'many')));
    assert.deepEqual([many.rows.length, many.complete], [10, false]);
    refused(await call(shop, 'wide'), 'tool.too_large', 'not_reached');
    refused(await call(shop, 'huge', { answerBytesMax: 10_000 }), 'tool.too_large', 'not_reached');
    refused(await call(shop, 'twins'), 'tool.protocol', 'not_reached');
    const slept = await call(shop, 'sleep', { signal: AbortSignal.timeout(100) });
    refused(slept, 'tool.cancelled', 'not_reached');
    const late = await call(shop, 'sleep');
    assert.ok(!late.ok && ['tool.timeout', 'tool.refused'].includes(late.fault.code));
  },
);

withServer(
  'a wrong password, no TLS where it is demanded, and addresses out of bounds: not reached',
  async (t, on) => {
    const queries = { one: { text: 'select 1 as one' } };
    for (const changes of [
      { password: 'wrong' },
      { port: 1 },
      { openSocket: openSocket(false) },
      { tls: { authority: undefined } },
    ]) {
      refused(await call(shopOf(t, on, { queries, changes }), 'one'), 'tool.unavailable', 'not_reached');
    }
    assert.deepEqual(structured(answered(await call(shopOf(t, on, { queries }), 'one'))).rows, [{ one: 1 }]);
  },
);
