/** One walk over a growing text, for all detectors at once: where their literals stand, and where the words are. */
import { type Automaton, createAutomaton } from './automaton.ts';
import { DIGIT, KINDS, LETTER, LOWER_CASE, SEPARATOR } from './letters.ts';
import { type Hits, Places } from './places.ts';

/** What surveys of the same detectors share. */
export interface SurveyPlan {
  readonly automaton: Automaton;
  readonly owners: number;
  /** By literal of the automaton: whose it is, and which one of theirs. Two for each use. */
  readonly uses: readonly (readonly { readonly owner: number; readonly literal: number }[])[];
  readonly lengths: readonly number[];
}

export function planSurvey(owners: readonly { readonly literals?: readonly string[] }[]): SurveyPlan {
  const indexes = new Map<string, number>();
  const uses: { owner: number; literal: number }[][] = [];
  for (const [owner, { literals = [] }] of owners.entries()) {
    for (const [literal, text] of literals.entries()) {
      const index = indexes.get(text.toLowerCase()) ?? indexes.size;
      indexes.set(text.toLowerCase(), index);
      uses[index] = [...(uses[index] ?? []), { owner, literal }];
    }
  }
  const texts = [...indexes.keys()];
  return {
    automaton: createAutomaton(texts),
    owners: owners.length,
    uses,
    lengths: texts.map(({ length }) => length),
  };
}

const HASH_START = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

/** The hash under which `Words` knows a word: FNV-1a over its code units in lower case. */
export function hashOf(word: string): number {
  let hash = HASH_START;
  for (let index = 0; index < word.length; index += 1) {
    hash = Math.imul(hash ^ (LOWER_CASE[word.charCodeAt(index)] ?? 0), HASH_PRIME);
  }
  return hash;
}

export class Survey {
  readonly words = new Places();
  readonly #plan: SurveyPlan;
  readonly #hits: readonly Places[];
  #length = 0;
  #state = 0;
  /** The word that is under way: its kind, its hash and where it began. */
  #kind = SEPARATOR;
  #hash = HASH_START;
  #begin = 0;

  constructor(plan: SurveyPlan) {
    this.#plan = plan;
    this.#hits = Array.from({ length: plan.owners }, () => new Places());
  }

  hits(owner: number): Hits {
    return this.#hits[owner] ?? NO_HITS;
  }

  /** Walks what is new in `text`, which is the text of the last call with more behind it. */
  extend(text: string, last: boolean): void {
    const { classes, next, accepting } = this.#plan.automaton;
    let state = this.#state;
    let kind = this.#kind;
    let hash = this.#hash;
    const end = text.length;
    for (let index = this.#length; index < end; index += 1) {
      const code = text.charCodeAt(index);
      state = next[state + (classes[code] as number)] as number;
      if (state >= accepting) this.#hit(state, index + 1);
      const here = KINDS[code] as number;
      if (here === kind && (here === LETTER || here === DIGIT)) {
        hash = Math.imul(hash ^ (LOWER_CASE[code] as number), HASH_PRIME);
        continue;
      }
      if (kind !== SEPARATOR) this.words.add(this.#begin, index, hash);
      kind = here;
      this.#begin = index;
      if (here !== SEPARATOR) hash = Math.imul(HASH_START ^ (LOWER_CASE[code] as number), HASH_PRIME);
    }
    this.#state = state;
    this.#kind = kind;
    this.#hash = hash;
    this.#length = end;
    if (last && kind !== SEPARATOR) {
      this.words.add(this.#begin, end, hash);
      this.#kind = SEPARATOR;
    }
    this.words.open = this.#kind === SEPARATOR ? end : this.#begin;
  }

  /** Forgets the first `count` characters. */
  drop(count: number): void {
    this.#length -= count;
    this.#begin -= count;
    this.words.drop(count);
    for (const hits of this.#hits) hits.drop(count);
  }

  #hit(state: number, end: number): void {
    for (const index of this.#plan.automaton.outputs(state)) {
      const start = end - (this.#plan.lengths[index] ?? 0);
      for (const { owner, literal } of this.#plan.uses[index] ?? []) {
        this.#hits[owner]?.add(start, end, literal);
      }
    }
  }
}

const NO_HITS: Hits = new Places();
