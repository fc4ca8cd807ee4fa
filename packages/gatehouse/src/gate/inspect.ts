/** Station 3, inspect: every passage is scanned and the labels of all of them are joined. */
import type { Background } from '../inspection/background.ts';
import type { External } from '../inspection/external/external.ts';
import type { Sighting } from '../inspection/inspector.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { ModelRequest, Reading } from '../protocols/protocol.ts';
import type { Arriving, Crossing } from './crossing.ts';
import { inspectionEvidence } from './evidence.ts';
import { layersOf } from './files.ts';
import type { Gate } from './gate.ts';
import { labelOf } from './label.ts';
import type { Admitted, Inspected } from './stations.ts';

export async function inspect(
  gate: Gate,
  crossing: Crossing,
  { request }: Admitted,
): Promise<Result<Inspected>> {
  const layers = await layersOf(gate, crossing, request.files);
  const passages = layers.length === 0 ? request.passages : [...request.passages, ...layers];
  const inspected = await inspectReading(crossing, { passages });
  return inspected.ok
    ? ok(inspectedAs(crossing, request, { passages, sightings: inspected.value }))
    : inspected;
}

/** The label and the evidence of everything that was read of a request, and of what was not. */
export function inspectedAs(
  crossing: Crossing,
  request: ModelRequest,
  read: Pick<Inspected, 'passages' | 'sightings'>,
): Inspected {
  // WHY: remote content becomes content of this request once the gate has fetched it, so it counts as unread now.
  const remote = request.remote.map(({ kind, place }) => ({ kind, place, bytes: 0 }));
  const opaque = [...request.opaque, ...remote];
  const { sightings } = read;
  const label = labelOf(sightings, opaque);
  const inspection = inspectionEvidence(crossing, read, { sightings, opaque });
  crossing.notes.inspection = inspection;
  return { ...read, label, inspection };
}

/** Scans every passage of a request or an answer; a promise only where external detectors are asked as well. */
export function inspectReading(
  crossing: Crossing<Arriving>,
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
