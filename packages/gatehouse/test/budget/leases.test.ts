/** Leased slices: never overspent, nothing lost, and the whole of a budget usable, whatever happens in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as breathe } from 'node:timers/promises';
import fc from 'fast-check';
import type { Reservation } from '../../src/budget/budgets.ts';
import { type Demand, Leases } from '../../src/budget/leases.ts';
import { freshDatabase } from '../support/database.ts';
import {
  ModelWorld,
  postgresWorld,
  type Row,
  type StillClock,
  stillClock,
  TENANT,
  type World,
} from './worlds.ts';

const LIMITS: Readonly<Record<string, number>> = { small: 50, large: 1_000, huge: 100_000 };

interface Op {
  readonly kind:
    | 'reserve'
    | 'settle'
    | 'release'
    | 'tick'
    | 'press'
    | 'crash'
    | 'away'
    | 'lost'
    | 'fair'
    | 'wait'
    | 'breathe';
  readonly process: number;
  readonly amount: number;
  readonly budgets: readonly string[];
}

const op: fc.Arbitrary<Op> = fc.record({
  kind: fc.constantFrom(
    ...(['reserve', 'reserve', 'reserve', 'settle', 'settle', 'release', 'tick', 'press'] as const),
    ...(['crash', 'away', 'lost', 'fair', 'fair', 'wait', 'breathe'] as const),
  ),
  process: fc.nat(2),
  amount: fc.integer({ min: 1, max: 60 }),
  budgets: fc.uniqueArray(fc.constantFrom(...Object.keys(LIMITS)), { minLength: 1, maxLength: 3 }),
});

/** One process: what it has reserved and not yet settled. */
interface Process {
  instance: string;
  leases: Leases;
  open: Reservation[];
}

class Story {
  readonly world: World;
  readonly clock: StillClock = stillClock();
  readonly name: string;
  readonly processes: Process[];
  readonly inFlight = new Set<Promise<void>>();
  #born = 0;

  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
    this.processes = [0, 1, 2].map(() => this.#newProcess());
    world.onPressure((id) => {
      for (const { leases } of this.processes) void leases.press(id);
    });
  }

  async play({ kind, process: index, amount, budgets }: Op): Promise<void> {
    const process = this.processes[index];
    if (process === undefined) return;
    if (kind === 'reserve') this.#reserve(process, amount, budgets);
    else if (kind === 'settle') await this.settle(process, (reserved) => Math.min(amount, reserved));
    else if (kind === 'release') this.#release(process);
    else if (kind === 'tick') void process.leases.tick();
    else if (kind === 'press') void process.leases.press(undefined);
    else if (kind === 'crash') await this.#crash(index, process);
    else if (kind === 'wait') this.clock.advance(400);
    else if (kind === 'breathe') await breathe();
    else if (this.world instanceof ModelWorld) this.world.weather = kind;
  }

  demand(budget: string, amount: number): Demand {
    const share = { budget: this.name + budget, subject: 'tenant', measure: 'tokens', amount } as const;
    return {
      share: { ...share, windowStartMs: 0, windowEndMs: Number.MAX_SAFE_INTEGER },
      limit: LIMITS[budget] ?? 0,
    };
  }

  async settle(process: Process, spentOf: (reserved: number) => number): Promise<void> {
    const reservation = process.open.shift();
    if (reservation === undefined) return;
    const charges = reservation.shares.map((share) => ({ share, spent: spentOf(share.amount) }));
    await this.world.charge(process.instance, { tenant: TENANT, charges });
    process.leases.settled(reservation);
  }

  /** Everybody finishes, and what is idle goes home. */
  async end(): Promise<void> {
    if (this.world instanceof ModelWorld) this.world.weather = 'fair';
    await Promise.all(this.inFlight);
    for (const process of this.processes) {
      while (process.open.length > 0) await this.settle(process, (reserved) => reserved);
    }
    this.clock.advance(10_000);
    for (const { leases } of this.processes) await leases.tick();
    for (const { leases } of this.processes) await leases.tick();
  }

  async rows(): Promise<readonly Row[]> {
    return (await this.world.rows()).filter(({ budget }) => budget.startsWith(this.name));
  }

