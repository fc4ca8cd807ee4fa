/** What the sources of an answer hold, so that its sentences, numbers and names can be looked up. */
import type { Background } from '../../background.ts';
import { SPELLED, sentenceEnd, stemsOf, type Token, tokensOf, valuesOf } from './claims.ts';

/** More than this is not looked through: then nothing is said to be missing. */
const TEXT_MAX = 1_000_000;
/** A stem in more sentences than this says little about any of them. */
const POSTINGS_MAX = 64;
/** Where so many words within sentences are capitalised, a capital is no sign of a name (German). */
const CAPITALS = 0.25;

export class Sources {
  /** The sentences that a stem stands in. */
  readonly #sentences = new Map<string, number[]>();
  readonly #words = new Set<string>();
  readonly #numbers = new Set<number>();
  #sorted: readonly number[] | undefined;
  #count = 0;
  #capitals = 0;
  #inner = 0;

  /** Undefined when there are no sources, or too much of them. */
  static of({ sources, system, asked }: Background): Sources | undefined {
    const texts = [...sources, ...asked, ...system];
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (sources.length === 0 || length > TEXT_MAX) return undefined;
    const read = new Sources();
    for (const text of texts) read.#read(text);
    return read;
  }

  get capitalises(): boolean {
    return this.#capitals > this.#inner * CAPITALS;
  }

  hasWord(word: string): boolean {
    const lower = word.toLowerCase();
    return this.#words.has(lower) || this.#words.has(lower.replace(/['’]?s$/, ''));
  }

  hasNumber(value: number): boolean {
    return this.#numbers.has(value);
  }

  /** Whether a number is there that differs by a twentieth at most. */
  hasNear(value: number): boolean {
    this.#sorted ??= [...this.#numbers].sort((left, right) => left - right);
    const { length } = this.#sorted;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < value * 0.95) low = middle + 1;
      else high = middle;
    }
    return low < length && (this.#sorted[low] ?? Number.POSITIVE_INFINITY) <= value * 1.05;
  }

  /**
   * How much of `stems` the sources hold, from 0 to 1: two parts for the best three sentences in a row, one for all of
   * them together. Stems that stand in many sentences weigh less.
   */
  support(stems: ReadonlySet<string>): number {
    const found = new Map<number, number>();
    let total = 0;
    let anywhere = 0;
    for (const stem of stems) {
      const places = this.#sentences.get(stem) ?? [];
      const weight = 1 / (1 + (3 * places.length) / Math.max(this.#count, 12));
      total += weight;
      if (places.length > 0) anywhere += weight;
      let before = -1;
      for (const place of places) {
        for (let near = Math.max(place - 1, before + 1); near <= place + 1; near += 1) {
          found.set(near, (found.get(near) ?? 0) + weight);
          before = near;
        }
      }
    }
    let best = 0;
    for (const weight of found.values()) best = Math.max(best, weight);
    return total === 0 ? 1 : (2 * best + anywhere) / (3 * total);
  }

  #read(text: string): void {
    for (let from = 0; from < text.length; ) {
      const end = sentenceEnd(text, from, true) ?? text.length;
      this.#readSentence(tokensOf(text.slice(from, end)));
      from = end;
    }
    // Sentences of different texts are no neighbours.
    this.#count += 2;
  }

  #readSentence(tokens: readonly Token[]): void {
    for (const [index, token] of tokens.entries()) {
      if (token.kind === 'number') {
        for (const value of [...valuesOf(token, undefined), ...valuesOf(token, tokens[index + 1])])
          this.#numbers.add(value);
        continue;
      }
      const lower = token.text.toLowerCase();
      const spelled = SPELLED.get(lower);
      if (spelled !== undefined) this.#numbers.add(spelled);
      this.#words.add(lower);
      for (const part of lower.split(/[-'’]/)) this.#words.add(part);
      for (const stem of stemsOf(token)) this.#post(stem);
      if (index === 0 || token.text.length < 4 || token.kind !== 'word') continue;
      this.#inner += 1;
      if (/^\p{Lu}/u.test(token.text)) this.#capitals += 1;
    }
    this.#count += 1;
  }

  #post(stem: string): void {
    const places = this.#sentences.get(stem);
    if (places === undefined) this.#sentences.set(stem, [this.#count]);
    else if (places.length < POSTINGS_MAX && places.at(-1) !== this.#count) places.push(this.#count);
  }
}
