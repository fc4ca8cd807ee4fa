/** Two worlds in which leases can live: a model of the store in memory, which can fail at will, and real PostgreSQL. */
import type { Settlement } from '../../src/budget/budgets.ts';
import type { Answer, Ask, BudgetWindow, LeaseStore } from '../../src/budget/lease-store.ts';
import type { Clock } from '../../src/kernel/effects.ts';
import { fault } from '../../src/kernel/faults.ts';
import { failed, ok, type Result } from '../../src/kernel/result.ts';
import { postgresLeaseStore } from '../../src/stores/postgres/budgets.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import type { FreshDatabase } from '../support/database.ts';

export interface Row {
  readonly budget: string;
  readonly limit: number;
  readonly spent: number;
  readonly leased: number;
}

export interface World {
  store(instance: string): LeaseStore;
  charge(instance: string, settlement: Settlement): Promise<void>;
  /** What a replica that finds `instance` dead does last. */
  release(instance: string): Promise<void>;
  rows(): Promise<readonly Row[]>;
  /** Calls back with the id of a window that somebody is short of. */
  onPressure(press: (id: string) => void): void;
}

export const TENANT = 'acme';

export interface StillClock extends Clock {
  advance(ms: number): void;
}

export function stillClock(nowMs = Date.UTC(2026, 0, 1)): StillClock {
  let passedMs = 0;
  return {
    nowMs: () => nowMs + passedMs,
    elapsedMs: () => passedMs,
    advance(ms) {
      passedMs += ms;
    },
  };
}

/** What happens to one call of the store: `lost` means that it is done and its answer never arrives. */
export type Weather = 'fair' | 'away' | 'lost';

interface ModelWindow {
  readonly window: BudgetWindow;
  limit: number;
  spent: number;
  leases: Map<string, { amount: number; turn: number; granted: number }>;
}

export class ModelWorld implements World {
  weather: Weather = 'fair';
  trips = 0;
  readonly #windows = new Map<string, ModelWindow>();
  readonly #listeners: ((id: string) => void)[] = [];

  store(instance: string): LeaseStore {
    return { lease: (asks) => this.#lease(instance, asks) };
  }

  async charge(instance: string, settlement: Settlement): Promise<void> {
    for (const { share, spent } of settlement.charges) {
      const window = this.#windows.get(idOf({ ...share, startMs: share.windowStartMs }));
      if (window === undefined) throw new Error('a charge without a window');
      const lease = window.leases.get(instance);
      window.spent += spent;
      if (lease !== undefined) lease.amount -= Math.min(lease.amount, share.amount);
    }
  }

  async release(instance: string): Promise<void> {
    for (const { leases } of this.#windows.values()) leases.delete(instance);
  }

  async rows(): Promise<readonly Row[]> {
    return [...this.#windows.values()].map((each) => ({
      budget: each.window.budget,
      limit: each.limit,
      spent: each.spent,
      leased: leasedOf(each),
    }));
  }

  onPressure(press: (id: string) => void): void {
    this.#listeners.push(press);
  }

  async #lease(instance: string, asks: readonly Ask[]): Promise<Result<readonly Answer[]>> {
    this.trips += 1;
    await Promise.resolve();
    const { weather } = this;
    if (weather === 'away') return failed(fault('budget.unavailable', 'away'));
    const answers = asks.map((ask) => this.#answer(instance, ask));
    await Promise.resolve();
    return weather === 'lost' ? failed(fault('budget.unavailable', 'lost')) : ok(answers);
  }

  #answer(instance: string, ask: Ask): Answer {
    const id = idOf(ask.window);
    const window = this.#windows.get(id) ?? { window: ask.window, limit: 0, spent: 0, leases: new Map() };
    this.#windows.set(id, window);
    const lease = window.leases.get(instance) ?? { amount: 0, turn: -1, granted: 0 };
    if (lease.turn !== ask.turn) {
      window.limit = ask.limit;
      lease.amount -= Math.min(ask.idle, lease.amount);
      window.leases.set(instance, lease);
      lease.granted = granted(ask, Math.max(window.limit - window.spent - leasedOf(window), 0));
      lease.amount += lease.granted;
      lease.turn = ask.turn;
      if (ask.final && lease.amount === 0) window.leases.delete(instance);
    }
    const elsewhere = leasedOf(window) - lease.amount;
    if (lease.granted < ask.need && elsewhere > 0) for (const press of this.#listeners) press(id);
    return { id, granted: lease.granted, elsewhere };
  }
}

function granted(ask: Ask, room: number): number {
  if (ask.need === 0 || room < ask.least) return 0;
  if (room < ask.need) return room;
  const ahead = Math.min(ask.extra, Math.floor((room - ask.need) / 16));
  return ahead < ask.need ? ask.need : ask.need + ahead;
}

function leasedOf(window: ModelWindow): number {
  return [...window.leases.values()].reduce((sum, { amount }) => sum + amount, 0);
}

function idOf(window: Pick<BudgetWindow, 'budget' | 'subject' | 'measure' | 'startMs'>): string {
  return [window.budget, window.subject, window.measure, window.startMs].join('/');
}

/** Real PostgreSQL; every process uses the same connections under a name of its own. */
export function postgresWorld({ database, superuser }: FreshDatabase): World {
  return {
    store: (instance) => postgresLeaseStore({ ...database, instance }),
    charge: async (instance, settlement) => {
      await database.recorder('select gatehouse.charge_budgets($1, array[$2])', [
        instance,
        JSON.stringify(toCharges(settlement)),
      ]);
    },
    release: (instance) => releaseLeases(database, instance),
    rows: async () =>
      (
        await superuser<{ budget: string; limited_to: string; spent: string; leased: string }>(
          'select budget, limited_to, spent, leased from gatehouse.budget_usage',
        )
      ).map((row) => ({
        budget: row.budget,
        limit: Number(row.limited_to),
        spent: Number(row.spent),
        leased: Number(row.leased),
      })),
    onPressure: (press) => {
      void database.listen('gatehouse_budget_pressure', { message: press, lost: () => undefined });
    },
  };
}

/** What the recovery of a dead process does last. */
export async function releaseLeases(database: Database, instance: string): Promise<void> {
  await database.app('select gatehouse.release_leases($1, $2)', [instance, TENANT]);
}

function toCharges({ tenant, charges }: Settlement): object[] {
  return charges.map(({ share, spent }) => ({
    tenant,
    budget: share.budget,
    subject: share.subject,
    measure: share.measure,
    window_start_ms: share.windowStartMs,
    amount: share.amount,
    spent,
  }));
}
