/** Data in answers: masked or cut, whole and streamed, however it is cut into pieces, and in every copy of it. */
import type { AskCell, Expectation } from '../cell.ts';
import { ANSWERED, CARD, EMAIL, IBAN, KEY } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { type Body, MODES, PROTOCOLS, passes, request } from './asking.ts';

/** What is left of a class when it was masked in an answer so many times. */
interface Row {
  readonly scenario: string;
  readonly place: string;
  readonly protocols: readonly ProtocolName[];
  readonly modes?: readonly Mode[];
  readonly body?: Body;
  readonly expect: Expectation;
}

const OPENAI: readonly ProtocolName[] = ['openai-chat'];
const ANTHROPIC: readonly ProtocolName[] = ['anthropic-messages'];

/** The mail was masked, so many times, and nothing of it got through. */
function mailMasked(times: number, contains: readonly string[]): Expectation {
  return passes({
    client: { contains, lacks: [EMAIL, 'ada.lovelace@', 'lovelace@', '@example.com'] },
    outcome: { findings: { email: times }, masked: { email: times } },
  });
}

const MASKED_TEXT = `${ANSWERED} for [EMAIL] soon`;

const ROWS: readonly Row[] = [
  { scenario: 'answer-email', place: 'text', protocols: PROTOCOLS, expect: mailMasked(1, [MASKED_TEXT]) },
  {
    scenario: 'answer-email-letters',
    place: 'text, letter by letter',
    protocols: PROTOCOLS,
    expect: mailMasked(1, [MASKED_TEXT]),
  },
  { scenario: 'answer-refusal', place: 'refusal', protocols: OPENAI, expect: mailMasked(1, [MASKED_TEXT]) },
  {
    scenario: 'answer-reasoning',
    place: 'reasoning',
    protocols: OPENAI,
    expect: mailMasked(1, [MASKED_TEXT]),
  },
  {
    scenario: 'answer-second',
    place: 'second choice',
    protocols: OPENAI,
    body: { n: 2 },
    expect: mailMasked(1, [MASKED_TEXT]),
  },
  {
    scenario: 'answer-arguments',
    place: 'tool arguments',
    protocols: PROTOCOLS,
    expect: mailMasked(1, ['[EMAIL]']),
  },
  {
    scenario: 'answer-escapes',
    place: 'tool arguments, escaped',
    protocols: PROTOCOLS,
    expect: mailMasked(1, ['[EMAIL]']),
  },
  {
    scenario: 'answer-object-key',
    place: 'key of the arguments',
    protocols: PROTOCOLS,
    expect: mailMasked(1, ['[EMAIL]']),
  },
  {
    scenario: 'answer-logprobs',
    place: 'token probabilities',
    protocols: OPENAI,
    body: { logprobs: true },
    modes: ['plain'],
    expect: {
      ...mailMasked(1, [MASKED_TEXT, '"logprobs":null']),
    },
  },
  {
    scenario: 'answer-unknown',
    place: 'unknown fields',
    protocols: OPENAI,
    modes: ['plain'],
    expect: mailMasked(2, [MASKED_TEXT]),
  },
  {
    scenario: 'answer-unknown',
    place: 'unknown field',
    protocols: OPENAI,
    modes: ['streamed'],
    expect: mailMasked(1, [MASKED_TEXT]),
  },
  {
    scenario: 'answer-unknown',
    place: 'unknown field',
    protocols: ANTHROPIC,
    expect: mailMasked(1, [MASKED_TEXT]),
  },
  {
    scenario: 'answer-usage',
    place: 'beside the usage',
    protocols: PROTOCOLS,
    expect: mailMasked(1, ['"paid_by":"[EMAIL]"']),
  },
  {
    scenario: 'answer-citation',
    place: 'annotations',
    protocols: PROTOCOLS,
    expect: mailMasked(2, ['[EMAIL]']),
  },
  {
    scenario: 'answer-tool-name',
    place: 'name of a tool',
    protocols: PROTOCOLS,
    expect: mailMasked(1, ['[EMAIL]']),
  },
  {
    scenario: 'answer-model-name',
    place: 'name of the model',
    protocols: PROTOCOLS,
    modes: ['plain'],
    expect: mailMasked(1, ['[EMAIL]']),
  },
  {
    scenario: 'bytes-1',
    place: 'byte by byte',
    protocols: PROTOCOLS,
    modes: ['streamed'],
    expect: mailMasked(1, [`${ANSWERED} [EMAIL] end`]),
  },
  {
    scenario: 'bytes-7',
    place: 'seven bytes at a time',
    protocols: PROTOCOLS,
    modes: ['streamed'],
    expect: mailMasked(1, [`${ANSWERED} [EMAIL] end`]),
  },
  {
    scenario: 'bytes-100',
    place: 'a hundred bytes at a time',
    protocols: PROTOCOLS,
    modes: ['streamed'],
    expect: mailMasked(1, [`${ANSWERED} [EMAIL] end`]),
  },
  {
    scenario: 'answer-card',
    place: 'a card',
    protocols: PROTOCOLS,
    expect: passes({
      client: { text: 'pay [PAYMENT_CARD] now', lacks: [CARD] },
      outcome: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
    }),
  },
  {
    scenario: 'answer-number',
    place: 'a card as a number in arguments',
    protocols: PROTOCOLS,
    expect: passes({
      client: { contains: ['[PAYMENT_CARD]'], lacks: [CARD] },
      outcome: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
    }),
  },
  {
    scenario: 'answer-two',
    place: 'mail and card',
    protocols: PROTOCOLS,
    expect: passes({
      client: { text: '[EMAIL] and [PAYMENT_CARD]', lacks: [CARD, EMAIL] },
      outcome: { findings: { email: 1, payment_card: 1 }, masked: { email: 1, payment_card: 1 } },
    }),
  },
  {
    scenario: 'answer-iban',
    place: 'an account number that no rule is about',
    protocols: PROTOCOLS,
    expect: passes({
      client: { text: `to ${IBAN} then` },
      outcome: { findings: { iban: 1 } },
    }),
  },
];

