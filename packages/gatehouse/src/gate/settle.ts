/** Station 9, settle: budgets by real usage, and evidence of the outcome durable before the last byte. */
import type { Amounts } from '../budget/budgets.ts';
import type { Fault } from '../kernel/faults.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { OutcomeEvidence } from '../ledger/evidence.ts';
import type { Usage } from '../protocols/protocol.ts';
import type { Step } from './attempts.ts';
import type { Crossing, Departure } from './crossing.ts';
import { departureHeaders } from './departure.ts';
import { type OutcomeFacts, outcomeEntry } from './evidence.ts';
import type { Gate } from './gate.ts';
import type { StreamResult, WholeResult } from './inspect-result.ts';
import type { Failure } from './perform.ts';
import type { Cleared } from './record.ts';
import { releaseReservation } from './refuse.ts';
import { settledStream } from './settle-stream.ts';

export async function settle(
  gate: Gate,
  crossing: Crossing,
  result: WholeResult | StreamResult,
): Promise<Step> {
  if (result.kind === 'stream') {
    const headers = { ...departureHeaders(crossing.id), 'content-type': 'text/event-stream; charset=utf-8' };
    const departure = {
      status: result.performed.answer.status,
      headers,
      body: settledStream(gate, crossing, result),
    };
    return { departure, refused: false, again: false };
  }
  const { performed, body, status } = result;
  const { decided } = performed.cleared;
  const charge = chargeFor(gate, performed.cleared, { billed: result.billed, usage: result.usage });
  const again = result.again && !decided.attempt.last;
  const durable = await commitOutcome(gate, crossing, {
    cleared: performed.cleared,
    charge,
    keepReservation: again,
    facts: {
      ending: result.ending,
      ...(result.fault === undefined ? {} : { fault: result.fault.code }),
      ...(result.answered === undefined ? {} : { answered: result.answered.slice(0, 120) }),
      ...(result.policy === undefined ? {} : { policy: result.policy }),
      ...(result.inspection === undefined ? {} : { inspection: result.inspection }),
      status: performed.answer.status,
      timings: timings(gate, crossing, performed),
      digests: { answered: gate.digests.of(crossing.principal.tenant, body) },
    },
  });
  if (!durable.ok) return { departure: departFault(crossing, durable.fault), refused: false, again: false };
  const departure = { status, headers: { ...departureHeaders(crossing.id), ...result.headers }, body };
  return { departure, refused: false, again };
}

/** Settles an attempt to which the provider gave no answer at all. */
export async function settleFailure(
  gate: Gate,
  crossing: Crossing,
  { cleared, failure }: { cleared: Cleared; failure: Failure },
): Promise<Step> {
  const billed = failure.reach === 'maybe_billed';
  const durable = await commitOutcome(gate, crossing, {
    cleared,
    charge: chargeFor(gate, cleared, { billed, usage: undefined }),
    // WHY: a call that may have been billed has used up its reservation; another attempt needs one of its own.
    keepReservation: !billed && !cleared.decided.attempt.last,
    facts: {
      ending: 'failed',
      fault: failure.fault.code,
      timings: timings(gate, crossing, failure),
      digests: {},
    },
  });
  const fault = durable.ok ? failure.fault : durable.fault;
  return { departure: departFault(crossing, fault), refused: false, again: durable.ok };
}

export interface Charge {
  readonly amounts: Amounts;
  readonly usage: OutcomeEvidence['usage'];
}

/** What a call cost: as reported when that is believable, otherwise the most that it can have cost. */
export function chargeFor(
  gate: Gate,
  { decided }: Cleared,
  { billed, usage }: { billed: boolean; usage: Usage | undefined },
): Charge {
  if (!billed) return charge({ requests: 1, tokens: 0, microUsd: 0 }, 'none');
  const cost =
    usage === undefined ? undefined : gate.pricing.cost(decided.target, decided.request.operation, usage);
  if (cost === undefined || usage === undefined) {
    const { tokens, microUsd } = decided.bound;
    return charge({ requests: 1, tokens: tokens ?? 0, microUsd: microUsd ?? 0 }, 'bound');
  }
  return charge(cost, 'reported', usage);
}

function charge(amounts: Amounts, basis: OutcomeEvidence['usage']['basis'], usage?: Usage): Charge {
  const inputTokens = usage?.inputTokens ?? 0;
  const outputTokens = usage?.outputTokens ?? 0;
  return { amounts, usage: { inputTokens, outputTokens, microUsd: amounts.microUsd, basis } };
}

export interface OutcomeCommit {
  readonly cleared: Cleared;
  readonly charge: Charge;
  readonly keepReservation: boolean;
  readonly facts: Omit<OutcomeFacts, 'usage'>;
}

/** INVARIANT: spend and evidence are committed together, and only then is the reservation freed. */
export async function commitOutcome(
  gate: Gate,
  crossing: Crossing,
  commit: OutcomeCommit,
): Promise<Result<void>> {
  const { cleared, facts, charge } = commit;
  const { reservation } = crossing.notes;
  const { budgets } = crossing.charter;
  const settlement =
    reservation === undefined || commit.keepReservation
      ? undefined
      : budgets.settle(reservation, charge.amounts);
  const entry = outcomeEntry(gate, crossing, {
    attempt: cleared.decided.attempt.number,
    facts: { ...facts, usage: charge.usage },
  });
  const durable = await gate.ledger.append(entry, settlement);
  if (!durable.ok) {
    // WHY: the spend is unknown to the store, so recovery charges it at the bound; nothing is given back here.
    delete crossing.notes.reservation;
    return durable;
  }
  if (reservation !== undefined && settlement !== undefined) {
    budgets.settled(reservation, settlement);
    delete crossing.notes.reservation;
  }
  return ok(undefined);
}

export function timings(
  gate: Gate,
  crossing: Crossing,
  { startedMs, firstByteMs }: { startedMs: number; firstByteMs?: number },
): OutcomeEvidence['timings'] {
  const now = gate.clock.elapsedMs();
  return {
    totalMs: rounded(now - crossing.startedMs),
    providerMs: rounded(now - startedMs),
    ...(firstByteMs === undefined ? {} : { firstByteMs: rounded(firstByteMs) }),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function departFault(crossing: Crossing, fault: Fault): Departure {
  releaseReservation(crossing);
  const { status, headers, body } = crossing.arrival.protocol.writeFault(fault, crossing.id);
  return { status, headers: { ...departureHeaders(crossing.id), ...headers }, body };
}
