/** Tells from a few characters whether a run of base64 or hexadecimal digits can stand for text. */

/** By code unit: bit n is set where it can be the n-th character of four that stand for three bytes of ASCII text. */
const BASE64_PLACES = new Uint8Array(128);
/** By code unit: bit 0 for the first digit of a byte of ASCII text, bit 1 for the second. */
const HEX_PLACES = new Uint8Array(128);
/** By code unit: its six bits; `NO_DIGIT` for all others. */
export const BASE64_VALUES = new Uint8Array(128).fill(255);
/** By code unit: its four bits; `NO_DIGIT` for all others. */
export const HEX_VALUES = new Uint8Array(128).fill(255);
export const NO_DIGIT = 255;

const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

for (const [value, digit] of [...BASE64_DIGITS].entries()) fill(digit, value);
fill('-', 62);
fill('_', 63);
for (const digit of '0123456789abcdefABCDEF') {
  const value = Number.parseInt(digit, 16);
  HEX_VALUES[digit.charCodeAt(0)] = value;
  HEX_PLACES[digit.charCodeAt(0)] = (value >= 2 && value <= 7 ? 1 : 0) | 2;
}

function fill(digit: string, value: number): void {
  // The top bit of each of the three bytes is unset, and the first is no control character.
  const first = value >= 8 && value < 32 ? 1 : 0;
  const second = (value & 8) === 0 ? 2 : 0;
  const third = (value & 2) === 0 ? 4 : 0;
  BASE64_VALUES[digit.charCodeAt(0)] = value;
  BASE64_PLACES[digit.charCodeAt(0)] = first | second | third | 8;
}

/** So many characters in a row that can stand for text are no accident. */
const BASE64_MIN = 16;
const HEX_MIN = 24;

/** At which of the four places of base64 the run begins, if a part of it can stand for text. */
export function base64Phase(text: string, from: number, to: number): number | undefined {
  return phaseOf(text, { from, to, places: BASE64_PLACES, width: 4, min: BASE64_MIN });
}

/** At which of the two places of hexadecimal bytes the run begins, if a part of it can stand for text. */
export function hexPhase(text: string, from: number, to: number): number | undefined {
  return phaseOf(text, { from, to, places: HEX_PLACES, width: 2, min: HEX_MIN });
}

/** Where what can stand for text ends, in a run of base64 whose first character of four stands at `from`. */
export function endOfBase64(text: string, from: number, to: number): number {
  let strange = 0;
  let place = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (isBreak(code)) continue;
    const allowed = code < 128 ? (BASE64_PLACES[code] ?? 0) : 0;
    strange = ((allowed >> place) & 1) === 1 ? Math.max(0, strange - 1) : strange + 3;
    if (strange > STRANGE_MAX) return index;
    place = (place + 1) & 3;
  }
  return to;
}

/** Characters that can stand for no text count thrice against those that can: a few are letters beyond ASCII. */
const STRANGE_MAX = 48;

interface Form {
  readonly from: number;
  readonly to: number;
  readonly places: Uint8Array;
  readonly width: number;
  readonly min: number;
}

/** What is looked at, less its line breaks; used again and again. */
const digits = new Uint8Array(256);

function phaseOf(text: string, { from, to, places, width, min }: Form): number | undefined {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (isBreak(code)) continue;
    digits[count] = code < 128 ? (places[code] as number) : 0;
    count += 1;
  }
  for (let phase = 0; phase < width; phase += 1)
    if (hasStreak(phase, { count, width, min })) return (width - phase) % width;
  return undefined;
}

/** Whether so many digits in a row can stand where they do. WHY from the end: where one cannot, no streak has it. */
function hasStreak(
  phase: number,
  { count, width, min }: { readonly count: number; readonly width: number; readonly min: number },
): boolean {
  const mask = width - 1;
  for (let from = 0; from + min <= count; ) {
    let index = from + min - 1;
    while (index >= from && (((digits[index] as number) >> ((phase + index) & mask)) & 1) === 1) index -= 1;
    if (index < from) return true;
    from = index + 1;
  }
  return false;
}

/** Line breaks, and the spaces that indent a line: part of a run, but of no unit in it. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x20;
}
