/** The configuration of the gate under trial: one model, one server of tools, and a rule for each way to a yes. */
import { KEY_MEMBER } from './office.ts';

const OWNED = "owner: chaos@example.com, reason: Under test., review: '2099-12-31'";
const ENDORSED = "owner: chaos@example.com, reason: Under test., expires: '2099-12-31'";

export interface Addresses {
  readonly issuer: string;
  readonly provider: string;
  readonly office: string;
}

/** The manifests lie beside it, in `office.yaml`. */
export function chaosSettings({ issuer, provider, office }: Addresses): string {
  return `
version: 1
tenants: { chaos: { name: Chaos } }
identity:
  issuers:
    - { issuer: '${issuer}', jwks_url: '${issuer}/jwks', tenant: chaos, audiences: [gatehouse], algorithms: [ES256], kind: person, allow_private: true }
providers: { stub: { kind: openai, base_url: '${provider}/v1', allow_private: true } }
models: { stub: { provider: stub, max_output_tokens: 256, retries: 0, price: { input_per_million: 1, output_per_million: 4 } } }
tools:
  manifests: [office.yaml]
  servers: { office: { kind: mcp, url: '${office}', allow_private: true, idempotency_member: '${KEY_MEMBER}', ${OWNED} } }
charter:
  access: [{ id: developers, ${OWNED}, who: { roles: [developer] } }]
  approve: { by: other }
  tools:
    - { id: office, ${OWNED}, who: { roles: [developer] }, tools: ['office/*'] }
    - { id: pianos, ${OWNED}, who: { roles: [developer] }, tools: ['office/move_piano'], effect: hold }
  endorsements:
    - { id: bells, ${ENDORSED}, tools: ['office/ring_bell'], lifts: [origin, readers, scope] }
timeouts: { total_ms: 1500 }
budgets:
  - { id: requests, ${OWNED}, each: person, measure: requests, per: month, limit: 100000000 }
  - { id: tokens, ${OWNED}, each: tenant, measure: tokens, per: month, limit: 10000000000 }
  - { id: money, ${OWNED}, each: tenant, measure: money, per: month, limit: 100000 }
`;
}
