/** The texts of a JPEG image: comments, EXIF, XMP and IPTC (ITU-T T.81 annex B; XMP part 3, section 1.1.3; IPTC-IIM 4.2). */
import { Bytes, decoded, Unreadable } from './bytes.ts';
import { exifTexts } from './exif.ts';

const MARK = 0xff;
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
const APP1 = 0xe1;
const APP13 = 0xed;
const SEGMENTS_MAX = 10_000;

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const MORE_XMP = 'http://ns.adobe.com/xmp/extension/\0';
/** A digest, the whole length and the offset stand before a part of a long XMP packet. */
const MORE_XMP_HEAD = 40;
const PHOTOSHOP = 'Photoshop 3.0\0';
const RESOURCE = '8BIM';
const IPTC = 0x0404;
const DATA_SET = 0x1c;

export function jpegTexts(file: Buffer): readonly string[] {
  const bytes = new Bytes(file);
  if (bytes.uint16(0) !== ((MARK << 8) | START)) throw new Unreadable('it is no JPEG');
  const texts: string[] = [];
  const longXmp: Buffer[] = [];
  let at = 2;
  for (let count = 0; count < SEGMENTS_MAX; count += 1) {
    at = file.indexOf(MARK, at);
    if (at < 0) throw new Unreadable('it ends too early');
    while (bytes.uint8(at) === MARK) at += 1;
    const marker = bytes.uint8(at);
    at += 1;
    if (marker === END) return [...texts, decoded(Buffer.concat(longXmp))];
    if (isAlone(marker)) continue;
    const length = bytes.uint16(at);
    const data = bytes.slice(at + 2, length - 2);
    at += length;
    if (marker === SCAN) at = behindScan(file, at);
    else if (marker === COMMENT) texts.push(decoded(data));
    else if (marker === APP1) texts.push(...applicationTexts(data, longXmp));
    else if (marker === APP13) texts.push(...photoshopTexts(data));
  }
  throw new Unreadable('it has too many segments');
}

/** Markers without a length: stuffing, restarts, the beginning of another image, and TEM. */
function isAlone(marker: number): boolean {
  return marker === 0 || marker === 1 || marker === START || (marker >= 0xd0 && marker <= 0xd7);
}

/** Where the marker begins that ends the data of a scan. */
function behindScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(MARK, from); at >= 0; at = file.indexOf(MARK, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== MARK && !isAlone(next)) return at;
  }
  throw new Unreadable('it ends too early');
}

function applicationTexts(data: Buffer, longXmp: Buffer[]): readonly string[] {
  const bytes = new Bytes(data);
  if (bytes.beginsWith(EXIF)) return exifTexts(data.subarray(EXIF.length));
  if (bytes.beginsWith(XMP)) return [decoded(data.subarray(XMP.length))];
  if (bytes.beginsWith(MORE_XMP)) longXmp.push(data.subarray(MORE_XMP.length + MORE_XMP_HEAD));
  return [];
}

/** Photoshop's image resources, each with an id, a name and data, both padded to even lengths. */
function photoshopTexts(data: Buffer): readonly string[] {
  const bytes = new Bytes(data);
  if (!bytes.beginsWith(PHOTOSHOP)) return [];
  const texts: string[] = [];
  let at = PHOTOSHOP.length;
  while (bytes.beginsWith(RESOURCE, at)) {
    const id = bytes.uint16(at + 4);
    const name = bytes.uint8(at + 6);
    const sizeAt = at + 6 + even(name + 1);
    const size = bytes.uint32(sizeAt);
    const body = bytes.slice(sizeAt + 4, size);
    texts.push(...(id === IPTC ? iptcTexts(body) : []));
    at = sizeAt + 4 + even(size);
  }
  return texts;
}

function iptcTexts(data: Buffer): readonly string[] {
  const bytes = new Bytes(data);
  const texts: string[] = [];
  for (let at = 0; at < bytes.length && bytes.uint8(at) === DATA_SET; ) {
    const length = bytes.uint16(at + 3);
    if (length > 0x7fff) throw new Unreadable('a field is too long');
    texts.push(decoded(bytes.slice(at + 5, length)));
    at += 5 + length;
  }
  return texts;
}

function even(length: number): number {
  return length + (length & 1);
}
