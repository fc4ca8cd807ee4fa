/** Remembers what a store said, for less than a second longer than it is certain that nothing of it has changed there. */
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, type Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';

/** How a store says that something in it was changed. */
export interface Changes {
  /** How often anything was changed, in the order of the commits. */
  epoch(): Promise<Result<number>>;
  /** Tells of every change after it is committed; `lost` when some may have been missed. */
  watch(on: {
    readonly changed: (epoch: number, id: string) => void;
    readonly lost: () => void;
  }): Promise<void>;
}

export interface Known<Value> {
  readonly value: Value;
  /** The number of changes that the value reflects. */
  readonly epoch: number;
  /** Monotonic milliseconds before it was read. */
  readonly readMs: number;
}

export interface Watched<Value> {
  /** Undefined also when it is known but was not confirmed lately. */
  get(id: string): Value | undefined;
  put(id: string, known: Known<Value>): void;
  /** Subscribes to changes and begins to poll. Before that nothing is remembered for long. */
  start(): Promise<void>;
  stop(): void;
}

const CAPACITY = 20_000;
/** How long a value is trusted after it was read or confirmed; with the way of an answer it stays under a second. */
const TRUST_MS = 900;
/** How often the store is asked whether anything has changed. */
const POLL_MS = 400;
/** How long the store may take to answer before it counts as away. */
const ANSWER_MS = 2_000;

export function createWatched<Value>(changes: Changes, clock: Clock): Watched<Value> {
  const entries = createBounded<Known<Value>>(CAPACITY);
  let epoch = -1;
  let confirmedMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function changed(next: number, id: string): void {
    // Announcements arrive in the order of commits: a gap, or a step back, means that anything may have changed.
    if (next === epoch || next === epoch + 1) entries.delete(id);
    else entries.clear();
    epoch = next;
  }

  async function poll(): Promise<void> {
    const askedMs = clock.elapsedMs();
    const seen = await withinMs(changes.epoch());
    if (!seen.ok) return entries.clear();
    // WHY: also when it went down: a restored database counts on from an older number.
    if (seen.value !== epoch) entries.clear();
    epoch = seen.value;
    confirmedMs = askedMs;
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => void poll().then(schedule), POLL_MS);
    timer.unref();
  }

  return {
    get(id) {
      const known = entries.get(id);
      if (known === undefined) return undefined;
      return clock.elapsedMs() - Math.max(known.readMs, confirmedMs) < TRUST_MS ? known.value : undefined;
    },
    put(id, known) {
      // INVARIANT: what was read before a change that is already known must not come back.
      if (known.epoch >= epoch) entries.set(id, known);
    },
    async start() {
      await changes.watch({ changed, lost: entries.clear });
      await poll();
      schedule();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** The answer of a store, or `identity.unavailable` when it takes too long. */
export async function withinMs<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('the store did not answer in time')), ANSWER_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function unavailable(cause: unknown): Result<never> {
  return failed(
    fault(
      'identity.unavailable',
      'Credentials cannot be checked right now, so nothing is let through. Try again.',
      { cause, retryAfterSeconds: 1 },
    ),
  );
}
