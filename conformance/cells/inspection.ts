/** What the charter wants done with findings: placeholders and their return, attacks by place, and ways out for data. */
import type { AskCell } from '../cell.ts';
import { ANSWERED, ASKED, ATTACK, EMAIL, IBAN, LEAK, PERSON } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { type Body, everywhere, passes, refused, request } from './asking.ts';
import { ANTHROPIC_PLACES } from './places-anthropic.ts';
import { OPENAI_PLACES, type Place } from './places-openai.ts';

/** The address in the codings that hide it from whoever only compares. */
const ENCODED = [
  { place: 'encoded in base64', text: Buffer.from(`mail: ${EMAIL}`).toString('base64') },
  { place: 'encoded in hexadecimal', text: Buffer.from(`mail: ${EMAIL}`).toString('hex') },
  {
    place: 'encoded for a URL',
    text: [...EMAIL].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
  },
  { place: 'encoded as HTML', text: [...EMAIL].map((one) => `&#${one.charCodeAt(0)};`).join('') },
];

type At = { readonly protocol: ProtocolName; readonly mode: Mode };

/** Where text stands that somebody else may have written, and where people write. */
const PLACES = [
  'user text',
  'tool result',
  'tool description',
  'document text',
  'search result in a tool result',
];
const placesOf = ({ protocol }: At): readonly Place[] =>
  (protocol === 'openai-chat' ? OPENAI_PLACES : ANTHROPIC_PLACES).filter(({ place }) =>
    PLACES.includes(place),
  );

/** WHY a conversation of its own: the first account number in it is the first placeholder. */
const CONVERSATION = { 'x-gatehouse-conversation': 'matrix' };
const pay: Body = { messages: [{ role: 'user', content: `Pay ${ASKED} to ${IBAN}` }] };
const mentions: Body = { messages: [{ role: 'user', content: `Who is <IBAN_1>, ${ASKED}?` }] };

const asking = (at: At, model: string, body: Body = pay) => ({
  ...request(at, model, body),
  headers: CONVERSATION,
});

const left = { provider: { contains: ['to <IBAN_1>'], lacks: [IBAN] } };
const counted = { findings: { iban: 1 }, tokenised: { iban: 1 } };

const tokenised: readonly AskCell[] = everywhere((at) => [
  ...placesOf(at).map(
    ({ place, body, arrives, times = 1 }): AskCell => ({
      ...at,
      control: 'tokenise in request',
      place,
      request: asking(at, 'tokenised', body(IBAN)),
      expect: passes({
        provider: { contains: [arrives('<IBAN_1>')], lacks: [IBAN] },
        intent: { findings: { iban: times }, tokenised: { iban: times } },
      }),
    }),
  ),
  {
    ...at,
    control: 'restore in answer',
    place: 'text, letter by letter',
    request: asking(at, 'tokenised-text'),
    expect: passes({
      ...left,
      client: { text: `${ANSWERED} to ${IBAN}, not to <IBAN_7>` },
      intent: counted,
      outcome: { restored: { iban: 1 } },
    }),
  },
  {
    ...at,
    control: 'restore in answer',
    place: 'tool arguments',
    request: asking(at, 'tokenised-arguments'),
    expect: passes({
      ...left,
      client: { contains: [IBAN], lacks: ['<IBAN_1>'] },
      intent: counted,
      outcome: { restored: { iban: 1 } },
    }),
  },
  {
    ...at,
    control: 'restore in answer',
    place: 'never in an address',
    request: asking(at, 'tokenised-address'),
    expect: passes({ ...left, client: { contains: ['?to=<IBAN_1>)'], lacks: [IBAN] }, intent: counted }),
  },
  {
    ...at,
    control: 'restore in answer',
    place: 'not for a reader who may not see it',
    request: asking(at, 'tokenised-unseen'),
    expect: passes({ ...left, client: { contains: ['to <IBAN_1>'], lacks: [IBAN] }, intent: counted }),
  },
  {
    ...at,
    control: 'restore in answer',
    place: 'not in another conversation',
    request: { ...request(at, 'tokenised-text', mentions), headers: { 'x-gatehouse-conversation': 'other' } },
    expect: passes({ client: { contains: ['to <IBAN_1>'], lacks: [IBAN] } }),
  },
]);

const byPlace: readonly AskCell[] = everywhere((at) =>
  placesOf(at).flatMap(({ place, body, arrives, times = 1 }): AskCell[] => {
    const isTool = place === 'tool result';
    return [
      {
        ...at,
        control: 'rule for a place',
        place,
        request: request(at, 'of-tools', body(IBAN)),
        expect: passes({
          provider: { contains: [arrives(isTool ? '[IBAN]' : IBAN)] },
          intent: { findings: { iban: times }, ...(isTool ? { masked: { iban: times } } : {}) },
        }),
      },
      {
        ...at,
        control: 'injection in request',
        place,
        request: request(at, 'guarded', body(ATTACK)),
        expect: refused(403, 'inspection.blocked', { station: 'decide', findings: { injection: times } }),
      },
    ];
  }),
);

const waysOut: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'exfiltration in answer',
    place: 'an image that carries data away',
    request: request(at, 'answer-leak'),
    expect: passes({
      client: { contains: ['[EXFILTRATION]'], lacks: [LEAK, 'collect.attacker.example'] },
      outcome: { findings: { exfiltration: 1 }, masked: { exfiltration: 1 } },
    }),
  },
]);

/** What only a reader who decodes, or who knows names, can see. */
const seen: readonly AskCell[] = everywhere((at) => [
  ...ENCODED.map(
    ({ place, text }): AskCell => ({
      ...at,
      control: 'mask in request',
      place,
      request: request(at, 'ok', { messages: [{ role: 'user', content: `Note ${text} down` }] }),
      expect: passes({
        provider: { lacks: [text] },
        intent: { findings: { email: 1 }, masked: { email: 1 } },
      }),
    }),
  ),
  {
    ...at,
    control: 'mask in request',
    place: 'name of a person',
    request: request(at, 'of-people', { messages: [{ role: 'user', content: `My name is ${PERSON}.` }] }),
    expect: passes({
      provider: { contains: ['My name is [PERSON].'], lacks: [PERSON] },
      intent: { findings: { person: 1 }, masked: { person: 1 } },
    }),
  },
]);

export const INSPECTION_CELLS: readonly AskCell[] = [...tokenised, ...byPlace, ...waysOut, ...seen];
