/** Cells that need a hand on the stage: the record held up, a caller that leaves, calls that race. */
import type { SceneCell } from '../cell.ts';
import type { Stage } from '../house/stage.ts';
import { differences } from '../run/compare.ts';
import type { Seen } from '../run/seen.ts';
import { type Sending, send } from '../run/send.ts';
import { ANSWERED, PIXEL } from '../samples.ts';
import type { Persona } from '../words.ts';
import { BOTH, PROTOCOLS, passes, request } from './asking.ts';

type At = Parameters<typeof request>[0];

/** How long a thing that must not happen is waited for. */
const WATCH_MS = 400;
const SETTLED_WITHIN_MS = 8_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function sendingOf(
  stage: Stage,
  mark: string,
  { at, model, as = 'developer' }: { at: At; model: string; as?: Persona },
): Sending {
  return { url: stage.url, credential: stage.credential(as, mark), mark, request: request(at, model) };
}

async function entriesOf(stage: Stage, seen: Seen) {
  return (await stage.record?.entries(seen.headers['x-gatehouse-crossing'] ?? '')) ?? [];
}

export async function comesTrue(condition: () => Promise<boolean>): Promise<boolean> {
  const endMs = performance.now() + SETTLED_WITHIN_MS;
  while (performance.now() < endMs) {
    if (await condition()) return true;
    await pause(20);
  }
  return false;
}

const leaving: readonly SceneCell[] = PROTOCOLS.map((protocol) => ({
  control: 'disconnect',
  protocol,
  mode: 'streamed',
  place: 'a caller that leaves pays for what it asked for',
  needs: 'stage',
  async play(stage, mark) {
    const sending = sendingOf(stage, mark, { at: { protocol, mode: 'streamed' }, model: 'paced' });
    const seen = await send({
      ...sending,
      onPiece: (text) => (text.includes(ANSWERED) ? 'leave' : undefined),
    });
    // The gate has to notice before the provider goes on.
    await pause(100);
    await stage.go(mark);
    await comesTrue(async () => (await entriesOf(stage, seen)).length === 2);
    return differences(
      {
        status: 200,
        provider: {},
        record: [
          { kind: 'intent' },
          { kind: 'outcome', ending: 'client_gone', basis: 'reported', outputTokens: 7 },
        ],
      },
      {
        seen: { ...seen, broken: undefined },
        received: await stage.received(mark),
        entries: await entriesOf(stage, seen),
        credential: sending.credential,
        mark,
      },
    );
  },
}));

/** Nothing leaves before the intent is durable. */
const intents: readonly SceneCell[] = BOTH.map(([protocol, mode]) => ({
  control: 'record first',
  protocol,
  mode,
  place: 'nothing leaves while the intent is not durable',
  needs: 'stage',
  alone: true,
  async play(stage, mark) {
    const release = await stage.record?.holdUp();
    const sending = sendingOf(stage, mark, { at: { protocol, mode }, model: 'ok' });
    const answer = send(sending);
    await pause(WATCH_MS);
    const early = await stage.received(mark);
    await release?.();
    const seen = await answer;
    return [
      ...(early.length > 0 ? ['the provider was called before the intent was on record'] : []),
      ...differences(passes(), {
        seen,
        received: await stage.received(mark),
        entries: await entriesOf(stage, seen),
        credential: sending.credential,
        mark,
      }),
    ];
  },
}));

/** An answer is complete only once its outcome is durable. */
const outcomes: readonly SceneCell[] = BOTH.map(([protocol, mode]) => ({
  control: 'record first',
  protocol,
  mode,
  place: 'no last byte while the outcome is not durable',
  needs: 'stage',
  alone: true,
  async play(stage, mark) {
    let soFar = '';
    let ended = false;
    const watch = (text: string) => {
      soFar = text;
      return undefined;
    };
    const sending = sendingOf(stage, mark, { at: { protocol, mode }, model: 'paced' });
    const answer = send({ ...sending, onPiece: watch }).finally(() => {
      ended = true;
    });
    await comesTrue(async () => (await stage.received(mark)).length === 1);
    const release = await stage.record?.holdUp();
    await stage.go(mark);
    await pause(WATCH_MS);
    const early = ended || /\[DONE\]|message_stop/.test(soFar);
    await release?.();
    const seen = await answer;
    return [
      ...(early ? ['the answer was complete before its outcome was on record'] : []),
      ...differences(passes(), {
        seen,
        received: await stage.received(mark),
        entries: await entriesOf(stage, seen),
        credential: sending.credential,
        mark,
      }),
    ];
  },
}));

