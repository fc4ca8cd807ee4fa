/** The door of the broker: what is no call, what says two things at once, and what is shown to whom. */
import type { Expectation, SceneCell } from '../../cell.ts';
import { openMandate } from '../../house/mandates.ts';
import { type Asked, ask, type Client, callTool, open, resultOf } from '../../run/mcp.ts';
import { ANSWERED, ATTACK, MARK } from '../../samples.ts';
import type { Era } from '../../words.ts';
import { turnedAway } from '../asking.ts';
import { clientOf, compared, holds, inBothEras, refusedCall, steps } from './asking.ts';

const CALL = { tool: 'desk/open_door', given: { door: 'a', note: MARK } };
const BODY = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'desk__open_door', arguments: CALL.given },
};
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

interface Row {
  readonly control: string;
  readonly place: string;
  readonly eras?: readonly Era[];
  readonly sent: Partial<Asked>;
  readonly client?: Partial<Client>;
  readonly expect: Expectation;
}

const mismatch = turnedAway(400, 'request.mismatch');

const HEADERS: readonly Row[] = (
  [
    ['another tool in the header', { 'mcp-name': 'desk__fetch_page' }, mismatch],
    ['another method in the header', { 'mcp-method': 'tools/list' }, mismatch],
    ['no tool in the header', { 'mcp-name': null }, mismatch],
    ['no method in the header', { 'mcp-method': null }, mismatch],
    ['two tools in headers', { 'mcp-name': ['desk__open_door', 'desk__fetch_page'] }, mismatch],
    ['another revision in the header', { 'mcp-protocol-version': '2025-11-25' }, mismatch],
  ] as const
).map(([place, headers, expect]) => ({
  ...{ control: 'header and body', place, expect, eras: ['stateless'] },
  sent: { headers },
}));

const BODIES: readonly Row[] = [
  { place: 'a batch', body: JSON.stringify([BODY, { ...BODY, id: 2 }]), code: 'request.malformed' },
  { place: 'an empty batch', body: '[]', code: 'request.malformed' },
  {
    place: 'a key twice',
    body: JSON.stringify(BODY).replace('"id":1', '"id":1,"method":"tools/list"'),
    code: 'request.json',
  },
  {
    place: 'a name twice',
    body: JSON.stringify(BODY).replace('"name":', '"name":"desk__fetch_page","name":'),
    code: 'request.json',
  },
  { place: 'half a message', body: JSON.stringify(BODY).slice(0, -3), code: 'request.json' },
  {
    place: 'another version of JSON-RPC',
    body: JSON.stringify({ ...BODY, jsonrpc: '1.0' }),
    code: 'request.malformed',
  },
].map(({ place, body, code }) => ({
  ...{ control: 'message', place, sent: { body }, expect: turnedAway(400, code) },
}));

const PLACES: readonly Row[] = [
  {
    ...{ control: 'door', place: 'under the name of another host' },
    sent: { headers: { host: 'evil.example' } },
    expect: turnedAway(403, 'request.origin'),
  },
  {
    ...{ control: 'door', place: 'for a page of another origin' },
    sent: { headers: { origin: 'https://evil.example' } },
    expect: turnedAway(403, 'request.origin'),
  },
  {
    ...{ control: 'message', place: 'a method that nobody serves', eras: ['stateless'] },
    sent: { method: 'tools/delete', params: { name: MARK } },
    expect: turnedAway(404, 'route.unknown'),
  },
  {
    ...{ control: 'message', place: 'a method that nobody serves', eras: ['session'] },
    sent: { method: 'tools/delete', params: { name: MARK } },
    expect: turnedAway(200, 'route.unknown'),
  },
  {
    ...{ control: 'message', place: 'a method of the prototype', eras: ['session'] },
    sent: { method: 'constructor', params: { name: MARK } },
    expect: turnedAway(200, 'route.unknown'),
  },
  {
    ...{ control: 'message', place: 'a revision that nobody speaks', eras: ['stateless'] },
    sent: {
      headers: { 'mcp-protocol-version': '2027-01-01' },
      body: JSON.stringify({
        ...BODY,
        params: {
          ...BODY.params,
          _meta: { ...META, 'io.modelcontextprotocol/protocolVersion': '2027-01-01' },
        },
      }),
    },
    expect: turnedAway(400, 'request.revision'),
  },
  {
    ...{ control: 'message', place: 'a call without a name', eras: ['stateless'] },
    sent: { params: { arguments: CALL.given } },
    expect: turnedAway(200, 'request.shape'),
  },
];

const ROWS: readonly SceneCell[] = [...HEADERS, ...BODIES, ...PLACES].flatMap((row) =>
  inBothEras(row.control, row.place, async (of) => {
    const client = clientOf(of, row.client);
    const seen = await callTool(client, { ...CALL, ...row.sent });
    return compared(of.stage, { seen, client, expect: row.expect });
  }).filter(({ mode }) => row.eras?.includes(mode as Era) ?? true),
);

