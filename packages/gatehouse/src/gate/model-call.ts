/** How a call to a model walks the path: the stations of its kind. */
import type { Fault } from '../kernel/faults.ts';
import { admit, readmit } from './admit.ts';
import { type Attempt, attempts } from './attempts.ts';
import type { Arrival, Departure, Notes } from './crossing.ts';
import { decide } from './decide.ts';
import { departureHeaders } from './departure.ts';
import { hold } from './hold.ts';
import { inspect } from './inspect.ts';
import { inspectResult, type StreamResult, type WholeResult } from './inspect-result.ts';
import type { Kind, Stations } from './kind.ts';
import { perform } from './perform.ts';
import { record } from './record.ts';
import { settle, settleFailure } from './settle.ts';
import type { Admitted, Cleared, Decided, Failure, Inspected, Performed } from './stations.ts';

export interface ModelCall extends Kind {
  readonly arrival: Arrival;
  readonly admitted: Admitted;
  readonly inspected: Inspected;
  readonly attempt: Attempt;
  readonly decided: Decided;
  readonly cleared: Cleared;
  readonly performed: Performed;
  readonly failure: Failure;
  readonly result: WholeResult | StreamResult;
  readonly departure: Departure;
}

export const MODEL_CALL: Stations<ModelCall> = {
  admit,
  attempts: ({ candidates }) => attempts(candidates),
  readmit,
  inspect,
  decide,
  hold,
  record,
  perform: (gate, _crossing, cleared) => perform(gate, cleared),
  inspectResult,
  settle,
  settleFailure,
  depart(arrival, { fault, id, notes }) {
    const { status, headers, body } = arrival.protocol.writeFault(withReason(fault, notes), id);
    return { status, headers: { ...departureHeaders(id), ...headers }, body };
  },
};

/** WHY only here: what a person gave as the reason for a no is for the caller, and for no record. */
function withReason(fault: Fault, notes: Notes | undefined): Fault {
  const reason = notes?.held?.reason;
  if (reason === undefined || fault.code !== 'hold.denied') return fault;
  return { ...fault, message: `${fault.message} The person's reason, quoted: "${reason}"` };
}
