/** Calls are made at most once: repeats, other calls under the same key, and calls that nobody knows the end of. */
import type { SceneCell } from '../../cell.ts';
import { callTool } from '../../run/mcp.ts';
import { understand } from '../../run/seen.ts';
import {
  clientOf,
  compared,
  done,
  holds,
  inBothEras,
  type Of,
  refusedCall,
  steps,
  withheld,
} from './asking.ts';

const CONTROL = 'idempotency key';
const AT_ONCE = 8;

/** Opens a door under a key. */
function open(
  of: Of,
  changes: { readonly door?: string; readonly credential?: string; readonly key?: string } = {},
) {
  const { door = 'a', key = of.mark, credential } = changes;
  const client = clientOf(of, credential === undefined ? {} : { credential });
  const call = { tool: 'desk/open_door', given: { door, note: of.mark } };
  return callTool(client, { ...call, headers: { 'idempotency-key': key } });
}

export const TOOLS_ONCE: readonly SceneCell[] = [
  ...inBothEras(CONTROL, 'of a call that is repeated', async (of) => {
    const [first, second] = [await open(of), await open(of)];
    const client = clientOf(of);
    return steps([
      ['first', await compared(of.stage, { seen: first, client, expect: done() })],
      [
        'repeat',
        await compared(of.stage, {
          seen: second,
          client,
          before: 1,
          expect: done({ provider: { calls: 0 }, intent: { repeated: true } }),
        }),
      ],
      ['answers', holds(sameResult(first.raw, second.raw), `they differ: ${second.raw}`)],
    ]);
  }),
  ...inBothEras(CONTROL, 'of another call', async (of) => {
    await open(of);
    const seen = await open(of, { door: 'b' });
    const expect = refusedCall('call.mismatch', { station: 'admit' });
    return compared(of.stage, { seen, client: clientOf(of), before: 1, expect });
  }),
  ...inBothEras(CONTROL, 'of a call that is sent many times at once', async (of) => {
    const seen = await Promise.all(Array.from({ length: AT_ONCE }, () => open(of)));
    const codes = seen.map((one) => understand(one).code ?? 'done');
    return [
      ...holds(
        codes.every((code) => /^(done|call\.under_way)$/.test(code)),
        `it said ${codes.join()}`,
      ),
      ...holds(codes.includes('done'), 'nobody got the answer'),
      ...holds((await of.stage.received(of.mark)).length === 1, 'it was not called once'),
    ];
  }),
  ...inBothEras(CONTROL, 'that somebody else used', async (of) => {
    await open(of);
    const credential = of.stage.credential('developer', `${of.mark}-2`);
    const client = clientOf(of, { credential });
    return compared(of.stage, { seen: await open(of, { credential }), client, before: 1, expect: done() });
  }),
  ...inBothEras(CONTROL, 'that somebody of another tenant used', async (of) => {
    await open(of);
    const { text = '' } = (await of.stage.control?.create({ tenant: 'globex' })) ?? {};
    const client = clientOf(of, { credential: text });
    return compared(of.stage, {
      seen: await open(of, { credential: text }),
      client,
      before: 1,
      expect: done(),
    });
  }),
  ...inBothEras(CONTROL, 'of a call that was never answered', async (of) => {
    const client = clientOf(of);
    const call = { tool: 'annex/start_engine', given: { note: of.mark } };
    const headers = { 'idempotency-key': of.mark };
    const first = await callTool(client, { ...call, headers });
    const again = await callTool(client, { ...call, headers });
    const { code = 'done' } = understand(again);
    return steps([
      [
        'first',
        await compared(of.stage, {
          seen: first,
          client,
          expect: withheld('tool.timeout', { ending: 'unknown' }),
        }),
      ],
      ['again', holds(/^call\.(unknown|under_way)$/.test(code), `it said ${code}`)],
      ['again', holds((await of.stage.received(of.mark)).length === 1, 'it was called again')],
    ]);
  }),
  ...inBothEras(CONTROL, 'left out', async (of) => {
    const call = { tool: 'desk/open_door', given: { door: 'a', note: of.mark } };
    const client = clientOf(of);
    await callTool(client, call);
    return compared(of.stage, { seen: await callTool(client, call), client, before: 1, expect: done() });
  }),
  ...inBothEras(CONTROL, 'that is too long', async (of) => {
    const seen = await open(of, { key: 'k'.repeat(256) });
    const expect = { status: 200, code: 'request.headers', provider: 'nothing', record: 'none' } as const;
    return compared(of.stage, { seen, client: clientOf(of), expect });
  }),
];

function sameResult(left: string, right: string): boolean {
  return left.replace(/cx_\w+/g, '') === right.replace(/cx_\w+/g, '');
}
