/** How a Gatehouse key is written: `ghk_`, its id, its secret, and a checksum that tells a typo from a guess. */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Chance } from '../kernel/effects.ts';
import { base32 } from '../kernel/ids.ts';

export const KEY_PREFIX = 'ghk_';

const ID_BYTES = 10;
const SECRET_BYTES = 32;
/** 16 characters of id, 52 of secret (256 bits), 7 of checksum, all Crockford base32. */
const FORM = /^ghk_([0-9a-hjkmnp-tv-z]{16})_[0-9a-hjkmnp-tv-z]{59}$/;
const CHECKSUM_LENGTH = 7;

/** A new key's text. It is shown once and kept nowhere; its id alone is not secret. */
export function newKeyText(chance: Chance, id = newKeyId(chance)): string {
  const body = `${KEY_PREFIX}${id}_${base32(chance.bytes(SECRET_BYTES))}`;
  return body + checksum(body);
}

export function newKeyId(chance: Chance): string {
  return base32(chance.bytes(ID_BYTES));
}

/** The id inside a key's text; undefined when the form or the checksum is wrong. */
export function keyIdOf(text: string): string | undefined {
  const id = FORM.exec(text)?.[1];
  if (id === undefined) return undefined;
  return checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH) ? id : undefined;
}

/**
 * What is stored and compared: SHA-256 over the whole text.
 * WHY: no slow, salted hash: these exist for secrets that people choose. Behind 256 random bits there is
 * nothing to guess, and a slow hash on every request would only serve those who flood the gate.
 */
export function digestOfKey(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** WHY: a CRC finds typing errors; it proves nothing and need not be secret. */
function checksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return base32(bytes);
}
