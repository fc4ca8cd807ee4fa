/** The mandate of a crossing: the one that its token names, or else the wordless one of its credential. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Mandate } from '../mandate/mandates.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

/** Read anew for every crossing. WHY: a mandate that was revoked must not carry the next one. */
export async function mandateOf(
  gate: Gate,
  { principal }: Pick<Crossing<Arriving>, 'principal'>,
): Promise<Result<Mandate>> {
  const { tenant, mandate } = principal;
  if (mandate === undefined) return gate.mandates.wordlessOf(principal);
  const found = await gate.mandates.find({ tenant, id: mandate.id });
  if (!found.ok) return found;
  const living = found.value;
  if (living === undefined) return failed(fault('mandate.unknown', 'There is no such mandate.'));
  if (living.endedAtMs === undefined && living.expiresAtMs > gate.clock.nowMs()) return ok(living);
  return failed(fault('mandate.ended', 'The mandate has ended; open a new one.'));
}
