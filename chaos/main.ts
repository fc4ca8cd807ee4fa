/** `npm run chaos -- --trials N`: kills the gate with SIGKILL at every station, and checks that nothing was lost. */
import { parseArgs } from 'node:util';
import type { Broken } from './broken.ts';
import { brokenLaws } from './laws.ts';
import { createLoad } from './load.ts';
import { createWorld, STATIONS, type World } from './world.ts';

const { values } = parseArgs({
  options: { trials: { type: 'string', default: '100' }, seed: { type: 'string' } },
});
const trials = Number(values.trials);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const random = seeded(seed);
const kills: Record<string, number> = Object.fromEntries(STATIONS.map((station) => [station, 0]));
const broken: Broken[] = [];
const world = await createWorld();
try {
  for (let trial = 0; trial < trials; trial += 1) {
    const station = STATIONS[trial % STATIONS.length] ?? 'record';
    broken.push(...(await tryOnce(world, { trial, station })));
    kills[station] = (kills[station] ?? 0) + 1;
    process.stderr.write(
      `${trial + 1} of ${trials}: killed at ${station}${broken.length > 0 ? `, ${broken.length} broken` : ''}\n`,
    );
  }
  const gate = await world.startGate();
  await gate.settle();
  broken.push(...(await brokenLaws(world)), ...(await gate.verify()));
  await gate.stop();
} finally {
  await world.close();
}
for (const [station, times] of Object.entries(kills))
  process.stdout.write(`${station.padEnd(16)} ${times} kills\n`);
for (const { law, detail } of broken) process.stdout.write(`broken: ${law}: ${detail}\n`);
const { acknowledged, reached } = world.seen;
process.stdout.write(
  `${JSON.stringify({ trials, seed, kills, acknowledged: acknowledged.size, reached: reached.size, broken: broken.length })}\n`,
);
process.exitCode = broken.length === 0 && acknowledged.size > 0 ? 0 : 1;

/** One life of the gate: it comes up, recovers what the last one left, serves, and is killed at the station. */
async function tryOnce(
  world: World,
  { trial, station }: { trial: number; station: string },
): Promise<readonly Broken[]> {
  const gate = await world.startGate({
    station,
    after: 5 + Math.floor(random() * 60),
    delayMs: random() * 4,
  });
  const load = createLoad(world, gate.dataPort, `trial-${trial}`);
  await gate.killed;
  await load.stop();
  // WHY: the laws are checked on what the next life finds, so that recovery is under test every time.
  return trial % 5 === 4 ? recovered(world) : [];
}

async function recovered(world: World): Promise<readonly Broken[]> {
  const gate = await world.startGate();
  await gate.settle();
  const broken = await brokenLaws(world);
  await gate.stop();
  return broken;
}

/** Mulberry32: so that a run can be repeated from its seed, as far as the system's own timing allows. */
function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
