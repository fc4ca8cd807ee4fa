/** Station 3 for tools, inspect: every argument is scanned, and placeholders become what they stand for. */
import { backgroundOf } from '../../inspection/background.ts';
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
  const recalled = await recallPlaceholders(gate, crossing, readParams(document).passages);
  if (!recalled.ok) return recalled;
  const first = await look(crossing, document, recalled.value);
  if (!first.ok || recalled.value.size === 0) return first;
  const restored = await treat(gate, crossing, {
    sightings: first.value.sightings.filter(({ finding }) => finding.detector === PLACEHOLDER),
    treatments: new Map(),
    restore: recalled.value,
  });
  if (!restored.ok) return restored;
  const source = rewritten(document, { rewrites: restored.value.rewrites });
  const again = parseJson(source, { depthMax: crossing.charter.settings.limits.depth });
  // INVARIANT: what is decided is what is sent, so the values themselves are read, and not their names.
  return again.ok ? look(crossing, again.value, new Map()) : again;
}

/** `recalled` are the placeholders that stand for something here; no other is one. */
async function look(
  crossing: ToolCrossing,
  document: Admitted['document'],
  recalled: ReadonlyMap<string, string>,
): Promise<Result<Inspected>> {
  const { passages, opaque } = readParams(document);
  const found = await inspectReading(crossing, { passages }, backgroundOf(passages, recalled.keys()));
  if (!found.ok) return found;
  const label = labelOf(found.value, opaque);
  const inspection = inspectionEvidence(crossing, { passages }, { sightings: found.value, opaque });
  crossing.notes.inspection = inspection;
  return ok({
    ...{ passages, sightings: found.value, inspection, restored: document },
    ...{ classes: label.classes, opaque: label.opaque },
  });
}
