/** The kinds of crossings under trial: where each is killed, what asks for them, and what must hold of them. */
import type { Broken } from './broken.ts';
import type { RunningGate } from './gates.ts';
import { createLoad, type Load } from './load.ts';
import { STATEMENTS, STATIONS } from './points.ts';
import { brokenToolLaws } from './tool-laws.ts';
import { createToolLoad, finish } from './tool-load.ts';
import type { World } from './world.ts';

interface ChaosKind {
  readonly points: readonly string[];
  /** Deaths come within so many times that crossings come to the point. */
  readonly within: (point: string) => number;
  createLoad(world: World, gate: RunningGate, name: string): Load;
  /** Asks for everything that is still without an answer. */
  finish(world: World, gate: RunningGate): Promise<void>;
  brokenLaws(world: World): Promise<readonly Broken[]>;
}

export const KINDS: Readonly<Record<'model' | 'tool', ChaosKind>> = {
  model: {
    points: STATIONS,
    within: () => 60,
    createLoad,
    finish: async () => undefined,
    brokenLaws: async () => [],
  },
  tool: {
    points: [...STATIONS, ...Object.keys(STATEMENTS)],
    within: (point) => (point.startsWith('hold is') ? 6 : 40),
    createLoad: createToolLoad,
    finish,
    brokenLaws: brokenToolLaws,
  },
};
