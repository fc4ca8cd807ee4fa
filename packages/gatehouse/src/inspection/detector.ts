/** What a detector must offer: it finds data of one class, and says how long a stream has to wait for it. */

/** Something that a detector saw. Offsets are UTF-16 code units into the text that was scanned. */
export interface Finding {
  /** The data class, such as `email` or `payment_card`. */
  readonly class: string;
  readonly detector: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface Detector {
  readonly name: string;
  readonly class: string;
  /** The most characters that one finding can span. A stream never waits for more than this. */
  readonly reach: number;
  /** Every finding in `text`, in order, without overlaps. MUST be linear in the length of the text. */
  scan(text: string): readonly Finding[];
  /**
   * The least index from which on `text` may still become (part of) a finding once more text follows;
   * `text.length` when nothing is open. What lies before it may be released.
   */
  openFrom(text: string): number;
}
