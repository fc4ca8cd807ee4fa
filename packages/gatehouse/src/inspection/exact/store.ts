/** Exact data at rest: keyed hashes of identifiers, sealed in one file; the identifiers themselves are not kept. */
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { LENGTH_MAX, LENGTH_MIN, mix, normalise, PREFIX, PREFIX_BYTES, prefixBit } from './normal.ts';

/** Identifiers that can be asked about, and not listed. */
export interface Identifiers {
  readonly count: number;
  /** Names this set of identifiers. */
  readonly digest: string;
  /** Where hashes begin. */
  readonly seed: number;
  /** By length in normal form: whether there is one. */
  readonly lengths: Uint8Array;
  /** Whether one may begin with what hashes to this. */
  mayBegin(hash: number): boolean;
  /** Whether the value is one of them; `hash` is that of its normal form, and is asked first. */
  has(hash: number, value: () => string): boolean;
}

export interface Built {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Values that are too short or too long to be found. */
  readonly skipped: number;
}

const MAGIC = Buffer.from('gatehouse identifiers 1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTHS_BYTES = 68;
const HEAD_BYTES = 4 + LENGTHS_BYTES + PREFIX_BYTES;
const ROW_BYTES = 12;

/** `secret` is the deployment's own; `nonce` is random and used once. */
export function buildIdentifiers(
  values: Iterable<string>,
  { secret, nonce }: { readonly secret: string; readonly nonce: Uint8Array },
): Built {
  const keys = keysOf(secret);
  const rows: Row[] = [];
  const lengths = new Uint8Array(LENGTHS_BYTES);
  const prefixes = new Uint8Array(PREFIX_BYTES);
  let skipped = 0;
  for (const value of values) {
    const normal = normalise(value);
    if (normal.length < LENGTH_MIN || normal.length > LENGTH_MAX) {
      skipped += 1;
      continue;
    }
    lengths[normal.length] = 1;
    let hash = keys.seed;
    for (let index = 0; index < normal.length; index += 1) {
      hash = mix(hash, normal.charCodeAt(index));
      if (index + 1 === PREFIX) setBit(prefixes, prefixBit(hash));
    }
    rows.push({ hash: hash >>> 0, ...tagOf(keys.tags, normal) });
  }
  rows.sort((left, right) => left.hash - right.hash || left.high - right.high || left.low - right.low);
  const unique = rows.filter((row, index) => !isSame(row, rows[index - 1]));
  return { bytes: seal(pack(unique, lengths, prefixes), keys.seal, nonce), count: unique.length, skipped };
}

/** A file that was changed, or sealed with another secret, is refused. */
export function openIdentifiers(bytes: Uint8Array, secret: string): Result<Identifiers> {
  const keys = keysOf(secret);
  const plain = unseal(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), keys.seal);
  if (!plain.ok) return plain;
  const packed = plain.value;
  const count = packed.readUInt32LE(0);
  if (packed.length !== HEAD_BYTES + count * ROW_BYTES) return failed(unusable('its length is wrong'));
  const prefixes = packed.subarray(4 + LENGTHS_BYTES, HEAD_BYTES);
  const [hashes, highs, lows] = [0, 1, 2].map((column) => columnOf(packed, count, column)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const filter = filterOf(hashes);
  return ok({
    count,
    digest: createHash('sha256').update(packed).digest('hex'),
    seed: keys.seed,
    lengths: packed.subarray(4, 4 + LENGTHS_BYTES),
    mayBegin: (hash) => getBit(prefixes, prefixBit(hash)),
    has(hash, value) {
      const wanted = hash >>> 0;
      if (!filter(wanted)) return false;
      let index = lowerBound(hashes, wanted);
      if (hashes[index] !== wanted) return false;
      const { high, low } = tagOf(keys.tags, value());
      for (; hashes[index] === wanted; index += 1)
        if (highs[index] === high && lows[index] === low) return true;
      return false;
    },
  });
}

interface Row {
  readonly hash: number;
  readonly high: number;
  readonly low: number;
}

interface Keys {
  readonly tags: Buffer;
  readonly seal: Buffer;
  readonly seed: number;
}

/** One key for each use, so that none tells anything about another. */
function keysOf(secret: string): Keys {
  const derive = (use: string) =>
    createHmac('sha256', secret).update(`gatehouse exact data: ${use}`).digest();
  return { tags: derive('tags'), seal: derive('seal'), seed: derive('filter').readInt32LE(0) };
}

/** HMAC-SHA-256 (RFC 2104), its first 64 bits: two of a million values agree by chance once in 40 million such sets. */
function tagOf(key: Buffer, normal: string): { readonly high: number; readonly low: number } {
  const tag = createHmac('sha256', key).update(normal).digest();
  return { high: tag.readUInt32LE(0), low: tag.readUInt32LE(4) };
}

function isSame(row: Row, other: Row | undefined): boolean {
  return row.hash === other?.hash && row.high === other.high && row.low === other.low;
}

function pack(rows: readonly Row[], lengths: Uint8Array, prefixes: Uint8Array): Buffer {
  const packed = Buffer.alloc(HEAD_BYTES + rows.length * ROW_BYTES);
  packed.writeUInt32LE(rows.length, 0);
  packed.set(lengths, 4);
  packed.set(prefixes, 4 + LENGTHS_BYTES);
  for (const [index, { hash, high, low }] of rows.entries()) {
    for (const [column, value] of [hash, high, low].entries()) {
      packed.writeUInt32LE(value, HEAD_BYTES + (column * rows.length + index) * 4);
    }
  }
  return packed;
}

function columnOf(packed: Buffer, count: number, column: number): Uint32Array {
  const values = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    values[index] = packed.readUInt32LE(HEAD_BYTES + (column * count + index) * 4);
  }
  return values;
}

