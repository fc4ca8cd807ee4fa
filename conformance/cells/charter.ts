/** The charter: which models, which data to which of them, budgets, and fallbacks that are decided anew. */
import type { AskCell, SceneCell } from '../cell.ts';
import { COUNTED } from '../house/settings.ts';
import { ASKED, EMAIL, IBAN } from '../samples.ts';
import { bodyOf, everywhere, PATHS, passes, refused, request } from './asking.ts';

const iban = { messages: [{ role: 'user', content: `To ${IBAN}` }] };
const found = { findings: { iban: 1 } };

const models: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'denied model',
    place: 'by a rule',
    request: request(at, 'secret'),
    expect: refused(403, 'policy.denied', { station: 'decide' }),
  },
  {
    ...at,
    control: 'model unknown',
    place: 'of that name',
    request: request(at, 'no-such-model'),
    expect: refused(404, 'model.unknown', { station: 'admit' }),
  },
  {
    ...at,
    control: 'model unknown',
    place: "the provider's own name",
    request: request(at, 'ok', { model: 'rec-ok' }),
    expect: refused(404, 'model.unknown', { station: 'admit' }),
  },
  {
    ...at,
    control: 'model unknown',
    place: 'no name',
    request: request(at, 'ok', { model: undefined }),
    expect: refused(400, 'request.shape', { station: 'admit' }),
  },
  {
    ...at,
    control: 'model unknown',
    place: 'a name that objects have',
    request: request(at, 'ok', { model: '__proto__' }),
    expect: refused(404, 'model.unknown', { station: 'admit' }),
  },
  {
    ...at,
    control: 'model unknown',
    place: 'of the other protocol',
    request: request(at, 'ok', { model: at.protocol === 'openai-chat' ? 'anthropic/ok' : 'openai/ok' }),
    expect: refused(400, 'model.protocol', { station: 'admit' }),
  },
]);

const data: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'denied data class',
    place: 'for this model',
    request: request(at, 'no-iban', iban),
    expect: refused(403, 'policy.denied', { station: 'decide', ...found }),
  },
  {
    ...at,
    control: 'denied data class',
    place: 'without that data',
    request: request(at, 'no-iban'),
    expect: passes(),
  },
  {
    ...at,
    control: 'obligation',
    place: 'hold',
    request: request(at, 'held', iban),
    expect: refused(403, 'hold.waiting', { station: 'hold', ...found }),
  },
  {
    ...at,
    control: 'obligation',
    place: 'route',
    request: request(at, 'routed', iban),
    expect: passes({
      provider: { models: ['ok'] },
      intent: { ...found, model: at.protocol === 'openai-chat' ? 'openai/inhouse' : 'anthropic/inhouse' },
    }),
  },
]);

/** The provider's own code, which its error keeps on its way through. */
const PROVIDED = 'provider_code';
const LOST = {
  kind: 'outcome',
  ending: 'failed',
  fault: 'provider.refused',
  basis: 'none',
  attempt: 1,
} as const;
const prefixOf = ({ protocol }: { protocol: string }) =>
  protocol === 'openai-chat' ? 'openai' : 'anthropic';

const fallbacks: readonly AskCell[] = everywhere((at) => {
  const prefix = prefixOf(at);
  return [
    {
      ...at,
      control: 'fallback',
      place: 'to a model that is allowed',
      request: request(at, 'then-ok'),
      expect: {
        status: 200,
        provider: { calls: 2, models: ['status-500', 'ok'] },
        record: [
          { kind: 'intent', attempt: 1, model: `${prefix}/then-ok` },
          LOST,
          { kind: 'intent', attempt: 2, model: `${prefix}/ok` },
          { kind: 'outcome', attempt: 2 },
        ],
      },
    },
    {
      ...at,
      control: 'fallback',
      place: 'to a model that is denied',
      request: request(at, 'then-secret'),
      expect: {
        status: 500,
        code: PROVIDED,
        provider: { calls: 1, models: ['status-500'] },
        record: [
          { kind: 'intent', attempt: 1 },
          LOST,
          { kind: 'refusal', attempt: 2, station: 'decide', fault: 'policy.denied' },
        ],
      },
    },
    {
      ...at,
      control: 'fallback',
      place: 'to a model that is denied for this data',
      request: request(at, 'then-no-iban', iban),
      expect: {
        status: 500,
        code: PROVIDED,
        provider: { calls: 1 },
        record: [
          { kind: 'intent', attempt: 1, ...found },
          LOST,
          { kind: 'refusal', attempt: 2, station: 'decide', fault: 'policy.denied', ...found },
        ],
      },
    },
  ];
});

const attempts: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'fallback',
    place: 'whose request is masked again, and whose answer is',
    request: request(at, 'then-email', { messages: [{ role: 'user', content: `I am ${EMAIL}` }] }),
    expect: {
      status: 200,
      provider: {
        calls: 2,
        lacks: [EMAIL],
        contains: ['I am [EMAIL]'],
        models: ['status-529', 'answer-email'],
      },
      client: { lacks: [EMAIL], contains: ['[EMAIL]'] },
      record: [
        { kind: 'intent', attempt: 1, findings: { email: 1 }, masked: { email: 1 } },
        LOST,
        { kind: 'intent', attempt: 2, findings: { email: 1 }, masked: { email: 1 } },
        { kind: 'outcome', attempt: 2, findings: { email: 1 }, masked: { email: 1 } },
      ],
    },
  },
  {
    ...at,
    control: 'fallback',
    place: 'not after an error of the caller',
    request: request(at, 'final-400'),
    expect: {
      status: 400,
      code: PROVIDED,
      provider: { calls: 1 },
      record: [{ kind: 'intent' }, LOST],
    },
  },
  {
    ...at,
    control: 'retry',
    place: 'of the same model',
    request: request(at, 'again'),
    expect: {
      status: 200,
      provider: { calls: 2, models: ['flaky', 'flaky'] },
      record: [
        { kind: 'intent', attempt: 1 },
        LOST,
        { kind: 'intent', attempt: 2 },
        { kind: 'outcome', attempt: 2 },
      ],
    },
  },
]);

