/** Calls that wait for people: what a yes is good for, who can give it, and what it is void by. */
import type { SceneCell } from '../../cell.ts';
import { answer, answeringToken, questionOf } from '../../house/approvers.ts';
import { type Mandated, openMandate } from '../../house/mandates.ts';
import type { Stage } from '../../house/stage.ts';
import { ask, type Client, callTool, holdIn, resultOf } from '../../run/mcp.ts';
import type { Seen } from '../../run/seen.ts';
import { comesTrue } from '../scenes.ts';
import { clientOf, compared, done, holds, inBothEras, type Of, refusedCall, steps, waits } from './asking.ts';

const CONTROL = 'held call';
/** Something is over everywhere within a second. */
const A_SECOND = 1_000;
const AT_ONCE = 6;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Held {
  readonly stage: Stage;
  readonly mark: string;
  readonly client: Client;
  readonly mandate: Mandated;
  readonly hold: string;
  /** What the call came to when it was first made. */
  readonly first: Seen;
  /** The person for whom the agent works. */
  readonly person: string;
  /** Makes the call again, or another. */
  again(changes?: Readonly<Record<string, string>>): Promise<Seen>;
}

interface HeldCall {
  readonly tool?: string;
  readonly capabilities?: object;
}

/** An agent makes a call that nobody's words found. */
async function held(of: Of, { tool = 'desk/book_room', capabilities }: HeldCall = {}): Promise<Held> {
  const { stage, mark } = of;
  const mandate = await openMandate(stage, { mark, words: `Read the page about ${mark}.` });
  const client = clientOf(of, { credential: mandate.token, ...(capabilities && { capabilities }) });
  const again = (changes: Readonly<Record<string, string>> = {}) =>
    callTool(client, {
      tool,
      given: { ...(tool.endsWith('sign_contract') ? {} : { room: 'red' }), note: mark, ...changes },
    });
  const first = await again();
  return { stage, mark, client, mandate, hold: holdIn(first), first, person: `developer-${mark}`, again };
}

/** The yes of the person for whom the agent works. */
async function approve({ stage, hold, person }: Held): Promise<readonly string[]> {
  const said = await answer(stage, hold, { yes: true, token: answeringToken(stage, person) });
  return holds(said === '200 ok', `the yes was answered with ${said}`);
}

const expecting = ({ stage, client }: Held, seen: Seen, expect: Parameters<typeof compared>[1]['expect']) =>
  compared(stage, { seen, client, expect });

const YES: readonly SceneCell[] = [
  ...inBothEras(CONTROL, 'that a person approved, exactly once', async (of) => {
    const call = await held(of);
    const early = await call.again();
    const yes = await approve(call);
    const second = await call.again();
    const expect = done({ intent: { approved: true, unfounded: ['room'] } });
    const found = await expecting(call, second, expect);
    const third = await call.again();
    return steps([
      [
        'first',
        await compared(of.stage, { seen: call.first, client: call.client, before: 1, expect: waits() }),
      ],
      ['asked again', holds(holdIn(early) === call.hold, 'it is another question')],
      ['yes', yes],
      ['done', found],
      ['again', await compared(of.stage, { seen: third, client: call.client, before: 1, expect: waits() })],
    ]);
  }),
  ...inBothEras(CONTROL, 'that a person approved, made many times at once', async (of) => {
    const call = await held(of);
    const yes = await approve(call);
    await Promise.all(Array.from({ length: AT_ONCE }, () => call.again()));
    const calls = (await of.stage.received(of.mark)).length;
    return [...yes, ...holds(calls === 1, `it was called ${calls} times`)];
  }),
  ...inBothEras(CONTROL, 'that a person denied', async (of) => {
    const call = await held(of);
    const said = await answer(of.stage, call.hold, {
      yes: false,
      token: answeringToken(of.stage, call.person),
    });
    const expect = refusedCall('hold.denied', { station: 'hold' });
    return steps([
      ['no', holds(said === '200 ok', `the no was answered with ${said}`)],
      ['again', await expecting(call, await call.again(), expect)],
    ]);
  }),
  ...inBothEras(CONTROL, 'that was approved, with other arguments', async (of) => {
    const call = await held(of);
    const yes = await approve(call);
    return [...yes, ...(await expecting(call, await call.again({ room: 'green' }), waits()))];
  }),
  ...inBothEras(CONTROL, 'that was approved, in another mandate of the same person', async (of) => {
    const call = await held(of);
    const yes = await approve(call);
    const other = await openMandate(of.stage, { mark: of.mark, words: `Read the page about ${of.mark}.` });
    const client = { ...call.client, credential: other.token };
    const seen = await callTool(client, { tool: 'desk/book_room', given: { room: 'red', note: of.mark } });
    return [...yes, ...(await compared(of.stage, { seen, client, expect: waits() }))];
  }),
  ...inBothEras(CONTROL, 'that was approved, after its mandate ended', async (of) => {
    const call = await held(of);
    const yes = await approve(call);
    await of.stage.control?.ask('DELETE', `/v1/mandates/${call.mandate.id}?tenant=acme`);
    await pause(A_SECOND);
    const seen = await call.again();
    const called = (await of.stage.received(of.mark)).length;
    return [
      ...yes,
      ...holds(seen.status === 401 || seen.status === 403, `it was answered with ${seen.status}`),
      ...holds(called === 0, 'it was called'),
    ];
  }),
  ...inBothEras(CONTROL, 'that was approved, after its tool had changed', async (of) => {
    const tool = `turning/turn_held_${of.era}`;
    const call = await held(of, { tool });
    const yes = await approve(call);
    await of.stage.turn(tool);
    await pause(A_SECOND + 100);
    const seen = await call.again();
    await of.stage.turn(tool);
    const found = await expecting(call, seen, refusedCall('tool.suspended', { station: 'admit' }));
    await pause(A_SECOND + 100);
    return [...yes, ...found];
  }),
];

