/** Migrations: numbered SQL files, run once, in order, as the owner; a file that changed after it ran is refused. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import pg from 'pg';
import type { RoleNames } from './roles.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE = /^\d{4}_[a-z0-9_]+\.sql$/;

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Applies what is missing, each file in a transaction of its own.
 * @throws Error when an applied file has changed, is unknown here (a newer version was at work), or does not run.
 */
export async function migrate(
  client: ClientBase,
  roles: RoleNames,
  migrations = migrationsOnDisk(),
): Promise<void> {
  const owner = pg.escapeIdentifier(roles.owner);
  await client.query(`begin; set local role ${owner}; ${HISTORY}; commit`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from gatehouse.migration',
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  refuseForeign(applied, migrations);
  for (const migration of migrations) {
    if (!applied.has(migration.name)) await apply(client, migration, roles);
  }
}

/** The migrations that belong to this version, in order. */
export function migrationsOnDisk(): readonly Migration[] {
  const names = readdirSync(FOLDER).filter((name) => FILE.test(name));
  return names.sort().map((name) => ({ name, sql: readFileSync(new URL(name, FOLDER), 'utf8') }));
}

/** WHY: names without a schema are ours, never a stranger's: `public` is left out, temporary objects come last. */
const SEARCH_PATH = 'set local search_path = gatehouse, pg_temp';

const HISTORY = `create table if not exists gatehouse.migration (
  name text primary key, checksum text not null, applied_at timestamptz not null default now())`;

function refuseForeign(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, checksumOf(migration)]));
  for (const [name, checksum] of applied) {
    if (!known.has(name))
      throw new Error(`migration ${name} in the database is unknown here; a newer Gatehouse made it`);
    if (known.get(name) !== checksum)
      throw new Error(`migration ${name} was changed after it had been applied`);
  }
}

async function apply(client: ClientBase, migration: Migration, roles: RoleNames): Promise<void> {
  try {
    await client.query(`begin; set local role ${pg.escapeIdentifier(roles.owner)}; ${SEARCH_PATH}`);
    await client.query(withRoles(migration.sql, roles));
    await client.query('insert into gatehouse.migration (name, checksum) values ($1, $2)', [
      migration.name,
      checksumOf(migration),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`migration ${migration.name} does not run: ${cause}`, { cause: error });
  }
}

function withRoles(sql: string, roles: RoleNames): string {
  return sql.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const role = Object.entries(roles).find(([key]) => key === word)?.[1];
    if (role === undefined) throw new Error(`there is no role {{${word}}}`);
    return pg.escapeIdentifier(role);
  });
}

function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
