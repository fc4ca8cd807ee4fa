/** What the readers of secrets share: a place in a text where an anchor stands, and what they make of it. */
import type { SecretClass } from './kind.ts';

/** Where an anchor stands. */
export interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it is no context. */
  readonly floor: number;
  readonly last: boolean;
}

export interface Candidate {
  readonly id: string;
  readonly class: SecretClass;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** Whether it gives way to a token that tells by itself and stands within it. */
  readonly yields?: true;
}

/** A candidate, nothing, or where one could begin that more text decides about. */
export type Outcome = Candidate | number | undefined;

export type Reader = (place: Place) => Outcome;

/** Where the run of `members` from `start` on ends; at most one more than `max` is looked at. */
export function runEnd(
  text: string,
  start: number,
  { members, max }: { readonly members: Uint8Array; readonly max: number },
): number {
  let end = start;
  while (end - start <= max && members[text.charCodeAt(end)] === 1) end += 1;
  return end;
}

export function found(
  id: string,
  className: SecretClass,
  [start, end, confidence]: readonly [number, number, number],
): Candidate {
  return { id, class: className, start, end, confidence };
}
