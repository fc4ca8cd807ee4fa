/** Reads one escape of a character: an HTML entity, a URL escape, a backslash escape, or one of quoted-printable. */

/**
 * HTML named character references (HTML Standard, section 13.5) of what data is written with. WHY not `&amp;`, `&lt;`
 * and quotes: they stand in any page, and in no datum.
 */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['tab', '\t'],
  ['newline', '\n'],
  ['commat', '@'],
  ['period', '.'],
  ['comma', ','],
  ['colon', ':'],
  ['semi', ';'],
  ['lowbar', '_'],
  ['hyphen', '-'],
  ['dash', '-'],
  ['sol', '/'],
  ['bsol', '\\'],
  ['plus', '+'],
  ['equals', '='],
  ['num', '#'],
  ['percnt', '%'],
  ['dollar', '$'],
  ['excl', '!'],
  ['quest', '?'],
  ['ast', '*'],
  ['lpar', '('],
  ['rpar', ')'],
  ['lsqb', '['],
  ['rsqb', ']'],
  ['lcub', '{'],
  ['rcub', '}'],
  ['shy', ''],
  ['zwnj', ''],
  ['zwj', ''],
]);
const ENTITY_MAX = Math.max(...[...ENTITIES.keys()].map(({ length }) => length));
const HEX = [...'0123456789abcdef'];
const CODE_MAX = 0x10_ffff;

/** What escapes begin with. */
export const BEGINNINGS: readonly string[] = [
  '&#',
  '&amp;#',
  ...[...ENTITIES.keys()].map((name) => `&${name};`),
  ...HEX.map((digit) => `%${digit}`),
  ...['u', 'x', '0', '1', '2', '3'].map((kind) => `\\${kind}`),
  ...['=3d', '=40', '=2e', '=2d', '=5f', '=20', '=c3', '=e2', '=\n', '=\r\n'],
];

/** What an escape can stand for, but for code points. */
export const NOTHING = -1;

/** One escape after the other; a reader is used again, so that none costs an object. */
export class EscapeReader {
  start = 0;
  end = 0;
  /** A code point, a byte, or `NOTHING`. */
  value = NOTHING;
  isByte = false;
  coding = '';

  /** Whether an escape stands at `index`, where one of the beginnings was found. */
  read(text: string, index: number): boolean {
    this.start = index;
    this.isByte = false;
    switch (text.charCodeAt(index)) {
      case AMPERSAND:
        this.coding = 'html';
        return this.#entity(text, index);
      case PERCENT:
        this.coding = 'url';
        return this.#byte(text, index + 1, 2);
      case EQUALS:
        this.coding = 'quoted-printable';
        return this.#quoted(text, index);
      default:
        this.coding = 'backslash';
        return this.#backslash(text, index);
    }
  }

  #entity(text: string, index: number): boolean {
    let at = index + 1;
    // The ampersand may be escaped itself, more than once.
    for (let times = 0; times < 3 && isAmp(text, at); times += 1) at += 4;
    if (text.charCodeAt(at) !== HASH) return this.#named(text, at);
    const isHex = (text.charCodeAt(at + 1) | 0x20) === LOWER_X;
    const from = isHex ? at + 2 : at + 1;
    const end = isHex
      ? digitsEnd(text, from, { base: 16, max: 6 })
      : digitsEnd(text, from, { base: 10, max: 7 });
    const value = numberIn(text, from, { end, base: isHex ? 16 : 10 });
    return value > 0 && this.#found(value, text.charCodeAt(end) === SEMICOLON ? end + 1 : end);
  }

  #named(text: string, from: number): boolean {
    const [name = ''] = text.slice(from, from + ENTITY_MAX + 1).split(';', 1);
    const character = ENTITIES.get(name.toLowerCase());
    if (character === undefined) return false;
    return this.#found(character === '' ? NOTHING : character.charCodeAt(0), from + name.length + 1);
  }

  /** RFC 2045 section 6.7: a soft line break, or a byte in capital digits. */
  #quoted(text: string, index: number): boolean {
    const code = text.charCodeAt(index + 1);
    if (code === LINE_FEED) return this.#found(NOTHING, index + 2);
    if (code === RETURN) return text.charCodeAt(index + 2) === LINE_FEED && this.#found(NOTHING, index + 3);
    const isCapital = code < LOWER_A && text.charCodeAt(index + 2) < LOWER_A;
    return isCapital && this.#byte(text, index + 1, 2);
  }

  #backslash(text: string, index: number): boolean {
    // Doubly escaped text has more backslashes before the one that was found.
    while (this.start > 0 && index - this.start < 7 && text.charCodeAt(this.start - 1) === BACKSLASH)
      this.start -= 1;
    const kind = text.charCodeAt(index + 1);
    if ((kind | 0x20) === LOWER_X) return this.#byte(text, index + 2, 2);
    if ((kind | 0x20) !== LOWER_U) return this.#octal(text, index + 1);
    if (text.charCodeAt(index + 2) !== BRACE) return this.#byte(text, index + 2, 4);
    const end = digitsEnd(text, index + 3, { base: 16, max: 6 });
    if (end === index + 3 || text.charCodeAt(end) !== BRACE_END) return false;
    return this.#found(numberIn(text, index + 3, { end, base: 16 }), end + 1);
  }

  #octal(text: string, from: number): boolean {
    if (digitsEnd(text, from, { base: 8, max: 3 }) !== from + 3) return false;
    this.isByte = true;
    return this.#found(numberIn(text, from, { end: from + 3, base: 8 }), from + 3);
  }

  /** Two digits are a byte, four a code unit (RFC 3986 section 2.1, RFC 8259 section 7). */
  #byte(text: string, from: number, length: number): boolean {
    const end = from + length;
    this.isByte = length === 2;
    return (
      digitsEnd(text, from, { base: 16, max: length }) === end &&
      this.#found(numberIn(text, from, { end, base: 16 }), end)
    );
  }

  #found(value: number, end: number): boolean {
    this.value = value;
    this.end = end;
    return value <= CODE_MAX;
  }
}

const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const EQUALS = 0x3d;
const HASH = 0x23;
const LINE_FEED = 0x0a;
const LOWER_A = 0x61;
const LOWER_U = 0x75;
const LOWER_X = 0x78;
const PERCENT = 0x25;
const RETURN = 0x0d;
const SEMICOLON = 0x3b;

function isAmp(text: string, at: number): boolean {
  return (text.charCodeAt(at) | 0x20) === LOWER_A && text.slice(at, at + 4).toLowerCase() === 'amp;';
}

/** By code unit of ASCII: its value as a digit; 255 for all others. */
const DIGITS = new Uint8Array(128).fill(255);
for (const [value, digit] of HEX.entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (DIGITS[code] as number) : 255;
}

/** Where the digits of a base end that begin at `from`, at most `max` of them. */
function digitsEnd(
  text: string,
  from: number,
  { base, max }: { readonly base: number; readonly max: number },
): number {
  let end = from;
  while (end - from < max && digitAt(text, end) < base) end += 1;
  return end;
}

function numberIn(
  text: string,
  from: number,
  { end, base }: { readonly end: number; readonly base: number },
): number {
  let value = 0;
  for (let index = from; index < end; index += 1) value = value * base + digitAt(text, index);
  return value;
}
