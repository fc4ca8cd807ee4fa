/** Station 3, inspect: every passage is scanned and the labels of all of them are joined. */
import type { Background } from '../inspection/background.ts';
import type { Sighting } from '../inspection/inspector.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Reading } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import { inspectionEvidence } from './evidence.ts';
import { labelOf } from './label.ts';
import type { Admitted, Inspected } from './stations.ts';

export function inspect(crossing: Crossing, { request }: Admitted): Result<Inspected> {
  const inspected = inspectReading(crossing, request);
  if (!inspected.ok) return inspected;
  // WHY: remote content becomes content of this request once the gate has fetched it, so it counts as unread now.
  const remote = request.remote.map(({ kind, place }) => ({ kind, place, bytes: 0 }));
  const label = labelOf(inspected.value, [...request.opaque, ...remote]);
  const inspection = inspectionEvidence(crossing, request, {
    sightings: inspected.value,
    opaque: [...request.opaque, ...remote],
  });
  crossing.notes.inspection = inspection;
  return ok({ sightings: inspected.value, label, inspection });
}

/** Scans every passage of a request or an answer. */
export function inspectReading(
  crossing: Crossing,
  reading: Reading,
  background?: Background,
): Result<readonly Sighting[]> {
  return crossing.charter.inspector.inspect(crossing.principal.tenant, reading.passages, background);
}
