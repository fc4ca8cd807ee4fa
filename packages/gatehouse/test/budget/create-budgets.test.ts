/** Budgets as the gate sees them: reserve, settle, release, and refusals that a person can act on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetRule } from '../../src/budget/applicable.ts';
import type { Bound, Budgets, Reservation } from '../../src/budget/budgets.ts';
import { createBudgets } from '../../src/budget/create-budgets.ts';
import { Leases } from '../../src/budget/leases.ts';
import type { Result } from '../../src/kernel/result.ts';
import { person } from './people.ts';
import { ModelWorld, type StillClock, stillClock } from './worlds.ts';

interface Bench {
  readonly world: ModelWorld;
  readonly clock: StillClock;
  readonly leases: Leases;
  readonly budgets: Budgets;
  configure(rules: readonly Partial<BudgetRule>[]): Budgets;
}

function bench(...rules: readonly Partial<BudgetRule>[]): Bench {
  const world = new ModelWorld();
  const clock = stillClock(Date.UTC(2026, 0, 1, 12, 0, 30));
  const pause = async (ms: number) => clock.advance(ms);
  const leases = new Leases({ store: world.store('one'), clock, pause });
  const configure = (some: readonly Partial<BudgetRule>[]) =>
    createBudgets({ rules: some.map(rule), leases, clock });
  return { world, clock, leases, configure, budgets: configure(rules) };
}

function rule(fields: Partial<BudgetRule>): BudgetRule {
  const id = fields.id ?? `${fields.each ?? 'tenant'}-${fields.measure ?? 'tokens'}`;
  return { who: {}, each: 'tenant', measure: 'tokens', per: 'minute', limit: 100, ...fields, id };
}

function bound(tokens: number | undefined, money: { microUsd: number | undefined } = { microUsd: 0 }): Bound {
  return { requests: 1, tokens, ...money };
}

function reserved(result: Result<Reservation>): Reservation {
  assert.ok(result.ok, result.ok ? '' : result.fault.message);
  return result.value;
}

function refusal(result: Result<Reservation>) {
  assert.ok(!result.ok);
  return result.fault;
}

test('a principal without budgets reserves nothing and asks nobody', async () => {
  const { budgets, world } = bench({ who: { roles: ['robot'] } });
  assert.deepEqual(
    reserved(await budgets.reserve(person(), bound(undefined, { microUsd: undefined }))).shares,
    [],
  );
  assert.equal(world.trips, 0);
});

test('a refusal names the budget, its limit and when it renews', async () => {
  const { budgets } = bench({ id: 'team-minute', each: 'team', limit: 100 });
  reserved(await budgets.reserve(person(), bound(80)));
  const fault = refusal(await budgets.reserve(person(), bound(30)));
  assert.equal(fault.code, 'budget.exhausted');
  assert.equal(fault.retryAfterSeconds, 30);
  assert.match(fault.message, /"team-minute" \(100 tokens per minute for a team/);
  assert.match(fault.message, /up to 30 tokens; it renews at 2026-01-01T12:01:00\.000Z/);
});

test('a call that is larger than the whole budget is told so, and asks nobody', async () => {
  const { budgets, world } = bench({ id: 'cents', measure: 'money', limit: 0.29 });
  const fault = refusal(await budgets.reserve(person(), bound(10, { microUsd: 290_001 })));
  assert.equal(fault.code, 'budget.exhausted');
  assert.match(
    fault.message,
    /0\.290001 US dollars, more than the whole of budget "cents" \(0\.29 US dollars/,
  );
  assert.match(fault.message, /Lower max_tokens/);
  assert.equal(world.trips, 0);
  reserved(await budgets.reserve(person(), bound(10, { microUsd: 290_000 })));
});

test('without a bound, only budgets of that measure refuse', async () => {
  const money = bench({ id: 'cents', measure: 'money' }).budgets;
  const fault = refusal(await money.reserve(person(), bound(10, { microUsd: undefined })));
  assert.equal(fault.code, 'budget.unpriceable');
  assert.match(fault.message, /"cents"/);
  const tokens = bench({ measure: 'tokens' }).budgets;
  reserved(await tokens.reserve(person(), bound(10, { microUsd: undefined })));
  assert.equal(refusal(await tokens.reserve(person(), bound(undefined))).code, 'budget.unpriceable');
  for (const lie of [-5, Number.NaN, Number.POSITIVE_INFINITY, 1.5]) {
    assert.equal(refusal(await tokens.reserve(person(), bound(lie))).code, 'budget.unpriceable');
  }
});

test('a refusal under the third budget leaves the first two untouched', async () => {
  const { budgets } = bench({ each: 'key' }, { each: 'person' }, { each: 'tenant', limit: 50 });
  const first = reserved(await budgets.reserve(person(), bound(40)));
  assert.match(refusal(await budgets.reserve(person(), bound(20))).message, /"tenant-tokens"/);
  const settlement = budgets.settle(first, { requests: 1, tokens: 0, microUsd: 0 });
  assert.deepEqual(
    settlement.charges.map(({ spent }) => spent),
    [0, 0, 0],
  );
  budgets.release(first);
  reserved(await budgets.reserve(person(), bound(50)));
});

test('two racing calls never get more than one budget covers', async () => {
  const { budgets } = bench({ limit: 100 });
  const outcomes = await Promise.all(
    [60, 60, 40, 1].map((tokens) => budgets.reserve(person(), bound(tokens))),
  );
  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [true, false, true, false],
  );
});

test('callers who wait share one round trip, and those with room need none', async () => {
  const { budgets, world } = bench({ measure: 'requests', limit: 1_000_000 });
  await Promise.all(Array.from({ length: 50 }, () => budgets.reserve(person(), bound(1))));
  assert.equal(world.trips, 1);
  for (let call = 0; call < 100; call += 1) reserved(await budgets.reserve(person(), bound(1)));
  assert.equal(world.trips, 1);
});

test('settling frees what was not used, and the next call can have it', async () => {
  const { budgets, world } = bench({ limit: 100 });
  const reservation = reserved(await budgets.reserve(person(), bound(100)));
  const settlement = budgets.settle(reservation, { requests: 1, tokens: 30, microUsd: 0 });
  await world.charge('one', settlement);
  budgets.settled(reservation, settlement);
  reserved(await budgets.reserve(person(), bound(70)));
  assert.equal((await budgets.reserve(person(), bound(1))).ok, false);
});

test('a provider that overran the bound is charged what it reports, and nonsense is charged at the bound', async () => {
  const { budgets } = bench({ limit: 100 });
  const reservation = reserved(await budgets.reserve(person(), bound(10)));
  const spent = (tokens: number) =>
    budgets.settle(reservation, { requests: 1, tokens, microUsd: 0 }).charges[0]?.spent;
  assert.equal(spent(25), 25);
  for (const lie of [-1, Number.NaN, Number.POSITIVE_INFINITY]) assert.equal(spent(lie), 10);
});

test('giving a reservation back twice gives it back once', async () => {
  const { budgets } = bench({ limit: 100 });
  const reservation = reserved(await budgets.reserve(person(), bound(60)));
  reserved(await budgets.reserve(person(), bound(40)));
  budgets.release(reservation);
  budgets.release(reservation);
  assert.equal((await budgets.reserve(person(), bound(61))).ok, false);
  reserved(await budgets.reserve(person(), bound(60)));
});

test('a lowered limit binds at once, whatever was leased under the old one', async () => {
  const { budgets, configure } = bench({ limit: 1_600 });
  reserved(await budgets.reserve(person(), bound(10)));
  const lowered = configure([{ limit: 15 }]);
  assert.equal((await lowered.reserve(person(), bound(6))).ok, false);
  reserved(await lowered.reserve(person(), bound(5)));
  const raised = configure([{ limit: 40 }]);
  reserved(await raised.reserve(person(), bound(25)));
});

test('a limit that is lowered below a call that waits refuses it', async () => {
  const { budgets, configure } = bench({ limit: 100 });
  const waiting = budgets.reserve(person(), bound(80));
  const lowered = configure([{ limit: 50 }]).reserve(person(), bound(50));
  assert.equal((await waiting).ok, false);
  reserved(await lowered);
});

test('a new window is a full budget', async () => {
  const { budgets, clock } = bench({ limit: 100 });
  reserved(await budgets.reserve(person(), bound(100)));
  assert.equal((await budgets.reserve(person(), bound(1))).ok, false);
  clock.advance(30_000);
  reserved(await budgets.reserve(person(), bound(100)));
});

test('while the store is away only what is leased already can be reserved, and service returns with it', async () => {
  const { budgets, world } = bench({ measure: 'requests', limit: 1_000 });
  reserved(await budgets.reserve(person(), bound(1)));
  world.weather = 'away';
  reserved(await budgets.reserve(person(), bound(1)));
  const outcomes = [];
  for (let call = 0; call < 100; call += 1) outcomes.push(await budgets.reserve(person(), bound(1)));
  assert.equal(refusal(outcomes.at(-1) ?? assert.fail()).code, 'budget.unavailable');
  world.weather = 'fair';
  reserved(await budgets.reserve(person(), bound(1)));
});

test('after the stop nothing is reserved, and nothing idle stays leased', async () => {
  const { budgets, leases, world } = bench({ limit: 1_000 });
  reserved(await budgets.reserve(person(), bound(1)));
  await leases.stop();
  assert.deepEqual(
    (await world.rows()).map(({ leased }) => leased),
    [1],
  );
  assert.equal(refusal(await budgets.reserve(person(), bound(1))).code, 'budget.unavailable');
});

test('two rules of one name are a mistake', () => {
  assert.throws(() => bench({ id: 'same' }, { id: 'same' }), /same id/);
});
