/** Station 1, identify: whoever sent it becomes a complete principal, or the crossing does not exist. */
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { Arriving } from './crossing.ts';
import type { Charter, Gate } from './gate.ts';

export async function identify(gate: Gate, charter: Charter, arrival: Arriving): Promise<Result<Principal>> {
  const admitted = gate.addresses.admit(arrival.address);
  if (!admitted.ok) return admitted;
  const principal = await charter.authenticator.recognise(arrival);
  // WHY: an outage of the store is no attempt at guessing, so only refusals count against the address.
  if (!principal.ok && principal.fault.code !== 'identity.unavailable')
    gate.addresses.failed(arrival.address);
  return principal;
}
