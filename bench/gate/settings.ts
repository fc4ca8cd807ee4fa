/** The configuration of the gate's benchmark: 200 policies, budgets of every measure, everything on. */

const POLICIES = 200;
const OWNED = "owner: bench@example.com, reason: Measured., review: '2099-12-31'";

export function benchSettings(at: { readonly issuer: string; readonly upstream: string }): string {
  return `
version: 1
tenants: { bench: { name: Bench } }
identity:
  issuers:
    - { issuer: '${at.issuer}', jwks_url: '${at.issuer}/jwks', tenant: bench, audiences: [gatehouse], algorithms: [ES256], kind: person, allow_private: true }
providers:
  stub: { kind: openai, base_url: '${at.upstream}', allow_private: true }
models:
  stub: { provider: stub, max_output_tokens: 4096, price: { input_per_million: 1, output_per_million: 4 }, retries: 0 }
charter:
  access:
    - { id: developers, ${OWNED}, who: { roles: [developer] }, models: [stub] }
${denials().join('\n')}
  data:
    - { id: mask-personal, ${OWNED}, classes: [email, payment_card, iban], do: mask }
    - { id: block-secrets, ${OWNED}, classes: [secrets], do: block }
budgets:
  - { id: requests-per-person, ${OWNED}, each: person, measure: requests, per: minute, limit: 1000000 }
  - { id: tokens-per-team, ${OWNED}, each: team, measure: tokens, per: day, limit: 100000000000 }
  - { id: money-per-tenant, ${OWNED}, each: tenant, measure: money, per: month, limit: 10000000 }
limits: { requests_per_address_per_second: 1000000, open_crossings: 5000 }
`;
}

/** Rules about other people and models, as an organisation gathers them. */
function denials(): string[] {
  return Array.from(
    { length: POLICIES - 3 },
    (_, index) =>
      `    - { id: deny-${index}, ${OWNED}, effect: deny, who: { teams: [blocked-${index}] }, models: [stub, other-${index}], purposes: [purpose-${index}] }`,
  ).map((line) => line.replace(/, models: \[stub, other-\d+\]/, ', models: [stub]'));
}
