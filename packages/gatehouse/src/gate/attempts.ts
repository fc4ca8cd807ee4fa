/** The order in which a crossing is tried: each model with its retries, then its fallbacks. */
import type { Departure } from './crossing.ts';
import type { Candidate } from './gate.ts';
import type { StepTo, Turn } from './kind.ts';

export interface Attempt extends Turn {
  readonly candidate: Candidate;
}

/** How one attempt at a model ended. */
export type Step = StepTo<Departure>;

const PAUSE_BASE_MS = 100;
const PAUSE_MS_MAX = 2_000;
const RETRYABLE_STATUS = new Set([408, 409, 429, 500, 502, 503, 504, 529]);

export function* attempts(candidates: readonly Candidate[]): Generator<Attempt> {
  const plan = candidates.flatMap((candidate) =>
    Array<Candidate>(candidate.settings.retries + 1).fill(candidate),
  );
  for (const [index, candidate] of plan.entries()) {
    yield { number: index + 1, candidate, last: index === plan.length - 1 };
  }
}

/** Whether an error status of a provider may pass when the same or another model is tried. */
export function isRetryable(status: number): boolean {
  return RETRYABLE_STATUS.has(status);
}

/** Exponential backoff with full jitter: between 0 and the doubled base. `attempt` counts from 1. */
export function pauseMs(attempt: number, fraction: number): number {
  return Math.floor(fraction * Math.min(PAUSE_MS_MAX, PAUSE_BASE_MS * 2 ** attempt));
}
