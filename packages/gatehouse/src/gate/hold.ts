/** Station 5, hold: where the charter wants a person to look first, the call waits; a yes is decided again. */
import { createHash } from 'node:crypto';
import { fault } from '../kernel/faults.ts';
import { UNKNOWN_TOOL } from '../kernel/manifest.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { ask } from './ask.ts';
import { askPeople } from './ask-people.ts';
import type { Crossing } from './crossing.ts';
import { policyEvidence } from './evidence.ts';
import type { Gate } from './gate.ts';
import { mandateOf } from './mandate.ts';
import type { Decided } from './stations.ts';

export async function hold(gate: Gate, crossing: Crossing, decided: Decided): Promise<Result<Decided>> {
  if (decided.holds.length === 0) return ok(decided);
  const mandate = await mandateOf(gate, crossing);
  if (!mandate.ok) return mandate;
  const { request, target, label, remaining, decision } = decided;
  const approved = await askPeople(gate, crossing, {
    mandate: mandate.value,
    words: [],
    call: {
      tool: `${target.resource.provider}/${target.resource.name}`,
      arguments: request.document.source,
      definitionDigest: createHash('sha256').update(JSON.stringify(target.resource)).digest('hex'),
      manifest: UNKNOWN_TOOL,
    },
    assessment: NOTHING_TRACED,
    decision,
    holds: decided.holds,
  });
  if (!approved.ok) return approved;
  const { rules, hold: id, people } = approved.value;
  // INVARIANT: a person lifts the rules that asked, and no other: what was approved is decided again.
  const again = ask(crossing, {
    ...{ action: 'model.call' as const, target, request },
    label: { ...label, classes: remaining },
    approved: rules,
  });
  if (again.verdict !== 'allow') return failed(fault('policy.obligation', again.reason));
  return ok({ ...decided, policy: policyEvidence(again), approval: { hold: id, people } });
}

/** WHY: a call to a model has no arguments that steer; what people look at is the request itself. */
const NOTHING_TRACED = { traced: [], leaks: [], beyond: [], uses: [], tainted: false };
