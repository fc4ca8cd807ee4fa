/** Data in requests: personal data is masked and secrets are blocked, wherever they stand. */
import type { AskCell } from '../cell.ts';
import { CARD, EMAIL, IBAN, KEY, PEM } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { everywhere, MODES, passes, refused, request } from './asking.ts';
import { ANTHROPIC_PLACES } from './places-anthropic.ts';
import { OPENAI_PLACES, type Place } from './places-openai.ts';

const PLACES: Readonly<Record<ProtocolName, readonly Place[]>> = {
  'openai-chat': OPENAI_PLACES,
  'anthropic-messages': ANTHROPIC_PLACES,
};

type At = { readonly protocol: ProtocolName; readonly mode: Mode };

const masked = (at: At, { place, body, arrives, times = 1 }: Place): readonly AskCell[] => [
  {
    ...at,
    control: 'mask in request',
    place,
    request: request(at, 'ok', body(EMAIL)),
    expect: passes({
      provider: { contains: [arrives('[EMAIL]')], lacks: [EMAIL, 'ada.lovelace'] },
      intent: { findings: { email: times }, masked: { email: times } },
    }),
  },
];

const blocked = (at: At, { place, body, times = 1 }: Place): readonly AskCell[] => [
  {
    ...at,
    control: 'block in request',
    place,
    request: request(at, 'ok', body(KEY)),
    expect: refused(403, 'inspection.blocked', { station: 'decide', findings: { cloud_key: times } }),
  },
];

/** Other classes at the place where people write; their forms are the detectors' own tests. */
const classes = (at: At): readonly AskCell[] => [
  {
    ...at,
    control: 'mask in request',
    place: 'a card in a text',
    request: request(at, 'ok', { messages: [{ role: 'user', content: `Pay with ${CARD} now` }] }),
    expect: passes({
      provider: { contains: ['Pay with [PAYMENT_CARD] now'], lacks: [CARD] },
      intent: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
    }),
  },
  {
    ...at,
    control: 'mask in request',
    place: 'a card as a number',
    request: request(at, 'ok', { remarks: { card: Number(CARD) } }),
    expect: passes({
      provider: { contains: ['"remarks":{"card":"[PAYMENT_CARD]"}'], lacks: [CARD] },
      intent: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
    }),
  },
  {
    ...at,
    control: 'mask in request',
    place: 'mail and card side by side',
    request: request(at, 'ok', { messages: [{ role: 'user', content: `${EMAIL}, ${CARD}` }] }),
    expect: passes({
      provider: { contains: ['"[EMAIL], [PAYMENT_CARD]"'], lacks: [CARD, EMAIL] },
      intent: { findings: { email: 1, payment_card: 1 }, masked: { email: 1, payment_card: 1 } },
    }),
  },
  {
    ...at,
    control: 'mask in request',
    place: 'an account number that no rule is about',
    request: request(at, 'ok', { messages: [{ role: 'user', content: `To ${IBAN}` }] }),
    expect: passes({ provider: { contains: [`To ${IBAN}`] }, intent: { findings: { iban: 1 } } }),
  },
  {
    ...at,
    control: 'block in request',
    place: 'a private key',
    request: request(at, 'ok', { messages: [{ role: 'user', content: PEM }] }),
    expect: refused(403, 'inspection.blocked', { station: 'decide', findings: { private_key: 1 } }),
  },
  {
    ...at,
    control: 'block in request',
    place: 'a secret beside something to mask',
    request: request(at, 'ok', { messages: [{ role: 'user', content: `${EMAIL} has ${KEY}` }] }),
    expect: refused(403, 'inspection.blocked', { station: 'decide', findings: { cloud_key: 1, email: 1 } }),
  },
];

/** A count of tokens sends the whole prompt away, just like a question. */
const counted: readonly AskCell[] = ANTHROPIC_PLACES.flatMap(({ place, body, arrives, times = 1 }) => {
  const at = { protocol: 'anthropic-messages', mode: 'plain' } as const;
  const count = (datum: string) => ({
    ...request(at, 'ok', { ...body(datum), max_tokens: undefined }),
    path: '/anthropic/v1/messages/count_tokens',
  });
  return [
    {
      ...at,
      control: 'mask in a count of tokens',
      place,
      request: count(EMAIL),
      expect: passes({
        provider: { contains: [arrives('[EMAIL]')], lacks: [EMAIL] },
        intent: { findings: { email: times }, masked: { email: times } },
        client: { contains: ['"input_tokens":12'] },
      }),
    },
    {
      ...at,
      control: 'block in a count of tokens',
      place,
      request: count(KEY),
      expect: refused(403, 'inspection.blocked', { station: 'decide', findings: { cloud_key: times } }),
    },
  ];
});

export const REQUEST_DATA: readonly AskCell[] = [
  ...Object.entries(PLACES).flatMap(([protocol, places]) =>
    places.flatMap((place) =>
      MODES.flatMap((mode) => {
        const at = { protocol: protocol as ProtocolName, mode };
        return [...masked(at, place), ...blocked(at, place)];
      }),
    ),
  ),
  ...everywhere(classes),
  ...counted,
];
