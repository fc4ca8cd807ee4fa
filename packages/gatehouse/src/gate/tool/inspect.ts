/** Station 3 for tools, inspect: every argument is scanned, and placeholders become what they stand for. */
import { PLACEHOLDER } from '../../inspection/detectors/placeholders/all.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import { readParams } from '../../protocols/mcp/passages.ts';
import { rewritten } from '../../protocols/rewriting.ts';
import { inspectionEvidence } from '../evidence.ts';
import type { Gate } from '../gate.ts';
import { inspectReading } from '../inspect.ts';
import { labelOf } from '../label.ts';
import { recallPlaceholders } from '../placeholders.ts';
import { treat } from '../treat.ts';
import type { Admitted, Inspected, ToolCrossing } from './stations.ts';

export async function inspect(
  gate: Gate,
  crossing: ToolCrossing,
  { document }: Admitted,
): Promise<Result<Inspected>> {
  const first = await look(crossing, document);
  if (!first.ok) return first;
  const { sightings, passages } = first.value;
  const placeholders = sightings.filter(({ finding }) => finding.detector === PLACEHOLDER);
  if (placeholders.length === 0) return first;
  const recalled = await recallPlaceholders(gate, crossing, passages);
  if (!recalled.ok || recalled.value.size === 0) return recalled.ok ? first : recalled;
  const restored = await treat(gate, crossing, {
    sightings: placeholders,
    treatments: new Map(),
    restore: recalled.value,
  });
  if (!restored.ok) return restored;
  const source = rewritten(document, { rewrites: restored.value.rewrites });
  const again = parseJson(source, { depthMax: crossing.charter.settings.limits.depth });
  // INVARIANT: what is decided is what is sent, so the values themselves are read, and not their names.
  return again.ok ? look(crossing, again.value) : again;
}

async function look(crossing: ToolCrossing, document: Admitted['document']): Promise<Result<Inspected>> {
  const { passages, opaque } = readParams(document);
  const found = await inspectReading(crossing, { passages });
  if (!found.ok) return found;
  const label = labelOf(found.value, opaque);
  const inspection = inspectionEvidence(crossing, { passages }, { sightings: found.value, opaque });
  crossing.notes.inspection = inspection;
  return ok({
    ...{ passages, sightings: found.value, inspection, restored: document },
    ...{ classes: label.classes, opaque: label.opaque },
  });
}
