/** Pools of sessions, one for each role: statements and transactions whose every failure is an error. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Query } from './database.ts';

export interface Pool {
  /** One statement in a transaction of its own. */
  readonly query: Query;
  /** Runs `work` in one transaction that begins with `opening`; commits, or rolls back and rejects. */
  transaction<T>(opening: string, work: (query: Query) => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which only reads and sends all of its statements before it waits for any of them, in one transaction
   * and one round trip.
   */
  reading<T>(opening: string, work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly size: number;
}

export function openPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name,
    max: options.size,
    ...SESSION,
    pipeline: true,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', () => undefined); // WHY: an idle session died; the pool has dropped it and will open another.
  // WHY: a session that dies while it is lent out says so here; unheard, it would end the process. Its statement rejects.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prepare = namer();
  const run = <Row extends object>(client: pg.ClientBase, text: string, values: readonly unknown[] = []) =>
    client.query({ ...prepare(text), values: [...values] }).then(({ rows }) => rows as readonly Row[]);

  return {
    query: (text, values) => withClient(pool, (client) => run(client, text, values)),
    transaction: (opening, work) =>
      withClient(pool, (client) =>
        inTransaction(client, { opening, work, run: run.bind(undefined, client) as Query }),
      ),
    reading: (opening, work) =>
      withClient(pool, (client) =>
        inOneGo(client, { opening, work, run: run.bind(undefined, client) as Query }),
      ),
    close: () => pool.end(),
  };
}

/**
 * What holds for every session: limits that turn a database which hangs into errors, in milliseconds (the client's
 * own fires last), and a search path on which names without a schema are ours and never a stranger's.
 */
export const SESSION = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  lock_timeout: 8_000,
  idle_in_transaction_session_timeout: 15_000,
  query_timeout: 12_000,
  keepAlive: true,
  options: '-c search_path=gatehouse,pg_temp',
} as const;

/** Borrows a session; one on which anything but a plain SQL error happened is closed, not given back. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(!isReusableAfter(error));
    throw error;
  }
}

interface Transaction<T> {
  readonly opening: string;
  readonly work: (query: Query) => Promise<T>;
  readonly run: Query;
}

async function inTransaction<T>(client: pg.ClientBase, { opening, work, run }: Transaction<T>): Promise<T> {
  let open = true;
  // WHY: one message for both, and not awaited: the first statement travels with it (pipelined), which saves a round
  // trip. If it fails, its error is thrown below, and a statement outside the transaction has no tenant and sees nothing.
  const begun = client.query(`begin; ${opening}`);
  begun.catch(() => undefined);
  try {
    const result = await work((text, values) => {
      if (!open) return Promise.reject(new Error('the transaction is over'));
      return run(text, values);
    });
    open = false;
    await begun;
    const { command } = await client.query('commit');
    // WHY: after a failed statement PostgreSQL answers a commit with a rollback, and calls that success.
    if (command !== 'COMMIT') throw new RolledBack();
    return result;
  } catch (error) {
    open = false;
    if (error instanceof RolledBack) throw error;
    await client.query('rollback').catch((cause: unknown) => {
      throw new Error('a transaction could not be rolled back', { cause });
    });
    throw error;
  }
}

/** WHY the end is sent before there is an answer: of what only reads, there is nothing to take back. */
async function inOneGo<T>(client: pg.ClientBase, { opening, work, run }: Transaction<T>): Promise<T> {
  let open = true;
  const begun = client.query(`begin read only; ${opening}`);
  const read = work((text, values) =>
    open
      ? run(text, values)
      : Promise.reject(new Error('it is not one of the statements that were sent together')),
  );
  open = false;
  const [begin, result, end] = await Promise.allSettled([begun, read, client.query('commit')]);
  // INVARIANT: what was read outside of the transaction is no answer: there, nobody is any tenant.
  if (begin.status === 'rejected') throw begin.reason;
  if (end.status === 'rejected') throw end.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

class RolledBack extends Error {
  override readonly message = 'the transaction was rolled back: one of its statements had failed';
}

function isReusableAfter(error: unknown): boolean {
  if (error instanceof RolledBack) return true;
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}

/** Names a text that comes again, so that it is parsed and planned once for each session; the count is bounded. */
function namer(): (text: string) => { readonly text: string; readonly name?: string } {
  const seen = new Map<string, string>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return { text, name: known };
    if (seen.size < PREPARED_MAX)
      seen.set(text, createHash('sha256').update(text).digest('base64url').slice(0, 32));
    return { text };
  };
}

const PREPARED_MAX = 500;
