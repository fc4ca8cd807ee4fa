/** What stands between two words: the signs that end sentences, open quotes, or belong to code. */
import { KINDS, SEPARATOR } from '../../letters.ts';

export const NEWLINE = 1;
/** Two line breaks: the end of a paragraph. */
export const BLANK = 2;
export const SENTENCE = 4;
export const COLON = 8;
export const QUOTE = 16;
export const BACKTICK = 32;
export const PIPE = 64;
export const CODE = 128;
export const EXCLAMATION = 256;
export const QUESTION = 512;
export const BULLET = 1024;
export const HASH = 2048;
export const ANGLE = 4096;
export const SPACE = 8192;
/** Signs that touch one another or a word on either side, as prose does not have them. */
export const ODD = 16_384;
const STOP = 32_768;
const CLOSING = 65_536;
/** As in an address. */
export const AT = 131_072;
/** More than one quote: one ends, and the next one begins. */
export const QUOTES = 262_144;

/** What begins behind one of these is the beginning of a statement. */
export const INITIAL = NEWLINE | SENTENCE | COLON | QUOTE | BACKTICK | EXCLAMATION | QUESTION | BULLET;

const SIGNS: readonly (readonly [signs: string, flags: number])[] = [
  ['\n\r\u2028\u2029', NEWLINE],
  [' \t\u00a0\u3000', SPACE],
  ['.…', STOP],
  ['!', EXCLAMATION | STOP],
  ['?;؟', QUESTION | STOP],
  ['。！？｡．।', SENTENCE],
  [':：', COLON],
  ['"“”«»„‟「」『』', QUOTE],
  ["'‘’‚", CLOSING],
  ['`', BACKTICK],
  ['|', PIPE],
  ['{}()[]=;+&$%\\/_^~', CODE],
  ['@', CODE | AT],
  ['*-•·–—', BULLET],
  ['#', HASH],
  ['<>', ANGLE],
  [',、،', 0],
];

const FLAGS = new Int32Array(65_536).fill(ODD);
for (const [signs, flags] of SIGNS) for (const sign of signs) FLAGS[sign.charCodeAt(0)] = flags;

/** More signs in a row than this stand between no two words of the same statement. */
export const GAP_MAX = 64;

/** What stands from `start` to `end`, as flags. */
export function gapFlags(text: string, start: number, end: number): number {
  if (end - start === 1 && text.charCodeAt(start) === 0x20) return SPACE;
  let flags = 0;
  let signs = 0;
  const limit = Math.min(end, start + GAP_MAX);
  for (let index = start; index < limit; index += 1) {
    const here = FLAGS[text.charCodeAt(index)] as number;
    if ((here & flags & NEWLINE) !== 0) flags |= BLANK;
    if ((here & flags & QUOTE) !== 0) flags |= QUOTES;
    // A stop ends a sentence only before a space: 3.14 and example.com go on.
    if ((here & (SPACE | NEWLINE)) !== 0 && (flags & STOP) !== 0) flags |= SENTENCE;
    if ((here & (SPACE | NEWLINE)) === 0) signs += 1;
    flags |= here;
  }
  if (signs >= 2 && (flags & (SPACE | NEWLINE)) === 0) flags |= ODD;
  return flags;
}

/** How far back a gap is looked at. */
const BACK_MAX = 31;

/** What stands before a word, back to the word before it. The quote that a whole text stands in is none of its own. */
export function gapBefore(text: string, start: number): number {
  let from = start;
  while (from > 0 && start - from < BACK_MAX && KINDS[text.charCodeAt(from - 1)] === SEPARATOR) from -= 1;
  const flags = gapFlags(text, from, start);
  return from === 0 ? (flags & ~(QUOTE | ODD)) | NEWLINE : flags;
}
