/** Ends a call in one step: what its mandate learns from it, and what is kept of it for repeats. */
import { ok, type Result } from '../../kernel/result.ts';
import type { CallEnd } from '../../mandate/calls.ts';
import type { Step } from '../../mandate/flow.ts';
import type { Gate } from '../gate.ts';
import type { Cleared, ToolCrossing } from './stations.ts';

type Started = Pick<Cleared, 'decided' | 'called' | 'version'>;

/** Durable when it resolves, whatever other processes add meanwhile. */
export async function endCall(
  gate: Gate,
  { decided, version }: Started,
  { steps, call }: Pick<CallEnd, 'steps' | 'call'>,
): Promise<Result<void>> {
  if (steps.length === 0 && call === undefined) return ok(undefined);
  const { id, root, principal } = decided.mandate;
  const mandate = { tenant: principal.tenant, id, root };
  return gate.turns.take(root, () => gate.calls.finish({ mandate, version, steps, call }));
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
