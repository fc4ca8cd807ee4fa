/** One walk over a growing text, for all detectors at once: where their literals stand, and where the words are. */
import { type Automaton, createAutomaton } from './automaton.ts';
import { DIGIT, KINDS, LOWER_CASE, SEPARATOR, SIGN } from './letters.ts';
import { type Hits, PickedPlaces, Places } from './places.ts';
import { HASH_PRIME, HASH_START } from './word-hash.ts';

/** What surveys of the same detectors share. */
export interface SurveyPlan {
  readonly automaton: Automaton;
  /** By code unit, so that a character costs one look: its lower case, its kind from bit 16 on, its class from bit 24 on. */
  readonly characters: Uint32Array;
  readonly owners: number;
  /** By literal of the automaton: its length. */
  readonly lengths: Int32Array;
  /** By literal of the automaton: whose it is, and which one of theirs; two numbers for each use. */
  readonly uses: readonly Int32Array[];
}

export function planSurvey(owners: readonly { readonly literals?: readonly string[] }[]): SurveyPlan {
  const indexes = new Map<string, number>();
  const uses: number[][] = [];
  for (const [owner, { literals = [] }] of owners.entries()) {
    for (const [literal, text] of literals.entries()) {
      const index = indexes.get(text.toLowerCase()) ?? indexes.size;
      indexes.set(text.toLowerCase(), index);
      uses[index] = [...(uses[index] ?? []), owner, literal];
    }
  }
  const texts = [...indexes.keys()];
  const automaton = createAutomaton(texts);
  return {
    automaton,
    characters: automaton.classes.reduce(describe, new Uint32Array(65_536)),
    owners: owners.length,
    lengths: Int32Array.from(texts, ({ length }) => length),
    uses: uses.map((each) => Int32Array.from(each)),
  };
}

function describe(characters: Uint32Array, symbol: number, code: number): Uint32Array {
  characters[code] = (LOWER_CASE[code] ?? 0) | ((KINDS[code] ?? SEPARATOR) << 16) | (symbol << 24);
  return characters;
}

export class Survey {
  readonly words = new Places();
  /** The words that are runs of digits. */
  readonly numbers = new PickedPlaces(this.words);
  /** The words that begin with a capital letter. */
  readonly capitals = new PickedPlaces(this.words);
  readonly #plan: SurveyPlan;
  readonly #hits: readonly Places[];
  #length = 0;
  #state = 0;
  /** The word that is under way: its kind, its hash and where it began. */
  #kind = SEPARATOR;
  #hash = HASH_START;
  #begin = 0;
  #isCapital = false;

  constructor(plan: SurveyPlan) {
    this.#plan = plan;
    this.#hits = Array.from({ length: plan.owners }, () => new Places());
  }

  hits(owner: number): Hits {
    return this.#hits[owner] ?? NO_HITS;
  }

  /** Forgets everything, for another text. */
  clear(): void {
    this.words.clear();
    this.numbers.clear();
    this.capitals.clear();
    for (const hits of this.#hits) hits.clear();
    this.#length = 0;
    this.#state = 0;
    this.#kind = SEPARATOR;
    this.#hash = HASH_START;
    this.#begin = 0;
    this.#isCapital = false;
  }

  /** Walks what is new in `text`, which is the text of the last call with more behind it. */
  extend(text: string, last: boolean): void {
    const { next, accepting } = this.#plan.automaton;
    const { characters } = this.#plan;
    const { words, numbers, capitals } = this;
    // WHY: about five characters a word, so that the list rarely has to grow.
    words.reserve(words.length + Math.ceil((text.length - this.#length) / 5));
    let state = this.#state;
    let kind = this.#kind;
    let hash = this.#hash;
    let begin = this.#begin;
    let isCapital = this.#isCapital;
    const end = text.length;
    for (let index = this.#length; index < end; index += 1) {
      const character = characters[text.charCodeAt(index)] as number;
      state = next[state + (character >>> 24)] as number;
      if (state >= accepting) this.#hit(state, index + 1);
      const here = (character >>> 16) & 3;
      if (here === kind && here !== SIGN) {
        hash = Math.imul(hash ^ (character & 0xffff), HASH_PRIME);
        continue;
      }
      if (kind !== SEPARATOR) {
        if (kind === DIGIT) numbers.add(begin, index, words.gone + words.length);
        else if (isCapital) capitals.add(begin, index, words.gone + words.length);
        words.add(begin, index, hash);
      }
      kind = here;
      begin = index;
      isCapital = (character & 0xffff) !== text.charCodeAt(index);
      hash = Math.imul(HASH_START ^ (character & 0xffff), HASH_PRIME);
    }
    this.#begin = begin;
    this.#isCapital = isCapital;
    this.#state = state;
    this.#kind = kind;
    this.#hash = hash;
    this.#length = end;
    if (last && kind !== SEPARATOR) {
      if (kind === DIGIT) numbers.add(begin, end, words.gone + words.length);
      else if (isCapital) capitals.add(begin, end, words.gone + words.length);
      words.add(begin, end, hash);
      this.#kind = SEPARATOR;
    }
    this.words.open = this.#kind === SEPARATOR ? end : this.#begin;
  }

  /** Forgets the first `count` characters. */
  drop(count: number): void {
    this.#length -= count;
    this.#begin -= count;
    this.words.drop(count);
    this.numbers.drop(count);
    this.capitals.drop(count);
    for (const hits of this.#hits) hits.drop(count);
  }

  #hit(state: number, end: number): void {
    const { automaton, lengths, uses } = this.#plan;
    for (const index of automaton.outputs(state)) {
      const start = end - (lengths[index] as number);
      const users = uses[index] as Int32Array;
      for (let use = 0; use < users.length; use += 2) {
        (this.#hits[users[use] as number] as Places).add(start, end, users[use + 1] as number);
      }
    }
  }
}

const NO_HITS: Hits = new Places();
