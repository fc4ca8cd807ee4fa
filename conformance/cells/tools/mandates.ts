/** Mandates: what words found, who opens one, and whose its token is, where and how long. */
import type { SceneCell } from '../../cell.ts';
import { agentKey, exchange, newProver, openMandate } from '../../house/mandates.ts';
import { PUBLIC_URL } from '../../house/settings.ts';
import type { Stage } from '../../house/stage.ts';
import { type Client, callTool, open } from '../../run/mcp.ts';
import { send } from '../../run/send.ts';
import { bodyOf, PATHS, turnedAway } from '../asking.ts';
import { book, bookingOf, mandated, readPage } from './acting.ts';
import { clientOf, compared, done, holds, inBothEras, type Of, refusedCall, steps, waits } from './asking.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Something is over everywhere within a second. */
const A_SECOND = 1_000;

const WORDS: readonly SceneCell[] = [
  ...inBothEras('words of a mandate', 'found a call, once', async (of) => {
    const { client } = await mandated(of, bookingOf(of.mark));
    const first = await callTool(client, book(of.mark));
    const second = await callTool(client, book(of.mark));
    return steps([
      [
        'first',
        await compared(of.stage, {
          seen: first,
          client,
          expect: done({ intent: { unfounded: [], tool: 'desk/book_room' } }),
        }),
      ],
      ['second', await compared(of.stage, { seen: second, client, before: 1, expect: waits() })],
    ]);
  }),
  ...inBothEras('words of a mandate', 'found no other value', async (of) => {
    const { client } = await mandated(of, bookingOf(of.mark));
    const seen = await callTool(client, { tool: 'desk/book_room', given: { room: 'red', note: of.mark } });
    return compared(of.stage, { seen, client, expect: waits() });
  }),
  ...inBothEras('words of a mandate', 'are not what a message of the role user says', async (of) => {
    const { client, mandate } = await mandated(of, `Read the page about ${of.mark}.`);
    const content = bookingOf(of.mark);
    const at = { protocol: 'openai-chat', mode: 'plain' } as const;
    const body = bodyOf(at, 'ok', { messages: [{ role: 'user', content }] });
    const request = { path: PATHS['openai-chat'], body };
    const model = await send({ url: of.stage.url, credential: mandate.token, mark: of.mark, request });
    const seen = await callTool(client, book(of.mark));
    return [
      ...holds(model.status === 200, `the model was not asked: ${model.raw}`),
      ...(await compared(of.stage, { seen, client, before: 1, expect: waits() })),
    ];
  }),
  ...inBothEras('words of a mandate', 'are not what its agent says', async (of) => {
    const { client, mandate } = await mandated(of, `Read the page about ${of.mark}.`);
    const words = bookingOf(of.mark);
    const own = await exchange(of.stage, { subject_token: mandate.token, words });
    const later = { subject_token: mandate.token, mandate: mandate.id, words, grant_type: undefined };
    const spoken = await exchange(of.stage, later, { path: '/oauth/words' });
    const byKey = { ...later, subject_token: mandate.agent };
    const keyed = await exchange(of.stage, byKey, { path: '/oauth/words' });
    const seen = await callTool(client, book(of.mark));
    return [
      ...[own, spoken, keyed].flatMap(({ status }) =>
        holds(status === 400, `it was answered with ${status}`),
      ),
      ...(await compared(of.stage, { seen, client, expect: waits() })),
    ];
  }),
  ...inBothEras('words of a mandate', 'are added to by its person', async (of) => {
    const { client, mandate } = await mandated(of, `Read the page about ${of.mark}.`);
    const asked = { subject_token: mandate.person, actor_token: mandate.agent, mandate: mandate.id };
    const fields = { ...asked, words: bookingOf(of.mark), grant_type: undefined };
    const said = await exchange(of.stage, fields, { path: '/oauth/words' });
    const seen = await callTool(client, book(of.mark));
    return [
      ...holds(said.status === 200, `it was answered with ${said.status} ${said.error}`),
      ...(await compared(of.stage, { seen, client, expect: done({ intent: { unfounded: [] } }) })),
    ];
  }),
];

