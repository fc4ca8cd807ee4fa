/** Plays cells on a stage, several at once, and gathers what differs. */
import { randomBytes } from 'node:crypto';
import { type AskCell, type Cell, nameOf } from '../cell.ts';
import { markOf } from '../house/issuer.ts';
import type { Stage } from '../house/stage.ts';
import { differences } from './compare.ts';
import { send } from './send.ts';

export interface Verdict {
  readonly cell: Cell;
  readonly name: string;
  readonly differences: readonly string[];
  readonly skipped: boolean;
}

export interface Playing {
  readonly at?: number;
  /** Stops at the first cell that differs. */
  readonly untilRed?: boolean;
}

/** WHY so many: most cells wait, and some of them long. */
const AT_ONCE = 24;

export async function play(
  stage: Stage,
  cells: readonly Cell[],
  options: Playing = {},
): Promise<readonly Verdict[]> {
  const run = randomBytes(8).toString('hex');
  const verdicts: Verdict[] = [];
  const together = cells.filter((cell) => !isAlone(cell));
  const alone = cells.filter(isAlone);
  const queue = [...together.entries()];
  const stopped = () =>
    options.untilRed === true && verdicts.some((verdict) => verdict.differences.length > 0);
  const work = async (list: (readonly [number, Cell])[], offset: number) => {
    for (let next = list.shift(); next !== undefined && !stopped(); next = list.shift()) {
      verdicts.push(await playOne(stage, next[1], markOf(run, offset + next[0])));
    }
  };
  await Promise.all(Array.from({ length: options.at ?? AT_ONCE }, () => work(queue, 0)));
  await work([...alone.entries()], together.length);
  return verdicts;
}

function isAlone(cell: Cell): boolean {
  return 'alone' in cell && cell.alone === true;
}

async function playOne(stage: Stage, cell: Cell, mark: string): Promise<Verdict> {
  const name = nameOf(cell);
  if (stage.record === undefined && isOfThisGate(cell)) return { cell, name, differences: [], skipped: true };
  try {
    const found = 'play' in cell ? await cell.play(stage, mark) : await ask(stage, cell, mark);
    return { cell, name, differences: found, skipped: false };
  } catch (error) {
    return { cell, name, differences: [`it could not be played: ${String(error)}`], skipped: false };
  }
}

/** What needs tokens of our own, or a hand on the record. */
function isOfThisGate(cell: Cell): boolean {
  return 'play' in cell ? cell.needs === 'stage' : (cell.as ?? 'developer') !== 'developer';
}

async function ask(stage: Stage, cell: AskCell, mark: string): Promise<readonly string[]> {
  const own = Object.keys(cell.request.headers ?? {});
  const credential = own.includes('authorization')
    ? undefined
    : stage.credential(cell.as ?? 'developer', mark);
  const sending = { url: stage.url, credential, mark, request: cell.request };
  for (let time = 1; time < (cell.times ?? 1); time += 1) await send(sending);
  const before = cell.times === undefined ? 0 : (await stage.received(mark)).length;
  const seen = await send(sending);
  const received = (await stage.received(mark)).slice(before);
  const crossing = seen.headers['x-gatehouse-crossing'] ?? '';
  const entries = await stage.record?.entries(crossing);
  return differences(cell.expect, { seen, received, entries, credential, mark });
}
