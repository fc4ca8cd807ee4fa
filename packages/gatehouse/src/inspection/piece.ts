/** A piece of text as a detector reads it, with the way back to where each of its characters stands in the raw text. */

export interface Piece {
  readonly text: string;
  /** Absent where the text is the raw text, character for character. */
  readonly origins?: Origins;
}

/** One entry for each UTF-16 code unit of the text. */
export interface Origins {
  /** Where it begins in the raw text. */
  readonly starts: readonly number[];
  /** Where it ends there. */
  readonly ends: readonly number[];
  /** Whether it stands outside of a JSON string. */
  readonly bare: readonly boolean[];
}
