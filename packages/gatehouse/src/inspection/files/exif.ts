/** The texts of EXIF metadata: a TIFF structure of directories (CIPA DC-008 Exif 3.0; TIFF 6.0, section 2). */
import { Bytes, decoded, Unreadable } from './bytes.ts';

const ENTRY_BYTES = 12;
const ENTRIES_MAX = 2_000;
const DIRECTORIES_MAX = 32;
/** Bytes of one value by its type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const ASCII = 2;
const UNDEFINED = 7;
const UTF_8 = 129;
/** Exif, GPS and interoperability: values that are directories. */
const POINTERS: ReadonlySet<number> = new Set([0x8769, 0x8825, 0xa005, 0x14a]);
/** Texts of Windows Explorer, in UTF-16. */
const WINDOWS_FIRST = 0x9c9b;
const WINDOWS_LAST = 0x9c9f;
/** Fields whose first eight bytes name their encoding: user comment, GPS processing method and area. */
const ENCODED: ReadonlySet<number> = new Set([0x9286, 0x1b, 0x1c]);
const ENCODING_BYTES = 8;
/** XMP and IPTC within TIFF. */
const PACKETS: ReadonlySet<number> = new Set([0x2bc, 0x83bb]);

export function exifTexts(data: Buffer): readonly string[] {
  const bytes = new Bytes(data);
  const little = bytes.beginsWith('II');
  if (!little && !bytes.beginsWith('MM')) throw new Unreadable('its metadata begin differently');
  const texts: string[] = [];
  const seen = new Set<number>();
  const waiting = [bytes.uint32(4, little)];
  let entries = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === 0) continue;
    if (seen.has(at) || seen.size >= DIRECTORIES_MAX) throw new Unreadable('its directories run in a circle');
    seen.add(at);
    const count = bytes.uint16(at, little);
    entries += count;
    if (entries > ENTRIES_MAX) throw new Unreadable('it has too many fields');
    for (let index = 0; index < count; index += 1) {
      const field = fieldAt(bytes, at + 2 + index * ENTRY_BYTES, little);
      if (POINTERS.has(field.tag)) waiting.push(...pointersOf(field.value, little));
      else texts.push(...textsOf(field));
    }
    const next = at + 2 + count * ENTRY_BYTES;
    // The last directory may do without the address of a next one.
    if (next + 4 <= bytes.length) waiting.push(bytes.uint32(next, little));
  }
  return texts;
}

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly value: Buffer;
}

function fieldAt(bytes: Bytes, at: number, little: boolean): Field {
  const tag = bytes.uint16(at, little);
  const type = bytes.uint16(at + 2, little);
  const size = bytes.uint32(at + 4, little) * (type === UTF_8 ? 1 : (SIZES[type] ?? 0));
  const place = size <= 4 ? at + 8 : bytes.uint32(at + 8, little);
  return { tag, type, value: bytes.slice(place, size) };
}

function textsOf({ tag, type, value }: Field): readonly string[] {
  if (tag >= WINDOWS_FIRST && tag <= WINDOWS_LAST)
    return [value.toString('utf16le').replaceAll('\0', ' ').trim()];
  if (ENCODED.has(tag) && type === UNDEFINED) return [commentOf(value)];
  return type === ASCII || type === UTF_8 || PACKETS.has(tag) ? [decoded(value)] : [];
}

/** WHY both orders: the standard names UTF-16 without saying which, and cameras write either. */
function commentOf(value: Buffer): string {
  const text = value.subarray(ENCODING_BYTES);
  if (!value.toString('latin1', 0, ENCODING_BYTES).startsWith('UNICODE')) return decoded(text);
  const even = Buffer.from(text.subarray(0, text.length & ~1));
  return [even.toString('utf16le'), even.swap16().toString('utf16le')]
    .map((each) => each.replaceAll('\0', ' ').trim())
    .join('\n');
}

function pointersOf(value: Buffer, little: boolean): readonly number[] {
  return Array.from({ length: Math.min(value.length >> 2, DIRECTORIES_MAX) }, (_, index) =>
    little ? value.readUInt32LE(index * 4) : value.readUInt32BE(index * 4),
  );
}
