/** Builds a decoded stretch unit by unit, and says how far streams wait for its beginning. */
import { newOrigins, type Origins, sliceOrigins } from '../../piece.ts';
import type { Decoded } from './probe.ts';

/** How much of an encoded text is decoded at once, and how much of that again with what follows. */
export const WINDOW = 8192;
export const OVERLAP = 2048;
/** How far before its first escape encoded data may begin. */
export const BEFORE = 64;
/** The longest literal that announces an encoding, and how long one of its units may be. */
export const UNIT_MAX = 24;

export class StretchBuilder {
  readonly #origins: Origins;
  #text = '';
  #count = 0;
  /** Whether an escape for nothing stands before the next unit. */
  #isJoined = false;

  /** `length` is the most units that it may have. */
  constructor(length: number) {
    this.#origins = newOrigins(length);
  }

  /** Text that stands for itself. */
  plain(text: string, from: number, to: number): void {
    for (let index = from; index < to; index += 1) this.#unit(index, index + 1, 0);
    this.#text += text.slice(from, to);
  }

  /** What stands from `start` to `end` in the encoded text. */
  decoded(text: string, start: number, end: number): void {
    if (text === '') this.#isJoined = true;
    for (let index = 0; index < text.length; index += 1) this.#unit(start, end, 1);
    this.#text += text;
  }

  build(coding: string): Decoded {
    return { coding, text: this.#text, origins: sliceOrigins(this.#origins, 0, this.#count) };
  }

  #unit(start: number, end: number, isDecoded: number): void {
    this.#origins.starts[this.#count] = start;
    this.#origins.ends[this.#count] = end;
    this.#origins.bare[this.#count] = this.#isJoined ? 1 : isDecoded;
    this.#isJoined = false;
    this.#count += 1;
  }
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

/** Takes in bytes as UTF-8 with their places; what is no UTF-8 is read as Latin-1. */
export function addBytes(
  builder: StretchBuilder,
  bytes: ArrayLike<number>,
  place: { start(index: number): number; end(index: number): number },
): void {
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes, index);
    builder.decoded(characterAt(bytes, index, length), place.start(index), place.end(index + length - 1));
    index += length;
  }
}

function sequenceLength(bytes: ArrayLike<number>, index: number): number {
  const lead = bytes[index] ?? 0;
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  for (let next = index + 1; next < index + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 1;
  }
  return length;
}

function characterAt(bytes: ArrayLike<number>, index: number, length: number): string {
  const lead = bytes[index] ?? 0;
  if (length === 1) return String.fromCharCode(lead);
  let code = lead & (0x7f >> length);
  for (let next = index + 1; next < index + length; next += 1)
    code = (code << 6) | ((bytes[next] ?? 0) & 0x3f);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : '\ufffd';
}
