/** How the gate says no: the reservation is given back, and the refusal is put on record. */
import type { Fault } from '../kernel/faults.ts';
import type { Arriving, Crossing } from './crossing.ts';
import { refusalEntry } from './evidence.ts';
import type { Gate } from './gate.ts';

export interface Refusal {
  readonly station: string;
  readonly fault: Fault;
  /** 0 where nothing was attempted. */
  readonly attempt: number;
}

export async function refuse(gate: Gate, crossing: Crossing<Arriving>, refusal: Refusal): Promise<void> {
  const { fault, station, attempt } = refusal;
  releaseReservation(crossing);
  const entry = refusalEntry(gate, crossing, { station, fault: fault.code, message: fault.message, attempt });
  // WHY: a refusal that cannot be recorded stays a refusal; nothing happened that would need evidence.
  await gate.ledger.append(entry);
}

export function releaseReservation(crossing: Pick<Crossing<Arriving>, 'charter' | 'notes'>): void {
  const { reservation } = crossing.notes;
  if (reservation !== undefined) crossing.charter.budgets.release(reservation);
  delete crossing.notes.reservation;
}