/** AES-256-GCM (NIST SP 800-38D). WHY sealed at all: short filters over few possible values would give them away. */
function seal(plain: Buffer, key: Buffer, nonce: Uint8Array): Uint8Array {
  if (nonce.length !== NONCE_BYTES) throw new Error('a nonce has 12 bytes');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(MAGIC);
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), ...sealed]);
}

function unseal(bytes: Buffer, key: Buffer): Result<Buffer> {
  const nonceAt = MAGIC.length;
  const bodyAt = nonceAt + NONCE_BYTES + TAG_BYTES;
  if (bytes.length < bodyAt + HEAD_BYTES || !bytes.subarray(0, nonceAt).equals(MAGIC)) {
    return failed(unusable('it is no file of identifiers'));
  }
  const nonce = bytes.subarray(nonceAt, nonceAt + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(MAGIC);
  decipher.setAuthTag(bytes.subarray(nonceAt + NONCE_BYTES, bodyAt));
  try {
    return ok(Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]));
  } catch (cause) {
    return failed(unusable(cause));
  }
}

function unusable(cause: unknown): Fault {
  const message =
    'A file of identifiers was changed, or made with the secret of another data directory; load it again.';
  return fault('config.invalid', message, { cause });
}

/** A filter of sixteen bits for each value: most that is not there is gone after one look. */
function filterOf(hashes: Uint32Array): (hash: number) => boolean {
  const bits = Math.max(10, Math.ceil(Math.log2(hashes.length * 16 + 1)));
  const shift = 32 - bits;
  const filter = new Uint8Array(2 ** (bits - 3));
  for (const hash of hashes) setBit(filter, hash >>> shift);
  return (hash) => getBit(filter, hash >>> shift);
}

function setBit(bits: Uint8Array, place: number): void {
  bits[place >>> 3] = (bits[place >>> 3] ?? 0) | (1 << (place & 7));
}

function getBit(bits: Uint8Array, place: number): boolean {
  return (((bits[place >>> 3] ?? 0) >>> (place & 7)) & 1) === 1;
}

function lowerBound(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