/** A call that wants no answer is none (2026-07-28, basic/transports; JSON-RPC 2.0 section 4.1). */
const NOTIFICATIONS = inBothEras('message', 'a call that wants no answer', async (of) => {
  const { id: _none, ...body } = BODY;
  const params = of.era === 'stateless' ? { ...body.params, _meta: META } : body.params;
  const client = clientOf(of);
  const seen = await callTool(client, { ...CALL, body: JSON.stringify({ ...body, params }) });
  return compared(of.stage, { seen, client, expect: { status: 202, provider: 'nothing', record: 'none' } });
});

const unknown = turnedAway(404, 'session.unknown');

/** A session is its owner's, at its own door, as long as it lasts; it is no credential. */
const SESSIONS: readonly SceneCell[] = (
  [
    ['of another person', {}, unknown],
    ['of nobody', { session: 'aW52ZW50ZWQtc2Vzc2lvbi1pZC0wMDAw' }, unknown],
    ['at another door', { door: '/mcp/server' }, unknown],
    ['without a credential', { credential: undefined }, turnedAway(401, 'identity.missing')],
  ] as const
).map(([place, changes, expect]) => ({
  ...{ control: 'session', protocol: 'mcp', mode: 'session', place, needs: 'stage' },
  async play(stage, mark) {
    const owner = clientOf({ stage, mark, era: 'session' });
    const { session = '' } = await open(owner);
    const credential =
      place === 'of another person' ? stage.credential('developer', `${mark}-2`) : owner.credential;
    const client: Client = { ...owner, session, credential, ...changes };
    return compared(stage, { seen: await callTool(client, CALL), client, expect });
  },
}));

const ENDED: SceneCell = {
  ...{ control: 'session', protocol: 'mcp', mode: 'session', place: 'that was ended', needs: 'stage' },
  async play(stage, mark) {
    const client = clientOf({ stage, mark, era: 'session' });
    const { session = '' } = await open(client);
    const living = { ...client, session };
    const ended = await ask(living, { method: '', verb: 'DELETE' });
    const seen = await callTool(living, CALL);
    return [
      ...holds(ended.status === 204, `it was ended with ${ended.status}`),
      ...(await compared(stage, { seen, client, expect: unknown })),
    ];
  },
};

/** What a developer may see at the desk. */
const SHOWN = [
  'book_room',
  'fetch_guarded',
  'fetch_page',
  'list_contacts',
  'open_door',
  'save_contact',
  'send_mail',
  'sign_contract',
  'tell',
];

const LISTS: readonly SceneCell[] = [
  ...inBothEras('list of tools', 'shows what is accepted and allowed, and nothing else', async (of) => {
    const seen = await ask(clientOf(of, { door: '/mcp/server' }), { method: 'tools/list' });
    const names = namesIn(resultOf(seen)?.tools);
    return [
      ...holds(names.join() === SHOWN.join(), `it shows ${names.join()}`),
      ...holds(!seen.raw.includes(ATTACK.slice(0, 40)), 'it shows a poisoned description'),
    ];
  }),
  ...inBothEras('list of tools', 'shows nothing to somebody without any right', async (of) => {
    const credential = of.stage.credential('stranger', of.mark);
    const seen = await ask(clientOf(of, { credential }), { method: 'tools/list' });
    const { tools } = resultOf(seen) ?? {};
    return holds(Array.isArray(tools) && tools.length === 0, `it shows ${JSON.stringify(tools)}`);
  }),
  ...inBothEras('list of tools', 'shows a mandate what it was opened for', async (of) => {
    const { token } = await openMandate(of.stage, { mark: of.mark, scope: 'desk/fetch_page' });
    const seen = await ask(clientOf(of, { credential: token }), { method: 'tools/list' });
    const names = namesIn(resultOf(seen)?.tools);
    return holds(names.join() === 'desk__fetch_page', `it shows ${names.join()}`);
  }),
  ...inBothEras('resources and prompts', 'are off by default', async (of) => {
    const client = clientOf(of);
    const listed = await Promise.all(
      ['resources/list', 'resources/templates/list', 'prompts/list'].map((method) => ask(client, { method })),
    );
    const read = await ask(client, { method: 'resources/read', params: { uri: 'desk://page' } });
    const got = await ask(client, { method: 'prompts/get', params: { name: 'desk__greet' } });
    const all = [...listed, read, got].map(({ raw }) => raw).join('\n');
    return steps([
      ['lists', holds(!/desk:\/\/|greet"/.test(listed.map(({ raw }) => raw).join()), all)],
      ['bytes', holds(!all.includes(ANSWERED), `what they hold came through: ${all}`)],
      [
        'resource',
        await compared(of.stage, {
          seen: read,
          client,
          expect: refusedCall('tool.unknown', { station: 'admit' }),
        }),
      ],
      [
        'prompt',
        await compared(of.stage, {
          seen: got,
          client,
          expect: refusedCall('tool.unknown', { station: 'admit' }),
        }),
      ],
    ]);
  }),
];

function namesIn(tools: unknown): readonly string[] {
  return Array.isArray(tools) ? tools.map(({ name }) => String(name)).sort() : [];
}

export const TOOL_DOOR: readonly SceneCell[] = [...ROWS, ...NOTIFICATIONS, ...SESSIONS, ENDED, ...LISTS];
