/** What must hold of calls to tools after every death: what was done, what was told, and what their mandates know. */
import { digestOf } from '../packages/gatehouse/src/inspection/seal.ts';
import type { Step } from '../packages/gatehouse/src/mandate/flow.ts';
import { pieces } from '../packages/gatehouse/src/mandate/laundering.ts';
import { createFlows } from '../packages/gatehouse/src/stores/postgres/flows.ts';
import type { Broken } from './broken.ts';
import { CHANCE, mandateKeys, TENANT } from './keys.ts';
import type { Deed } from './tool-deeds.ts';
import type { World } from './world.ts';

export async function brokenToolLaws(world: World): Promise<readonly Broken[]> {
  const { seen } = world;
  const deeds = [...seen.deeds.values()];
  return [
    ...seen.broken.splice(0),
    ...deeds.flatMap(brokenByDeed),
    ...mailedTwice(deeds),
    ...(await brokenByHolds(world, deeds)),
    ...(await brokenByFlows(world, deeds)),
    ...(await forgotten(world, deeds)),
  ];
}

interface Law {
  readonly law: string;
  readonly holds: (deed: Deed) => boolean;
}

const LAWS: readonly Law[] = [
  {
    law: 'nothing that changes anything is done twice under one key',
    holds: ({ tool, effects }) => tool === 'read_board' || effects <= 1,
  },
  {
    law: 'what is said to be done was done',
    holds: ({ told, effects }) => !told.includes('done') || effects > 0,
  },
  {
    law: 'what was done is told as done, or as unknown',
    holds: ({ told, effects, over }) =>
      !over || effects === 0 || told.some((what) => what === 'done' || what === 'call.unknown'),
  },
  {
    law: 'what is answered once stays answered',
    holds: ({ told }) => !told.includes('done') || told.lastIndexOf('call.unknown') < told.indexOf('done'),
  },
  {
    law: 'what nobody knows is not made again: unknown is not followed by done',
    holds: ({ told }) =>
      !told.includes('call.unknown') || !told.slice(told.indexOf('call.unknown')).includes('done'),
  },
  {
    law: 'every answer can be read',
    holds: ({ told }) => !told.some((what) => what.startsWith('unreadable')),
  },
];

function brokenByDeed(deed: Deed): readonly Broken[] {
  const detail = `${deed.key} (${deed.tool}): sent ${deed.sent}, done ${deed.effects}, told ${deed.told.join(' ')}`;
  return LAWS.flatMap(({ law, holds }) => (holds(deed) ? [] : [{ law, detail }]));
}

function mailedTwice(deeds: readonly Deed[]): readonly Broken[] {
  const mailed = new Map<string, number>();
  for (const { tool, effects, arguments: given } of deeds) {
    const to = String(given.recipients);
    if (tool === 'send_email') mailed.set(to, (mailed.get(to) ?? 0) + effects);
  }
  return [...mailed].flatMap(([to, times]) =>
    times > 1 ? [{ law: 'what the words ask for once is done once', detail: `${to}: ${times}` }] : [],
  );
}

async function brokenByHolds(world: World, deeds: readonly Deed[]): Promise<readonly Broken[]> {
  const moved = deeds.reduce((sum, deed) => sum + (deed.tool === 'move_piano' ? deed.effects : 0), 0);
  const [row] = await world.superuser<{ used: string }>(
    'select count(*) as used from gatehouse.hold where used_at is not null',
  );
  const twice = await world.superuser<{ detail: string }>(
    `select body::json->'approval'->>'hold' as detail from gatehouse.evidence
      where kind = 'intent' and body like '%"approval":%' group by 1 having count(*) > 1`,
  );
  return [
    ...twice.map(({ detail }) => ({ law: 'a yes is used once', detail })),
    ...(moved > Number(row?.used ?? 0)
      ? [{ law: 'what is held is done with a yes', detail: `${moved} done with ${row?.used} used` }]
      : []),
  ];
}

/** Reads what the mandates know as a new process would, and holds it against what was done and said. */
async function brokenByFlows(world: World, deeds: readonly Deed[]): Promise<readonly Broken[]> {
  const keys = mandateKeys(world.dataDir);
  const flows = createFlows({ chance: CHANCE });
  const broken: Broken[] = [];
  for (const [mandate, own] of Map.groupBy(deeds, ({ mandate }) => mandate)) {
    const name = { tenant: TENANT, id: mandate.id, keys };
    const read = await flows.read((text, values) => world.superuser(text, values), name);
    const steps = read?.steps ?? [];
    for (const deed of own) {
      const called = steps.some((step) => step.kind === 'called' && isOf(step, deed));
      const learned = steps.some(
        (step) =>
          step.kind === 'result' &&
          isOf(step, deed) &&
          JSON.stringify(step.value).includes(`Line ${deed.key}/`),
      );
      if (deed.effects > 0 && deed.tool !== 'read_board' && !called) {
        broken.push({ law: 'what was done was in the flow before', detail: deed.key });
      }
      if (deed.told.includes('done') && !learned) {
        broken.push({ law: 'what was said is in the flow, with its labels', detail: deed.key });
      }
    }
  }
  return broken;
}

function isOf(
  { call }: Extract<Step, { kind: 'called' | 'result' }>,
  { tool, arguments: given }: Deed,
): boolean {
  return call.tool === `office/${tool}` && JSON.stringify(call.arguments) === JSON.stringify(given);
}

/** What an agent wrote with an untrusted origin is known again in every mandate, whatever died after it was written. */
async function forgotten(world: World, deeds: readonly Deed[]): Promise<readonly Broken[]> {
  const keys = mandateKeys(world.dataDir);
  const wanted = new Map(
    deeds.flatMap(({ tool, effects, arguments: given }) =>
      tool === 'ring_bell' && effects > 0
        ? pieces(String(given.message), 'text').map(
            (piece) => [digestOf(keys, ['tainted', piece]), piece] as const,
          )
        : [],
    ),
  );
  const rows = await world.superuser<{ digest: Uint8Array }>(
    'select digest from gatehouse.tainted_value where digest = any ($1)',
    [[...wanted.keys()]],
  );
  const known = new Set(rows.map(({ digest }) => Buffer.from(digest).toString('hex')));
  return [...wanted].flatMap(([digest, detail]) =>
    known.has(digest.toString('hex')) ? [] : [{ law: 'what was written untrusted is remembered', detail }],
  );
}