const cells: readonly AskCell[] = ROWS.flatMap(
  ({ scenario, place, protocols, modes = MODES, body, expect }) =>
    protocols.flatMap((protocol) =>
      modes.map((mode) => ({
        control: 'mask in answer',
        protocol,
        mode,
        place,
        request: request({ protocol, mode }, scenario, body),
        expect,
      })),
    ),
);

/** A secret in a stream that is under way: it ends there, with an error in the protocol's own shape. */
const cutShort: Expectation = {
  status: 200,
  code: 'inspection.blocked',
  provider: {},
  client: { lacks: [KEY, 'AKIAQ7', 'X2Z4B6D8'] },
  record: [
    { kind: 'intent' },
    {
      kind: 'outcome',
      ending: 'cut',
      fault: 'inspection.blocked',
      findings: { cloud_key: 1 },
      basis: 'bound',
    },
  ],
};

/** A datum cut in two at every place. */
const splits: readonly AskCell[] = PROTOCOLS.flatMap((protocol) => {
  const at = { protocol, mode: 'streamed' } as const;
  const points = (datum: string) => Array.from({ length: datum.length - 1 }, (_, index) => index + 1);
  return [
    ...points(EMAIL).map((point) => ({
      ...at,
      control: 'mask across pieces',
      place: `mail cut after ${point}`,
      request: request(at, `split-email-${point}`),
      expect: passes({
        client: {
          text: `${ANSWERED} [EMAIL] end`,
          lacks: [EMAIL, EMAIL.slice(0, point), EMAIL.slice(point)].filter((part) => part.length > 4),
        },
        outcome: { findings: { email: 1 }, masked: { email: 1 } },
      }),
    })),
    ...points(CARD).map((point) => ({
      ...at,
      control: 'mask across pieces',
      place: `card cut after ${point}`,
      request: request(at, `split-card-${point}`),
      expect: passes({
        client: { text: `${ANSWERED} [PAYMENT_CARD] end`, lacks: [CARD, '1111111'] },
        outcome: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
      }),
    })),
    ...points(KEY).map((point) => ({
      ...at,
      control: 'cut across pieces',
      place: `key cut after ${point}`,
      request: request(at, `split-key-${point}`),
      expect: cutShort,
    })),
  ];
});

const blocked: readonly AskCell[] = PROTOCOLS.flatMap((protocol) => [
  {
    control: 'block in answer',
    protocol,
    mode: 'plain' as const,
    place: 'a secret in the text',
    request: request({ protocol, mode: 'plain' }, 'answer-key'),
    expect: {
      status: 403,
      code: 'inspection.blocked',
      provider: {},
      client: { lacks: [KEY, ANSWERED] },
      record: [
        { kind: 'intent' },
        { kind: 'outcome', ending: 'cut', fault: 'inspection.blocked', findings: { cloud_key: 1 } },
      ],
    } satisfies Expectation,
  },
  {
    control: 'block in answer',
    protocol,
    mode: 'streamed' as const,
    place: 'a secret in the text',
    request: request({ protocol, mode: 'streamed' }, 'answer-key'),
    expect: cutShort,
  },
]);

/** Signed reasoning is never rewritten. */
const signed: readonly AskCell[] = [
  {
    control: 'block in answer',
    protocol: 'anthropic-messages',
    mode: 'plain',
    place: 'personal data in signed reasoning',
    request: request({ protocol: 'anthropic-messages', mode: 'plain' }, 'answer-reasoning'),
    expect: {
      status: 403,
      code: 'inspection.signed',
      provider: {},
      client: { lacks: [EMAIL, ANSWERED] },
      record: [
        { kind: 'intent' },
        { kind: 'outcome', ending: 'cut', fault: 'inspection.signed', findings: { email: 1 } },
      ],
    },
  },
  {
    control: 'block in answer',
    protocol: 'anthropic-messages',
    mode: 'streamed',
    place: 'personal data in signed reasoning',
    request: request({ protocol: 'anthropic-messages', mode: 'streamed' }, 'answer-reasoning'),
    expect: {
      status: 200,
      code: 'inspection.signed',
      provider: {},
      client: { lacks: [EMAIL, '@example.com'] },
      record: [
        { kind: 'intent' },
        {
          kind: 'outcome',
          ending: 'cut',
          fault: 'inspection.signed',
          findings: { email: 1 },
          basis: 'bound',
        },
      ],
    },
  },
];

/** Probabilities of a stream come before it is known what they repeat; pieces that hold the datum lose them. */
const streamedProbabilities: AskCell = {
  control: 'mask in answer',
  protocol: 'openai-chat',
  mode: 'streamed',
  place: 'token probabilities',
  request: request({ protocol: 'openai-chat', mode: 'streamed' }, 'answer-logprobs', { logprobs: true }),
  expect: passes({
    client: { text: MASKED_TEXT, lacks: [EMAIL, 'ovel', 'ace@e', 'xampl'] },
    outcome: { findings: { email: 1 }, masked: { email: 1 } },
  }),
};

export const ANSWER_DATA: readonly AskCell[] = [
  ...cells,
  streamedProbabilities,
  ...splits,
  ...blocked,
  ...signed,
];
