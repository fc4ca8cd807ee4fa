/** The Merkle tree of the ledger (RFC 6962 section 2.1, as in C2SP tlog-tiles), grown leaf by leaf. */
import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** A tree that forgets all but the roots of its perfect subtrees: as much as it takes to grow and to know its root. */
export interface Tree {
  readonly size: number;
  append(leaf: Uint8Array): void;
  /** RFC 6962 MTH over all leaves so far. */
  root(): Uint8Array;
  /** Roots of the perfect subtrees, largest first: one for each set bit of the size. */
  peaks(): readonly Uint8Array[];
}

/** Continues a tree from its size and peaks, or begins an empty one. */
export function growTree(
  from: { size: number; peaks: readonly Uint8Array[] } = { size: 0, peaks: [] },
): Tree {
  const peaks = [...from.peaks];
  let size = from.size;
  if (peaks.length !== setBits(size))
    throw new RangeError('a tree has one peak for each set bit of its size');
  return {
    get size() {
      return size;
    },
    append(leaf) {
      let merged = leaf;
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
        merged = nodeHash(peaks.pop() as Uint8Array, merged);
      }
      peaks.push(merged);
      size += 1;
    },
    root: () => peaks.reduceRight<Uint8Array | undefined>(fold, undefined) ?? EMPTY_ROOT,
    peaks: () => [...peaks],
  };
}

const EMPTY_ROOT: Uint8Array = createHash('sha256').digest();

function fold(right: Uint8Array | undefined, left: Uint8Array): Uint8Array {
  return right === undefined ? left : nodeHash(left, right);
}

/** The hash of an entry: SHA-256(0x00 || body), the body in UTF-8. */
export function leafHash(body: string): Uint8Array {
  return createHash('sha256').update(LEAF).update(body).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

function setBits(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
