/** The record comes first: nothing is called before its intent is durable, and nothing is told before its outcome is. */
import type { SceneCell } from '../../cell.ts';
import { callTool } from '../../run/mcp.ts';
import { clientOf, compared, done, holds, inBothEras } from './asking.ts';

/** Long enough for a call to have been made. */
const WATCH_MS = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const TOOL_RECORD: readonly SceneCell[] = inBothEras(
  'record of a call',
  'nothing is called while the intent is not durable',
  async (of) => {
    const client = clientOf(of);
    const call = { tool: 'desk/open_door', given: { door: 'a', note: of.mark } };
    const release = await of.stage.record?.holdUp();
    const answer = callTool(client, call);
    await pause(WATCH_MS);
    const early = (await of.stage.received(of.mark)).length;
    await release?.();
    const seen = await answer;
    return [
      ...holds(early === 0, 'it was called before the intent was on record'),
      ...(await compared(of.stage, { seen, client, expect: done() })),
    ];
  },
).map((cell) => ({ ...cell, alone: true }));
