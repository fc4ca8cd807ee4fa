/** Reservations out of leased slices: no round trip while there is room, one for all who wait when there is none. */
import type { Clock } from '../kernel/effects.ts';
import { type Fault, fault } from '../kernel/faults.ts';
import type { Reservation, Share } from './budgets.ts';
import type { Answer, Ask, LeaseStore } from './lease-store.ts';
import { ask, fits, hasAsk, hear, idleOf, isForgettable, newSlice, type Slice, take } from './slice.ts';

/** What a call needs of one window. INVARIANT: 0 < amount <= limit <= 10^15, whole numbers. */
export interface Demand {
  readonly share: Share;
  readonly limit: number;
}

/** Why a reservation was refused: the demand that was not covered, or the store's fault. */
type Shortage =
  | { readonly demand: Demand; readonly fault?: undefined }
  | { readonly fault: Fault; readonly demand?: undefined };

interface LeasesFrom {
  readonly store: LeaseStore;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

type Outcome =
  | { readonly ok: true; readonly value: Reservation }
  | { readonly ok: false; readonly shortage: Shortage };

interface Wish {
  readonly reservation: Reservation;
  readonly demands: readonly Demand[];
  readonly resolve: (outcome: Outcome) => void;
  /** When others were pressed for this one: how long it waits for them. */
  giveUpMs: number | undefined;
}

interface Waiting extends Wish {
  readonly parts: readonly Part[];
}

interface Part {
  readonly demand: Demand;
  readonly slice: Slice;
}

/** How long a refused reservation waits for what lies idle in other processes, and how often it looks. */
const PRESSURE_MS = 300;
const PRESSURE_PAUSE_MS = 25;
/** What is not used for this long is given back; whoever needs it sooner presses for it. */
const IDLE_MS = 10_000;

/** So many windows per round trip: their rows are locked until it commits. */
const ASKS_MAX = 256;

/** INVARIANT: one per process, because the store knows one lease for each process and window. */
export class Leases {
  readonly #from: LeasesFrom;
  readonly #slices = new Map<string, Slice>();
  readonly #open = new Map<Reservation, readonly Part[]>();
  /** Slices that may have something to say to the store. */
  readonly #due = new Set<Slice>();
  #waiting: Waiting[] = [];
  #turn = 0;
  #rounds: Promise<void> | undefined;
  #stopped: Fault | undefined;

  constructor(from: LeasesFrom) {
    this.#from = from;
  }

  /** All demands or none; their windows MUST differ. */
  async reserve(tenant: string, demands: readonly Demand[]): Promise<Outcome> {
    const reservation = { tenant, shares: demands.map(({ share }) => share) };
    return new Promise((resolve) => {
      this.#admit({ reservation, demands, resolve, giveUpMs: undefined });
    });
  }

  /** Gives back what was never sent. Only the first of `release` and `settled` counts. */
  release(reservation: Reservation): void {
    this.#close(reservation, false);
  }

  /** The store has charged the reservation: it is neither reserved nor leased any longer. */
  settled(reservation: Reservation): void {
    this.#close(reservation, true);
  }

  /** Gives back what lies idle; due every second. Resolves when the store has answered. */
  tick(): Promise<void> {
    const nowMs = this.#from.clock.nowMs();
    const idleSinceMs = this.#from.clock.elapsedMs() - IDLE_MS;
    return this.#giveBack((slice) => slice.usedMs <= idleSinceMs || slice.window.endMs <= nowMs);
  }

  /** Another process lacks what may lie idle here; `undefined` when it is not known of which window. */
  press(id: string | undefined): Promise<void> {
    return this.#giveBack((slice) => id === undefined || slice.id === id);
  }

  /** Reserves no more, and gives back everything that is not reserved. */
  stop(): Promise<void> {
    this.#stopped = fault('budget.unavailable', 'This replica is shutting down; send the call again.');
    return this.#giveBack(() => true);
  }

