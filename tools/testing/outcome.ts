/** What a step of `npm test` gets and gives. */

export interface Outcome {
  readonly passed: number;
  /** One text for each failure: what, where, and why. */
  readonly failures: readonly string[];
}

export interface Surroundings {
  readonly root: string;
  readonly say: (line: string) => void;
}
