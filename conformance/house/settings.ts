/** The configuration of the gate under test: its charter is what the rows of the matrix are written against. */
import { SCENARIOS } from '../recorder/scenarios.ts';
import { DESK_CHARTER, DESK_DATA, deskServers } from './desk.ts';

export interface Addresses {
  readonly issuer: string;
  readonly recorder: string;
  /** Where the servers of tools are, and the files that accept their tools; by default there are none. */
  readonly desk?: { readonly place: string; readonly manifests: string };
}

/** The address by which clients know the gate, whichever process of it they reach. */
export const PUBLIC_URL = 'http://gate.matrix.example';

/** Limits that rows name; small, so that exceeding them is quick. */
export const LIMITS = { bodyBytes: 65_536, answerBytes: 200_000, eventBytes: 32_768, depth: 32 };
/** How long the gate waits for a provider's first byte, and between two pieces. */
const PATIENCE_MS = 1_500;
export const COUNTED = 'requests-counted';

const OWNED = "owner: matrix@example.com, reason: The matrix wants it so., review: '2099-12-31'";
const PRICE = 'price: { input_per_million: 1, output_per_million: 10 }';

export function matrixSettings({ issuer, recorder, desk }: Addresses): string {
  return `
version: 1
environment: testing
tenants: { acme: { name: Acme }, globex: { name: Globex } }
public_url: '${PUBLIC_URL}'
identity:
  issuers:
    - { issuer: '${issuer}', jwks_url: '${issuer}/jwks', tenant: acme, audiences: [gatehouse], algorithms: [ES256], kind: person, allow_private: true, claims: { purposes: purposes } }
providers:
  rec-openai: { kind: openai, base_url: '${recorder}/openai/v1', allow_private: true, api_key: { env: MATRIX_PROVIDER_KEY } }
  rec-anthropic: { kind: anthropic, base_url: '${recorder}/anthropic', allow_private: true, api_key: { env: MATRIX_PROVIDER_KEY } }
models:
${models().join('\n')}
charter:
  access:
    - { id: developers, ${OWNED}, who: { roles: [developer] }, models: ['openai/*', 'anthropic/*'] }
    - { id: viewers, ${OWNED}, who: { roles: [viewer] }, models: ['openai/*', 'anthropic/*'], opaque: [image] }
    - { id: searchers, ${OWNED}, who: { roles: [searcher] }, models: ['openai/*', 'anthropic/*'], provider_tools: ['web_search*'] }
    - { id: helpers, ${OWNED}, who: { roles: [helper] }, models: ['openai/*', 'anthropic/*'], purposes: [support] }
    - { id: never-secret, ${OWNED}, effect: deny, models: ['openai/secret', 'anthropic/secret'] }
    - { id: no-iban-here, ${OWNED}, effect: deny, models: ['openai/no-iban', 'anthropic/no-iban'], classes: [iban] }
  ${desk === undefined ? '' : DESK_CHARTER}
  data:${desk === undefined ? '' : DESK_DATA}
    - { id: mask-personal, ${OWNED}, classes: [email, payment_card], do: mask }
    - { id: block-secrets, ${OWNED}, classes: [cloud_key, private_key], do: block }
    - { id: hold-iban, ${OWNED}, models: ['openai/held', 'anthropic/held'], classes: [iban], do: hold }
    - { id: tokenise-iban, ${OWNED}, models: ['*/tokenised*'], classes: [iban], do: tokenise }
    - { id: mask-restored, ${OWNED}, models: ['*/tokenised-unseen'], directions: [answer], classes: [iban], do: mask }
    - { id: mask-iban-of-tools, ${OWNED}, models: ['*/of-tools'], places: [tool], classes: [iban], do: mask }
    - { id: mask-people, ${OWNED}, models: ['*/of-people'], classes: [person], do: mask }
    - { id: block-injection, ${OWNED}, models: ['*/guarded'], directions: [request], classes: [injection], do: block }
    - { id: mask-exfiltration, ${OWNED}, directions: [answer], classes: [exfiltration], do: mask }
    - { id: route-iban-o, ${OWNED}, models: ['openai/routed'], directions: [request], classes: [iban], do: route, route_to: openai/inhouse }
    - { id: route-iban-a, ${OWNED}, models: ['anthropic/routed'], directions: [request], classes: [iban], do: route, route_to: anthropic/inhouse }
budgets:
  - { id: ${COUNTED}, ${OWNED}, who: { roles: [counted] }, each: person, measure: requests, per: day, limit: 1 }
  - { id: tokens-thrifty, ${OWNED}, who: { roles: [thrifty] }, each: person, measure: tokens, per: day, limit: 6000 }
  - { id: money-rich, ${OWNED}, who: { roles: [rich] }, each: person, measure: money, per: day, limit: 0.05 }
${desk === undefined ? '' : deskServers(desk.place, desk.manifests)}remote_content: { hosts: ['${recorder}'] }
timeouts: { first_byte_ms: ${PATIENCE_MS}, idle_ms: ${PATIENCE_MS}, total_ms: 20000, request_ms: 2000, client_write_ms: 2000 }
limits: { body_bytes: ${LIMITS.bodyBytes}, answer_bytes: ${LIMITS.answerBytes}, event_bytes: ${LIMITS.eventBytes}, depth: ${LIMITS.depth}, failures_per_address_per_minute: 1000000, requests_per_address_per_second: 1000000 }
`;
}

