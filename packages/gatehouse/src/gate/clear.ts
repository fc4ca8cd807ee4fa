/** Makes an intent durable and mints the clearance for exactly that: the one place in the house that can say yes. */
import { type Clearance, type ClearedCall, mint } from '../kernel/clearance.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Entry } from '../ledger/entries.ts';
import type { Arriving, Crossing } from './crossing.ts';
import { reservedCharges } from './evidence.ts';
import type { Gate } from './gate.ts';

/** INVARIANT: no clearance without a durable record of what it is for. */
export async function clear(
  gate: Gate,
  crossing: Crossing<Arriving>,
  { entry, call }: { readonly entry: Entry; readonly call: Omit<ClearedCall, 'crossing' | 'tenant'> },
): Promise<Result<Clearance>> {
  const durable = await gate.ledger.append(entry, reservedCharges(crossing));
  if (!durable.ok) return durable;
  return ok(mint({ ...call, crossing: crossing.id, tenant: crossing.principal.tenant }));
}
