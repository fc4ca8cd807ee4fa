/** Ids of crossings, mandates and keys: time-ordered (RFC 9562 section 5.7, UUIDv7), readable aloud, safe in a URL. */
import type { Chance, Clock } from './effects.ts';

/** The id of one crossing, `cx_` and 26 characters of Crockford base32 over 16 bytes. */
export type CrossingId = `cx_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export function newCrossingId(clock: Clock, chance: Chance): CrossingId {
  return `cx_${base32(uuid7(clock.nowMs(), chance.bytes(10)))}`;
}

/** The id of one mandate, written as that of a crossing. */
export function newMandateId(clock: Clock, chance: Chance): string {
  return `md_${base32(uuid7(clock.nowMs(), chance.bytes(10)))}`;
}

/** The 16 bytes of a UUIDv7: 48 bits of milliseconds, then version, variant and 74 random bits. */
function uuid7(nowMs: number, random: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  bytes.set(random.subarray(0, 10), 6);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return bytes;
}

/** Crockford base32 without padding; 16 bytes give 26 characters. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}
