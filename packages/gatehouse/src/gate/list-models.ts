/** Lists the models that a principal may call: the answer to the protocols' own model listings. */
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import { ok } from '../kernel/result.ts';
import type { ModelResource } from '../policy/decision.ts';
import type { ProtocolId } from '../protocols/protocol.ts';
import type { Arrival } from './crossing.ts';
import type { Charter, Gate } from './gate.ts';
import { identify } from './identify.ts';

/** Nothing leaves the gate for this, so it is identified and decided, but not recorded as a crossing. */
export async function listModels(gate: Gate, arrival: Arrival): Promise<Result<readonly ModelResource[]>> {
  const charter = gate.charter();
  const principal = await identify(gate, charter, arrival);
  return principal.ok ? ok(callable(charter, principal.value, arrival.protocol.id)) : principal;
}

export function callable(
  charter: Charter,
  principal: Principal,
  protocol: ProtocolId,
): readonly ModelResource[] {
  const { models } = principal.credential;
  return [...charter.models.values()]
    .filter(({ provider }) => provider?.protocols.includes(protocol))
    .map(({ resource }) => resource)
    .filter((resource) => models.includes('*') || models.includes(resource.name))
    .filter((resource) => {
      const context = {
        environment: charter.settings.environment,
        purpose: principal.purposes[0] ?? 'unspecified',
        protocol,
        stream: false,
        classes: [],
        opaque: [],
        tool: '',
      };
      return charter.policy.decide({ principal, action: 'model.call', resource, context }).verdict !== 'deny';
    });
}
