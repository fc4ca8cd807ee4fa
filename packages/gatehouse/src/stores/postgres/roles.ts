/** The roles of a database: their names, their passwords, and how they come to be. */
import { createHmac } from 'node:crypto';
import type { ClientBase } from 'pg';
import pg from 'pg';

/** Named after the database, because roles belong to the whole server. */
export interface RoleNames {
  /** Owns every object; cannot log in. */
  readonly owner: string;
  readonly app: string;
  readonly recorder: string;
  readonly sealer: string;
}

export const LOGIN_ROLES = ['app', 'recorder', 'sealer'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** @throws Error when the names would be cut off at PostgreSQL's 63 bytes. */
export function rolesOf(database: string): RoleNames {
  if (Buffer.byteLength(database) > 54) throw new Error('the name of the database is longer than 54 bytes');
  const named = (role: string) => `${database}_${role}`;
  return { owner: named('owner'), app: named('app'), recorder: named('recorder'), sealer: named('sealer') };
}

/** A login role's password: derived, so that every process with the same secret knows it and none stores it. */
export function passwordOf(role: string, secret: string): string {
  return createHmac('sha256', secret).update(`gatehouse database role ${role}`).digest('base64url');
}

/** Creates the roles that are missing, and lets the session act as the owner. Idempotent. */
export async function ensureRoles(client: ClientBase, roles: RoleNames, secret: string): Promise<void> {
  await createRole(client, roles.owner, 'nologin');
  for (const name of LOGIN_ROLES) {
    await createRole(
      client,
      roles[name],
      `login password ${pg.escapeLiteral(passwordOf(roles[name], secret))}`,
    );
  }
  const { rows } = await client.query("select pg_has_role($1, 'set') as can", [roles.owner]);
  if (rows[0]?.can !== true) {
    await client.query(
      `grant ${pg.escapeIdentifier(roles.owner)} to current_user with inherit false, set true`,
    );
  }
}

/** Gives the login roles the passwords of this secret. */
export async function resetPasswords(client: ClientBase, roles: RoleNames, secret: string): Promise<void> {
  for (const name of LOGIN_ROLES) {
    const password = pg.escapeLiteral(passwordOf(roles[name], secret));
    await client.query(`alter role ${pg.escapeIdentifier(roles[name])} password ${password}`);
  }
}

async function createRole(client: ClientBase, name: string, attributes: string): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [name]);
  // WHY: attributes are not altered later; whether a role has too many is checked when it logs in.
  if (rows.length === 0) await client.query(`create role ${pg.escapeIdentifier(name)} ${attributes}`);
}
