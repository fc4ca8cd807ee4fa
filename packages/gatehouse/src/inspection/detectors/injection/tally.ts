/** What a stretch of words looks like: how much of it is shouted, quoted, code or noise. */
import * as gap from './gaps.ts';

/** Shouted names of personas, which in small letters are words of many languages. */
const NAMES_MIN = 2;

export interface Tally {
  readonly words: number;
  /** Words of two letters and more, and signs. */
  real: number;
  keys: number;
  talk: number;
  /** Concepts that make a text worth a closer look. */
  strong: number;
  events: number;
  flags: number;
  caps: number;
  run: number;
  longestRun: number;
  exclamations: number;
  quotes: number;
  code: number;
  pipes: number;
  camel: number;
  odd: number;
  digits: number;
  bullets: number;
  latin: number;
}

export function emptyTally(words: number): Tally {
  return {
    words,
    real: 0,
    keys: 0,
    talk: 0,
    strong: 0,
    events: 0,
    flags: 0,
    caps: 0,
    run: 0,
    longestRun: 0,
    exclamations: 0,
    quotes: 0,
    code: 0,
    pipes: 0,
    camel: 0,
    odd: 0,
    digits: 0,
    bullets: 0,
    latin: 0,
  };
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly flags: number;
}

/** Counts a word and what stands before it; says whether it is shouted. */
export function countWord(tally: Tally, { text, start, end, flags }: Word): boolean {
  if (flags !== gap.SPACE) countGap(tally, flags);
  const head = text.charCodeAt(start);
  if (head < 0x250) tally.latin += 1;
  if (head <= 57) tally.digits += 1;
  else if (end - start > 1 || head >= 0x250) tally.real += 1;
  const shouted = end - start >= NAMES_MIN && isCapital(head) && isCapital(text.charCodeAt(end - 1));
  tally.run = shouted ? tally.run + 1 : 0;
  if (!shouted) {
    if (isCamel(text, start, end)) tally.camel += 1;
    return false;
  }
  tally.caps += 1;
  tally.longestRun = Math.max(tally.longestRun, tally.run);
  return true;
}

function countGap(tally: Tally, flags: number): void {
  tally.flags |= flags;
  if ((flags & gap.EXCLAMATION) !== 0) tally.exclamations += 1;
  if ((flags & gap.QUOTE) !== 0) tally.quotes += 1;
  if ((flags & gap.CODE) !== 0) tally.code += 1;
  if ((flags & gap.PIPE) !== 0) tally.pipes += 1;
  if ((flags & gap.ODD) !== 0) tally.odd += 1;
  if ((flags & gap.BULLET) !== 0 && (flags & gap.NEWLINE) !== 0) tally.bullets += 1;
}

/** A capital behind a small letter, as names in code and glued suffixes have it. */
function isCamel(text: string, start: number, end: number): boolean {
  const limit = Math.min(end, start + 16);
  for (let index = start + 1; index < limit; index += 1) {
    if (isCapital(text.charCodeAt(index)) && !isCapital(text.charCodeAt(index - 1))) return true;
  }
  return false;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

export function isLatin({ latin, words }: Tally): boolean {
  return latin * 2 >= words;
}
