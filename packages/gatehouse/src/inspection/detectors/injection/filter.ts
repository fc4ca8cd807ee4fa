/** Says quickly of most words that they matter to nobody: a few bits from three small tables. */
import { hashOf } from '../../word-hash.ts';
import { ENTRIES, type Source } from './lexicon.ts';

/** Scripts from here on have short stems; before it they are those of Latin letters. */
const SHORT_FROM = 0x250;
/** How many letters of a stem are looked at. */
const PREFIX = { latin: 4, other: 2 };
const SIZE = 2 ** 16;
/** Set for the first word of a phrase. */
const BEGINS = 0x80;

/** Bits of words, of pairs of words and of beginnings of words. Some words have bits that they should not have. */
export class Filter {
  readonly #words = new Uint8Array(SIZE);
  readonly #pairs = new Uint8Array(SIZE);
  readonly #prefixes = new Uint8Array(SIZE);

  /** `bits` by concept, below `BEGINS`; and words that have some besides. */
  constructor(bits: Uint8Array, others: Iterable<readonly [word: string, bits: number]>) {
    for (const [word, more] of others) mark(this.#words, hashOf(word), more);
    for (const { concept, words, isStem } of ENTRIES) {
      const own = bits[concept] as number;
      if (own === 0) continue;
      const [first = '', second] = words;
      if (isStem) {
        if (first.length < prefixOf(first.charCodeAt(0))) throw new RangeError(`too short: ${first}`);
        for (const key of prefixKeys(first)) this.#prefixes[key] = (this.#prefixes[key] as number) | own;
      }
      if (isStem) continue;
      if (second === undefined) mark(this.#words, hashOf(first), own);
      else {
        mark(this.#pairs, pair(hashOf(first), hashOf(second)), own);
        mark(this.#words, hashOf(first), BEGINS);
      }
    }
  }

  /** What the word may be. While no word follows it, it may begin every phrase. */
  bits({ text, words }: Source, index: number): number {
    const hash = words.hash(index);
    const bits = this.#words[(hash ^ (hash >>> 16)) & (SIZE - 1)] as number;
    const start = words.start(index);
    const length = words.end(index) - start;
    const head = text.charCodeAt(start);
    let key = 0;
    if (head < SHORT_FROM) {
      if (length >= PREFIX.latin) key = longKey(text, start, head);
    } else if (length >= PREFIX.other) key = shortKey(head, text.charCodeAt(start + 1));
    const known = bits | (key === 0 ? 0 : (this.#prefixes[key] as number));
    return known < BEGINS ? known : this.#paired(words, index, known);
  }

  #paired(words: Source['words'], index: number, bits: number): number {
    if (index + 1 === words.length) return 0xff;
    return (bits & ~BEGINS) | (this.#pairs[slot(pair(words.hash(index), words.hash(index + 1)))] as number);
  }
}

function prefixOf(head: number): number {
  return head < SHORT_FROM ? PREFIX.latin : PREFIX.other;
}

/** WHY five bits of a letter: for most scripts they are the same in both cases. */
function shortKey(head: number, second: number): number {
  return (head & 31) | ((second & 31) << 5) | ((head & 0xf00) << 4);
}

function longKey(text: string, start: number, head: number): number {
  const two = shortKey(head, text.charCodeAt(start + 1));
  return two ^ ((text.charCodeAt(start + 2) & 31) << 10) ^ ((text.charCodeAt(start + 3) & 31) << 11);
}

function keyOf(prefix: string): number {
  const head = prefix.charCodeAt(0);
  return head < SHORT_FROM ? longKey(prefix, 0, head) : shortKey(head, prefix.charCodeAt(1));
}

/** Those of a stem in every mixture of cases, for scripts in which that matters. */
function prefixKeys(stem: string): Iterable<number> {
  const count = prefixOf(stem.charCodeAt(0));
  const spellings = [...stem.slice(0, count)].reduce<readonly string[]>(
    (known, letter) => known.flatMap((each) => [each + letter, each + letter.toUpperCase().charAt(0)]),
    [''],
  );
  return new Set(spellings.map(keyOf));
}

function mark(table: Uint8Array, hash: number, bits: number): void {
  table[slot(hash)] = (table[slot(hash)] as number) | bits;
}

function slot(hash: number): number {
  return (hash ^ (hash >>> 16)) & (SIZE - 1);
}

function pair(first: number, second: number): number {
  return Math.imul(first ^ (first >>> 16), 0x9e3779b1 | 0) ^ second;
}
