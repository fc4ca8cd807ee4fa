/** Migrations: numbered SQL files, run once, in order, as the owner; a file that changed after it ran is refused. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg, { type ClientBase } from 'pg';
import type { RoleNames } from './roles.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE = /^\d{4}_[a-z0-9_]+\.sql$/;

interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Applies what is missing, each file in a transaction of its own.
 * @throws Error when an applied file has changed, is unknown here (a newer version was at work), or does not run.
 */
export async function migrate(client: ClientBase, roles: RoleNames): Promise<void> {
  const migrations = migrationsOnDisk();
  const applied = await history(client, roles);
  refuseForeign(applied, migrations);
  for (const migration of migrations) {
    if (!applied.has(migration.name)) await apply(client, migration, roles);
  }
}

/** The migrations that belong to this version, in order. */
function migrationsOnDisk(): readonly Migration[] {
  const names = readdirSync(FOLDER).filter((name) => FILE.test(name));
  return names.sort().map((name) => ({ name, sql: readFileSync(new URL(name, FOLDER), 'utf8') }));
}

const HISTORY = `create table if not exists migration (
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

async function history(client: ClientBase, roles: RoleNames): Promise<ReadonlyMap<string, string>> {
  await client.query(`begin; ${asOwner(roles)}; ${HISTORY}`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migration',
  );
  await client.query('commit');
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(client: ClientBase, migration: Migration, roles: RoleNames): Promise<void> {
  try {
    await client.query(`begin; ${asOwner(roles)}`);
    await client.query(withRoles(migration.sql, roles));
    await client.query('insert into migration (name, checksum) values ($1, $2)', [
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

/** WHY the path: names without a schema are ours; `public` is left out, and temporary objects come last. */
function asOwner(roles: RoleNames): string {
  return `set local role ${pg.escapeIdentifier(roles.owner)}; set local search_path = gatehouse, pg_temp`;
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
