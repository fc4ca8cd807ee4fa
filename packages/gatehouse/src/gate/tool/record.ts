/** Station 6 for tools, record: what the call uses up is used, it is begun once, and its intent is durable; then it is cleared. */
import { digestOfBody } from '../../kernel/clearance.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Step } from '../../mandate/flow.ts';
import { clear } from '../clear.ts';
import { toolIntentEntry } from '../evidence-of-tools.ts';
import type { Gate } from '../gate.ts';
import { judge } from './judge.ts';
import { type Cleared, type Decided, onlyReads, type ToolCrossing } from './stations.ts';

export async function record(gate: Gate, crossing: ToolCrossing, first: Decided): Promise<Result<Cleared>> {
  const used = await useUp(gate, crossing, first);
  if (!used.ok) return used;
  const { decided, called } = used.value;
  const begun = await begin(gate, decided);
  if (!begun.ok) return begun;
  crossing.notes.attempts = decided.attempt.number;
  const { tool, body } = decided;
  const clearance = await clear(gate, crossing, {
    entry: toolIntentEntry(gate, crossing, decided),
    call: {
      attempt: decided.attempt.number,
      provider: tool.transport.id,
      model: tool.name,
      bodyDigest: digestOfBody(body),
    },
  });
  if (clearance.ok) return ok({ decided, clearance: clearance.value, called });
  // WHY: nothing was done, so the same call may be made again under its name.
  if (decided.name !== undefined) await gate.calls.release(decided.name);
  return clearance;
}

/** More rounds than this is a mandate with more hands than a judgement takes to make. */
const ROUNDS_MAX = 8;

/**
 * Makes durable that the call was let through, on exactly the flow on which it was judged. INVARIANT: where another
 * process was faster, the call is judged again, so that no grant of the words is used twice.
 */
async function useUp(
  gate: Gate,
  crossing: ToolCrossing,
  first: Decided,
): Promise<Result<{ readonly decided: Decided; readonly called: number | undefined }>> {
  if (onlyReads(first) || first.repeat !== undefined) return ok({ decided: first, called: undefined });
  const name = { tenant: crossing.principal.tenant, id: first.mandate.id };
  let decided = first;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const steps = stepsOf(crossing, decided);
    const appended = await gate.mandates.append(name, decided.at.version, steps);
    if (!appended.ok) return appended;
    if (appended.value.kind === 'appended') return ok({ decided, called: appended.value.version - 1 });
    const { rules = [] } = decided.approval ?? {};
    const again = await judge(gate, crossing, { given: decided, classes: decided.classes, approved: rules });
    if (!again.ok) return again;
    if (again.value.holds.length > 0) return failed(fault('mandate.conflict', CONFLICT));
    decided = { ...decided, ...again.value };
  }
  return failed(fault('mandate.conflict', CONFLICT));
}

const CONFLICT = 'Other calls of the same mandate changed what this one was judged by; call again.';

function stepsOf(
  { id }: Pick<ToolCrossing, 'id'>,
  { call, tool, assessment, approval }: Decided,
): readonly Step[] {
  const granted = (approval?.grants ?? []).map((grant): Step => ({ kind: 'granted', ...grant }));
  return [...granted, { kind: 'called', call, manifest: tool.manifest, used: assessment.uses, crossing: id }];
}

async function begin(gate: Gate, { name, digest, repeat }: Decided): Promise<Result<void>> {
  if (name === undefined || repeat !== undefined) return ok(undefined);
  const begun = await gate.calls.begin(name, digest);
  if (!begun.ok) return begun;
  if (begun.value) return ok(undefined);
  const message = 'This very call is under way; ask again for its answer.';
  return failed(fault('call.under_way', message, { retryAfterSeconds: 5 }));
}
