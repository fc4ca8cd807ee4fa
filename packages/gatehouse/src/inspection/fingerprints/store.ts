/** Fingerprints of documents: hashes of runs of words, chosen by winnowing and sealed in a file; the texts are not kept. */
import { createHash } from 'node:crypto';
import { ok, type Result } from '../../kernel/result.ts';
import { HashFilter, lowerBound, packNumbers, unpackNumbers } from '../bits.ts';
import { Reading } from '../reading.ts';
import { keyFor, seal, unseal, unusable } from '../sealed.ts';
import { planSurvey, Survey } from '../survey.ts';

/** Fingerprints that texts can be compared with. */
export interface Fingerprints {
  readonly count: number;
  /** Names this set of documents. */
  readonly digest: string;
  /** How many words one fingerprint is made of. */
  readonly words: number;
  /** Whether a fingerprint may begin with these words, the last `SEED` before `end`. */
  mayBegin(hashes: readonly number[], end: number): boolean;
  /** Whether the last `words` before `end` are one. */
  has(hashes: readonly number[], end: number): boolean;
}

/** So many words decide whether it is worth to wait for the rest. */
export const SEED = 4;
/**
 * Of so many neighbouring runs of words at least one is kept (S. Schleimer, D. Wilkerson, A. Aiken, Winnowing: Local
 * Algorithms for Document Fingerprinting, SIGMOD 2003).
 */
const WINDOW = 4;
export const RUN_MIN = 10;
export const RUN_MAX = 60;
const COLUMNS = 3;

export interface Registered {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Documents with too few words to be known by. */
  readonly skipped: number;
}

/** From `run` words on, whatever a text shares with a document is found. `nonce` is random and used once. */
export function registerDocuments(
  documents: Iterable<string>,
  { run, secret, nonce }: { readonly run: number; readonly secret: string; readonly nonce: Uint8Array },
): Registered {
  const keys = keysOf(secret);
  const words = run - WINDOW + 1;
  const rows = new Map<string, Row>();
  let skipped = 0;
  for (const document of documents) {
    const hashes = hashesOf(document);
    if (hashes.length < words) skipped += 1;
    for (const end of winnow(hashes, words, keys.high)) {
      const high = gram(hashes, { end, count: words, key: keys.high }) >>> 0;
      const low = gram(hashes, { end, count: words, key: keys.low }) >>> 0;
      const seed = gram(hashes, { end: end - words + SEED, count: SEED, key: keys.seed });
      rows.set(`${high} ${low}`, { high, low, seed });
    }
  }
  const sorted = [...rows.values()].sort((left, right) => left.high - right.high || left.low - right.low);
  const columns = (['high', 'low', 'seed'] as const).map((name) =>
    packNumbers(sorted.map((row) => row[name])),
  );
  const plain = Buffer.concat([packNumbers([words]), ...columns]);
  return { bytes: seal(plain, { kind: 'fingerprints', secret, nonce }), count: sorted.length, skipped };
}

export function openFingerprints(bytes: Uint8Array, secret: string): Result<Fingerprints> {
  const unsealed = unseal(bytes, { kind: 'fingerprints', secret });
  if (!unsealed.ok) return unsealed;
  const [words = 0, ...rest] = unpackNumbers(unsealed.value);
  const numbers = Uint32Array.from(rest);
  const count = numbers.length / COLUMNS;
  if (!Number.isInteger(count) || words <= SEED || words > RUN_MAX) {
    return unusable('fingerprints', 'its length is wrong');
  }
  const keys = keysOf(secret);
  const highs = numbers.subarray(0, count);
  const lows = numbers.subarray(count, 2 * count);
  const seeds = new HashFilter(numbers.subarray(2 * count));
  return ok({
    count,
    digest: createHash('sha256').update(unsealed.value).digest('hex'),
    words,
    mayBegin: (hashes, end) => seeds.has(gram(hashes, { end, count: SEED, key: keys.seed })),
    has(hashes, end) {
      const high = gram(hashes, { end, count: words, key: keys.high }) >>> 0;
      let index = lowerBound(highs, high);
      if (highs[index] !== high) return false;
      const low = gram(hashes, { end, count: words, key: keys.low }) >>> 0;
      for (; highs[index] === high; index += 1) if (lows[index] === low) return true;
      return false;
    },
  });
}

interface Row {
  readonly high: number;
  readonly low: number;
  readonly seed: number;
}

interface Keys {
  readonly high: number;
  readonly low: number;
  readonly seed: number;
}

function keysOf(secret: string): Keys {
  const key = keyFor(secret, 'fingerprints');
  return { high: key.readInt32LE(0), low: key.readInt32LE(4), seed: key.readInt32LE(8) };
}

/** The hashes of the words of a text. */
function hashesOf(document: string): readonly number[] {
  const reading = new Reading('text');
  reading.append(document, true);
  const survey = new Survey(planSurvey([]));
  survey.extend(reading.text, true);
  return Array.from({ length: survey.words.length }, (_, index) => survey.words.hash(index));
}

/** Where the kept runs of words end: of every window the rightmost with the least hash. */
function winnow(hashes: readonly number[], words: number, key: number): ReadonlySet<number> {
  const grams = Array.from({ length: Math.max(0, hashes.length - words + 1) }, (_, index) =>
    gram(hashes, { end: index + words, count: words, key }),
  );
  const kept = new Set<number>();
  const windows = grams.length === 0 ? 0 : Math.max(1, grams.length - WINDOW + 1);
  for (let first = 0; first < windows; first += 1) {
    const window = grams.slice(first, first + WINDOW);
    kept.add(first + window.lastIndexOf(Math.min(...window)) + words);
  }
  return kept;
}

/** A keyed hash of the `count` words before `end`, with the finaliser of MurmurHash3. */
function gram(
  hashes: readonly number[],
  { end, count, key }: { readonly end: number; readonly count: number; readonly key: number },
): number {
  let hash = key;
  for (let index = end - count; index < end; index += 1) {
    hash = Math.imul(hash ^ (hashes[index] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
