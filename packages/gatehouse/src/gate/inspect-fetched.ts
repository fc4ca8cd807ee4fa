/** What was fetched to be inlined is inspected as the rest of the request was, and the crossing is decided again. */
import { ok, type Result } from '../kernel/result.ts';
import type { RequestChanges } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import { decide } from './decide.ts';
import { layersOf } from './files.ts';
import type { Gate } from './gate.ts';
import { hold } from './hold.ts';
import { inspectedAs, inspectReading } from './inspect.ts';
import type { Decided } from './stations.ts';

/** INVARIANT: nothing leaves that the last decision did not know of. */
export async function inspectFetched(
  gate: Gate,
  crossing: Crossing,
  { decided, inlined }: { readonly decided: Decided; readonly inlined: RequestChanges['inlined'] },
): Promise<Result<Decided>> {
  const files = inlined.map(({ content: { place, node }, base64 }) => ({ place, node, base64 }));
  const layers = await layersOf(gate, crossing, files);
  if (layers.length === 0) return ok(decided);
  const found = await inspectReading(crossing, { passages: layers });
  if (!found.ok) return found;
  const passages = [...decided.passages, ...layers];
  const sightings = [...decided.sightings, ...found.value];
  const inspected = inspectedAs(crossing, decided.request, { passages, sightings });
  const again = await decide(gate, crossing, { ...decided, ...inspected });
  return again.ok ? hold(gate, crossing, again.value) : again;
}
