/** How the gate says no: the reservation is given back, the refusal is put on record, and the caller is told why. */
import type { Fault } from '../kernel/faults.ts';
import { newCrossingId } from '../kernel/ids.ts';
import type { Arrival, Crossing, Departure } from './crossing.ts';
import { departureHeaders } from './departure.ts';
import { refusalEntry } from './evidence.ts';
import type { Gate } from './gate.ts';
import type { Walk } from './stations.ts';

export interface Refusal {
  readonly station: string;
  readonly fault: Fault;
  readonly walk?: Walk;
}

export async function refuse(gate: Gate, crossing: Crossing, refusal: Refusal): Promise<Departure> {
  const { fault, station, walk } = refusal;
  releaseReservation(crossing);
  const attempt = walk?.attempt.number ?? 0;
  const entry = refusalEntry(gate, crossing, { station, fault: fault.code, message: fault.message, attempt });
  // WHY: a refusal that cannot be recorded stays a refusal; nothing happened that would need evidence.
  await gate.ledger.append(entry);
  return answerFault(crossing.arrival, fault, crossing.id);
}

/** Answers a caller who is nobody: counted by address, not recorded one by one. */
export function turnAway(gate: Gate, arrival: Arrival, fault: Fault): Departure {
  return answerFault(arrival, fault, newCrossingId(gate.clock, gate.chance));
}

export function releaseReservation(crossing: Crossing): void {
  const { reservation } = crossing.notes;
  if (reservation !== undefined) crossing.charter.budgets.release(reservation);
  delete crossing.notes.reservation;
}

function answerFault(arrival: Arrival, fault: Fault, id: string): Departure {
  const { status, headers, body } = arrival.protocol.writeFault(fault, id);
  return { status, headers: { ...departureHeaders(id), ...headers }, body };
}