const budgets: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'budget',
    place: 'of requests, the second call',
    as: 'counted',
    times: 2,
    request: request(at, 'ok'),
    expect: {
      ...refused(429, 'budget.exhausted', { station: 'admit' }),
      client: { contains: [COUNTED], headers: { 'retry-after': /^[1-9]\d*$/ } },
    },
  },
  {
    ...at,
    control: 'budget',
    place: 'of tokens, a call larger than it',
    as: 'thrifty',
    request: request(at, 'ok', { max_tokens: 7_000 }),
    expect: {
      ...refused(429, 'budget.exhausted', { station: 'admit' }),
      client: { contains: ['tokens-thrifty'], headers: { 'retry-after': /^[1-9]\d*$/ } },
    },
  },
  {
    ...at,
    control: 'budget',
    place: 'of tokens, settled by real usage',
    as: 'thrifty',
    times: 5,
    request: request(at, 'ok', { max_tokens: 3_000 }),
    expect: passes({ outcome: { outputTokens: 7 } }),
  },
  {
    ...at,
    control: 'budget',
    place: 'of money, a model without a price',
    as: 'rich',
    request: request(at, 'unpriced'),
    expect: refused(403, 'budget.unpriceable', { station: 'admit' }),
  },
  {
    ...at,
    control: 'budget',
    place: 'of money, a call that may cost more',
    as: 'rich',
    request: request(at, 'ok', { max_tokens: 6_000 }),
    expect: refused(429, 'budget.exhausted', { station: 'admit' }),
  },
  {
    ...at,
    control: 'budget',
    place: 'of tokens, given back by a refusal',
    as: 'thrifty',
    times: 3,
    request: request(at, 'secret', { max_tokens: 3_000 }),
    expect: refused(403, 'policy.denied', { station: 'decide' }),
  },
]);

/** `n` choices cost `n` times as much. */
const choices: readonly AskCell[] = (['plain', 'streamed'] as const).map((mode) => ({
  control: 'budget',
  protocol: 'openai-chat',
  mode,
  place: 'of tokens, of several choices',
  as: 'thrifty',
  request: request({ protocol: 'openai-chat', mode }, 'ok', { max_tokens: 3_000, n: 3 }),
  expect: refused(429, 'budget.exhausted', { station: 'admit' }),
}));

/** What is not touched arrives byte by byte as it was sent. */
const fidelity: readonly AskCell[] = [
  {
    control: 'fidelity',
    protocol: 'openai-chat',
    mode: 'plain',
    place: 'spaces, order, unknown fields and escapes',
    request: {
      path: PATHS['openai-chat'],
      body: `{ "zeta" : 1.50, "model" :"openai/ok","messages":[{"content":"\\u0053ay ${ASKED}","role":"user"}], "user":"MARK-OF-THIS-CELL","x":{"y":[null,true]} }`,
    },
    expect: passes({
      provider: {
        exactly: `{ "zeta" : 1.50, "model" :"rec-ok","messages":[{"content":"\\u0053ay ${ASKED}","role":"user"}], "user":"{mark}","x":{"y":[null,true]} }`,
      },
    }),
  },
  {
    control: 'fidelity',
    protocol: 'openai-chat',
    mode: 'streamed',
    place: 'usage is asked for, and kept from who did not ask',
    request: request({ protocol: 'openai-chat', mode: 'streamed' }, 'ok'),
    expect: passes({
      provider: { contains: ['"stream_options":{"include_usage":true}'] },
      client: { lacks: ['total_tokens'], text: 'persimmon' },
    }),
  },
  {
    control: 'fidelity',
    protocol: 'openai-chat',
    mode: 'plain',
    place: 'a cache key is not shared between tenants',
    request: request({ protocol: 'openai-chat', mode: 'plain' }, 'ok', { prompt_cache_key: 'shared-key' }),
    expect: passes({ provider: { lacks: ['shared-key'], contains: ['"prompt_cache_key":"'] } }),
  },
  {
    control: 'fidelity',
    protocol: 'anthropic-messages',
    mode: 'plain',
    place: 'cache markers',
    request: {
      path: PATHS['anthropic-messages'],
      body: JSON.stringify({
        ...bodyOf({ protocol: 'anthropic-messages', mode: 'plain' }, 'ok'),
        system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      }),
    },
    expect: passes({ provider: { contains: ['"cache_control":{"type":"ephemeral","ttl":"1h"}'] } }),
  },
];

export const CHARTER_CELLS: readonly (AskCell | SceneCell)[] = [
  ...models,
  ...data,
  ...fallbacks,
  ...attempts,
  ...budgets,
  ...choices,
  ...fidelity,
];
