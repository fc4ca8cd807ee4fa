/** Station 4 for tools, decide: the call is judged by everything its mandate knows; what the charter demands is done. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import { rewritten } from '../../protocols/rewriting.ts';
import { policyEvidence } from '../evidence.ts';
import type { Gate } from '../gate.ts';
import { labelOf } from '../label.ts';
import { treat } from '../treat.ts';
import { judge } from './judge.ts';
import type { Decided, ToolCrossing, Walk } from './stations.ts';

export async function decide(gate: Gate, crossing: ToolCrossing, walk: Walk): Promise<Result<Decided>> {
  const first = await judge(gate, crossing, { given: walk, classes: walk.classes });
  if (!first.ok) return first;
  const { treatments } = first.value.demands;
  if (treatments.size === 0) return ok(decidedAs(walk, first.value));

  const treated = await treat(gate, crossing, { sightings: walk.sightings, treatments });
  if (!treated.ok) return treated;
  const { rewrites, masked, tokenised, remaining } = treated.value;
  const source = rewritten(walk.restored, { rewrites });
  const document = parseJson(source, { depthMax: crossing.charter.settings.limits.depth });
  if (!document.ok) return document;
  // INVARIANT: what an obligation changed is judged again, as it would be sent.
  const { classes } = labelOf(remaining, []);
  const given = { ...walk, restored: document.value, classes };
  const again = await judge(gate, crossing, { given, classes });
  if (!again.ok) return again;
  if (again.value.demands.treatments.size > 0) {
    return failed(fault('policy.obligation', again.value.decision.reason));
  }
  const inspection = { ...walk.inspection, masked, tokenised };
  crossing.notes.inspection = inspection;
  return ok({ ...decidedAs(given, again.value), inspection });
}

type Judgement = Pick<Decided, 'call' | 'at' | 'assessment' | 'decision' | 'holds' | 'endorsements'>;

function decidedAs(walk: Walk, judged: Judgement): Decided {
  const { call, at, assessment, decision, holds, endorsements } = judged;
  return {
    ...walk,
    ...{ call, at, assessment, decision, holds, endorsements },
    body: walk.restored.source,
    policy: policyEvidence(decision),
  };
}
