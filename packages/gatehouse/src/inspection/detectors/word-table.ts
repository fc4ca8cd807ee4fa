/** Tables of words by their hashes, and the question whether one of them stands shortly before a place. */
import type { Words } from '../places.ts';
import { hashOf } from '../word-hash.ts';

/** Numbers by hash, in an open table; 0 for every hash that it does not have. */
export class HashTable {
  readonly #keys: Int32Array;
  readonly #values: Int32Array;
  readonly #mask: number;

  constructor(values: ReadonlyMap<number, number>) {
    const size = 2 ** Math.ceil(Math.log2(values.size * 2 + 2));
    this.#mask = size - 1;
    this.#keys = new Int32Array(size);
    this.#values = new Int32Array(size);
    for (const [hash, value] of values) {
      const slot = this.#slot(hash);
      this.#keys[slot] = hash;
      this.#values[slot] = value;
    }
  }

  get(hash: number): number {
    return this.#values[this.#slot(hash)] ?? 0;
  }

  #slot(hash: number): number {
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#values[slot] !== 0 && this.#keys[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** Numbers by word; asked for by the word's `hashOf`. */
export class WordTable extends HashTable {
  /** Later entries add their bits to earlier ones of the same word. */
  constructor(entries: Iterable<readonly [word: string, value: number]>) {
    const values = new Map<number, number>();
    for (const [word, value] of entries) {
      const hash = hashOf(word);
      values.set(hash, (values.get(hash) ?? 0) | value);
    }
    super(values);
  }
}

/** Words of a list that is written with spaces between them. */
export function wordsOf(list: string): readonly string[] {
  return list.split(/\s+/u).filter((word) => word !== '');
}

export function tableOf(list: string): WordTable {
  return new WordTable(wordsOf(list).map((word) => [word, 1]));
}

/** How far before a place a word still speaks about it. */
export const CUE_REACH = 64;

/** Where something stands that words before it may speak about: what ends before `floor` says nothing. */
interface Spoken {
  readonly at: number;
  readonly floor: number;
  /** How many words count. */
  readonly count: number;
}

/** The values of the cues among the words before word `index`, together. */
export function cuesBefore(
  words: Words,
  place: Spoken & { readonly index: number },
  cues: HashTable,
): number {
  const { index, at, floor, count } = place;
  const lowest = Math.max(floor, at - CUE_REACH);
  const first = Math.max(0, index - count);
  let value = 0;
  for (let word = index - 1; word >= first && words.start(word) >= lowest; word -= 1) {
    value |= cues.get(words.hash(word));
  }
  return value;
}

/** Whether one of `cues` is among the words before a place, wherever it stands among them. */
export function isCued(words: Words, place: Spoken, cues: HashTable): boolean {
  let index = words.from(place.at - 1);
  if (index < words.length && words.end(index) <= place.at) index += 1;
  return cuesBefore(words, { ...place, index }, cues) !== 0;
}
