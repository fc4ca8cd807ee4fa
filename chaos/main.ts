/** `npm run chaos -- --trials N`: kills the gate with SIGKILL at every station, and checks that nothing was lost. */
import { parseArgs } from 'node:util';
import type { Broken } from './broken.ts';
import { KINDS } from './kinds.ts';
import { brokenLaws } from './laws.ts';
import { MOMENTS } from './points.ts';
import { createWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '100' },
    seed: { type: 'string' },
    kind: { type: 'string', default: 'all' },
  },
});
const trials = Number(values.trials);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const random = seeded(seed);
const kinds = Object.entries(KINDS).filter(([name]) => values.kind === 'all' || values.kind === name);
if (kinds.length === 0) throw new Error('--kind is one of model, tool and all');
const plan = kinds.flatMap(([name, kind]) => kind.points.map((point) => ({ name, kind, point })));
const kills: Record<string, number> = Object.fromEntries(plan.map((trial) => [titleOf(trial), 0]));
/** By law and detail: what is broken once is found again by every later look. */
const broken = new Map<string, Broken>();
const world = await createWorld();
try {
  // WHY: only a gate that ends in peace leaves its compiled modules to those that will not.
  await (await world.startGate()).stop();
  for (let trial = 0; trial < trials; trial += 1) {
    const planned = plan[trial % plan.length];
    if (planned === undefined) break;
    note(await tryOnce(world, { ...planned, trial }));
    const title = titleOf(planned);
    kills[title] = (kills[title] ?? 0) + 1;
    process.stderr.write(
      `${trial + 1} of ${trials}: killed at ${title}${broken.size > 0 ? `, ${broken.size} broken` : ''}\n`,
    );
  }
  note(await recovered(world, { last: true }));
} finally {
  await world.close();
}
for (const [title, times] of Object.entries(kills))
  process.stdout.write(`${title.padEnd(28)} ${times} kills\n`);
for (const { law, detail } of broken.values()) process.stdout.write(`broken: ${law}: ${detail}\n`);
const { acknowledged, reached } = world.seen;
const summary = { trials, seed, kind: values.kind, kills };
process.stdout.write(
  `${JSON.stringify({ ...summary, acknowledged: acknowledged.size, reached: reached.size, tools: toolFigures(world), broken: broken.size })}\n`,
);
process.exitCode = broken.size === 0 && acknowledged.size > 0 ? 0 : 1;

type Planned = (typeof plan)[number];

function titleOf({ name, point }: Pick<Planned, 'name' | 'point'>): string {
  return name === 'model' ? point : `${name}: ${point}`;
}

function note(found: readonly Broken[]): void {
  for (const one of found) broken.set(JSON.stringify(one), one);
}

/** One life of the gate: it comes up, recovers what the last one left, serves, and is killed at the point. */
async function tryOnce(
  world: World,
  { kind, point, trial }: Planned & { readonly trial: number },
): Promise<readonly Broken[]> {
  const gate = await world.startGate({
    point,
    after: 1 + Math.floor(random() * kind.within(point)),
    moment: MOMENTS[Math.floor(random() * MOMENTS.length)] ?? 'sent',
    delayMs: random() * 4,
  });
  const load = kind.createLoad(world, gate, `trial-${trial}`);
  await gate.killed;
  await load.stop();
  // WHY: the laws are checked on what the next life finds, so that recovery is under test every time.
  return trial % 5 === 4 ? recovered(world) : [];
}

async function recovered(world: World, { last = false } = {}): Promise<readonly Broken[]> {
  const gate = await world.startGate();
  if (last) for (const [, kind] of kinds) await kind.finish(world, gate);
  await gate.settle();
  const broken = [...(await brokenLaws(world)), ...(last ? await gate.verify() : [])];
  for (const [, kind] of kinds) broken.push(...(await kind.brokenLaws(world)));
  await gate.stop();
  return broken;
}

/** What was asked of the office, and what came of it. */
function toolFigures({ seen }: World) {
  const deeds = [...seen.deeds.values()];
  const told = Object.groupBy(
    deeds.flatMap((deed) => deed.told),
    (what) => what.slice(0, 40),
  );
  return {
    keys: deeds.length,
    sent: deeds.reduce((sum, { sent }) => sum + sent, 0),
    effects: deeds.reduce((sum, { effects }) => sum + effects, 0),
    unanswered: deeds.filter(({ over }) => !over).length,
    told: Object.fromEntries(Object.entries(told).map(([what, times]) => [what, times?.length ?? 0])),
  };
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
