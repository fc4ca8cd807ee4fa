/** Of which things the words speak at all, those first of which they can say most; an index that grows with what is known. */
import { bestOf, type Hit, hitsOf } from './hits.ts';
import type { Knowledge } from './knowledge.ts';
import type { Words } from './words.ts';

/** Things of which the words say at most so much. */
interface Rank {
  readonly most: number;
  /** Their hits, by key. */
  readonly keys: ReadonlyMap<string, readonly Hit[]>;
}

type Ranks = Map<number, Map<string, readonly Hit[]>>;

interface Index {
  upTo: number;
  readonly kinds: Map<string, { readonly ranks: Ranks; readonly rankOf: Map<string, number> }>;
}

const remembered = new WeakMap<Knowledge, Map<string, Index>>();

/** Things of a kind, from those of which the words say most to those of which they say least. */
export function spokenOf(knowledge: Knowledge, words: readonly Words[], kind: string): readonly Rank[] {
  const indexes = remembered.get(knowledge) ?? new Map<string, Index>();
  remembered.set(knowledge, indexes);
  const name = words.map(numberOf).join(' ');
  const index = indexes.get(name) ?? { upTo: 0, kinds: new Map() };
  indexes.set(name, index);
  extend(index, knowledge, words);
  const ranks = index.kinds.get(kind)?.ranks ?? [];
  return [...ranks].map(([most, keys]) => ({ most, keys })).sort((one, other) => other.most - one.most);
}

const numbers = new WeakMap<Words, number>();
let numbered = 0;

/** WHY not the text itself: it can be long, and is looked up with every value. */
function numberOf(words: Words): number {
  const known = numbers.get(words);
  if (known !== undefined) return known;
  numbered += 1;
  numbers.set(words, numbered);
  return numbered;
}

/** WHY only what was learnt since: a call looks at what is new. */
function extend(index: Index, knowledge: Knowledge, words: readonly Words[]): void {
  for (; index.upTo < knowledge.learnt.length; index.upTo += 1) {
    const { kind, key } = knowledge.learnt[index.upTo] ?? { kind: '', key: '' };
    const fields = knowledge.thing(kind, key)?.fields ?? [];
    const hits = words.flatMap((one) => fields.flatMap((field) => hitsOf(field, one, kind)));
    const { ranks, rankOf } = index.kinds.get(kind) ?? { ranks: new Map(), rankOf: new Map() };
    index.kinds.set(kind, { ranks, rankOf });
    ranks.get(rankOf.get(key) ?? 0)?.delete(key);
    if (hits.length === 0) continue;
    const most = bestOf(hits).reduce((sum, weight) => sum + weight, 0);
    ranks.set(most, (ranks.get(most) ?? new Map<string, readonly Hit[]>()).set(key, hits));
    rankOf.set(key, most);
  }
}
