/** Tests of the database as its users see it: tenants, roles, duties, instances, notifications and loss. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const TENANT = "select current_setting('gatehouse.tenant', true) as tenant";

describe('an open database', () => {
  let fresh: FreshDatabase;
  let database: Database;
  before(async () => {
    fresh = await freshDatabase();
    database = fresh.database;
    await fresh.superuser('create table gatehouse.note (text text unique)');
    await fresh.superuser('grant select, insert on gatehouse.note to public');
  });
  after(() => fresh.close());

  it('answers as each role, and to none as superuser or owner', async () => {
    for (const role of ['app', 'recorder', 'sealer'] as const) {
      const [row] = await database[role]<{ user: string }>('select current_user as user');
      assert.match(String(row?.user), new RegExp(`_${role}$`));
    }
  });

  it('binds the tenant within a transaction, and forgets it after', async () => {
    const rows = await database.asTenant('acme', (query) => query(TENANT));
    assert.deepEqual(rows, [{ tenant: 'acme' }]);
    const later = await Promise.all(
      Array.from({ length: 20 }, () => database.app<{ tenant: string | null }>(TENANT)),
    );
    assert.ok(later.every(([row]) => (row?.tenant ?? '') === ''));
  });

  it('refuses what is not the id of a tenant', async () => {
    await assert.rejects(database.asTenant("a', true); drop table x; --", (query) => query('select 1')));
    await assert.rejects(database.asTenant('', (query) => query('select 1')));
  });

  it('rolls back when the work throws', async () => {
    const work = database.asTenant('acme', async (query) => {
      await query("insert into note values ('thrown')");
      throw new Error('changed my mind');
    });
    await assert.rejects(work, /changed my mind/);
    assert.deepEqual(await database.app("select from note where text = 'thrown'"), []);
  });

  it('rejects when the work swallows an error, because nothing of it was kept', async () => {
    const work = database.asTenant('acme', async (query) => {
      await query("insert into note values ('swallowed')");
      await query('select 1 / 0').catch(() => undefined);
      return 'fine';
    });
    await assert.rejects(work, /rolled back/);
    assert.deepEqual(await database.app("select from note where text = 'swallowed'"), []);
  });

  it('refuses statements after the transaction is over', async () => {
    let leaked: Promise<unknown> = Promise.resolve();
    await database.asTenant('acme', async (query) => {
      setImmediate(() => {
        leaked = query('select 1');
        leaked.catch(() => undefined);
      });
    });
    await new Promise((done) => setTimeout(done, 10));
    await assert.rejects(leaked, /over/);
  });

  it('reads in one go as the tenant, and neither writes nor answers what is asked later', async () => {
    const rows = await database.readAsTenant('acme', (query) => Promise.all([query(TENANT), query(TENANT)]));
    assert.deepEqual(rows, [[{ tenant: 'acme' }], [{ tenant: 'acme' }]]);
    await assert.rejects(
      database.readAsTenant('acme', (query) => query("insert into note values ('read')")),
      /read-only/,
    );
    await assert.rejects(
      database.readAsTenant('acme', async (query) => {
        await query(TENANT);
        return query(TENANT);
      }),
      /sent together/,
    );
    await assert.rejects(database.readAsTenant("a', true); --", (query) => query(TENANT)));
    const [row] = await database.app<{ tenant: string | null }>(TENANT);
    assert.equal(row?.tenant ?? '', '');
  });

  it('goes on after an ordinary error, statement prepared or not', async () => {
    for (let round = 0; round < 4; round++) {
      await assert.rejects(database.app('select 1 / $1::int', [0]), /division by zero/);
      assert.deepEqual(await database.app('select 1 / $1::int as one', [1]), [{ one: 1 }]);
    }
  });

  it('turns a statement that takes too long into an error', async () => {
    await assert.rejects(
      database.asTenant('acme', async (query) => {
        await query('set local statement_timeout = 20');
        await query('select pg_sleep(60)');
      }),
      /statement timeout/,
    );
  });

  it('works again after every session was cut, and registers and listens anew', async () => {
    const messages: string[] = [];
    let losses = 0;
    await database.listen('news', { message: (text) => messages.push(text), lost: () => losses++ });
    assert.equal(await database.holdDuty('sweep'), true);
    await cutAllSessions(fresh);
    await until(async () => (await database.app('select 1 as one')).length === 1);
    await until(async () => losses >= 2); // Once when it is lost, once when it is back: either may have missed some.
    await database.app("select pg_notify('news', 'hello')");
    await until(async () => messages.includes('hello'));
    await until(async () => await database.holdDuty('sweep'));
    await until(async () => (await lockedInstances(fresh)) === 1);
  });
});

describe('two processes on one database', () => {
  let fresh: FreshDatabase;
  let other: Database;
  before(async () => {
    fresh = await freshDatabase();
    other = await open(fresh);
  });
  after(async () => {
    await other.close();
    await fresh.close();
  });

  it('share a duty out to one of them, until that one is gone', async () => {
    const third = await open(fresh);
    assert.equal(await third.holdDuty('sealing'), true);
    assert.equal(await third.holdDuty('sealing'), true);
    assert.equal(await other.holdDuty('sealing'), false);
    assert.equal(await fresh.database.holdDuty('sealing'), false);
    await third.close();
    await until(async () => await other.holdDuty('sealing'));
  });

  it('tell the dead from the living', async () => {
    const dead = '0'.repeat(26);
    await fresh.superuser('insert into gatehouse.instance (id) values ($1)', [dead]);
    await until(async () => (await other.deadInstances()).length > 0);
    assert.deepEqual(await other.deadInstances(), [dead]);
    await other.forgetInstance(dead);
    assert.deepEqual(await fresh.database.deadInstances(), []);
  });

  it('leave the register when they close', async () => {
    const third = await open(fresh);
    await third.close();
    assert.deepEqual(
      await fresh.superuser('select from gatehouse.instance where id = $1', [third.instance]),
      [],
    );
  });
});

async function open({ url, secret }: FreshDatabase): Promise<Database> {
  const opened = await openDatabase({ url, secret, chance });
  assert.ok(opened.ok);
  return opened.value;
}

async function cutAllSessions(fresh: FreshDatabase): Promise<void> {
  await fresh.superuser(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like '%_test_%'",
  );
}

async function lockedInstances(fresh: FreshDatabase): Promise<number> {
  const rows = await fresh.superuser(
    `select distinct objid from pg_locks where locktype = 'advisory' and classid = 7306
      and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length;
}
