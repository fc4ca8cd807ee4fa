/** Character classes that detectors share, as tests on UTF-16 code units. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

/** The spaces, dashes and dots with which people group long numbers. */
export function isSeparator(code: number): boolean {
  if (code < 0x80) return code === 0x20 || code === 0x2d || code === 0x2e;
  return (
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2212 ||
    code === 0x3000
  );
}

/** The most separators between two groups: `4111 - 1111` has three. */
export const SEPARATORS_MAX = 3;

/** The index behind the separators at `index`; `index` itself when they are too many to group anything. */
export function skipSeparators(text: string, index: number): number {
  let end = index;
  while (end - index <= SEPARATORS_MAX && isSeparator(text.charCodeAt(end))) end += 1;
  return end - index > SEPARATORS_MAX ? index : end;
}

/**
 * Whether a word may begin at `index`: no letter stands before it, or one that belongs to an escape (`%3D` of a URL,
 * `\n` of source code). WHY: a digit is no obstacle, since it may end a number that is masked by itself.
 */
export function beginsWord(text: string, index: number, floor: number): boolean {
  if (index <= floor || !isLetter(text.charCodeAt(index - 1))) return true;
  if (index - floor < 2) return false;
  if (text[index - 2] === '\\') return 'nrt'.includes(text.charAt(index - 1));
  return index - floor >= 3 && /^%[0-9a-f]{2}$/i.test(text.slice(index - 3, index));
}

/** A table of the ASCII characters that a pattern matches. */
export function charactersOf(members: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (members.test(String.fromCharCode(code)) ? 1 : 0));
}
