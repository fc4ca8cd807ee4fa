/** Station 3, inspect: every passage is scanned and the labels of all of them are joined. */
import type { Background } from '../inspection/background.ts';
import type { External } from '../inspection/external/external.ts';
import type { Sighting } from '../inspection/inspector.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Reading } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import { inspectionEvidence } from './evidence.ts';
import { labelOf } from './label.ts';
import type { Admitted, Inspected } from './stations.ts';

export async function inspect(crossing: Crossing, { request }: Admitted): Promise<Result<Inspected>> {
  const inspected = await inspectReading(crossing, request);
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

/** Scans every passage of a request or an answer; a promise only where external detectors are asked as well. */
export function inspectReading(
  crossing: Crossing,
  reading: Pick<Reading, 'passages'>,
  background?: Background,
): Result<readonly Sighting[]> | Promise<Result<readonly Sighting[]>> {
  const { inspector, external } = crossing.charter;
  const { tenant } = crossing.principal;
  const found = inspector.inspect(tenant, reading.passages, background);
  if (external === undefined || !found.ok) return found;
  return askAsWell(external, { tenant, passages: reading.passages, found: found.value });
}

async function askAsWell(
  external: External,
  known: {
    readonly tenant: string;
    readonly passages: readonly Passage[];
    readonly found: readonly Sighting[];
  },
): Promise<Result<readonly Sighting[]>> {
  const asked = await external.inspect(known.tenant, known.passages);
  return asked.ok ? ok([...known.found, ...asked.value]) : asked;
}
