/** Budgets on PostgreSQL: two processes race, one dies, and no role sees another tenant's numbers. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BudgetRule } from '../../src/budget/applicable.ts';
import type { Budgets, Reservation, Settlement } from '../../src/budget/budgets.ts';
import { createBudgets } from '../../src/budget/create-budgets.ts';
import type { Ask } from '../../src/budget/lease-store.ts';
import { Leases } from '../../src/budget/leases.ts';
import { windowAt } from '../../src/budget/windows.ts';
import {
  listenForPressure,
  postgresBudgetReports,
  postgresLeaseStore,
} from '../../src/stores/postgres/budgets.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { person } from './people.ts';
import { releaseLeases, stillClock } from './worlds.ts';

interface Replica {
  readonly database: Database;
  readonly leases: Leases;
  readonly budgets: (limit: number, id: string) => Budgets;
}

const clock = { nowMs: stillClock().nowMs, elapsedMs: () => performance.now() };
let fresh: FreshDatabase;
let one: Replica;
let two: Replica;

async function replica(database: Database): Promise<Replica> {
  const wait = async (ms: number) => void (await pause(ms));
  const leases = new Leases({ store: postgresLeaseStore(database), clock, pause: wait });
  await listenForPressure(database, leases);
  const budgets = (limit: number, id: string) => {
    const rule: BudgetRule = { id, who: {}, each: 'tenant', measure: 'tokens', per: 'day', limit };
    return createBudgets({ rules: [rule], leases, clock });
  };
  return { database, leases, budgets };
}

async function reserve(budgets: Budgets, tokens: number, tenant = 'acme'): Promise<Reservation | undefined> {
  const result = await budgets.reserve(person({ tenant }), { requests: 1, tokens, microUsd: 0 });
  return result.ok ? result.value : undefined;
}

async function charge(database: Database, { tenant, charges }: Settlement): Promise<void> {
  const rows = charges.map(({ share, spent }) => ({
    tenant,
    budget: share.budget,
    subject: share.subject,
    measure: share.measure,
    window_start_ms: share.windowStartMs,
    amount: share.amount,
    spent,
  }));
  await database.recorder('select gatehouse.charge_budgets($1, array[$2])', [
    database.instance,
    JSON.stringify(rows),
  ]);
}

/** A question about a budget of 100 in the present window. */
function ask(budget: string, { need }: { readonly need: number }): Ask {
  const { startMs, endMs } = windowAt('day', clock.nowMs());
  return {
    window: { tenant: 'acme', budget, subject: 'tenant', measure: 'tokens', startMs, endMs },
    limit: 100,
    turn: 1,
    idle: 0,
    need,
    least: need,
    extra: 0,
    final: false,
  };
}

async function usage(budget: string) {
  const all = await postgresBudgetReports(fresh.database).usage('acme', clock.nowMs());
  const row = all.find((each) => each.budget === budget);
  return row && { limit: row.limit, spent: row.spent, reserved: row.reserved };
}

