/** What stands around a number and makes it a part of something else: a path, a decimal, an amount, a longer number. */
import { isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';

/** What joins a number to something else, if a letter or digit stands beyond it: paths, decimals, addresses. */
const JOINS = '-_./\\+@:';
/** Those before a number that join it to figures only: they end sentences and names as well. */
const JOINS_FIGURES = '.:';
/** What makes it part of something else, whatever follows. */
const GOES_ON = '=%_';
/** What stands before an amount, a variable or a telephone number. */
const PRECEDES_OTHERS = '$€£¥+@_';

const ALWAYS = 1;
const BEFORE_ANY = 2;
const BEFORE_FIGURES = 3;
const BEFORE = new Uint8Array(65_536);
const BEHIND = new Uint8Array(65_536);

for (const sign of JOINS) {
  BEFORE[sign.charCodeAt(0)] = JOINS_FIGURES.includes(sign) ? BEFORE_FIGURES : BEFORE_ANY;
  BEHIND[sign.charCodeAt(0)] = sign === ':' ? BEFORE_FIGURES : BEFORE_ANY;
}
for (const sign of PRECEDES_OTHERS) BEFORE[sign.charCodeAt(0)] = ALWAYS;
for (const sign of GOES_ON) BEHIND[sign.charCodeAt(0)] = ALWAYS;

/** Whether what stands before `start` makes everything that begins there a part of something else. */
export function isContinued(text: string, start: number): boolean {
  const how = BEFORE[text.charCodeAt(start - 1)] ?? 0;
  return how !== 0 && (how === ALWAYS || adjoins(text, start - 2, how === BEFORE_FIGURES));
}

/**
 * Whether what stands behind a number makes it a part of something else; or, in a row of figures, the separator that it has
 * itself, on either side.
 */
export function goesOn(
  text: string,
  { start, end, separator }: { readonly start: number; readonly end: number; readonly separator: number },
): boolean {
  const how = BEHIND[text.charCodeAt(end)] ?? 0;
  if (how !== 0 && (how === ALWAYS || adjoins(text, end + 1, how === BEFORE_FIGURES))) return true;
  if (separator < 0) return false;
  const isRow = text.charCodeAt(start - 1) === separator && adjoins(text, start - 2, true);
  return isRow || (how === 0 && text.charCodeAt(end) === separator && adjoins(text, end + 1, true));
}

/** Whether the text ends where what follows could still make a match a part of something else. */
export function isOpen(text: string, end: number): boolean {
  if (end === text.length) return true;
  const code = text.charCodeAt(end);
  if (!JOINS.includes(text.charAt(end)) && !isSeparator(code)) return false;
  return end + 1 === text.length || (end + 2 === text.length && text[end + 1] === '[');
}

/** Whether a letter or digit stands there, or a digit alone; or the edge of a mask, which may have held one. */
function adjoins(text: string, index: number, isFigure: boolean): boolean {
  const code = text.charCodeAt(index);
  if (isFigure ? isDigit(code) : isAlphanumeric(code)) return true;
  return code === 0x5d
    ? isLetter(text.charCodeAt(index - 1))
    : code === 0x5b && isLetter(text.charCodeAt(index + 1));
}
