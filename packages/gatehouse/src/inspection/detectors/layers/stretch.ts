/** Builds a decoded stretch unit by unit, and says how far streams wait for its beginning. */
import type { Origins } from '../../piece.ts';

/** How much of an encoded text is decoded at once, and how much of that again with what follows. */
export const WINDOW = 8192;
export const OVERLAP = 2048;
/** How far before its first escape encoded data may begin. */
export const BEFORE = 64;
/** The longest literal that announces an encoding, and how long one of its units may be. */
export const UNIT_MAX = 24;

/** A stretch of text with what it stands for. */
export interface Decoded {
  readonly coding: string;
  readonly text: string;
  /** Where each unit comes from in the text that was looked at; `bare` is 1 for what was decoded. */
  readonly origins: Origins;
}

/** Room for what a window holds, with its context. */
const CAPACITY = WINDOW + 4 * UNIT_MAX;
const REPLACEMENT = 0xfffd;

/** Used again and again: what it built is valid until `begin`. */
export class StretchBuilder {
  #codes = new Uint16Array(CAPACITY);
  #starts = new Uint32Array(CAPACITY);
  #ends = new Uint32Array(CAPACITY);
  #bare = new Uint8Array(CAPACITY);
  #count = 0;
  /** All code units so far, each bit that any of them has. */
  #bits = 0;
  /** Whether an escape for nothing stands before the next unit. */
  #isJoined = false;

  begin(): this {
    this.#count = 0;
    this.#bits = 0;
    this.#isJoined = false;
    return this;
  }

  /** Text that stands for itself. */
  plain(text: string, from: number, to: number): void {
    if (to <= from) return;
    this.#reserve(to - from);
    const codes = this.#codes;
    const starts = this.#starts;
    const ends = this.#ends;
    const bare = this.#bare;
    const first = this.#count;
    let at = first;
    let bits = this.#bits;
    for (let index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      bits |= code;
      codes[at] = code;
      starts[at] = index;
      ends[at] = index + 1;
      bare[at] = 0;
      at += 1;
    }
    if (this.#isJoined) bare[first] = 1;
    this.#isJoined = false;
    this.#bits = bits;
    this.#count = at;
  }

  /** A code point that stands from `start` to `end` in the encoded text. */
  decoded(code: number, start: number, end: number): void {
    this.#reserve(2);
    this.#isJoined = false;
    if (code <= 0xffff) {
      this.#unit(code, start, end);
      return;
    }
    this.#unit(0xd7c0 + (code >> 10), start, end);
    this.#unit(0xdc00 + (code & 0x3ff), start, end);
  }

  /** What stands for nothing: its neighbours are joined. */
  nothing(): void {
    this.#isJoined = true;
  }

  build(coding: string): Decoded {
    const codes = this.#codes.subarray(0, this.#count);
    // WHY two ways: text of one byte a character is smaller, and is read faster.
    const bytes = this.#bits <= 0xff ? Buffer.from(codes) : Buffer.from(codes.buffer, 0, this.#count * 2);
    const origins: Origins = { starts: this.#starts, ends: this.#ends, bare: this.#bare };
    return { coding, text: bytes.toString(this.#bits <= 0xff ? 'latin1' : 'utf16le'), origins };
  }

  #unit(code: number, start: number, end: number): void {
    const at = this.#count;
    this.#codes[at] = code;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#bare[at] = 1;
    this.#bits |= code;
    this.#count = at + 1;
  }

  #reserve(more: number): void {
    const needed = this.#count + more;
    if (needed <= this.#codes.length) return;
    this.#codes = grown(this.#codes, new Uint16Array(needed * 2));
    this.#starts = grown(this.#starts, new Uint32Array(needed * 2));
    this.#ends = grown(this.#ends, new Uint32Array(needed * 2));
    this.#bare = grown(this.#bare, new Uint8Array(needed * 2));
  }
}

function grown<List extends { set(from: List): void }>(from: List, to: List): List {
  to.set(from);
  return to;
}

/** Where the run of characters without a space begins that ends at `end`; at most `max` before it. */
export function tokenStart(text: string, end: number, max: number): number {
  const limit = Math.max(0, end - max);
  let start = end;
  while (start > limit && isToken(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** Printable ASCII but spaces. WHY no other scripts: some have no spaces, and streams must not wait for a sentence. */
function isToken(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

export function isSpace(code: number): boolean {
  return (
    code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code > 0x7f && /\s/.test(String.fromCharCode(code)))
  );
}

/** Bytes with their places in the encoded text; `at` answers -1 behind the end. */
export interface PlacedBytes {
  at(index: number): number;
  start(index: number): number;
  end(index: number): number;
}

/** Takes in the character of UTF-8 at `index`; what is no UTF-8 is read as Latin-1. The value is its length in bytes. */
export function addCharacter(builder: StretchBuilder, bytes: PlacedBytes, index: number): number {
  const lead = bytes.at(index);
  const length = sequenceLength(bytes, index, lead);
  let code = length === 1 ? lead : lead & (0x7f >> length);
  for (let next = index + 1; next < index + length; next += 1) code = (code << 6) | (bytes.at(next) & 0x3f);
  builder.decoded(code <= 0x10_ffff ? code : REPLACEMENT, bytes.start(index), bytes.end(index + length - 1));
  return length;
}

function sequenceLength(bytes: PlacedBytes, index: number, lead: number): number {
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  for (let next = index + 1; next < index + length; next += 1) {
    if ((bytes.at(next) & 0xc0) !== 0x80 || bytes.at(next) < 0) return 1;
  }
  return length;
}
