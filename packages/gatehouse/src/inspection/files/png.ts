/** The texts of a PNG image: its chunks tEXt, zTXt, iTXt and eXIf (W3C PNG, third edition, sections 11.3.3 and 11.3.4.4). */
import { crc32, inflateSync } from 'node:zlib';
import { Bytes, decoded, Unreadable } from './bytes.ts';
import { exifTexts } from './exif.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const CHUNKS_MAX = 10_000;
const CHUNK_OVERHEAD = 12;
/** Of all compressed texts together. */
const INFLATED_MAX = 1024 * 1024;

export function pngTexts(file: Buffer): readonly string[] {
  const bytes = new Bytes(file);
  if (!bytes.beginsWith(SIGNATURE)) throw new Unreadable('it is no PNG');
  const texts: string[] = [];
  let inflated = 0;
  const inflate = (data: Buffer): Buffer => {
    const whole = inflateBounded(data, INFLATED_MAX - inflated);
    inflated += whole.length;
    return whole;
  };
  let at = SIGNATURE.length;
  for (let count = 0; count < CHUNKS_MAX; count += 1) {
    const length = bytes.uint32(at);
    const body = bytes.slice(at + 4, length + 4);
    if (crc32(body) !== bytes.uint32(at + 8 + length)) throw new Unreadable('a checksum is wrong');
    const type = body.toString('latin1', 0, 4);
    if (type === 'IEND') return texts;
    const read = Object.hasOwn(CHUNKS, type) ? CHUNKS[type] : undefined;
    if (read !== undefined) texts.push(...read(body.subarray(4), inflate));
    at += length + CHUNK_OVERHEAD;
  }
  throw new Unreadable('it has too many chunks');
}

type Inflate = (data: Buffer) => Buffer;

const CHUNKS: Readonly<Record<string, (data: Buffer, inflate: Inflate) => readonly string[]>> = {
  tEXt(data) {
    const { head, rest } = split(data);
    return [decoded(head), decoded(rest)];
  },
  zTXt(data, inflate) {
    const { head, rest } = split(data);
    return [decoded(head), decoded(inflate(rest.subarray(1)))];
  },
  iTXt(data, inflate) {
    const keyword = split(data);
    const [flag = 0] = keyword.rest;
    const language = split(keyword.rest.subarray(2));
    const translated = split(language.rest);
    const text = flag === 1 ? inflate(translated.rest) : translated.rest;
    return [decoded(keyword.head), decoded(translated.head), decoded(text)];
  },
  eXIf: (data) => exifTexts(data),
};

/** What stands before the first zero, and what behind. */
function split(data: Buffer): { readonly head: Buffer; readonly rest: Buffer } {
  const zero = data.indexOf(0);
  if (zero < 0) throw new Unreadable('a text has no keyword');
  return { head: data.subarray(0, zero), rest: data.subarray(zero + 1) };
}

function inflateBounded(data: Buffer, max: number): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, max) });
  } catch {
    throw new Unreadable('a compressed text is broken or too long');
  }
}
