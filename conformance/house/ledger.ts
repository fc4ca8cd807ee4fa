/** Reads the record of a crossing where the gate keeps it, with eyes of our own. */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** An entry of the record; rows look at the fields that they name. */
export interface RecordedEntry {
  readonly kind: string;
  readonly attempt: number;
  /** The bytes as they were recorded. */
  readonly body: string;
}

export interface RecordReader {
  entries(crossing: string): Promise<readonly RecordedEntry[]>;
  /** Acts that were done in a crossing, each an entry of its own. */
  acts(crossing: string): Promise<readonly RecordedEntry[]>;
  /** Holds every append to the record up until the returned function is called. */
  holdUp(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const RECORD = `select kind, attempt, body from gatehouse.evidence where crossing = $1
  order by attempt, array_position(array['act', 'intent', 'outcome', 'refusal'], kind)`;

const ACTS = `select kind, attempt, body from gatehouse.evidence
  where kind = 'act' and body::jsonb -> 'detail' ->> 'crossing' = $1`;

export function openRecords(databaseUrl: string): RecordReader {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 6 });
  pool.on('error', () => undefined);
  return {
    entries: async (crossing) => (await pool.query<RecordedEntry>(RECORD, [crossing])).rows,
    acts: async (crossing) => (await pool.query<RecordedEntry>(ACTS, [crossing])).rows,
    async holdUp() {
      const client = await pool.connect();
      await client.query('begin; lock table gatehouse.evidence in share row exclusive mode');
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
    close: () => pool.end(),
  };
}

/** The address of the database that a gate without DATABASE_URL has started in its data directory. */
export function addressOfEmbedded(dataDir: string): string {
  const home = [join(dataDir, 'postgres'), join(dataDir, 'database', 'postgres')].find(
    (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  );
  if (home === undefined) throw new Error(`the gate keeps no database of its own under ${dataDir}`);
  const password = readFileSync(join(home, 'secret'), 'utf8').trim();
  const host = readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  return `postgres:///postgres?${new URLSearchParams({ host, user: 'postgres', password })}`;
}

/** The same server, another database. */
export function anotherDatabase(address: string, name: string): string {
  return address.replace(/^postgres:\/\/\/[a-z0-9_]+/, `postgres:///${name}`);
}
