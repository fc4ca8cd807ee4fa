/** The normal form of identifiers: letters in lower case and digits, without what people write between them. */

import { KINDS, LOWER_CASE, SEPARATOR } from '../letters.ts';
import { Reading } from '../reading.ts';
import { HASH_PRIME } from '../word-hash.ts';

/** Shorter ones are found everywhere, longer ones are texts. Both in characters of the normal form. */
export const LENGTH_MIN = 5;
export const LENGTH_MAX = 64;

/** The first characters of every value are looked up before anything else is. */
export const PREFIX = 4;
const PREFIX_BITS = 20;

export function normalise(value: string): string {
  const reading = new Reading('text');
  reading.append(value, true);
  return normalPart(reading.text, 0, reading.text.length);
}

/** The same for a part of a text that is read already. */
export function normalPart(text: string, start: number, end: number): string {
  let normal = '';
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (KINDS[code] !== SEPARATOR) normal += String.fromCharCode(LOWER_CASE[code] ?? code);
  }
  return normal;
}

/** FNV-1a with a secret beginning, so that nobody can write texts that all pass the filter. */
export function mix(hash: number, code: number): number {
  return Math.imul(hash ^ (LOWER_CASE[code] ?? code), HASH_PRIME);
}

/** One bit for the beginning of a value. */
export function prefixBit(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> (32 - PREFIX_BITS)) | 0;
}

export const PREFIX_BYTES = 2 ** (PREFIX_BITS - 3);
