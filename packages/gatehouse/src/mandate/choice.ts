/** Which of the things that a mandate knows its words mean. */
import { bestOf, type Hit, NAMED, NUMBER } from './hits.ts';
import type { Knowledge, Thing } from './knowledge.ts';
import type { Scope } from './scope.ts';
import { spokenOf } from './spoken.ts';

export interface Choice {
  readonly things: readonly Thing[];
  readonly how: string;
  /** The place in the words that chose, for the grant that is used up. */
  readonly at: string;
  /** False when only a part of a name or a number matched. */
  readonly exact: boolean;
}

/** More things than that, of which the words speak alike, are not told apart by whatever else they have in common. */
const ALIKE_MAX = 256;

/** The things of a kind that the words speak of most exactly: more than one where they do not say which. */
export function choose(knowledge: Knowledge, scope: Scope, kind: string): Choice | undefined {
  let best = 0;
  let things: Thing[] = [];
  let hits: readonly Hit[] = [];
  for (const { most, keys } of spokenOf(knowledge, scope.words, kind)) {
    if (most < best) break;
    for (const [key, spoken] of keys) {
      const found = spoken.filter((hit) => scope.covers(hit.words, hit.at));
      const score = scoreOf(found);
      if (score === 0 || score < best) continue;
      const thing = knowledge.thing(kind, key);
      if (thing === undefined) continue;
      if (score > best) things = [];
      things.push(thing);
      [best, hits] = [score, found];
      if (things.length > ALIKE_MAX && best === most) return undefined;
    }
  }
  const strongest = hits.toSorted((one, other) => other.weight - one.weight)[0];
  if (strongest === undefined) return undefined;
  return {
    things,
    exact: best >= NUMBER,
    how: `the words name it by its ${strongest.field.name || strongest.field.role}`,
    at: `words${strongest.words.step}@${strongest.at}`,
  };
}

function scoreOf(hits: readonly Hit[]): number {
  if (hits.every((hit) => hit.field.role === 'time')) return 0;
  const weights = bestOf(hits);
  // WHY: of two that are called the same, neither is meant more because its address resembles the name.
  const isNamed = weights.some((weight) => weight >= NAMED);
  return weights.reduce((sum, weight) => sum + (isNamed && weight < NUMBER ? 0 : weight), 0);
}
