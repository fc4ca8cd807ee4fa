/** The real time and chance of this process; everywhere else they are arguments. */
import { randomBytes } from 'node:crypto';
import type { Chance, Clock } from '../kernel/effects.ts';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
};

const POOL_BYTES = 8_192;
let pool = Buffer.alloc(0);

export const systemChance: Chance = {
  // WHY: one draw from the system serves hundreds of ids; every byte is handed out once.
  bytes(count) {
    if (count > POOL_BYTES / 8) return randomBytes(count);
    if (pool.length < count) pool = randomBytes(POOL_BYTES);
    const taken = Uint8Array.from(pool.subarray(0, count));
    pool = pool.subarray(count);
    return taken;
  },
  fraction: () => Math.random(),
};
