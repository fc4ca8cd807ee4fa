/** Real chance, for tests of what is not about chance. */
import { randomBytes } from 'node:crypto';
import type { Chance } from '../../src/kernel/effects.ts';

export const chance: Chance = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};
