/** Finds what is worth scoring in a growing text: a sentence or a few around a word that attacks are made of. */
import { KINDS, SIGN } from '../../letters.ts';
import { Filter } from './filter.ts';
import { BLANK, GAP_MAX, gapBefore, gapFlags, INITIAL, NEWLINE, SENTENCE } from './gaps.ts';
import { conceptAt, isPlaceholder, type Source, UNDECIDED, WORD_MAX } from './lexicon.ts';
import { FRAME_WORDS, markerOf } from './markers.ts';
import { ASKING_WORDS, ASKS, IS_ASKING, OPENS, ORDERS, ROLE, TALKS } from './roles.ts';

const filter = new Filter(ROLE, [
  ...FRAME_WORDS.map((word) => [word, OPENS] as const),
  ...ASKING_WORDS.map((word) => [word, ASKS] as const),
]);

const SPACE = 0x20;
const QUOTE = 0x22;
/** From here on a window takes no further word. */
const WINDOW_CHARACTERS = 1_400;
/** A word counts two, a sign of Han or kana one. */
const UNITS_MAX = 96;
/** How many units must be there for a sentence, a line or a paragraph to end a window. */
const ENOUGH = { sentence: 36, line: 24, paragraph: 8 };
/** How far a window reaches back before what opened it. WHY 96: with the gap before it, within `CONTEXT`. */
const BACK_WORDS = 20;
const BACK_CHARACTERS = 96;

/** The most characters that stay open. */
export const WINDOW_REACH = WINDOW_CHARACTERS + GAP_MAX + 2 * WORD_MAX + 1;

/** Walks from window to window. What a window is depends on nothing before the end of the last one. */
export class Windows {
  /** Indexes into the words: of the first one that is looked at, of the one that opened it, and behind the last one. */
  first = 0;
  anchor = 0;
  to = 0;
  /** How many words behind the last window talk of attacks. */
  talk = 0;
  /** Where the text must be kept from, once there is no further window. */
  open: number;
  /** Where the last window ended. */
  floor: number;
  readonly #source: Source;
  readonly #last: boolean;
  #index: number;

  constructor(
    source: Source,
    { from, floor }: { readonly from: number; readonly floor: number },
    last: boolean,
  ) {
    this.#source = source;
    this.#last = last;
    this.#index = source.words.from(from);
    if (this.#index < source.words.length && source.words.start(this.#index) < from) this.#index += 1;
    this.open = from;
    this.floor = floor;
  }

  /** Whether there is one more. */
  next(): boolean {
    const { text, words } = this.#source;
    const { length } = words;
    this.talk = 0;
    let asks = ASKS;
    for (let index = this.#index; index < length; index += 1) {
      const bits = filter.bits(this.#source, index);
      const before = asks;
      asks = bits & ASKS;
      if ((bits & ~ASKS) === 0) continue;
      if ((bits & ~ASKS) === ORDERS && !this.#mayOrder(index, before)) continue;
      const opens = this.#opens(index);
      if (opens === undefined || (opens && !this.#close(index))) {
        this.open = words.start(index);
        return false;
      }
      if (!opens) continue;
      this.#reachBack(index);
      this.#index = this.to;
      return true;
    }
    const isLong = text.length - words.open > WORD_MAX;
    this.open = this.#last || isLong ? text.length : words.open;
    return false;
  }

  /** Call behind each window. */
  leave(): void {
    this.floor = this.#source.words.end(this.to - 1);
  }

  /** Whether a word opens a window; not known as long as it may be the beginning of a phrase. */
  #opens(index: number): boolean | undefined {
    const { words } = this.#source;
    const start = words.start(index);
    if (words.end(index) - start > WORD_MAX) return false;
    if (markerOf(this.#source, index) >= 0) return true;
    const found = conceptAt(this.#source, index, words.length);
    if (!this.#last && (found & UNDECIDED) !== 0) return;
    const role = ROLE[found & 0xff];
    if (role === 0 || isPlaceholder(this.#source, index)) return false;
    if (role === OPENS) return true;
    if (role === TALKS) {
      this.talk += 1;
      return false;
    }
    return this.#mayOrder(index, ASKS);
  }

  /** Whether an order would begin at a word; it would not unless asked for when only a space stands before it. */
  #mayOrder(index: number, asks: number): boolean {
    const { text, words } = this.#source;
    const start = words.start(index);
    const isPlain = index > 0 && start - words.end(index - 1) === 1 && text.charCodeAt(start - 1) === SPACE;
    if (isPlain) return asks !== 0 && IS_ASKING.get(words.hash(index - 1)) !== 0;
    // WHY: a word in quotes by itself is a name, as in a record.
    const isName = text.charCodeAt(start - 1) === QUOTE && text.charCodeAt(words.end(index)) === QUOTE;
    return !isName && (gapBefore(text, start) & INITIAL) !== 0;
  }

  /** Looks for the end of the window that `anchor` opens; false while it is not known. */
  #close(anchor: number): boolean {
    const { text, words } = this.#source;
    const { length } = words;
    const begin = words.start(anchor);
    let units = 0;
    for (let index = anchor; ; ) {
      units += KINDS[text.charCodeAt(words.start(index))] === SIGN ? 1 : 2;
      index += 1;
      this.to = index;
      if (index >= length && this.#last) return true;
      const next = index < length ? words.start(index) : words.open;
      const end = words.end(index - 1);
      if (next - end > GAP_MAX) return true;
      const isThere = next < text.length;
      if (isThere && (next - begin > WINDOW_CHARACTERS || endsHere(this.#source, { end, next, units })))
        return true;
      if (index < length ? words.end(index) - next > WORD_MAX : isThere && text.length - next > WORD_MAX)
        return true;
      if (index >= length) return false;
    }
  }

  #reachBack(anchor: number): void {
    const { words } = this.#source;
    const lowest = Math.max(this.floor, words.start(anchor) - BACK_CHARACTERS);
    let first = anchor;
    while (first > 0 && anchor - first < BACK_WORDS && words.start(first - 1) >= lowest) first -= 1;
    this.first = first;
    this.anchor = anchor;
  }
}

function endsHere(
  { text }: Source,
  { end, next, units }: { readonly end: number; readonly next: number; readonly units: number },
): boolean {
  if (units >= UNITS_MAX) return true;
  if (units < ENOUGH.paragraph || (next - end === 1 && text.charCodeAt(end) === SPACE)) return false;
  const flags = gapFlags(text, end, next);
  if ((flags & (NEWLINE | SENTENCE)) === 0) return false;
  if ((flags & SENTENCE) !== 0 && units >= ENOUGH.sentence) return true;
  return (flags & NEWLINE) !== 0 && (units >= ENOUGH.line || (flags & BLANK) !== 0);
}
