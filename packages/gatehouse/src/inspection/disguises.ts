/** What was folded away or read as something else in a text: the kinds of disguises, and where they stand. */
import { type Hits, Places } from './places.ts';

/** The kinds; a disguise is known by its index here (`Hits.literal`). */
export const DISGUISES = [
  /** Zero-width spaces, word joiners, invisible operators, fillers. Not a byte order mark at the beginning. */
  'zero_width',
  /** ZWJ and ZWNJ where neither a script nor an emoji asks for them. */
  'joiner',
  'soft_hyphen',
  /** LRO and RLO: text is shown in another order than it is read (UAX #9 section 2.2). */
  'bidi_override',
  /** LRE and RLE. */
  'bidi_embedding',
  /** LRI, RLI and FSI. */
  'bidi_isolate',
  /** PDF and PDI, which end one of the above. */
  'bidi_end',
  /** LRM, RLM and ALM, which texts in Hebrew and Arabic need. */
  'bidi_mark',
  /** Tag characters that are no part of a flag; the text shows the ASCII characters that they hide. */
  'tag',
  /** Variation selectors on what has no variants; the text shows the bytes that they hide, as far as they are ASCII. */
  'variation',
  /** Combining marks that form no character with the letter below them. */
  'combining',
  /** A letter of another script within a word in Latin letters (UTS #39). */
  'confusable',
  /** Mathematical, circled, squared, small and other letters in the place of plain ones. */
  'compatibility',
  'braille',
  'private_use',
] as const;

export type Disguise = (typeof DISGUISES)[number];

/**
 * Where disguises stand, as places in the folded text. What was read as something else stands at what it is read as;
 * what was taken out stands at the character behind it (a zero-width space when the text ends there), whose raw text
 * includes it.
 */
export interface Disguises extends Hits {
  /** How many characters were folded here. */
  count(index: number): number;
}

const KIND_BITS = 8;

export class DisguisePlaces implements Disguises {
  readonly #places = new Places();

  get length(): number {
    return this.#places.length;
  }

  mark(start: number, kind: number, count: number): void {
    this.#places.add(start, start + 1, kind | (count << KIND_BITS));
  }

  start(index: number): number {
    return this.#places.start(index);
  }

  end(index: number): number {
    return this.#places.end(index);
  }

  literal(index: number): number {
    return this.#places.literal(index) & ((1 << KIND_BITS) - 1);
  }

  count(index: number): number {
    return this.#places.literal(index) >>> KIND_BITS;
  }

  from(position: number): number {
    return this.#places.from(position);
  }

  clear(): void {
    this.#places.clear();
  }

  drop(count: number): void {
    this.#places.drop(count);
  }
}
