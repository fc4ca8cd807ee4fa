/** A piece of text as a detector reads it, with the way back to where each of its characters stands in the raw text. */

export interface Piece {
  readonly text: string;
  /** Absent where the text is the raw text, character for character. */
  readonly origins?: Origins;
}

/** One entry for each UTF-16 code unit of the text. */
export interface Origins {
  /** Where it begins in the raw text. */
  readonly starts: Uint32Array;
  /** Where it ends there. */
  readonly ends: Uint32Array;
  /** Where it stands in JSON source: `INSIDE` or `OUTSIDE` of a string, or as its `DELIMITER`. */
  readonly bare: Uint8Array;
}

export const INSIDE = 0;
export const OUTSIDE = 1;
export const DELIMITER = 2;

export function newOrigins(length: number): Origins {
  return { starts: new Uint32Array(length), ends: new Uint32Array(length), bare: new Uint8Array(length) };
}

/** The origins of raw text that begins at `position`. */
export function rawOrigins(length: number, position: number): Origins {
  const origins = newOrigins(length);
  for (let index = 0; index < length; index += 1) {
    origins.starts[index] = position + index;
    origins.ends[index] = position + index + 1;
  }
  return origins;
}

export function sliceOrigins({ starts, ends, bare }: Origins, from: number, to?: number): Origins {
  return { starts: starts.subarray(from, to), ends: ends.subarray(from, to), bare: bare.subarray(from, to) };
}

export function joinOrigins(left: Origins, right: Origins): Origins {
  const joined = newOrigins(left.starts.length + right.starts.length);
  for (const part of ['starts', 'ends', 'bare'] as const) {
    joined[part].set(left[part]);
    joined[part].set(right[part], left[part].length);
  }
  return joined;
}
