/** Station 1, identify: a credential becomes a complete principal, or the crossing does not exist. */
import { pickCredential } from '../identity/credential.ts';
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { Arriving } from './crossing.ts';
import type { Charter, Gate } from './gate.ts';

export async function identify(gate: Gate, charter: Charter, arrival: Arriving): Promise<Result<Principal>> {
  const admitted = gate.addresses.admit(arrival.address);
  if (!admitted.ok) return admitted;
  const credential = pickCredential(pairs(arrival.rawHeaders));
  const principal = credential.ok
    ? await charter.authenticator.authenticate(credential.value, arrival.target)
    : credential;
  // WHY: an outage of the store is no attempt at guessing, so only refusals count against the address.
  if (!principal.ok && principal.fault.code !== 'identity.unavailable')
    gate.addresses.failed(arrival.address);
  return principal;
}

function* pairs(rawHeaders: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''];
  }
}
