/** Exact data at rest: keyed hashes of identifiers, sealed in one file; the identifiers themselves are not kept. */
import { createHash, createHmac } from 'node:crypto';
import { ok, type Result } from '../../kernel/result.ts';
import { getBit, HashFilter, lowerBound, packNumbers, setBit, unpackNumbers } from '../bits.ts';
import { keyFor, seal, unseal, unusable } from '../sealed.ts';
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

/** One for each length, and some to spare. */
const LENGTHS_BYTES = 68;
const HEAD_BYTES = LENGTHS_BYTES + PREFIX_BYTES;
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
  const columns = (['hash', 'high', 'low'] as const).map((name) =>
    packNumbers(unique.map((row) => row[name])),
  );
  const plain = Buffer.concat([lengths, prefixes, ...columns]);
  return { bytes: seal(plain, { kind: 'identifiers', secret, nonce }), count: unique.length, skipped };
}

export function openIdentifiers(bytes: Uint8Array, secret: string): Result<Identifiers> {
  const unsealed = unseal(bytes, { kind: 'identifiers', secret });
  if (!unsealed.ok) return unsealed;
  const plain = unsealed.value;
  const count = (plain.length - HEAD_BYTES) / ROW_BYTES;
  if (!Number.isInteger(count) || count < 0) return unusable('identifiers', 'its length is wrong');
  const { tags, seed } = keysOf(secret);
  const prefixes = plain.subarray(LENGTHS_BYTES, HEAD_BYTES);
  const numbers = unpackNumbers(plain.subarray(HEAD_BYTES));
  const hashes = numbers.subarray(0, count);
  const filter = new HashFilter(hashes);
  return ok({
    count,
    digest: createHash('sha256').update(plain).digest('hex'),
    seed,
    lengths: plain.subarray(0, LENGTHS_BYTES),
    mayBegin: (hash) => getBit(prefixes, prefixBit(hash)),
    has(hash, value) {
      const wanted = hash >>> 0;
      if (!filter.has(wanted)) return false;
      let index = lowerBound(hashes, wanted);
      if (hashes[index] !== wanted) return false;
      const { high, low } = tagOf(tags, value());
      for (; hashes[index] === wanted; index += 1) {
        if (numbers[count + index] === high && numbers[2 * count + index] === low) return true;
      }
      return false;
    },
  });
}

interface Row {
  readonly hash: number;
  readonly high: number;
  readonly low: number;
}

function keysOf(secret: string): { readonly tags: Buffer; readonly seed: number } {
  return {
    tags: keyFor(secret, 'identifiers'),
    seed: keyFor(secret, 'filter of identifiers').readInt32LE(0),
  };
}

/** HMAC-SHA-256 (RFC 2104), its first 64 bits: two of a million values agree by chance once in 40 million such sets. */
function tagOf(key: Buffer, normal: string): { readonly high: number; readonly low: number } {
  const tag = createHmac('sha256', key).update(normal).digest();
  return { high: tag.readUInt32LE(0), low: tag.readUInt32LE(4) };
}

function isSame(row: Row, other: Row | undefined): boolean {
  return row.hash === other?.hash && row.high === other.high && row.low === other.low;
}
