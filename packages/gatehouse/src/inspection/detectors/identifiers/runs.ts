/** The runs of digits of a text, the one that may still grow among them. */

import { isDigit } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import type { Picks } from '../../places.ts';

export class Runs {
  readonly length: number;
  readonly #numbers: Picks;
  readonly #complete: number;
  readonly #open: number;
  readonly #textLength: number;

  constructor({ text, words, numbers }: Glance) {
    this.#numbers = numbers;
    this.#complete = numbers.length;
    this.#open = words.open;
    this.#textLength = text.length;
    // At the end of the text, none is open: there `charCodeAt` is no number, and no digit.
    this.length = numbers.length + (isDigit(text.charCodeAt(words.open)) ? 1 : 0);
  }

  start(index: number): number {
    return index < this.#complete ? this.#numbers.start(index) : this.#open;
  }

  end(index: number): number {
    return index < this.#complete ? this.#numbers.end(index) : this.#textLength;
  }

  /** The index of the first one that ends behind `position`. */
  from(position: number): number {
    return this.#numbers.from(position);
  }
}