/** A model for every scenario, and some whose name the charter knows. */
function models(): readonly string[] {
  const plain = Object.keys(SCENARIOS).map((name) => ({ name, scenario: name, more: 'retries: 0' }));
  const named = [
    ...['secret', 'no-iban', 'held', 'tokenised', 'routed', 'inhouse'].map((name) => ({
      name,
      scenario: 'ok',
      more: 'retries: 0',
    })),
    ...['of-tools', 'of-people', 'guarded'].map((name) => ({ name, scenario: 'ok', more: 'retries: 0' })),
    { name: 'tokenised-text', scenario: 'answer-placeholder', more: 'retries: 0' },
    { name: 'tokenised-arguments', scenario: 'answer-placeholder-arguments', more: 'retries: 0' },
    { name: 'tokenised-address', scenario: 'answer-placeholder-address', more: 'retries: 0' },
    { name: 'tokenised-unseen', scenario: 'answer-placeholder', more: 'retries: 0' },
    { name: 'again', scenario: 'flaky', more: 'retries: 1' },
    { name: 'then-ok', scenario: 'status-500', more: 'retries: 0, fallback: [PREFIX/ok]' },
    { name: 'then-secret', scenario: 'status-500', more: 'retries: 0, fallback: [PREFIX/secret]' },
    { name: 'then-no-iban', scenario: 'status-500', more: 'retries: 0, fallback: [PREFIX/no-iban]' },
    { name: 'then-email', scenario: 'status-529', more: 'retries: 0, fallback: [PREFIX/answer-email]' },
    { name: 'reset-then-ok', scenario: 'reset', more: 'retries: 0, fallback: [PREFIX/ok]' },
    { name: 'final-400', scenario: 'status-400', more: 'retries: 1, fallback: [PREFIX/ok]' },
    { name: 'unpriced', scenario: 'ok', more: 'retries: 0', price: false },
  ];
  const prefixes = [
    { prefix: 'openai', provider: 'rec-openai' },
    { prefix: 'anthropic', provider: 'rec-anthropic' },
  ];
  return prefixes.flatMap(({ prefix, provider }) =>
    [...plain, ...named].map((model) => {
      const price = 'price' in model ? '' : `max_output_tokens: 1000, ${PRICE}, `;
      const more = model.more.replace('PREFIX', prefix);
      return `  ${prefix}/${model.name}: { provider: ${provider}, model: rec-${model.scenario}, ${price}${more} }`;
    }),
  );
}
