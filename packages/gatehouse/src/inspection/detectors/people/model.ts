/** The weights of the model of names, and the words that are ordinary ones: an artefact of `training/people`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const LABELS = [
  'none',
  'person',
  'location',
  'organization',
  'address',
  'title',
  'honorific',
] as const;
export const LABEL_COUNT = LABELS.length;
/** Buckets of hashed features; each has a weight for each label. */
export const BUCKETS = 1 << 15;
/** Bits of the Bloom filter of ordinary words. */
const VOCABULARY_BITS = 1 << 18;

export interface Model {
  /** By bucket and label. */
  readonly weights: Int8Array;
  readonly vocabulary: Uint8Array;
}

export function emptyModel(): Model {
  return { weights: new Int8Array(BUCKETS * LABEL_COUNT), vocabulary: new Uint8Array(VOCABULARY_BITS / 8) };
}

/** The committed artefact: the filter first, the weights behind it. */
export function loadModel(): Model & { readonly digest: string } {
  const bytes = readFileSync(new URL('./names.bin', import.meta.url));
  const { weights, vocabulary } = emptyModel();
  if (bytes.length !== weights.length + vocabulary.length) throw new Error('names.bin has another length');
  vocabulary.set(bytes.subarray(0, vocabulary.length));
  weights.set(new Int8Array(bytes.buffer, bytes.byteOffset + vocabulary.length, weights.length));
  return { weights, vocabulary, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** Whether a word is an ordinary one; one in a hundred others passes for one. */
export function isOrdinary({ vocabulary }: Model, hash: number): boolean {
  const first = hash & (VOCABULARY_BITS - 1);
  const second = (Math.imul(hash, 0x9e3779b1) >>> 14) & (VOCABULARY_BITS - 1);
  return hasBit(vocabulary, first) && hasBit(vocabulary, second);
}

export function addOrdinary({ vocabulary }: Model, hash: number): void {
  for (const bit of [
    hash & (VOCABULARY_BITS - 1),
    (Math.imul(hash, 0x9e3779b1) >>> 14) & (VOCABULARY_BITS - 1),
  ]) {
    vocabulary[bit >>> 3] = (vocabulary[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
}

function hasBit(bits: Uint8Array, bit: number): boolean {
  return ((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
