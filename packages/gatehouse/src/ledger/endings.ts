/** Outcomes that are written in another's place: for a crossing whose own process could not say how it ended. */
import { canonical } from '../kernel/canonical.ts';
import type { Entry } from './entries.ts';
import type { IntentEvidence, OutcomeEvidence } from './evidence.ts';

/**
 * The outcome of an intent: `failed`, for nothing left under it, or `unknown`, for nobody knows what came of it.
 * Undefined when the intent's body is not evidence.
 */
export function outcomeInPlace(
  intent: Entry,
  { ending, atMs }: { ending: 'failed' | 'unknown'; atMs: number },
): Entry | undefined {
  const evidence = intentEvidence(intent.body);
  if (evidence === undefined) return undefined;
  const { version, crossing, attempt, protocol, operation, stream, principal, purpose, environment } =
    evidence;
  const outcome: OutcomeEvidence = {
    ...{ version, crossing, attempt, protocol, operation, stream, principal, purpose, environment },
    kind: 'outcome',
    at: new Date(atMs).toISOString(),
    ending,
    ...(ending === 'failed' ? { fault: 'evidence.unavailable' } : {}),
    usage:
      ending === 'failed'
        ? { inputTokens: 0, outputTokens: 0, microUsd: 0, basis: 'none' }
        : { inputTokens: 0, outputTokens: 0, microUsd: evidence.reserved?.microUsd ?? 0, basis: 'bound' },
    timings: { totalMs: 0, providerMs: 0 },
    digests: {},
  };
  return { ...intent, kind: 'outcome', atMs, body: canonical(outcome) };
}

function intentEvidence(body: string): IntentEvidence | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as IntentEvidence) : undefined;
  } catch {
    return undefined;
  }
}
