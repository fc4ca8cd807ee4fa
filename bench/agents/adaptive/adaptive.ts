/** The adaptive set: attackers who know the policy and the code, at the moment that suits them best. */
import { isDeepStrictEqual } from 'node:util';
import type { Laundered } from '../../../packages/gatehouse/src/mandate/flow.ts';
import { pieces } from '../../../packages/gatehouse/src/mandate/laundering.ts';
import type { Suite } from '../corpus/suite.ts';
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
/** Of each kind and suite; more would only cost time. */
const CASES_MAX = 120;

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
  const at: Stage = earlier === undefined ? stage : { ...stage, laundered: writtenBefore(earlier) };
  const { flow } = walk(at, opened(at, task.words), { calls: before, approves: true });
  const { told } = walk(at, flow, { calls: attack, approves: false });
  return {
    attempt,
    executed: told.some(({ verdict }) => verdict === 'allow'),
    asked: told.filter(({ verdict }) => verdict === 'ask').length,
  };
}

function writtenBefore(texts: readonly string[]): Laundered {
  const known = new Set(texts.flatMap((text) => pieces(text, 'text')));
  return { digest: (piece) => piece, has: (digest) => known.has(digest) };
}
