/** One place of the source that is replaced. */
export interface Edit {
  /** Within `src` of the gate. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly put: string;
}

/** A deliberate break of the gate's source. */
export interface Sabotage extends Edit {
  readonly name: string;
  /** Where two checks stand behind each other, the second one. */
  readonly also?: Edit;
  readonly why: string;
  /** The cells that are likely to catch it, tried first. */
  readonly cells: RegExp;
}
