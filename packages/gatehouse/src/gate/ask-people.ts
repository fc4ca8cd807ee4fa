/** Asks people about a crossing that the charter holds, and takes their yes when it is there. */
import type { GrantedValues, Hold, HoldRequest, Taken } from '../approval/approvals.ts';
import { type FaultCode, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Mandate } from '../mandate/mandates.ts';
import type { Decision, Obligation } from '../policy/decision.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

/** What people said yes to. */
export interface Approval {
  readonly hold: string;
  readonly people: readonly string[];
  /** The rules that this yes lifts. */
  readonly rules: readonly string[];
  readonly grants: readonly GrantedValues[];
}

export interface Asking {
  readonly mandate: Mandate;
  readonly words: readonly string[];
  readonly call: HoldRequest['call'];
  readonly assessment: HoldRequest['assessment'];
  readonly decision: Decision;
  readonly holds: readonly Obligation[];
}

/** INVARIANT: without a yes to exactly this there is a fault, and what waits is noted for the caller to be told of. */
export async function askPeople(
  gate: Gate,
  crossing: Crossing<Arriving>,
  asking: Asking,
): Promise<Result<Approval>> {
  const request = requestOf(crossing, asking);
  const hold = await gate.approvals.request(request);
  if (!hold.ok) return hold;
  crossing.notes.held = hold.value;
  // WHY only then: whoever waits need not try, and a yes that is there is taken in one step with its check.
  if (hold.value.state === 'waiting') return failed(waiting(hold.value));
  const taken = await gate.approvals.take(hold.value.id, request);
  if (!taken.ok) return taken;
  if (taken.value.state !== 'approved') return notYet(crossing, taken.value);
  delete crossing.notes.held;
  const { people, grants } = taken.value;
  return ok({ hold: taken.value.hold, people, grants, rules: asking.holds.map(({ policy }) => policy) });
}

function notYet(
  crossing: Crossing<Arriving>,
  { hold, state }: Exclude<Taken, { state: 'approved' }>,
): Result<never> {
  crossing.notes.held = hold;
  return failed(state === 'waiting' ? waiting(hold) : fault(ANSWERED[state], hold.message));
}

const ANSWERED = { denied: 'hold.denied', expired: 'hold.expired' } as const satisfies Record<
  string,
  FaultCode
>;

/** WHY the address in the sentence: a client that knows nothing of holds shows its user nothing else. */
function waiting({ message, address }: Hold) {
  return fault('hold.waiting', `${message} To answer: ${address}`, { retryAfterSeconds: RETRY_SECONDS });
}

/** When asking again makes sense: people are not faster. */
const RETRY_SECONDS = 15;

function requestOf(
  { id, principal, notes }: Crossing<Arriving>,
  { mandate, words, call, assessment, decision, holds }: Asking,
): HoldRequest {
  const { kind, chain, credential } = principal;
  const reasons = new Map(decision.policies.map((policy) => [policy.id, policy.reason]));
  return {
    tenant: principal.tenant,
    mandate: mandate.id,
    crossing: id,
    principal: { kind, id: principal.id, chain, credential },
    subject: { kind: mandate.principal.kind, id: mandate.principal.id },
    purpose: notes.purpose,
    words,
    call,
    assessment,
    policy: {
      digest: decision.policyDigest,
      rules: holds.map(({ policy }) => ({ id: policy, reason: reasons.get(policy) ?? '' })),
    },
    // WHY the subject where a raw policy names nobody: it is the one in whose name all of this happens.
    needs: holds.map(({ approval }) => approval ?? { by: 'subject' }),
  };
}
