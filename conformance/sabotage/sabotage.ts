/** A deliberate break of the gate's source. */
export interface Sabotage {
  readonly name: string;
  /** Within `src` of the gate. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly put: string;
  readonly why: string;
  /** The cells that are likely to catch it, tried first. */
  readonly cells: RegExp;
}
