/** Masks sightings in their passages, and makes sure that they are gone. */
import type { Sighting } from '../inspection/inspector.ts';
import { fault } from '../kernel/faults.ts';
import type { Passage, Rewrite } from '../kernel/passage.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

export interface Masked {
  readonly rewrites: readonly Rewrite[];
  /** How many findings of each class were masked. */
  readonly counts: Readonly<Record<string, number>>;
}

const UNTOUCHED: Masked = { rewrites: [], counts: {} };

export function maskSightings(
  gate: Gate,
  crossing: Crossing,
  what: { readonly sightings: readonly Sighting[]; readonly classes: ReadonlySet<string> },
): Result<Masked> {
  if (what.classes.size === 0) return ok(UNTOUCHED);
  const byPassage = new Map<Passage, Sighting[]>();
  const counts: Record<string, number> = {};
  for (const sighting of what.sightings) {
    const { passage, finding } = sighting;
    if (!what.classes.has(finding.class)) continue;
    if (passage.signed) return failed(signedFault(passage.place));
    counts[finding.class] = (counts[finding.class] ?? 0) + 1;
    byPassage.set(passage, [...(byPassage.get(passage) ?? []), sighting]);
  }
  const rewrites = [...byPassage].map(([passage, sightings]) => ({
    passage,
    text: gate.mask(
      passage,
      sightings.map(({ finding }) => finding),
    ),
  }));
  return verifyGone(crossing, rewrites, what.classes) ?? ok({ rewrites, counts });
}

export function signedFault(place: string) {
  return fault(
    'inspection.signed',
    `Signed reasoning at ${place} holds data that has to be masked; it cannot be rewritten.`,
  );
}

/** INVARIANT: what was masked is scanned again, so a mask that fails to cover is a refusal and not a leak. */
function verifyGone(crossing: Crossing, rewrites: readonly Rewrite[], classes: ReadonlySet<string>) {
  const passages = rewrites.map(({ passage, text }) => ({ ...passage, text }));
  const again = crossing.charter.inspector.inspect(crossing.principal.tenant, passages);
  if (!again.ok) return again;
  const left = again.value.find(({ finding }) => classes.has(finding.class));
  if (left === undefined) return undefined;
  return failed(
    fault('inspection.failed', `Masking at ${left.passage.place} did not remove everything it had to.`),
  );
}
