/** Recognises which digits of base64 and of hexadecimal stand for text, and decodes them. */
import { isUtf8 } from 'node:buffer';
import { BASE64_VALUES, base64Phase, HEX_VALUES, hexPhase, isBreak, NO_DIGIT } from './alphabets.ts';
import { addCharacter, type Decoded, type PlacedBytes, type StretchBuilder, WINDOW } from './stretch.ts';

/** How much of a run is looked at before it is decoded, and how much of that again with what follows. */
export const GLIMPSE = 96;
export const GLIMPSE_OVERLAP = 24;

export interface Form {
  readonly coding: 'base64' | 'hex';
  /** How many digits stand before the first that begins a unit. */
  readonly phase: number;
  /** Whether it was recognised by what its characters can be. */
  readonly isAscii?: true;
}

/** ASCII in UTF-16LE: every other byte is zero. */
const WIDE = /(?:[\w+/-]{2}[AB][\w+/-]A[\w+/-]{2}A){3}/y;

export function formOf(text: string, from: number, to: number): Form | undefined {
  const hex = hexPhase(text, from, to);
  if (hex !== undefined) return { coding: 'hex', phase: hex };
  const phase = base64Phase(text, from, to);
  if (phase !== undefined) return { coding: 'base64', phase, isAscii: true };
  return isWideText(text, from) || isOtherText(text, from, to) ? { coding: 'base64', phase: 0 } : undefined;
}

function isWideText(text: string, from: number): boolean {
  WIDE.lastIndex = from;
  return text.charCodeAt(from + 4) === CAPITAL_A && WIDE.test(text);
}

const CAPITAL_A = 0x41;

/** Whether base64 stands for text beyond ASCII: valid UTF-8 that long is no accident. */
function isOtherText(text: string, from: number, to: number): boolean {
  if (to - from < GLIMPSE_OVERLAP || !mayBeUtf8(text, from)) return false;
  const digits = text.slice(from, to);
  // WHY: long words are no base64, which is a mixture of everything.
  if (!/\d/.test(digits) || !/[A-Z]/.test(digits)) return false;
  const bytes = Buffer.from(digits, 'base64');
  for (let cut = 0; cut < 4; cut += 1)
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return !bytes.includes(0);
  return false;
}

/** How many digits tell at little cost that most bytes are no UTF-8. */
const FIRST_DIGITS = 8;

function mayBeUtf8(text: string, from: number): boolean {
  let bits = 0;
  let count = 0;
  let rest = 0;
  for (let index = from; index < from + FIRST_DIGITS; index += 1) {
    const value = valueAt(BASE64_VALUES, text, index);
    if (value === NO_DIGIT) return true;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    rest = following(rest, (bits >> count) & 0xff);
    if (rest < 0) return false;
  }
  return true;
}

/** How many bytes of the same character follow a byte; `rest` is how many were to follow the one before. */
function following(rest: number, byte: number): number {
  if (rest > 0) return (byte & 0xc0) === 0x80 ? rest - 1 : -1;
  if (byte < 0x80) return 0;
  if (byte < 0xc2 || byte > 0xf4) return -1;
  return byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

function valueAt(values: Uint8Array, text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (values[code] as number) : NO_DIGIT;
}

/** The bytes that digits stand for, with the places of the digits. */
class Bytes implements PlacedBytes {
  length = 0;
  readonly #bytes = new Uint8Array(WINDOW);
  readonly #places = new Int32Array(WINDOW + 2);
  #count = 0;
  /** So many digits are one unit, which stands for so many bytes. */
  #width = 4;
  #perUnit = 3;

  read(text: string, { form, from, to }: Encoded): void {
    const isHex = form.coding === 'hex';
    this.#width = isHex ? 2 : 4;
    this.#perUnit = isHex ? 1 : 3;
    this.#count = 0;
    this.length = 0;
    const values = isHex ? HEX_VALUES : BASE64_VALUES;
    const size = isHex ? 4 : 6;
    let ahead = form.phase;
    let bits = 0;
    let count = 0;
    for (let index = from; index < to; index += 1) {
      if (isBreak(text.charCodeAt(index))) continue;
      ahead -= 1;
      if (ahead >= 0) continue;
      this.#places[this.#count] = index;
      this.#count += 1;
      const value = valueAt(values, text, index);
      // What is no hexadecimal digit would end it; what is none of base64 is padding.
      if (value === NO_DIGIT && !isHex) continue;
      bits = (bits << size) | (value === NO_DIGIT ? 0 : value);
      count += size;
      if (count < 8) continue;
      count -= 8;
      this.#bytes[this.length] = bits >> count;
      this.length += 1;
    }
  }

  /** PowerShell and Windows encode text in two bytes a character. */
  get isWide(): boolean {
    if (this.length < 8) return false;
    for (let index = 1; index < Math.min(16, this.length); index += 2)
      if (this.#bytes[index] !== 0) return false;
    return true;
  }

  at(index: number): number {
    return index < this.length ? (this.#bytes[index] as number) : -1;
  }

  start(index: number): number {
    return this.#place(Math.floor(index / this.#perUnit) * this.#width);
  }

  end(index: number): number {
    return this.#place(Math.floor(index / this.#perUnit) * this.#width + this.#width - 1) + 1;
  }

  #place(index: number): number {
    return this.#places[Math.min(index, this.#count - 1)] ?? 0;
  }
}

interface Encoded {
  readonly form: Form;
  readonly from: number;
  readonly to: number;
}

// INVARIANT: it is read out before other text is looked through, and so one is enough for all depths.
const bytes = new Bytes();

export function decode(builder: StretchBuilder, text: string, encoded: Encoded): Decoded {
  bytes.read(text, encoded);
  const { length, isWide } = bytes;
  for (let index = 0; index < length; ) {
    const byte = bytes.at(index);
    if (isWide) {
      if (index + 1 < length)
        builder.decoded(byte | (bytes.at(index + 1) << 8), bytes.start(index), bytes.end(index + 1));
      index += 2;
    } else if (byte < 0x80) {
      builder.decoded(byte, bytes.start(index), bytes.end(index));
      index += 1;
    } else index += addCharacter(builder, bytes, index);
  }
  return builder.build(encoded.form.coding);
}
