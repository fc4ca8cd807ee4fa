/** Loaded into the gate before it starts: kills the process when a crossing comes to a point for the n-th time. */
import { subscribe } from 'node:diagnostics_channel';
import pg from 'pg';
import { type Kill, STATEMENTS } from './points.ts';

const { CHAOS_KILL } = process.env;
if (CHAOS_KILL !== undefined) arm(JSON.parse(CHAOS_KILL) as Kill);

function arm(kill: Kill): void {
  const statement = Object.entries(STATEMENTS).find(([name]) => name === kill.point)?.[1];
  if (statement === undefined) atStation(kill);
  else atStatement(kill, statement);
}

function atStation({ point, after, delayMs }: Kill): void {
  let left = after;
  subscribe('gatehouse:station', (message) => {
    if ((message as { station: string }).station !== point) return;
    left -= 1;
    if (left !== 0) return;
    // WHY: at once, or a moment later: then the kill falls into the waiting that the station began.
    if (delayMs < 1) die();
    else setTimeout(die, delayMs);
  });
}

type Run = (this: pg.Client, query: unknown, ...rest: unknown[]) => Promise<unknown>;

/** WHY in the client of the database: between two durable steps of one station there is nothing else to see. */
function atStatement({ after, moment }: Kill, statement: RegExp): void {
  const prototype = pg.Client.prototype as unknown as { query: Run };
  const run = prototype.query;
  let left = after;
  let doomed: pg.Client | undefined;
  prototype.query = function (query, ...rest) {
    const text = typeof query === 'string' ? query : ((query as { text?: string } | undefined)?.text ?? '');
    if (this === doomed && text === 'commit') return run.call(this, query, ...rest).finally(die);
    if (!statement.test(text)) return run.call(this, query, ...rest);
    left -= 1;
    if (left !== 0) return run.call(this, query, ...rest);
    if (moment === 'before') die();
    const answer = run.call(this, query, ...rest);
    if (moment === 'sent') setImmediate(die);
    // WHY: evidence is one statement in a transaction of its own; its answer is its commit.
    else if (moment === 'answered' || text.includes('record_entries')) return answer.finally(die);
    else doomed = this;
    return answer;
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
