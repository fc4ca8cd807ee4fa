/** A problem in a file that a person wrote: where it is, what is wrong, and what was probably meant. */

export interface Problem {
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Such as `charter.access[2].who`; empty for the file as a whole. */
  readonly path: string;
  /** INVARIANT: never holds a value from the file that could be a secret. */
  readonly message: string;
  readonly suggestion?: string;
}

export type Path = readonly (string | number)[];

/** Says that something at a path is wrong; with `key`, the problem is that key of the mapping there. */
export type Report = (
  path: Path,
  message: string,
  extra?: { readonly key?: string; readonly suggestion?: string },
) => Problem;
