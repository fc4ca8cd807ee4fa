/** What each UTF-16 code unit is to a reader: letter, digit, sign; and its lower case. Tables, because every character asks. */

/** Kinds of characters. A `SIGN` is a word by itself: scripts that put no spaces between words. */
export const SEPARATOR = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const SIGN = 3;

const LOWER = new Uint16Array(65_536);
const KIND = new Uint8Array(65_536);

for (let code = 0; code < 65_536; code += 1) {
  const character = String.fromCharCode(code);
  const lower = character.toLowerCase();
  LOWER[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  KIND[code] = kindOf(code, character);
}

function kindOf(code: number, character: string): number {
  if (code >= 48 && code <= 57) return DIGIT;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) return SIGN;
  return /[\p{L}\p{M}]/u.test(character) ? LETTER : SEPARATOR;
}

/** The code unit in lower case, where that is a single unit; else itself. */
export function foldCase(code: number): number {
  return LOWER[code] ?? code;
}

/** The table of kinds, indexed by code unit; for loops that look at every character. */
export const KINDS: Uint8Array = KIND;
/** The table of lower case, indexed by code unit. */
export const LOWER_CASE: Uint16Array = LOWER;
