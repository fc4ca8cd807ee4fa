/** Data in arguments and in results: masked, blocked, restored, and never in the record. */
import type { SceneCell } from '../../cell.ts';
import { callTool } from '../../run/mcp.ts';
import { send } from '../../run/send.ts';
import { ANSWERED, ATTACK, CARD, EMAIL, IBAN, KEY, MARK } from '../../samples.ts';
import { request } from '../asking.ts';
import {
  type CallRow,
  callCells,
  clientOf,
  compared,
  done,
  inBothEras,
  NOTED,
  refusedCall,
  steps,
  withheld,
} from './asking.ts';

const tell = (text: string) => ({ tool: 'desk/tell', given: { text: `${text} ${MARK}` } });
const page = (topic: string) => ({ tool: 'desk/fetch_page', given: { topic, ...NOTED } });
const email = { findings: { email: 1 }, masked: { email: 1 } };

const ARGUMENTS: readonly CallRow[] = [
  {
    control: 'mask in arguments',
    place: 'an address',
    call: tell(`Write to ${EMAIL}`),
    expect: done({
      provider: { contains: ['Write to [EMAIL]'], lacks: [EMAIL] },
      client: { lacks: [EMAIL] },
      intent: email,
    }),
  },
  {
    control: 'mask in arguments',
    place: 'a card number',
    call: tell(`Pay with ${CARD}`),
    expect: done({
      provider: { lacks: [CARD] },
      intent: { findings: { payment_card: 1 }, masked: { payment_card: 1 } },
    }),
  },
  {
    control: 'mask in arguments',
    place: 'of a call that only reads',
    call: { tool: 'desk/fetch_page', given: { topic: 'plain', note: `${EMAIL} ${MARK}` } },
    expect: done({ provider: { lacks: [EMAIL] }, intent: email }),
  },
  {
    control: 'block in arguments',
    place: 'a key',
    call: tell(KEY),
    expect: refusedCall('inspection.blocked', { station: 'decide', findings: { cloud_key: 1 } }),
  },
  {
    control: 'block in arguments',
    place: 'an encoded key',
    call: tell(Buffer.from(`the key ${KEY} of the cloud`).toString('base64')),
    expect: refusedCall('inspection.blocked', { station: 'decide', findings: { cloud_key: 1 } }),
  },
];

const masked = (topic: string, place: string, more: object = {}): CallRow => ({
  control: 'mask in results',
  place,
  call: page(topic),
  expect: done({ client: { contains: [ANSWERED], lacks: [EMAIL] }, outcome: email, ...more }),
});

const RESULTS: readonly CallRow[] = [
  masked('email', 'an address in a text'),
  masked('structured', 'an address in structured content'),
  masked('nested', 'an address in JSON in a text', { client: { lacks: [EMAIL] } }),
  masked('linked', 'an address in a link'),
  masked('embedded', 'an address in an embedded resource'),
  masked('failing', 'an address in an error of a tool', {
    client: { contains: ['It failed'], lacks: [EMAIL] },
  }),
  ...(['key', 'structured-key'] as const).map(
    (topic): CallRow => ({
      control: 'block in results',
      place: `a ${topic}`,
      call: page(topic),
      expect: {
        ...withheld('inspection.blocked', { ending: 'cut', outcome: { findings: { cloud_key: 1 } } }),
        client: { lacks: [KEY] },
      },
    }),
  ),
  {
    control: 'injection in results',
    place: 'is found',
    call: page('injection'),
    expect: done({ outcome: { findings: { injection: 1 } } }),
  },
  {
    control: 'injection in results',
    place: 'is blocked by a rule',
    call: { tool: 'desk/fetch_guarded', given: { topic: 'injection', ...NOTED } },
    expect: {
      ...withheld('inspection.blocked', { ending: 'cut', outcome: { findings: { injection: 1 } } }),
      client: { lacks: [ATTACK] },
    },
  },
];

/** What a model was shown under a name reaches the tool as what it is, within the conversation that it belongs to. */
const PLACEHOLDERS: readonly SceneCell[] = inBothEras(
  'placeholders in arguments',
  'are restored before the tool, and nowhere else',
  async (of) => {
    const { stage, mark } = of;
    const credential = stage.credential('developer', mark);
    const named = { 'x-gatehouse-conversation': mark };
    const at = { protocol: 'openai-chat', mode: 'plain' } as const;
    const asked = request(at, 'tokenised', { messages: [{ role: 'user', content: `To ${IBAN}` }] });
    await send({ url: stage.url, credential, mark, request: { ...asked, headers: named } });
    const client = clientOf(of, { headers: named });
    const call = { tool: 'desk/tell', given: { text: `Pay <IBAN_1> ${mark}` } };
    const found = { findings: { iban: 1 } };
    const own = await callTool(client, call);
    const ofAnother = { ...client, headers: { 'x-gatehouse-conversation': `${mark}-2` } };
    const foreign = await callTool(ofAnother, call);
    const there = { contains: [`Pay ${IBAN}`] };
    return steps([
      [
        'within it',
        await compared(stage, {
          seen: own,
          client,
          before: 1,
          expect: done({ provider: { calls: 2 }, intent: found, outcome: found }),
        }),
      ],
      [
        'in another',
        await compared(stage, {
          seen: foreign,
          client,
          before: 2,
          expect: done({ provider: { contains: ['<IBAN_1>'], lacks: [IBAN] } }),
        }),
      ],
      [
        'at the tool',
        (await stage.received(mark)).at(1)?.body.includes(IBAN) ? [] : [`it did not get ${there.contains}`],
      ],
    ]);
  },
);

export const TOOL_DATA: readonly SceneCell[] = [...callCells([...ARGUMENTS, ...RESULTS]), ...PLACEHOLDERS];
