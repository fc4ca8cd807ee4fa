/** Station 9, settle: budgets by real usage, and evidence of the outcome durable before the last byte. */
import type { Fault } from '../kernel/faults.ts';
import type { Step } from './attempts.ts';
import type { Crossing, Departure } from './crossing.ts';
import { departureHeaders } from './departure.ts';
import { answeredBy } from './evidence.ts';
import type { Gate } from './gate.ts';
import type { StreamResult, WholeResult } from './inspect-result.ts';
import { chargeFor, commitOutcome, timings } from './outcome.ts';
import { releaseReservation } from './refuse.ts';
import { settledStream } from './settle-stream.ts';
import type { Cleared, Failure } from './stations.ts';

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
      ...answeredBy(result.answered),
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

function departFault(crossing: Crossing, fault: Fault): Departure {
  releaseReservation(crossing);
  const { status, headers, body } = crossing.arrival.protocol.writeFault(fault, crossing.id);
  return { status, headers: { ...departureHeaders(crossing.id), ...headers }, body };
}
