/** Budgets of mandates on PostgreSQL: drawn on by everything in a line, by all processes together, and never renewed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Allowance } from '../../src/budget/allowance.ts';
import type { Budgets, Reservation } from '../../src/budget/budgets.ts';
import { createBudgets } from '../../src/budget/create-budgets.ts';
import { Leases } from '../../src/budget/leases.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { Mandate } from '../../src/mandate/mandates.ts';
import { listenForPressure, postgresLeaseStore } from '../../src/stores/postgres/budgets.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { chance } from '../support/database.ts';
import { HOUR_MS, type MandateRoom, mandateRoom } from '../support/mandates.ts';
import { person } from './people.ts';

const DAY_MS = 86_400_000;
let room: MandateRoom;
let second: Database;
let one: Budgets;
let two: Budgets;

async function budgetsOn(database: Database): Promise<Budgets> {
  const { clock } = room;
  const wait = async (ms: number) => void (await pause(ms));
  const elapsed = { nowMs: clock.nowMs, elapsedMs: () => performance.now() };
  const leases = new Leases({ store: postgresLeaseStore(database), clock: elapsed, pause: wait });
  await listenForPressure(database, leases);
  return createBudgets({ rules: [], leases, clock });
}

function reserve(
  budgets: Budgets,
  { accounts }: { readonly accounts: readonly Allowance[] },
  tokens = 0,
): Promise<Result<Reservation>> {
  return budgets.reserve(person(), { requests: 1, tokens, microUsd: 0 }, accounts);
}

const passed = (results: readonly Result<Reservation>[]) => results.filter(({ ok }) => ok).length;

describe('the budget of a mandate', () => {
  before(async () => {
    room = await mandateRoom();
    const opened = await openDatabase({ url: room.url, secret: room.secret, chance });
    assert.ok(opened.ok);
    second = opened.value;
    one = await budgetsOn(room.database);
    two = await budgetsOn(second);
  });
  after(async () => {
    await second?.close();
    await room?.close();
  });

  it('is never overspent by processes that race for it', async () => {
    const mandate = await room.open({ budget: { requests: 9 } });
    const race = Array.from({ length: 40 }, (_, index) => reserve(index % 2 === 0 ? one : two, mandate));
    assert.equal(passed(await Promise.all(race)), 9);
  });

  it('is drawn on by everything that was narrowed from it, however deep and however many', async () => {
    const top = await room.open({ budget: { requests: 10 } });
    const narrowed = (parent: Mandate, requests: number) =>
      room.open({ parent: parent.id, budget: { requests } }, []);
    const left = await narrowed(top, 8);
    const right = await narrowed(top, 8);
    const deep = await narrowed(left, 3);
    assert.deepEqual(deep.accounts.map(({ id }) => id).sort(), [deep.id, left.id, top.id].sort());
    const found = await room.mandates.find({ tenant: 'acme', id: deep.id });
    assert.deepEqual(found.ok && found.value?.accounts, deep.accounts);
    const race = Array.from({ length: 48 }, (_, index) =>
      reserve(index % 2 === 0 ? one : two, [top, left, right, deep][index % 4] ?? top),
    );
    const results = await Promise.all(race);
    const of = (place: number) => passed(results.filter((_, index) => index % 4 === place));
    assert.equal(passed(results), 10);
    assert.ok(of(3) <= 3 && of(1) + of(3) <= 8 && of(2) <= 8);
  });

  it('names the mandate whose budget is used up, and says that it does not renew', async () => {
    const top = await room.open({ budget: { tokens: 100 } });
    const sub = await room.open({ parent: top.id, budget: { tokens: 100 } }, []);
    assert.equal((await reserve(one, top, 80)).ok, true);
    const refused = await reserve(one, sub, 30);
    assert.ok(!refused.ok);
    assert.equal(refused.fault.code, 'budget.exhausted');
    assert.match(
      refused.fault.message,
      new RegExp(`^The budget of mandate ${top.id} \\(100 tokens until it ends\\).*does not renew`),
    );
    const large = await reserve(one, sub, 101);
    assert.match(large.ok ? '' : large.fault.message, new RegExp(`${sub.id} .*waiting does not help`));
  });

  it('refuses what cannot be priced where it bounds money, and only there', async () => {
    const rich = await room.open({ budget: { usd: 5 } });
    const unpriced = { requests: 1, tokens: 10, microUsd: undefined };
    const refused = await one.reserve(person(), unpriced, rich.accounts);
    assert.equal(refused.ok ? 'in' : refused.fault.code, 'budget.unpriceable');
    assert.match(refused.ok ? '' : refused.fault.message, new RegExp(`^The budget of mandate ${rich.id} `));
    const counted = await room.open({ budget: { requests: 5 } });
    assert.equal((await one.reserve(person(), unpriced, counted.accounts)).ok, true);
  });

  it('is one window from its opening to its end: another day brings nothing back', async () => {
    const mandate = await room.open({
      budget: { requests: 1 },
      expiresAtMs: room.clock.nowMs() + 3 * DAY_MS,
    });
    assert.equal((await reserve(one, mandate)).ok, true);
    room.clock.advance(2 * DAY_MS);
    assert.equal((await reserve(two, mandate)).ok, false);
  });

  it('is forgotten with its mandate, once nothing of it is leased any more', async () => {
    const windows = () =>
      room.superuser(`select 1 from gatehouse.budget_window where subject = 'mandate:${mandate.id}'`);
    const mandate = await room.open({ budget: { requests: 2 } });
    const reserved = await reserve(one, mandate);
    assert.ok(reserved.ok);
    room.clock.advance(2 * HOUR_MS);
    await room.mandates.forget('acme', room.clock.nowMs());
    assert.equal((await windows()).length, 1);
    one.release(reserved.value);
    await room.superuser('update gatehouse.budget_lease set amount = 0');
    await room.mandates.forget('globex', room.clock.nowMs());
    assert.equal((await windows()).length, 1);
    await room.mandates.forget('acme', room.clock.nowMs());
    assert.equal((await windows()).length, 0);
  });
});