describe('budgets on PostgreSQL', () => {
  before(async () => {
    fresh = await freshDatabase();
    const second = await openDatabase({ url: fresh.url, secret: fresh.secret, chance });
    assert.ok(second.ok);
    one = await replica(fresh.database);
    two = await replica(second.value);
  });

  after(async () => {
    await two.database.close();
    await fresh.close();
  });

  test('two racing processes share a budget to the last call, and not one further', async () => {
    const pair = [one.budgets(100, 'race'), two.budgets(100, 'race')];
    const race = await Promise.all(
      Array.from({ length: 60 }, (_, index) => reserve(pair[index % 2] ?? assert.fail(), 7)),
    );
    assert.equal(race.filter((each) => each !== undefined).length, 14);
  });

  test('what lies idle in one process is not missing in another', async () => {
    const hoarder = one.budgets(1_600, 'idle');
    const held = await reserve(hoarder, 1);
    assert.ok(((await usage('idle'))?.reserved ?? 0) > 1, 'leases ahead');
    assert.ok(held);
    assert.ok(await reserve(two.budgets(1_600, 'idle'), 1_599));
    assert.equal((await usage('idle'))?.reserved, 1_600);
  });

  test('two halves do not starve each other', async () => {
    const [left, right] = [one.budgets(100, 'halves'), two.budgets(100, 'halves')];
    const parts = await Promise.all([reserve(left, 50), reserve(right, 50)]);
    for (const [index, part] of parts.entries()) {
      assert.ok(part);
      (index === 0 ? left : right).release(part);
    }
    const wholes = await Promise.all([reserve(left, 100), reserve(right, 100)]);
    assert.equal(wholes.filter((each) => each !== undefined).length, 1);
  });

  test('charges are booked with what was really spent, and end their leases', async () => {
    const budgets = one.budgets(100, 'charge');
    const reservation = await reserve(budgets, 100);
    assert.ok(reservation);
    const settlement = budgets.settle(reservation, { requests: 1, tokens: 130, microUsd: 0 });
    await charge(one.database, settlement);
    budgets.settled(reservation, settlement);
    assert.deepEqual(await usage('charge'), { limit: 100, spent: 130, reserved: 0 });
    assert.equal(await reserve(two.budgets(100, 'charge'), 1), undefined);
  });

  test('after a crash the open calls are charged and the rest of the lease is free', async () => {
    const dead = { ...one.database, instance: 'dead' };
    const leases = new Leases({ store: postgresLeaseStore(dead), clock, pause: async () => {} });
    const rule: BudgetRule = {
      id: 'crash',
      who: {},
      each: 'tenant',
      measure: 'tokens',
      per: 'day',
      limit: 3_200,
    };
    const budgets = createBudgets({ rules: [rule], leases, clock });
    const open = await reserve(budgets, 10);
    assert.ok(open);
    await charge(dead, budgets.settle(open, { requests: 1, tokens: 10, microUsd: 0 }));
    for (const time of ['first', 'second']) {
      await releaseLeases(one.database, 'dead');
      assert.deepEqual(await usage('crash'), { limit: 3_200, spent: 10, reserved: 0 }, time);
    }
  });

  test('a charge after the lease was taken away is still booked, and takes nothing from others', async () => {
    const [mine, theirs] = [one.budgets(100, 'late'), two.budgets(100, 'late')];
    const reservation = await reserve(mine, 40);
    assert.ok(reservation);
    await releaseLeases(one.database, one.database.instance);
    assert.ok(await reserve(theirs, 60));
    const settlement = mine.settle(reservation, { requests: 1, tokens: 40, microUsd: 0 });
    await charge(one.database, settlement);
    mine.settled(reservation, settlement);
    assert.deepEqual(await usage('late'), { limit: 100, spent: 40, reserved: 60 });
  });

  test('many processes that charge the same windows in any order do not deadlock', async () => {
    const shares = Array.from({ length: 20 }, (_, index) => ({
      budget: `order-${index}`,
      subject: 'tenant',
      measure: 'tokens' as const,
      windowStartMs: 0,
      windowEndMs: 1,
      amount: 0,
    }));
    const forth = { tenant: 'acme', charges: shares.map((share) => ({ share, spent: 1 })) };
    const back = { ...forth, charges: forth.charges.toReversed() };
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        charge((index % 2 ? one : two).database, index % 3 ? forth : back),
      ),
    );
    const rows = await fresh.superuser(
      "select distinct spent from gatehouse.budget_usage where budget like 'order-%'",
    );
    assert.deepEqual(rows, [{ spent: '40' }]);
  });

  test('a question that is put again is answered again, and not done again', async () => {
    const store = postgresLeaseStore(one.database);
    const question = ask('again', { need: 10 });
    assert.deepEqual(await store.lease([question]), await store.lease([question]));
    assert.deepEqual(await usage('again'), { limit: 100, spent: 0, reserved: 10 });
  });

  test('nothing is leased that would cover nobody who waits', async () => {
    const store = postgresLeaseStore(one.database);
    const granted = async (need: number, least: number, turn: number) => {
      const answers = await store.lease([{ ...ask('least', { need }), least, turn }]);
      return answers.ok ? answers.value[0]?.granted : undefined;
    };
    assert.equal(await granted(95, 95, 1), 95);
    assert.equal(await granted(12, 6, 2), 0);
    assert.equal(await granted(12, 5, 3), 5);
  });

  test('any number of processes that lease at the same time stay within the limit', async () => {
    const grants = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const store = postgresLeaseStore({ ...one.database, instance: `crowd-${index}` });
        const answers = await store.lease([ask('crowd', { need: 3 })]);
        return answers.ok ? (answers.value[0]?.granted ?? 0) : assert.fail(answers.fault.cause);
      }),
    );
    assert.equal(
      grants.reduce((sum, granted) => sum + granted, 0),
      99,
    );
    assert.deepEqual(await usage('crowd'), { limit: 100, spent: 0, reserved: 99 });
  });

  test('old windows of an account go when a new one opens, unless something is still leased of them', async () => {
    const store = postgresLeaseStore(one.database);
    const open = async (startMs: number, turn: number, need: number) => {
      const { window, ...about } = ask('old', { need });
      const then = { ...window, startMs, endMs: startMs + 60_000 };
      assert.ok((await store.lease([{ ...about, window: then, turn }])).ok);
    };
    await open(0, 1, 0);
    await open(60_000, 2, 5);
    await open(300 * 60_000, 3, 0);
    const rows = await fresh.superuser(
      "select starts_ms from gatehouse.budget_window where budget = 'old' order by 1",
    );
    assert.deepEqual(rows, [{ starts_ms: '60000' }, { starts_ms: '18000000' }]);
  });

  test('no role reads or changes the budgets of a tenant that it is not bound to', async () => {
    const budgets = one.budgets(100, 'secret');
    assert.ok(await reserve(budgets, 5, 'victim'));
    const { app, recorder, sealer } = one.database;
    for (const table of ['budget_window', 'budget_lease', 'budget_usage']) {
      const text = `select tenant from gatehouse.${table}`;
      assert.deepEqual(await app(text), []);
      const seen = await one.database.asTenant('acme', (query) => query<{ tenant: string }>(text));
      assert.deepEqual([...new Set(seen.map(({ tenant }) => tenant))], ['acme'], table);
      for (const query of [recorder, sealer]) await assert.rejects(query(text), /permission denied/);
    }
    for (const query of [app, recorder, sealer]) {
      await assert.rejects(query('update gatehouse.budget_window set spent = 0'), /permission denied/);
      await assert.rejects(query('delete from gatehouse.budget_lease'), /permission denied/);
    }
    await assert.rejects(recorder("select * from gatehouse.lease_budgets('x', '[]')"), /permission denied/);
    await assert.rejects(recorder("select gatehouse.release_leases('x', 'acme')"), /permission denied/);
    await assert.rejects(app("select gatehouse.charge_budgets('x', '{}')"), /permission denied/);
    await assert.rejects(sealer("select gatehouse.charge_budgets('x', '{}')"), /permission denied/);
  });

  test('even the owner of the tables sees only rows of the tenant that is set', async () => {
    assert.ok(await reserve(one.budgets(100, 'owned'), 5));
    const [names] = await fresh.superuser<{ owner: string }>(
      "select current_database() || '_owner' as owner",
    );
    const seenBy = (tenant: string) =>
      fresh.superuser(`do $$ begin
      set local role ${names?.owner};
      perform set_config('gatehouse.tenant', '${tenant}', true);
      if exists (select from gatehouse.budget_window) or exists (select from gatehouse.budget_lease) then
        raise exception 'rows are visible';
      end if;
    end $$`);
    await seenBy('');
    await seenBy('stranger');
    await assert.rejects(seenBy('acme'), /rows are visible/);
  });
});
