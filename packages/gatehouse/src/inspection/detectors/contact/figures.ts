/** The runs of digits of a growing text, the one at its end that may still grow included. */
import { isDigit } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import type { Picks, Words } from '../../places.ts';
import { cuesBefore, type WordTable } from '../word-table.ts';

export class Figures {
  readonly length: number;
  readonly #numbers: Picks;
  readonly #words: Words;
  readonly #textLength: number;

  constructor({ text, numbers, words }: Glance) {
    const grows = words.open < text.length && isDigit(text.charCodeAt(words.open));
    this.length = numbers.length + (grows ? 1 : 0);
    this.#numbers = numbers;
    this.#words = words;
    this.#textLength = text.length;
  }

  /** The index of the first one that ends behind `position`. */
  from(position: number): number {
    return this.#numbers.from(position);
  }

  start(index: number): number {
    return index < this.#numbers.length ? this.#numbers.start(index) : this.#words.open;
  }

  end(index: number): number {
    return index < this.#numbers.length ? this.#numbers.end(index) : this.#textLength;
  }

  /**
   * The values of the cues among the last `count` words before a figure, together: words that end before `floor`, or
   * far away, say nothing about it.
   */
  cues(index: number, cues: WordTable, { count, floor }: { readonly count: number; readonly floor: number }) {
    const words = this.#words;
    const own = index < this.#numbers.length ? this.#numbers.word(index) : words.length;
    return cuesBefore(words, { index: own, at: this.start(index), floor, count }, cues);
  }
}
