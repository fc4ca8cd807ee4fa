/** Station 5 for tools, hold: a call that the charter holds waits for people, and their yes is decided again. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { askPeople } from '../ask-people.ts';
import { policyEvidence } from '../evidence.ts';
import type { Gate } from '../gate.ts';
import { argumentsText, callName } from './admit.ts';
import { judge } from './judge.ts';
import type { Decided, ToolCrossing } from './stations.ts';

export async function hold(gate: Gate, crossing: ToolCrossing, decided: Decided): Promise<Result<Decided>> {
  if (decided.holds.length === 0) return ok(decided);
  const { mandate, tool, assessment, decision, holds, at } = decided;
  const approved = await askPeople(gate, crossing, {
    ...{ mandate, assessment, decision, holds },
    words: at.flow.steps.flatMap((step) => (step.kind === 'words' ? [step.text] : [])),
    call: {
      tool: tool.qualified,
      arguments: argumentsText(decided.restored),
      definitionDigest: tool.pin,
      manifest: tool.manifest,
    },
  });
  if (!approved.ok) return park(gate, crossing, { decided, waiting: approved });
  const again = await judge(gate, crossing, {
    given: decided,
    classes: decided.classes,
    approved: approved.value.rules,
  });
  if (!again.ok) return again;
  // INVARIANT: a person lifts the rules that asked, and no other.
  if (again.value.holds.length > 0) return failed(fault('policy.obligation', again.value.decision.reason));
  const { call, at: now, assessment: still, decision: final } = again.value;
  const name = decided.name ?? callName(crossing.principal.tenant, mandate, approved.value.hold);
  return ok({
    ...decided,
    ...{ call, at: now, assessment: still, decision: final, holds: [], name },
    policy: policyEvidence(final),
    approval: approved.value,
  });
}

/** WHY: a client that only knows the hold's id has nothing else to take the call up with. */
async function park(
  gate: Gate,
  crossing: ToolCrossing,
  { decided: { mandate }, waiting }: { readonly decided: Decided; readonly waiting: Result<never> },
): Promise<Result<never>> {
  const { held } = crossing.notes;
  if (waiting.ok || held === undefined || held.state !== 'waiting') return waiting;
  const { method, name, params, idempotencyKey } = crossing.arrival.call;
  const parked = await gate.calls.park(callName(crossing.principal.tenant, mandate, held.id), {
    ...{ method, name, params, idempotencyKey },
    server: crossing.arrival.from.server,
  });
  return parked.ok ? waiting : parked;
}
