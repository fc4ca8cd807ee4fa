/** Real databases for tests: one embedded PostgreSQL for the whole run, one migrated database for each call. */
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { addressWith } from '../../src/stores/postgres/address.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database, Query } from '../../src/stores/postgres/database.ts';
import type { EmbeddedServer } from '../../src/stores/postgres/embedded.ts';
import { chance } from './chance.ts';
import { joinTestServer } from './server.ts';

export interface FreshDatabase {
  readonly database: Database;
  /** Connection string of the superuser for this database. */
  readonly url: string;
  /** The secret of its login roles, to open it once more. */
  readonly secret: string;
  /** Statements as the superuser, to whom no row-level security applies. */
  readonly superuser: Query;
  /** Closes everything and drops the database. */
  close(): Promise<void>;
}

export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await serverUrl();
  inUse++;
  const name = `${PREFIX}${process.pid}_${randomBytes(6).toString('hex')}`;
  const url = addressWith(server, { database: name }) ?? '';
  const secret = randomBytes(32).toString('hex');
  const opened = await openDatabase({ url, secret, chance });
  if (!opened.ok) throw new Error(`${opened.fault.message} ${opened.fault.cause}`);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    database: opened.value,
    url,
    secret,
    superuser: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as readonly Row[],
    async close() {
      await opened.value.close();
      await pool.end();
      await drop(server, [name]);
      inUse--;
      await leaveWhenDone();
    },
  };
}

export { chance };

const PREFIX = 'gatehouse_test_';
let shared: Promise<string> | undefined;
let joined: EmbeddedServer | undefined;
let inUse = 0;
let isOver = false;
// WHY: registered as the file loads; from within a test's hook it would run at the end of that test.
after(() => {
  isOver = true;
  return leaveWhenDone();
});

/** WHY: the hooks of the test's own file, which close its databases, run after the one here. */
async function leaveWhenDone(): Promise<void> {
  if (isOver && inUse === 0) await joined?.stop();
}

/** The superuser's address of the server for this run: the test runner's, or one that single test files share. */
function serverUrl(): Promise<string> {
  shared ??= startShared();
  return shared;
}

async function startShared(): Promise<string> {
  const given = process.env.GATEHOUSE_TEST_DATABASE_URL;
  if (given !== undefined) return given;
  joined = await joinTestServer();
  await dropLeftovers(joined.url);
  return joined.url;
}

/** Drops what test processes that were killed left behind. */
async function dropLeftovers(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  // WHY: test files begin at the same time, and two of them must not drop the same database or role.
  await client.query('select pg_advisory_lock(hashtext($1))', [PREFIX]);
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ ('^' || $1)",
    [PREFIX],
  );
  const isLeft = (name: string) => !isAlive(Number(name.slice(PREFIX.length).split('_')[0]));
  await drop(server, rows.map(({ name }) => name).filter(isLeft));
  await client.end();
}

async function drop(server: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  for (const name of names) {
    await client.query(`drop database if exists ${name} with (force)`);
    for (const role of ['owner', 'app', 'recorder', 'sealer']) {
      await client.query(`drop role if exists ${name}_${role}`);
    }
  }
  await client.end();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