/** Somebody who may not say yes to this, and what they are told. */
type Pretender = readonly [who: string, token: (call: Held) => string | undefined, told: RegExp];

const FORBIDDEN = /^40[134] /;
const PRETENDERS: readonly Pretender[] = [
  ['the operator', () => undefined, FORBIDDEN],
  ['the agent, with its key', ({ mandate }) => mandate.agent, FORBIDDEN],
  ['the agent, with its mandate', ({ mandate }) => mandate.token, FORBIDDEN],
  ['the person, with the token for calls', ({ mandate }) => mandate.person, FORBIDDEN],
  [
    'the agent, with a token for answers',
    ({ stage, mark }) => answeringToken(stage, `agent-${mark}`),
    FORBIDDEN,
  ],
  [
    'somebody who acts for the person',
    ({ stage, person }) => answeringToken(stage, person, { act: { sub: 'agent' } }),
    FORBIDDEN,
  ],
  ['another person', ({ stage, mark }) => answeringToken(stage, `developer-${mark}-2`), FORBIDDEN],
  [
    'somebody whose token has expired',
    ({ stage, person }) => answeringToken(stage, person, { exp: 1 }),
    FORBIDDEN,
  ],
];

const NO_YES: readonly SceneCell[] = [
  ...PRETENDERS.flatMap(([who, tokenOf, told]) =>
    inBothEras('yes to a held call', `of ${who}`, async (of) => {
      const call = await held(of);
      const shown = (await questionOf(of.stage, undefined, call.hold))?.shown ?? '';
      const token = tokenOf(call);
      const said = await answer(of.stage, call.hold, {
        yes: true,
        shown,
        ...(token === undefined ? {} : { token }),
      });
      return [
        ...holds(told.test(said), `it was answered with ${said}`),
        ...(await expecting(call, await call.again(), waits())),
      ];
    }),
  ),
  ...inBothEras('yes to a held call', 'of somebody who saw another question', async (of) => {
    const call = await held(of);
    const token = answeringToken(of.stage, call.person);
    const said = await answer(of.stage, call.hold, { yes: true, token, shown: 'f'.repeat(64) });
    return [
      ...holds(/^4/.test(said), `it was answered with ${said}`),
      ...(await expecting(call, await call.again(), waits())),
    ];
  }),
  ...inBothEras('yes to a held call', "of the subject, where another person's is asked for", async (of) => {
    const call = await held(of, { tool: 'desk/sign_contract' });
    const roles = ['approver'];
    const own = await answer(of.stage, call.hold, {
      yes: true,
      token: answeringToken(of.stage, call.person, { roles }),
    });
    const still = await call.again();
    const agents = answeringToken(of.stage, `agent-${of.mark}`, { roles });
    const agent = await answer(of.stage, call.hold, { yes: true, token: agents });
    const stranger = answeringToken(of.stage, `other-${of.mark}`);
    const none = await answer(of.stage, call.hold, { yes: true, token: stranger });
    const other = answeringToken(of.stage, `other-${of.mark}`, { roles });
    const said = await answer(of.stage, call.hold, { yes: true, token: other });
    return steps([
      ['its own', holds(FORBIDDEN.test(own), `it was answered with ${own}`)],
      ['still', await expecting(call, still, waits())],
      ['under the name of the agent', holds(FORBIDDEN.test(agent), `it was answered with ${agent}`)],
      ['without the role', holds(FORBIDDEN.test(none), `it was answered with ${none}`)],
      ["another's", holds(said === '200 ok', `it was answered with ${said}`)],
      ['done', await expecting(call, await call.again(), done({ intent: { approved: true } }))],
    ]);
  }),
];

