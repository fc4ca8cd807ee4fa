/** What a model is shown under a mandate and nobody recorded is noted in it: from then on it may act for whoever wrote it. */
import type { Passage, Role } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import { unknownTexts } from '../mandate/recognise.ts';
import type { Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';
import { growFlow } from './grow-flow.ts';

/** WHY not the assistant: what the model said itself, it made of what it was shown. */
const SHOWN: readonly Role[] = ['system', 'user', 'tool', 'document'];
/** Longer texts are kept to here; what stands behind is as untrusted without being known again. */
const LENGTH_MAX = 65_536;

/** INVARIANT: durable before the model is shown it. */
export async function noteSeen(
  gate: Gate,
  { principal, id }: Crossing,
  passages: readonly Passage[],
): Promise<Result<void>> {
  const { mandate, tenant } = principal;
  if (mandate === undefined) return ok(undefined);
  const name = { tenant, id: mandate.id };
  const at = await gate.mandates.flow(name);
  if (!at.ok) return at;
  const texts = passages.flatMap(({ role, text }) => (SHOWN.includes(role) ? [text] : []));
  const steps = unknownTexts(at.value.flow, texts).map((text) => ({
    kind: 'seen' as const,
    text: text.slice(0, LENGTH_MAX),
    crossing: id,
  }));
  return steps.length === 0 ? ok(undefined) : growFlow(gate, name, { version: at.value.version, steps });
}