/** Who opens no mandate for this person. */
const OPENING: readonly SceneCell[] = [
  ['somebody who is no agent', (stage: Stage) => stage.control?.create({ kind: 'workload', principal: 'w' })],
  [
    'an agent of another tenant',
    (stage: Stage) => stage.control?.create({ kind: 'agent', principal: 'a', tenant: 'globex' }),
  ],
].flatMap(([who, make]) =>
  inBothEras('mandate', `for a person, opened by ${who}`, async ({ stage, mark }) => {
    const key = await (make as (stage: Stage) => Promise<{ text: string }>)(stage);
    const opened = await exchange(stage, {
      ...{
        subject_token: stage.credential('developer', mark),
        actor_token: key.text,
        words: bookingOf(mark),
      },
    });
    return holds(opened.status === 400 && opened.token === '', `it was answered with ${opened.status}`);
  }),
);

const SCOPE: readonly SceneCell[] = [
  ...inBothEras('mandate token', 'for another tool', async (of) => {
    const { client } = await mandated(of, bookingOf(of.mark), { scope: 'desk/fetch_page' });
    const seen = await callTool(client, book(of.mark));
    return compared(of.stage, {
      seen,
      client,
      expect: refusedCall('identity.scope', { station: 'admit' }, 403),
    });
  }),
  ...inBothEras('mandate token', 'for another server', async (of) => {
    const resource = `${PUBLIC_URL}/mcp/desk`;
    const { client, mandate } = await mandated(of, bookingOf(of.mark), { resource });
    const invalid = turnedAway(401, 'identity.invalid');
    const everywhere = await callTool(client, book(of.mark));
    const own: Client = { ...client, door: '/mcp/server' };
    const other = await callTool(own, { tool: 'annex/start_engine', given: { note: of.mark } });
    const request = {
      path: PATHS['openai-chat'],
      body: bodyOf({ protocol: 'openai-chat', mode: 'plain' }, 'ok'),
    };
    const model = await send({ url: of.stage.url, credential: mandate.token, mark: of.mark, request });
    return steps([
      ['everywhere', await compared(of.stage, { seen: everywhere, client, expect: invalid })],
      ['elsewhere', await compared(of.stage, { seen: other, client, expect: invalid })],
      ['models', holds(model.status === 401, `it was answered with ${model.status}`)],
      [
        'its own',
        await compared(of.stage, { seen: await callTool(own, book(of.mark)), client, expect: done() }),
      ],
    ]);
  }),
  ...inBothEras('mandate token', 'narrowed for a helper', async (of) => {
    const { mandate } = await mandated(of, bookingOf(of.mark), {
      scope: 'desk/fetch_page desk/list_contacts',
    });
    const helper = await agentKey(of.stage, `${of.mark}-2`);
    const wider = {
      subject_token: mandate.token,
      actor_token: helper,
      scope: 'desk/fetch_page desk/book_room',
    };
    const narrowed = await exchange(of.stage, wider);
    const nothing = await exchange(of.stage, { ...wider, scope: 'desk/book_room' });
    const client = clientOf(of, { credential: narrowed.token });
    const seen = await callTool(client, book(of.mark));
    return [
      ...holds(narrowed.scope === 'desk/fetch_page', `it is open to ${narrowed.scope}`),
      ...holds(nothing.status === 400, `it was answered with ${nothing.status}`),
      ...(await compared(of.stage, {
        seen,
        client,
        expect: refusedCall('identity.scope', { station: 'admit' }, 403),
      })),
    ];
  }),
  ...inBothEras('mandate token', 'that was written anew', async (of) => {
    const { mandate } = await mandated(of, bookingOf(of.mark));
    const [head = '', claims = '', signature = ''] = mandate.token.split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const wider = Buffer.from(JSON.stringify({ ...said, scope: '*' })).toString('base64url');
    const client = clientOf(of, { credential: [head, wider, signature].join('.') });
    const seen = await callTool(client, book(of.mark));
    return compared(of.stage, { seen, client, expect: turnedAway(401, 'identity.invalid') });
  }),
];

/** How a mandate ends, while its token would still be good. */
const ENDS: readonly (readonly [
  string,
  (of: Of, mandate: { id: string; token: string; keyId: string }) => Promise<unknown>,
])[] = [
  [
    'given back',
    ({ stage }, { token }) =>
      exchange(
        stage,
        { token, grant_type: undefined, subject_token_type: undefined },
        { path: '/oauth/revoke' },
      ),
  ],
  [
    'ended by the operator',
    ({ stage }, { id }) => mustAsk(stage, ['DELETE', `/v1/mandates/${id}?tenant=acme`]),
  ],
  ['whose agent was put out', ({ stage, mark }) => putOut(stage, 'agent', `agent-${mark}`)],
  ['whose person was put out', ({ stage, mark }) => putOut(stage, 'person', `developer-${mark}`)],
];

