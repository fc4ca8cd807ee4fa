/** A clock whose wall time stands still until a test moves it, and whose durations are real unless moved too. */
import type { Clock } from '../../src/kernel/effects.ts';

export interface MovingClock extends Clock {
  /** Lets time pass for both readings. */
  advance(ms: number): void;
}

export function movingClock(startMs = 1_800_000_000_000): MovingClock {
  let passedMs = 0;
  return {
    nowMs: () => startMs + passedMs,
    elapsedMs: () => performance.now() + passedMs,
    advance(ms) {
      passedMs += ms;
    },
  };
}
