/** Filters of bits, and tables of sorted numbers: what is not there is mostly gone after one look. */

/** A set of 32-bit hashes of which about one in sixteen others seems to be a member. */
export class HashFilter {
  readonly #bits: Uint8Array;
  readonly #shift: number;

  constructor(hashes: Uint32Array) {
    const size = Math.min(32, Math.max(10, Math.ceil(Math.log2(hashes.length * 16 + 1))));
    this.#shift = 32 - size;
    this.#bits = new Uint8Array(2 ** (size - 3));
    for (const hash of hashes) setBit(this.#bits, hash >>> this.#shift);
  }

  has(hash: number): boolean {
    return getBit(this.#bits, hash >>> this.#shift);
  }
}

export function setBit(bits: Uint8Array, place: number): void {
  bits[place >>> 3] = (bits[place >>> 3] ?? 0) | (1 << (place & 7));
}

export function getBit(bits: Uint8Array, place: number): boolean {
  return (((bits[place >>> 3] ?? 0) >>> (place & 7)) & 1) === 1;
}

/** The first index whose value is not less than `wanted`, in ascending values. */
export function lowerBound(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers of 32 bits, as bytes in the order that every machine reads alike. */
export function packNumbers(values: ArrayLike<number>): Buffer {
  const packed = Buffer.alloc(values.length * 4);
  for (let index = 0; index < values.length; index += 1) {
    packed.writeUInt32LE((values[index] ?? 0) >>> 0, index * 4);
  }
  return packed;
}

export function unpackNumbers(packed: Buffer): Uint32Array {
  const values = new Uint32Array(packed.length >>> 2);
  for (let index = 0; index < values.length; index += 1) values[index] = packed.readUInt32LE(index * 4);
  return values;
}
