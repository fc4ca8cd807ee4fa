/** Ends a call in one step: what its mandate learns from it, and what is kept of it for repeats. */
import { ok, type Result } from '../../kernel/result.ts';
import type { CallEnd } from '../../mandate/calls.ts';
import type { Step } from '../../mandate/flow.ts';
import type { Gate } from '../gate.ts';
import type { Cleared, ToolCrossing } from './stations.ts';

/** More rounds than a mandate has calls under way at once. */
const ROUNDS_MAX = 64;

type Started = Pick<Cleared, 'decided' | 'called' | 'version'>;

/** Durable when it resolves, whatever other processes add meanwhile: what was seen was seen. */
export async function endCall(
  gate: Gate,
  { decided, version: first }: Started,
  { steps, call }: Pick<CallEnd, 'steps' | 'call'>,
): Promise<Result<void>> {
  if (steps.length === 0 && call === undefined) return ok(undefined);
  const { id, principal } = decided.mandate;
  const mandate = { tenant: principal.tenant, id };
  let version = first;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const ended = await gate.calls.finish({ mandate, version, steps, call });
    if (!ended.ok) return ended;
    if (ended.value.kind === 'appended') return ok(undefined);
    const now = await gate.mandates.flow(mandate);
    if (!now.ok) return now;
    version = now.value.version;
  }
  throw new Error('INVARIANT: a flow grows by what its own calls bring, and no faster');
}

/** WHY: a call that never arrived has used up nothing, and may be made again under its name. */
export function undoCall(gate: Gate, { id }: ToolCrossing, started: Started): Promise<Result<void>> {
  const { decided, called } = started;
  const { call, tool, assessment, name } = decided;
  const step = { kind: 'result' as const, call, manifest: tool.manifest, used: assessment.uses };
  const steps: Step[] =
    called === undefined ? [] : [{ ...step, value: null, succeeded: false, of: called, crossing: id }];
  return endCall(gate, started, { steps, call: name && { name, answer: undefined } });
}
