/** Asks the policy engine one question about a crossing, and reads off what the answer demands. */
import { fault } from '../kernel/faults.ts';
import type { Label } from '../kernel/labels.ts';
import { classOf } from '../kernel/marks.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Decision, ModelAction, Obligation } from '../policy/decision.ts';
import type { ModelRequest } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import type { Candidate } from './gate.ts';
import { isTreatment, type Treatment, type Treatments } from './treatment.ts';

export interface Asking {
  readonly action: ModelAction;
  readonly target: Candidate;
  readonly label: Label;
  readonly request: ModelRequest;
  /** The provider's name of the tool that it would run itself. */
  readonly tool?: string;
  /** Rules that a person has lifted. */
  readonly approved?: readonly string[];
}

/** What has to be done before the crossing may go on. */
export interface Demands {
  /** What to do with data, by its mark. */
  readonly treatments: Treatments;
  readonly routeTo: string | undefined;
  /** Rules that want a person to look first. */
  readonly holds: readonly Obligation[];
}

export function ask(
  crossing: Crossing,
  { action, target, label, request, tool, approved = [] }: Asking,
): Decision {
  return crossing.charter.policy.decide({
    principal: crossing.principal,
    action,
    resource: target.resource,
    approved,
    context: {
      environment: crossing.charter.settings.environment,
      purpose: crossing.notes.purpose,
      protocol: crossing.arrival.protocol.id,
      stream: request.stream,
      classes: label.classes,
      opaque: label.opaque,
      tool: tool ?? '',
    },
  });
}

/** The demands of a decision that can be met here, or the fault that refuses it. Unmet demands never pass. */
export function demandsOf(decision: Decision): Result<Demands> {
  if (decision.error) return failed(fault('policy.error', decision.reason));
  if (decision.verdict === 'deny') return failed(fault('policy.denied', decision.reason));
  const treatments = new Map<string, Treatment>();
  const holds: Obligation[] = [];
  let routeTo: string | undefined;
  for (const obligation of decision.obligations) {
    const refusal = refusalOf(obligation);
    if (refusal !== undefined) return failed(refusal);
    if (obligation.kind === 'route') routeTo = obligation.target;
    if (obligation.kind === 'hold') holds.push(obligation);
    const { kind } = obligation;
    if (isTreatment(kind)) for (const mark of obligation.classes) treatments.set(mark, kind);
  }
  return ok({ treatments, routeTo, holds });
}

function refusalOf({ kind, classes, policy }: Obligation) {
  const data = [...new Set(classes.map(classOf))].join(', ') || 'this crossing';
  switch (kind) {
    case 'deny':
      return fault('policy.denied', `Rule ${policy} forbids ${data}.`);
    case 'block':
      return fault(
        'inspection.blocked',
        `Rule ${policy} blocks ${data}; remove it and send the request again.`,
      );
    case 'hold':
    case 'route':
    case 'tokenise':
    case 'mask':
    case 'label':
    case 'count':
      return undefined;
  }
}