/** A refusal is on record before it is told. */
const refusals: readonly SceneCell[] = PROTOCOLS.map((protocol) => ({
  control: 'record first',
  protocol,
  mode: 'plain',
  place: 'no refusal before it is on record',
  needs: 'stage',
  alone: true,
  async play(stage, mark) {
    let ended = false;
    const release = await stage.record?.holdUp();
    const sending = sendingOf(stage, mark, { at: { protocol, mode: 'plain' }, model: 'secret' });
    const answer = send(sending).finally(() => {
      ended = true;
    });
    await pause(WATCH_MS);
    const early = ended;
    await release?.();
    const seen = await answer;
    const kinds = (await entriesOf(stage, seen)).map(({ kind }) => kind).join();
    return [
      ...(early ? ['the refusal was told before it was on record'] : []),
      ...(kinds === 'refusal' ? [] : [`on record: ${kinds}`]),
    ];
  },
}));

/** A record that stays away: the call is refused, not made. */
const away: SceneCell = {
  control: 'record first',
  protocol: 'openai-chat',
  mode: 'plain',
  place: 'nothing leaves when the record cannot be written',
  needs: 'stage',
  alone: true,
  async play(stage, mark) {
    const release = await stage.record?.holdUp();
    const sending = sendingOf(stage, mark, { at: { protocol: 'openai-chat', mode: 'plain' }, model: 'ok' });
    const seen = await send(sending);
    await release?.();
    return differences(
      { status: 503, code: 'evidence.unavailable', provider: 'nothing', record: 'none' },
      { seen, received: await stage.received(mark), entries: [], credential: sending.credential, mark },
    );
  },
};

/** Bodies without a mark, or calls that no cell has made, are nobody's: there must be none. */
const strays: SceneCell = {
  control: 'record first',
  protocol: 'anthropic-messages',
  mode: 'plain',
  place: 'no call that no cell has made',
  needs: 'stage',
  alone: true,
  async play(stage) {
    const stray = await stage.received('unmarked');
    return stray.map(({ path, body }) => `the provider got at ${path}: ${body.slice(0, 200)}`);
  },
};

/** Ten calls at once of somebody who has one. */
const races: readonly SceneCell[] = BOTH.map(([protocol, mode]) => ({
  control: 'budget',
  protocol,
  mode,
  place: 'ten calls at once, of somebody who has one',
  needs: 'stage',
  async play(stage, mark) {
    const sending = sendingOf(stage, mark, { at: { protocol, mode }, model: 'ok', as: 'counted' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(sending)));
    const passed = answers.filter(({ status }) => status === 200).length;
    const refused = answers.filter(({ status }) => status === 429).length;
    const calls = (await stage.received(mark)).length;
    return passed === 1 && refused === 9 && calls === 1
      ? []
      : [`${passed} passed, ${refused} were refused, the provider was called ${calls} times`];
  },
}));

/** A listed address is fetched by the gate, and its content stands in its place. */
const fetched: readonly SceneCell[] = PROTOCOLS.map((protocol) => ({
  control: 'remote content',
  protocol,
  mode: 'plain',
  place: 'a listed address',
  needs: 'stage',
  async play(stage, mark) {
    const at = { protocol, mode: 'plain' } as const;
    const url = `${stage.recorderUrl}/files/${mark}.png`;
    const picture =
      protocol === 'openai-chat'
        ? { type: 'image_url', image_url: { url } }
        : { type: 'image', source: { type: 'url', url } };
    const credential = stage.credential('viewer', mark);
    const asked = request(at, 'ok', { messages: [{ role: 'user', content: [picture] }] });
    const seen = await send({ url: stage.url, credential, mark, request: asked });
    return differences(
      passes({ provider: { contains: [PIXEL], lacks: [url] }, intent: { notInspected: ['image'] } }),
      { seen, received: await stage.received(mark), entries: await entriesOf(stage, seen), credential, mark },
    );
  },
}));

/** Listings show what the caller may call, and nothing else. */
const listings: readonly SceneCell[] = PROTOCOLS.flatMap((protocol) =>
  (['developer', 'stranger'] as const).map((as) => ({
    control: 'model listing',
    protocol,
    mode: 'plain' as const,
    place: `of a ${as}`,
    needs: 'stage' as const,
    async play(stage: Stage, mark: string) {
      const base = protocol === 'openai-chat' ? '/openai/v1' : '/anthropic/v1';
      const asked = { method: 'GET', path: `${base}/models` };
      const { status, raw } = await send({
        url: stage.url,
        credential: stage.credential(as, mark),
        mark,
        request: asked,
      });
      const shows = (name: string) => new RegExp(`"id":"\\w+/${name}"`).test(raw);
      return [
        ...(status === 200 ? [] : [`status ${status}`]),
        ...(shows('secret') ? ['it shows a model that is denied'] : []),
        ...(shows('ok') === (as === 'developer') ? [] : ['it does not show what may be called']),
      ];
    },
  })),
);

export const SCENES: readonly SceneCell[] = [
  ...leaving,
  ...intents,
  ...outcomes,
  ...refusals,
  away,
  ...races,
  ...fetched,
  ...listings,
  strays,
];
