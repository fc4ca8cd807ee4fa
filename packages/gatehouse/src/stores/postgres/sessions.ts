/** A session that lives as long as the process: opened again, with its state, whenever it is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SESSION } from './pools.ts';

export interface Session {
  /** The session of now; rejects while there is none. */
  current(): Promise<pg.Client>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly url: string;
  readonly name: string;
  /** Gives a new session the state that it must have before anybody uses it. */
  readonly prepare: (client: pg.Client) => Promise<void>;
  readonly lost?: () => void;
}

/** Opens the session once, rejecting when that fails; from then on keeps it. */
export async function keepSession(options: SessionOptions): Promise<Session> {
  let client: pg.Client | undefined;
  let closed = false;
  const watch = setInterval(() => {
    // WHY: a connection that died without a word is noticed only by using it.
    client?.query('select 1').catch((error: Error) => client?.connection.stream.destroy(error));
  }, PULSE_MS).unref();

  const open = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: options.url,
      application_name: options.name,
      ...SESSION,
    });
    fresh.on('error', () => undefined); // WHY: `end` follows, and is where a loss is handled.
    try {
      await fresh.connect();
      await options.prepare(fresh);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    fresh.once('end', () => void reopen());
    client = fresh;
  };
  const reopen = async (): Promise<void> => {
    client = undefined;
    if (closed) return;
    options.lost?.();
    while (!closed && client === undefined) {
      await sleep(RETRY_MS, undefined, { ref: false });
      await open().catch(() => undefined);
    }
    options.lost?.();
  };

  await open();
  return {
    async current() {
      if (client === undefined)
        throw new Error(`the session '${options.name}' is lost and not yet open again`);
      return client;
    },
    async close() {
      closed = true;
      clearInterval(watch);
      await client?.end();
    },
  };
}

const PULSE_MS = 10_000;
const RETRY_MS = 200;
