/** The ports for time and chance: cores take them as arguments, `main.ts` binds the real ones. */

export interface Clock {
  /** Wall-clock milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Monotonic milliseconds with fraction, for durations only. */
  elapsedMs(): number;
}

export interface Chance {
  /** Cryptographically strong random bytes. */
  bytes(count: number): Uint8Array;
  /** A number in [0, 1), for jitter; not for secrets. */
  fraction(): number;
}
