/** Keys of the gate's own: what they are for, and when they end. */
import type { Expectation, SceneCell } from '../cell.ts';
import type { Control } from '../house/control.ts';
import type { Stage } from '../house/stage.ts';
import { differences } from '../run/compare.ts';
import { send } from '../run/send.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { BOTH, passes, refused, request, turnedAway } from './asking.ts';

interface Row {
  readonly place: string;
  readonly model: string;
  /** Makes the key that is shown. */
  readonly key: (control: Control, use: (key: string) => Promise<unknown>, prefix: string) => Promise<string>;
  readonly expect: (prefix: string) => Expectation;
}

/** The mark of calls that a cell makes before the one that it is about. */
const BEFOREHAND = 'cell-000000000000';
/** A key is over everywhere within a second. */
const A_SECOND = 1_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const ROWS: readonly Row[] = [
  {
    place: 'a key',
    model: 'ok',
    key: async (control) => (await control.create({})).text,
    expect: () => passes(),
  },
  {
    place: 'a key for this model',
    model: 'ok',
    key: async (control, _, prefix) => (await control.create({ models: [`${prefix}/ok`] })).text,
    expect: () => passes(),
  },
  {
    place: 'a key for another model',
    model: 'ok',
    key: async (control, _, prefix) => (await control.create({ models: [`${prefix}/inhouse`] })).text,
    expect: () => refused(403, 'identity.scope', { station: 'decide' }),
  },
  {
    place: 'a key for a model, but not for its fallback',
    model: 'then-ok',
    key: async (control, _, prefix) => (await control.create({ models: [`${prefix}/then-ok`] })).text,
    expect: () => ({
      status: 500,
      code: 'provider_code',
      provider: { calls: 1, models: ['status-500'] },
      record: [
        { kind: 'intent', attempt: 1 },
        { kind: 'outcome', attempt: 1, ending: 'failed', fault: 'provider.refused', basis: 'none' },
        { kind: 'refusal', attempt: 2, station: 'decide', fault: 'identity.scope' },
      ],
    }),
  },
  {
    place: 'a key of somebody without any right',
    model: 'ok',
    key: async (control) => (await control.create({ roles: [] })).text,
    expect: () => refused(403, 'policy.denied', { station: 'decide' }),
  },
  {
    place: 'a key that was revoked a second ago, and was in use',
    model: 'ok',
    key: async (control, use) => {
      const { id, text } = await control.create({});
      await use(text);
      await control.revoke(id);
      await pause(A_SECOND);
      return text;
    },
    expect: () => turnedAway(401, 'identity.revoked'),
  },
  {
    place: 'a key that has expired, and was in use',
    model: 'ok',
    key: async (control, use) => {
      const { text } = await control.create({ lifetimeSeconds: 1 });
      await use(text);
      await pause(A_SECOND + 100);
      return text;
    },
    expect: () => turnedAway(401, 'identity.expired'),
  },
  {
    place: 'a key before it was rotated',
    model: 'ok',
    key: async (control, use) => {
      const { id, text } = await control.create({});
      await use(text);
      await control.rotate(id);
      await pause(A_SECOND);
      return text;
    },
    expect: () => turnedAway(401, 'identity.invalid'),
  },
  {
    place: 'a key with another secret',
    model: 'ok',
    key: async (control) => {
      const { text } = await control.create({});
      const last = text.endsWith('A') ? 'B' : 'A';
      return text.slice(0, -8) + last.repeat(8);
    },
    expect: () => turnedAway(401, 'identity.invalid'),
  },
];

function cellOf(row: Row, at: { readonly protocol: ProtocolName; readonly mode: Mode }): SceneCell {
  const prefix = at.protocol === 'openai-chat' ? 'openai' : 'anthropic';
  return {
    ...at,
    control: 'key',
    place: row.place,
    needs: 'stage',
    async play(stage: Stage, mark: string) {
      if (stage.control === undefined) return ['there is no control plane'];
      const asking = (credential: string, own: string) =>
        send({ url: stage.url, credential, mark: own, request: request(at, row.model) });
      const credential = await row.key(stage.control, (key) => asking(key, BEFOREHAND), prefix);
      const seen = await asking(credential, mark);
      const entries = await stage.record?.entries(seen.headers['x-gatehouse-crossing'] ?? '');
      const received = await stage.received(mark);
      return differences(row.expect(prefix), { seen, received, entries, credential, mark });
    },
  };
}

/** What operators are told is what stands in the record. */
const stories: readonly SceneCell[] = BOTH.map(([protocol, mode]) => ({
  control: 'story',
  protocol,
  mode,
  place: 'of a crossing whose data was masked',
  needs: 'stage',
  async play(stage, mark) {
    const credential = stage.credential('developer', mark);
    const seen = await send({
      url: stage.url,
      credential,
      mark,
      request: request({ protocol, mode }, 'answer-email'),
    });
    const id = seen.headers['x-gatehouse-crossing'] ?? '';
    const [story, entries] = [await stage.control?.crossing(id), await stage.record?.entries(id)];
    const told = story?.entries.map(({ body }) => body).join('\n');
    const recorded = entries?.map(({ body }) => body).join('\n');
    return [
      ...(story?.status === 200 ? [] : [`status ${story?.status}`]),
      ...(told === recorded ? [] : ['the control plane tells of other entries than the record holds']),
      ...(/email/.test(story?.text ?? '') ? [] : [`the story does not name what was masked: ${story?.text}`]),
    ];
  },
}));

export const KEY_CELLS: readonly SceneCell[] = [
  ...BOTH.flatMap(([protocol, mode]) => ROWS.map((row) => cellOf(row, { protocol, mode }))),
  ...stories,
];