  #reserve(process: Process, amount: number, budgets: readonly string[]): void {
    const demands = budgets.map((budget) => this.demand(budget, Math.min(amount, LIMITS[budget] ?? 0)));
    const { leases } = process;
    const work = leases.reserve(TENANT, demands).then((outcome) => {
      // A process that died in the meantime has nothing to say any more.
      if (outcome.ok && process.leases === leases) process.open.push(outcome.value);
    });
    this.inFlight.add(work);
    void work.finally(() => this.inFlight.delete(work));
  }

  #release(process: Process): void {
    const reservation = process.open.pop();
    if (reservation !== undefined) process.leases.release(reservation);
  }

  /** kill -9: memory is gone; another replica charges what was open at the bound and releases the leases. */
  async #crash(index: number, process: Process): Promise<void> {
    await Promise.all(this.inFlight);
    const { instance, open } = process;
    this.processes[index] = this.#newProcess();
    for (const { shares } of open) {
      const charges = shares.map((share) => ({ share, spent: share.amount }));
      await this.world.charge(instance, { tenant: TENANT, charges });
    }
    await this.world.release(instance);
  }

  #newProcess(): Process {
    this.#born += 1;
    const instance = `${this.name}-${this.#born}`;
    const pause = async (ms: number) => {
      this.clock.advance(ms);
      await breathe();
    };
    const leases = new Leases({ store: this.world.store(instance), clock: this.clock, pause });
    return { instance, leases, open: [] };
  }
}

async function neverOverspent(story: Story): Promise<void> {
  for (const { budget, limit, spent, leased } of await story.rows()) {
    assert.ok(spent + leased <= limit, `${budget}: ${spent} spent and ${leased} leased of ${limit}`);
    const reserved = story.processes
      .flatMap(({ open }) => open.flatMap(({ shares }) => shares))
      .filter((share) => share.budget === budget)
      .reduce((sum, { amount }) => sum + amount, 0);
    assert.ok(reserved <= leased, `${budget}: ${reserved} reserved, but only ${leased} leased`);
  }
}

async function fullyUsable(story: Story): Promise<void> {
  await story.end();
  for (const { budget, limit, spent, leased } of await story.rows()) {
    assert.equal(leased, 0, `${budget}: ${leased} is still leased`);
    const room = limit - spent;
    const last = story.processes[0]?.leases;
    assert.ok(last);
    const name = budget.slice(story.name.length);
    const tooMuch = await last.reserve(TENANT, [story.demand(name, room + 1)]);
    assert.equal(tooMuch.ok, false);
    if (room === 0) continue;
    const all = await last.reserve(TENANT, [story.demand(name, room)]);
    assert.ok(all.ok, `${budget}: the last ${room} of ${limit} cannot be used`);
    last.release(all.value);
  }
}

test('no sequence of calls, crashes and lost answers overspends a budget or loses a part of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { maxLength: 80 }), async (ops) => {
      const story = new Story(new ModelWorld(), 'model-');
      for (const step of ops) {
        await story.play(step);
        await neverOverspent(story);
      }
      await fullyUsable(story);
    }),
    { numRuns: 400 },
  );
});

/** Two processes with one budget of 50, the second of which waits for others only as long as the test says. */
function rivals() {
  const world = new ModelWorld();
  const clock = stillClock();
  const paused = Promise.withResolvers<void>();
  const [first, second] = ['first', 'second'].map(
    (name) => new Leases({ store: world.store(name), clock, pause: () => paused.promise }),
  );
  assert.ok(first && second);
  const share = {
    budget: 'b',
    subject: 'tenant',
    measure: 'tokens',
    windowStartMs: 0,
    windowEndMs: 1e15,
  } as const;
  const demand = (amount: number): Demand => ({ share: { ...share, amount }, limit: 50 });
  return { world, clock, first, second, demand, resume: paused.resolve };
}

test('what is granted to a call that has given up is given back, though its slice was forgotten before', async () => {
  const { world, clock, first, second, demand, resume } = rivals();
  const held = await first.reserve(TENANT, [demand(10)]);
  assert.ok(held.ok);
  const waits = second.reserve(TENANT, [demand(45)]);
  await breathe();
  clock.advance(10_000);
  await second.tick();
  first.release(held.value);
  await first.tick();
  world.weather = 'lost';
  resume();
  assert.equal((await waits).ok, false);
  assert.equal((await world.rows())[0]?.leased, 45, 'granted, and the answer is lost');
  world.weather = 'fair';
  clock.advance(10_000);
  await second.tick();
  await second.tick();
  assert.equal((await world.rows())[0]?.leased, 0);
});

test('what another process leased ahead is missed by nobody, even while it does not know of its lease yet', async () => {
  const story = new Story(new ModelWorld(), 'early-');
  await story.play({ kind: 'reserve', process: 0, amount: 1, budgets: ['small'] });
  await story.play({ kind: 'reserve', process: 2, amount: 47, budgets: ['small'] });
  await Promise.all(story.inFlight);
  assert.deepEqual(
    story.processes.map(({ open }) => open.length),
    [1, 0, 1],
  );
});

test('the same holds on PostgreSQL', async () => {
  const fresh = await freshDatabase();
  const world = postgresWorld(fresh);
  let stories = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(op, { minLength: 10, maxLength: 40 }), async (ops) => {
      stories += 1;
      const story = new Story(world, `real${stories}-`);
      for (const step of ops) await story.play(step);
      await Promise.all(story.inFlight);
      await neverOverspent(story);
      await fullyUsable(story);
    }),
    { numRuns: 15 },
  );
  await fresh.close();
});