  #sliceFor(tenant: string, { share, limit }: Demand): Slice {
    const { budget, subject, measure, windowStartMs: startMs, windowEndMs: endMs } = share;
    const key = [tenant, budget, subject, measure, startMs].join('\n');
    let slice = this.#slices.get(key);
    if (slice === undefined) {
      const window = { tenant, budget, subject, measure, startMs, endMs };
      slice = newSlice(key, { window, limit, elapsedMs: this.#from.clock.elapsedMs() });
      this.#slices.set(key, slice);
    }
    slice.limit = limit;
    return slice;
  }

  #admit(wish: Wish): void {
    if (this.#stopped !== undefined) {
      wish.resolve({ ok: false, shortage: { fault: this.#stopped } });
      return;
    }
    const { tenant } = wish.reservation;
    // WHY: looked up anew each time, because a slice is forgotten when nobody holds or wants anything of it.
    const parts = wish.demands.map((demand) => ({ demand, slice: this.#sliceFor(tenant, demand) }));
    const waiting = { ...wish, parts };
    if (this.#take(waiting, true)) return;
    for (const { demand, slice } of waiting.parts) {
      slice.wanted += demand.share.amount;
      this.#due.add(slice);
    }
    this.#waiting.push(waiting);
    void this.#run();
  }

  /** All or none: nothing is taken before everything fits, and nothing else runs in between. */
  #take({ reservation, parts, resolve }: Waiting, overtaking: boolean): boolean {
    if (!parts.every(({ demand, slice }) => fits(slice, demand.share.amount, overtaking))) return false;
    for (const { demand, slice } of parts) take(slice, demand.share.amount, this.#from.clock.elapsedMs());
    this.#open.set(reservation, parts);
    resolve({ ok: true, value: reservation });
    return true;
  }

  #close(reservation: Reservation, charged: boolean): void {
    for (const { demand, slice } of this.#open.get(reservation) ?? []) {
      slice.reserved -= demand.share.amount;
      if (charged) slice.leased -= demand.share.amount;
    }
    this.#open.delete(reservation);
  }

  async #giveBack(which: (slice: Slice) => boolean): Promise<void> {
    for (const slice of this.#slices.values()) {
      if (idleOf(slice) === 0 && slice.reserved > 0) continue;
      if (!which(slice)) continue;
      slice.surrender = true;
      this.#due.add(slice);
    }
    await this.#run();
  }

  /** One round trip at a time; who comes while it is under way shares the next. */
  #run(): Promise<void> {
    this.#rounds ??= Promise.resolve().then(() => this.#allRounds());
    return this.#rounds;
  }

  async #allRounds(): Promise<void> {
    for (;;) {
      const asked = new Set(this.#waiting);
      const asks = this.#asks();
      if (asks.size === 0) break;
      const answers = await this.#from.store.lease([...asks.values()]);
      if (!answers.ok) {
        this.#leave(asked, () => ({ fault: answers.fault }));
        // The open questions are put again with the next reservation or tick.
        if (this.#waiting.length === 0) break;
      } else {
        this.#serve(asked, this.#hear(asks, answers.value));
      }
    }
    // INVARIANT: in the same breath as the last look at what is due, so that nobody waits for a round that is over.
    this.#rounds = undefined;
  }

  /** The questions of the slices that have one; those that somebody waits for come first. */
  #asks(): Map<Slice, Ask> {
    for (const slice of this.#due) if (!hasAsk(slice)) this.#due.delete(slice);
    const due = [...this.#due].sort((a, b) => Number(b.wanted > 0) - Number(a.wanted > 0)).slice(0, ASKS_MAX);
    const wishes = this.#smallestWishes();
    const elapsedMs = this.#from.clock.elapsedMs();
    return new Map(
      due.map((slice) => {
        this.#turn += 1;
        return [slice, ask(slice, { turn: this.#turn, least: wishes.get(slice) ?? 0, elapsedMs })];
      }),
    );
  }

  /** The smallest reservation that waits for each slice. */
  #smallestWishes(): Map<Slice, number> {
    const smallest = new Map<Slice, number>();
    for (const { demand, slice } of this.#waiting.flatMap(({ parts }) => parts)) {
      smallest.set(slice, Math.min(smallest.get(slice) ?? Number.POSITIVE_INFINITY, demand.share.amount));
    }
    return smallest;
  }

  /** Takes the answers in; returns the slices whose present need was not met, with what others hold of them. */
  #hear(asks: ReadonlyMap<Slice, Ask>, answers: readonly Answer[]): Map<Slice, number> {
    const short = new Map<Slice, number>();
    for (const [index, [slice, question]] of [...asks].entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error('INVARIANT: the store answers every ask');
      // WHY: the answer to a repeated question says nothing about who came since it was first put.
      const current = hear(slice, answer);
      if (current && answer.granted < question.need) short.set(slice, answer.elsewhere);
      if (isForgettable(slice, question)) this.#slices.delete(slice.key);
    }
    return short;
  }

  #serve(asked: ReadonlySet<Waiting>, short: ReadonlyMap<Slice, number>): void {
    const served = new Set<Waiting>();
    for (const waiting of this.#waiting) if (this.#take(waiting, false)) served.add(waiting);
    this.#forget(served);
    const refused = this.#waiting.filter(
      (waiting) => asked.has(waiting) && lacking(waiting, short) !== undefined,
    );
    const pressing = refused.filter((waiting) => this.#mayPress(waiting, short));
    this.#forget(new Set(pressing));
    for (const waiting of pressing) {
      void this.#from.pause(PRESSURE_PAUSE_MS).then(() => this.#admit(waiting));
    }
    this.#leave(new Set(refused.filter((waiting) => !pressing.includes(waiting))), (waiting) => {
      const demand = lacking(waiting, short)?.demand;
      if (demand === undefined) throw new Error('INVARIANT: only who lacks something is refused');
      return { demand };
    });
  }

  /** Whether others hold what is lacking, and may still give it back in time. */
  #mayPress(waiting: Waiting, short: ReadonlyMap<Slice, number>): boolean {
    const part = lacking(waiting, short);
    if (part === undefined || (short.get(part.slice) ?? 0) === 0) return false;
    const elapsedMs = this.#from.clock.elapsedMs();
    waiting.giveUpMs ??= elapsedMs + PRESSURE_MS;
    return elapsedMs < waiting.giveUpMs;
  }

  #leave(gone: ReadonlySet<Waiting>, why: (waiting: Waiting) => Shortage): void {
    this.#forget(gone);
    for (const waiting of gone) waiting.resolve({ ok: false, shortage: why(waiting) });
  }

  #forget(gone: ReadonlySet<Waiting>): void {
    if (gone.size === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !gone.has(waiting));
    for (const { parts } of gone) {
      for (const { demand, slice } of parts) slice.wanted -= demand.share.amount;
    }
  }
}

/** The first part that does not fit although the store was asked for it. */
function lacking({ parts }: Waiting, short: ReadonlyMap<Slice, number>): Part | undefined {
  return parts.find(({ demand, slice }) => short.has(slice) && !fits(slice, demand.share.amount, false));
}
