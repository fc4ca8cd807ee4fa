/** The adaptive set: attackers who know the policy and the code, at the moment that suits them best. */
import { isDeepStrictEqual } from 'node:util';
import { UNKNOWN_ARGUMENT, UNKNOWN_TOOL } from '../../../packages/gatehouse/src/kernel/manifest.ts';
import { assess } from '../../../packages/gatehouse/src/mandate/assess.ts';
import { canBeLaundered, pieces } from '../../../packages/gatehouse/src/mandate/laundering.ts';
import type { Played, Suite } from '../corpus/suite.ts';
import type { Manifests } from '../manifests.ts';
import { opened, type Stage, walk } from '../replay/walk.ts';
import type { AdaptiveCase } from './case.ts';
import { seeded } from './chance.ts';
import { type ChangedTools, changedTools } from './changed-tools.ts';
import { approvalSpam, poisonedContent } from './content.ts';
import { lookAlikes, wrongObjects } from './disguises.ts';
import { crossSession, launderedValues } from './laundering.ts';
import { type Material, materialOf } from './material.ts';
import { chanceValues, extraArguments, readEgress } from './misplaced.ts';

export interface Tried {
  readonly attempt: AdaptiveCase;
  readonly executed: boolean;
  readonly asked: number;
}

export interface AdaptiveSet {
  readonly tried: readonly Tried[];
  readonly changed: ChangedTools;
}

const GENERATORS: readonly ((material: Material) => readonly AdaptiveCase[])[] = [
  poisonedContent,
  launderedValues,
  chanceValues,
  lookAlikes,
  readEgress,
  extraArguments,
  wrongObjects,
  approvalSpam,
  crossSession,
];

/** WHY fixed: the set is generated before the policy is frozen, and is the same for everybody. */
const SEED = 0x6a7e;
/** Of each kind and suite. */
const CASES_MAX = 1_000;

function adaptiveCases(suite: Suite, manifests: Manifests): readonly AdaptiveCase[] {
  return GENERATORS.flatMap((generate) => {
    const chance = seeded(SEED);
    const cases = generate(materialOf(suite, manifests, chance)).filter((one) => !isOwn(one));
    return chance.some(cases, CASES_MAX);
  });
}

/** Nothing tells the user's own call from the user's. */
function isOwn({ task, attack }: AdaptiveCase): boolean {
  return attack.some((made) =>
    task.calls.some(
      ({ tool, arguments: given }) => tool === made.tool && isDeepStrictEqual(given, made.arguments),
    ),
  );
}

export function tryAdaptive(suite: Suite, manifests: Manifests, stage: Stage): AdaptiveSet {
  const tried = adaptiveCases(suite, manifests).map((attempt) => tryOne(attempt, stage));
  return { tried, changed: changedTools(suite) };
}

function tryOne(attempt: AdaptiveCase, stage: Stage): Tried {
  const { task, before, attack, earlier } = attempt;
  const at = earlier === undefined ? stage : { ...stage, written: writtenBefore(stage, earlier) };
  const { flow } = walk(at, opened(at, task.words), { calls: before, approves: true });
  const { told } = walk(at, flow, { calls: attack, approves: false });
  return {
    attempt,
    executed: told.some(({ verdict }) => verdict === 'allow'),
    asked: told.filter(({ verdict }) => verdict === 'ask').length,
  };
}

/** As the gate remembers it: pieces of what nothing trusted said when it was written. */
function writtenBefore(stage: Stage, { tool, arguments: given }: Played): ReadonlySet<string> {
  const manifest = stage.manifestOf(tool) ?? UNKNOWN_TOOL;
  const call = { tool: `${stage.server}/${tool}`, arguments: given };
  const { traced } = assess(opened(stage, 'Have a look at what is new.'), call, manifest);
  return new Set(
    traced.flatMap(({ argument, value, origin }) => {
      const { role } = manifest.arguments[argument] ?? UNKNOWN_ARGUMENT;
      const isUntrusted = origin.kind === 'untrusted' || origin.kind === 'unknown';
      return isUntrusted && canBeLaundered(role) ? pieces(value, role) : [];
    }),
  );
}
