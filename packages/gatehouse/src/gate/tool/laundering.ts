/** Values that a call wrote although nothing trusted says them: what is read back later keeps that origin. */
import type { Step } from '../../mandate/flow.ts';
import { type Decided, onlyReads } from './stations.ts';

/** INVARIANT: also those of a call that failed: it may have been done. */
export function writtenUntrusted(decided: Decided, steps: readonly Step[]): readonly string[] {
  if (onlyReads(decided) || decided.repeat !== undefined) return [];
  const undone = steps.some((step) => step.kind === 'result' && !step.succeeded && step.value === null);
  if (undone) return [];
  const { traced } = decided.assessment;
  return traced
    .filter(({ origin }) => origin.kind === 'untrusted' || origin.kind === 'unknown')
    .map(({ value }) => value);
}