const TASKS = { extensions: { 'io.modelcontextprotocol/tasks': {} } };

/** A client that only polls: a task says where the call stands, and takes no answer. */
const AS_TASK: SceneCell = {
  ...{
    control: CONTROL,
    protocol: 'mcp',
    mode: 'stateless',
    place: 'as a task, exactly once',
    needs: 'stage',
  },
  async play(stage, mark) {
    const call = await held({ stage, mark, era: 'stateless' }, { capabilities: TASKS });
    const { taskId = '' } = (resultOf(call.first) ?? {}) as { taskId?: string };
    const get = () => ask(call.client, { method: 'tasks/get', params: { taskId } });
    const inputResponses = { gatehouse_hold: { action: 'accept', content: { answer: 'yes' } } };
    await ask(call.client, { method: 'tasks/update', params: { taskId, inputResponses } });
    const waiting = resultOf(await get());
    const hold = (await stage.control?.ask('GET', '/v1/approvals?tenant=acme'))?.value as {
      readonly questions?: readonly { readonly id: string; readonly mandate: string }[];
    };
    const question = hold.questions?.find(({ mandate }) => mandate === call.mandate.id);
    const said = await answer(stage, question?.id ?? '', {
      yes: true,
      token: answeringToken(stage, call.person),
    });
    const [completed, repeated] = [resultOf(await get()), resultOf(await get())];
    const foreign = clientOf({ stage, mark, era: 'stateless' }, { capabilities: TASKS });
    const stolen = await ask(foreign, { method: 'tasks/get', params: { taskId } });
    return [
      ...holds(waiting?.status === 'working', `it stands at ${JSON.stringify(waiting)}`),
      ...holds(said === '200 ok', `the yes was answered with ${said}`),
      ...holds(completed?.status === 'completed', `it came to ${JSON.stringify(completed)}`),
      ...holds(repeated?.status === 'completed', `it then came to ${JSON.stringify(repeated)}`),
      ...holds((await stage.received(mark)).length === 1, 'it was not called once'),
      ...holds(resultOf(stolen) === undefined, `another client was told ${stolen.raw}`),
    ];
  },
};

/** What was approved under one policy is not approved under the next. */
const POLICY: readonly SceneCell[] = inBothEras(
  CONTROL,
  'that was approved, after the policy had changed',
  async (of) => {
    const call = await held(of);
    const yes = await approve(call);
    const rule =
      "  - { id: new-rule, owner: m, reason: r, review: '2099-12-31', effect: deny, tools: ['desk/nothing'] }";
    await of.stage.reconfigure?.((settings) => settings.replace('\n  tools:\n', `\n  tools:\n  ${rule}\n`));
    const seen = await call.again();
    await of.stage.reconfigure?.((settings) => settings);
    return [...yes, ...(await expecting(call, seen, waits()))];
  },
).map((cell) => ({ ...cell, alone: true }));

/** A server that changes between the list and the call, without anybody being asked. */
const TURNED: readonly SceneCell[] = inBothEras(
  'changed definition',
  'between the list and the call',
  async (of) => {
    const name = `turn_list_${of.era}`;
    const client = clientOf(of, { door: '/mcp/server' });
    const lists = async () =>
      (await ask(client, { method: 'tools/list', server: 'turning' })).raw.includes(`"${name}"`);
    await comesTrue(lists);
    await of.stage.turn(`turning/${name}`);
    await pause(A_SECOND + 100);
    const seen = await callTool(client, { tool: `turning/${name}`, given: { room: 'red', note: of.mark } });
    const listed = await lists();
    await of.stage.turn(`turning/${name}`);
    return [
      ...holds(!listed, 'it is listed'),
      ...(await compared(of.stage, {
        seen,
        client,
        expect: refusedCall('tool.suspended', { station: 'admit' }),
      })),
    ];
  },
);

export const TOOL_HOLDS: readonly SceneCell[] = [...YES, ...NO_YES, AS_TASK, ...POLICY, ...TURNED];
