/** What a database must promise before the gate uses it: to keep what it acknowledged, and to bind our roles. */
import pg from 'pg';
import { SESSION } from './pools.ts';
import type { RoleNames } from './roles.ts';

/**
 * Asks on a session of the role itself, because settings can differ by role and by database.
 * @returns why the database is refused, or undefined when it is fit.
 * @throws Error when the role cannot log in.
 */
export async function brokenVow(url: string, roles: RoleNames): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, ...SESSION });
  client.on('error', () => undefined); // WHY: the statement below rejects as well.
  try {
    await client.connect();
    const { rows } = await client.query<Vows>(VOWS, [roles.owner]);
    const [vows] = rows;
    if (vows === undefined) throw new Error('the database did not answer');
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'] as const) {
      if (vows[setting] === 'off')
        return `${setting} is off for ${vows.role}, so it could lose records; switch it on`;
    }
    if (vows.overpowered)
      return `the role ${vows.role} is a superuser, bypasses row-level security or is the owner`;
    if (vows.version < 160_000) return 'it is older than PostgreSQL 16';
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Vows {
  readonly role: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly overpowered: boolean;
  readonly version: number;
}

// WHY: `member` counts roles that it could become, however indirectly; a superuser is a member of every role.
const VOWS = `select current_user as role,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit,
  current_setting('server_version_num')::int as version,
  exists (select from pg_roles where (rolsuper or rolbypassrls or rolname = $1)
    and pg_has_role(current_user, oid, 'member')) as overpowered`;