const ENDED: readonly SceneCell[] = [
  ...ENDS.flatMap(([how, end]) =>
    inBothEras('mandate token', how, async (of) => {
      const { client, mandate } = await mandated(of, bookingOf(of.mark));
      const before = await callTool(client, readPage(of.mark));
      await end(of, { ...mandate, keyId: '' });
      await pause(A_SECOND);
      const seen = await callTool(client, book(of.mark));
      return steps([
        ['before', await compared(of.stage, { seen: before, client, expect: done() })],
        [
          'after',
          holds(
            seen.status === 401 || seen.status === 403,
            `it was answered with ${seen.status}: ${seen.raw}`,
          ),
        ],
        ['after', holds((await of.stage.received(of.mark)).length === 1, 'it was called')],
      ]);
    }),
  ),
  ...inBothEras('mandate token', 'that has expired', async (of) => {
    const { client } = await mandated(of, bookingOf(of.mark), { lifetime: '1' });
    await pause(A_SECOND + 100);
    const seen = await callTool(client, book(of.mark));
    return compared(of.stage, { seen, client, expect: turnedAway(401, 'identity.expired') });
  }),
];

async function mustAsk(
  stage: Stage,
  [method, path]: readonly [string, string],
  body?: object,
): Promise<void> {
  const answered = await stage.control?.ask(method, path, body === undefined ? {} : { body });
  if (answered?.status !== 200) throw new Error(`${path}: ${JSON.stringify(answered?.value)}`);
}

function putOut(stage: Stage, kind: string, id: string): Promise<void> {
  return mustAsk(stage, ['POST', '/v1/principals/disable'], { kind, id, tenant: 'acme' });
}

/** A token that is bound to a key is worth nothing without a fresh proof of that key (RFC 9449). */
const BOUND: readonly SceneCell[] = inBothEras(
  'bound token',
  'is good with a fresh proof alone',
  async (of) => {
    const prover = newProver();
    const thief = newProver();
    const { mark, stage } = of;
    const mandate = await openMandate(
      stage,
      { mark, words: bookingOf(mark) },
      prover.proof('POST', '/oauth/token'),
    );
    const { token } = mandate;
    const fresh = (by = prover, path = '/mcp') => by.proof('POST', path, token);
    const bound = { authorization: `DPoP ${token}` };
    const base = clientOf(of, { credential: undefined });
    const opened =
      of.era === 'session' ? await open({ ...base, headers: { ...bound, dpop: fresh() } }) : undefined;
    const client: Client = { ...base, ...(opened?.session === undefined ? {} : { session: opened.session }) };
    const call = (headers: Readonly<Record<string, string>>) =>
      callTool(client, { ...readPage(mark), headers });
    const unproven = turnedAway(401, 'identity.proof');
    const used = fresh();
    const first = await call({ ...bound, dpop: used });
    const before = (await stage.received(mark)).length;
    const wrong: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['without a proof', bound],
      ['as a bearer', { authorization: `Bearer ${token}` }],
      ['as a bearer with a proof', { authorization: `Bearer ${token}`, dpop: fresh() }],
      ['with a proof that was used', { ...bound, dpop: used }],
      ['with the proof of another key', { ...bound, dpop: fresh(thief) }],
      ['with a proof for another address', { ...bound, dpop: fresh(prover, '/mcp/desk') }],
      ['with a proof for no token', { ...bound, dpop: prover.proof('POST', '/mcp') }],
    ];
    const found: (readonly [string, readonly string[]])[] = [
      ['with a proof', await compared(stage, { seen: first, client, expect: done() })],
    ];
    for (const [how, headers] of wrong) {
      const seen = await call(headers);
      found.push([how, await compared(stage, { seen, client, before, expect: unproven })]);
    }
    return steps(found);
  },
);

export const TOOL_MANDATES: readonly SceneCell[] = [...WORDS, ...OPENING, ...SCOPE, ...ENDED, ...BOUND];
