/** Bytes of a file from a stranger: every look beyond their end is a failure of the file, not of ours. */

/** INVARIANT: caught by `readTextLayers` and nowhere else; what is thrown beside it is a defect. */
export class Unreadable extends Error {}

export class Bytes {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  slice(start: number, length: number): Buffer {
    if (start < 0 || length < 0 || start + length > this.#bytes.length) {
      throw new Unreadable('it ends too early');
    }
    return this.#bytes.subarray(start, start + length);
  }

  uint8(at: number): number {
    return this.slice(at, 1).readUInt8(0);
  }

  uint16(at: number, little = false): number {
    const two = this.slice(at, 2);
    return little ? two.readUInt16LE(0) : two.readUInt16BE(0);
  }

  uint32(at: number, little = false): number {
    const four = this.slice(at, 4);
    return little ? four.readUInt32LE(0) : four.readUInt32BE(0);
  }

  beginsWith(signature: string, at = 0): boolean {
    const end = at + signature.length;
    return end <= this.#bytes.length && this.#bytes.toString('latin1', at, end) === signature;
  }
}

/** Text of no declared encoding: UTF-8 where it is that, else Latin-1; without the zeros that fill fields. */
export function decoded(bytes: Buffer): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  return (text.includes('\ufffd') ? bytes.toString('latin1') : text).replaceAll('\0', ' ').trim();
}
