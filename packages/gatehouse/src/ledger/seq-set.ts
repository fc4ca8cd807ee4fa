/** A set of places in the log: one bit each, in chunks, so that many millions fit into memory. */

const CHUNK_BITS = 65_536;

export function seqSet() {
  const chunks = new Map<number, Uint8Array>();
  const at = (seq: number) => {
    const bit = seq % CHUNK_BITS;
    return { chunk: Math.floor(seq / CHUNK_BITS), byte: bit >> 3, mask: 1 << (bit & 7) };
  };
  return {
    add(seq: number): void {
      const { chunk, byte, mask } = at(seq);
      const bits = chunks.get(chunk) ?? new Uint8Array(CHUNK_BITS / 8);
      bits[byte] = (bits[byte] ?? 0) | mask;
      chunks.set(chunk, bits);
    },
    /** True when it was there. */
    remove(seq: number): boolean {
      const { chunk, byte, mask } = at(seq);
      const bits = chunks.get(chunk);
      if (bits === undefined || ((bits[byte] ?? 0) & mask) === 0) return false;
      bits[byte] = (bits[byte] ?? 0) & ~mask;
      return true;
    },
    /** In ascending order. */
    *values(): Generator<number> {
      for (const chunk of [...chunks.keys()].sort((left, right) => left - right)) {
        const bits = chunks.get(chunk) ?? new Uint8Array();
        for (let index = 0; index < bits.length * 8; index++) {
          if (((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0) yield chunk * CHUNK_BITS + index;
        }
      }
    },
  };
}
