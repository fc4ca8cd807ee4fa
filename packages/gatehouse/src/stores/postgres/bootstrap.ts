/** Makes a database ready: it exists, its roles exist, its schema is migrated, and it keeps its vows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import pg from 'pg';
import { addressWith, databaseOf } from './address.ts';
import { migrate } from './migrations.ts';
import { SESSION } from './pools.ts';
import {
  ensureRoles,
  LOGIN_ROLES,
  type LoginRole,
  passwordOf,
  type RoleNames,
  resetPasswords,
  rolesOf,
} from './roles.ts';
import { brokenVow } from './vows.ts';

export interface BootstrapOptions {
  readonly url: string;
  readonly secret: string;
  readonly waitMs: number;
}

/** A connection string for each login role. */
export type RoleAddresses = Readonly<Record<LoginRole, string>>;

/**
 * Idempotent, and safe to run from several processes at once.
 * @throws Error with a sentence that an operator can act on.
 */
export async function bootstrap(options: BootstrapOptions): Promise<RoleAddresses> {
  const database = databaseOf(options.url);
  if (database === undefined) throw new Error('the address must be postgres://… and name a database');
  const roles = rolesOf(database);
  const addresses = roleAddresses(options, roles);
  const admin = await connectOrCreate(options, database);
  try {
    await admin.query('set statement_timeout = 0; set lock_timeout = 0; select pg_advisory_lock(7305, 2)');
    await ensureRoles(admin, roles, options.secret);
    await ensureSchema(admin, database, roles);
    await migrate(admin, roles);
    await ensurePasswords(admin, { roles, addresses, secret: options.secret });
  } finally {
    await admin.end().catch(() => undefined);
  }
  for (const name of LOGIN_ROLES) {
    const broken = await brokenVow(addresses[name], roles);
    if (broken !== undefined) throw new Error(broken);
  }
  return addresses;
}

function roleAddresses({ url, secret }: BootstrapOptions, roles: RoleNames): RoleAddresses {
  const address = (name: LoginRole) =>
    addressWith(url, { user: roles[name], password: passwordOf(roles[name], secret) }) ?? '';
  return { app: address('app'), recorder: address('recorder'), sealer: address('sealer') };
}

/** The administrator's session in the database, which is created when the server does not have it. */
async function connectOrCreate({ url, waitMs }: BootstrapOptions, database: string): Promise<pg.Client> {
  try {
    return await connectPatiently(url, waitMs);
  } catch (error) {
    if (codeOf(error) !== MISSING_DATABASE) throw error;
  }
  const maintenance = await connectPatiently(addressWith(url, { database: 'postgres' }) ?? '', waitMs);
  try {
    await maintenance.query(
      `create database ${pg.escapeIdentifier(database)} encoding 'UTF8' template template0`,
    );
  } catch (error) {
    if (!CREATED_BY_ANOTHER.has(codeOf(error) ?? '')) throw error;
  } finally {
    await maintenance.end();
  }
  return await connectPatiently(url, waitMs);
}

/** Connects; while nobody answers, or the server says that it is starting, tries again until the time is up. */
async function connectPatiently(url: string, waitMs: number): Promise<pg.Client> {
  for (let waited = 0; ; waited += RETRY_MS) {
    const client = new pg.Client({ connectionString: url, ...SESSION, query_timeout: 0 });
    client.on('error', () => undefined); // WHY: the statement at work rejects as well.
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const answered = error instanceof pg.DatabaseError && codeOf(error) !== STARTING_UP;
      if (answered || waited >= waitMs) throw error;
    }
    await sleep(RETRY_MS);
  }
}

const RETRY_MS = 250;
const MISSING_DATABASE = '3D000';
const STARTING_UP = '57P03';
const WRONG_PASSWORD = '28P01';
const CREATED_BY_ANOTHER = new Set(['42P04', '23505']);

async function ensureSchema(client: ClientBase, database: string, roles: RoleNames): Promise<void> {
  const [owner, name] = [pg.escapeIdentifier(roles.owner), pg.escapeIdentifier(database)];
  const logins = LOGIN_ROLES.map((role) => pg.escapeIdentifier(roles[role])).join(', ');
  await client.query(`create schema if not exists gatehouse authorization ${owner}`);
  await client.query(`grant connect on database ${name} to ${logins}`);
  await client.query(`revoke all on database ${name} from public`);
}

interface PasswordCheck {
  readonly roles: RoleNames;
  readonly addresses: RoleAddresses;
  readonly secret: string;
}

/** Roles made with another secret get the passwords of ours, unless a process that knows the other is at work. */
async function ensurePasswords(
  client: ClientBase,
  { roles, addresses, secret }: PasswordCheck,
): Promise<void> {
  try {
    await brokenVow(addresses.app, roles);
    return;
  } catch (error) {
    if (codeOf(error) !== WRONG_PASSWORD) throw error;
  }
  const { rows } = await client.query('select from pg_stat_activity where usename = any($1)', [
    Object.values(roles),
  ]);
  if (rows.length > 0) {
    throw new Error('another Gatehouse is using it with another database secret; give both the same one');
  }
  await resetPasswords(client, roles, secret);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
