/** Cuts a growing text into chunks of a sentence or a few: what is scored as one, and found as one. */
import { KINDS, SIGN } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { BLANK, GAP_MAX, gapFlags, NEWLINE, SENTENCE } from './gaps.ts';

export interface Chunk {
  /** Indexes into the words; `to` is behind the last one. */
  readonly first: number;
  readonly to: number;
}

export interface Source {
  readonly text: string;
  readonly words: Words;
}

const SPACE = 0x20;
/** Letters in a row that are no word of prose: a chunk ends before them, and they belong to none. */
const WORD_MAX = 160;
/** From here on a chunk takes no further word. */
const CHUNK_CHARACTERS = 1_400;
/** A word counts two, a sign of Han or kana one. */
const UNITS_MAX = 96;
/** How many units must be there for a sentence, a line or a paragraph to end a chunk; shorter ones are joined. */
const ENOUGH = { sentence: 28, line: 20, paragraph: 8 };

/** The most characters that stay open. */
export const CHUNK_REACH = CHUNK_CHARACTERS + GAP_MAX + 2 * WORD_MAX + 1;

/** The chunk that begins at or behind `from`; otherwise from where the text must be kept for it. */
export function nextChunk(source: Source, from: number, last: boolean): Chunk | { readonly open: number } {
  const { text, words } = source;
  let first = words.from(from);
  while (first < words.length && (words.start(first) < from || isLong(words, first))) first += 1;
  if (first >= words.length) return { open: last ? text.length : openWord(source) };
  const begin = words.start(first);
  let units = 0;
  for (let index = first; ; ) {
    units += KINDS[text.charCodeAt(words.start(index))] === SIGN ? 1 : 2;
    index += 1;
    const next = index < words.length ? words.start(index) : words.open;
    if (index >= words.length && last) return { first, to: index };
    const isThere = next < text.length;
    const end = words.end(index - 1);
    if (next - end > GAP_MAX) return { first, to: index };
    if (isThere && next - begin > CHUNK_CHARACTERS) return { first, to: index };
    const isPlain = next - end === 1 && text.charCodeAt(end) === SPACE;
    if (
      isThere &&
      (isPlain ? units >= UNITS_MAX : units >= ENOUGH.paragraph && endsHere(gapFlags(text, end, next), units))
    )
      return { first, to: index };
    if (index < words.length ? isLong(words, index) : isThere && text.length - next > WORD_MAX)
      return { first, to: index };
    if (index >= words.length) return { open: begin };
  }
}

function endsHere(flags: number, units: number): boolean {
  if (units >= UNITS_MAX) return true;
  if ((flags & (NEWLINE | SENTENCE)) === 0) return false;
  if ((flags & SENTENCE) !== 0 && units >= ENOUGH.sentence) return true;
  return (flags & NEWLINE) !== 0 && (units >= ENOUGH.line || (flags & BLANK) !== 0);
}

function isLong(words: Words, index: number): boolean {
  return words.end(index) - words.start(index) > WORD_MAX;
}

function openWord({ text, words }: Source): number {
  return text.length - words.open > WORD_MAX ? text.length : words.open;
}
