/** Keys that were looked up, each trusted only while it is certain that its store has not changed it. */
import type { Clock } from '../kernel/effects.ts';
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';
import type { StoredKey } from './keys.ts';

export interface KnownKey {
  readonly key: StoredKey;
  readonly principal: Result<Principal>;
  /** Monotonic milliseconds before the row was read. */
  readonly readMs: number;
}

export interface KeyCache {
  /** Undefined also when the key is known but was not confirmed lately. */
  get(id: string): KnownKey | undefined;
  put(id: string, known: KnownKey): void;
  /** A change was announced. */
  changed(epoch: number, id: string): void;
  /** The store was asked at `askedMs`, and had seen this many changes. */
  confirmed(epoch: number, askedMs: number): void;
  /** Changes may have been missed. */
  clear(): void;
}

const CAPACITY = 20_000;
/** How long a key is trusted after it was read or confirmed; with the way of an answer it stays under a second. */
const TRUST_MS = 900;

export function createKeyCache(clock: Clock): KeyCache {
  const entries = createBounded<KnownKey>(CAPACITY);
  let epoch = -1;
  let confirmedMs = Number.NEGATIVE_INFINITY;
  return {
    get(id) {
      const known = entries.get(id);
      if (known === undefined) return undefined;
      return clock.elapsedMs() - Math.max(known.readMs, confirmedMs) < TRUST_MS ? known : undefined;
    },
    put(id, known) {
      // INVARIANT: a row read before a change that is already known must not come back.
      if (known.key.epoch >= epoch) entries.set(id, known);
    },
    changed(next, id) {
      // Announcements arrive in the order of commits: a gap, or a step back, means that anything may have changed.
      if (next === epoch || next === epoch + 1) entries.delete(id);
      else entries.clear();
      epoch = next;
    },
    confirmed(seen, askedMs) {
      // WHY: also when it went down: a restored database counts on from an older number.
      if (seen !== epoch) entries.clear();
      epoch = seen;
      confirmedMs = askedMs;
    },
    clear: () => entries.clear(),
  };
}
