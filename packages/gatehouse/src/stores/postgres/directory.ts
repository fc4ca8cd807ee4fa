/** Provisioned people in PostgreSQL: each change in one transaction with what follows from it for the principal. */
import type { Directory, DirectoryUser, Written } from '../../identity/directory.ts';
import { folded, principalName } from '../../identity/principal-name.ts';
import { unavailable } from '../../identity/watched.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Database, Query } from './database.ts';
import { disablePrincipal, enablePrincipal } from './standings.ts';

const COLUMNS = `id, tenant, user_name, external_id, display_name, active, principal, version, created_at, changed_at`;
const ADD = `insert into gatehouse.scim_user (id, tenant, user_name, folded, external_id, display_name, active, principal,
    name, version, created_at, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`;
const FIND = `select ${COLUMNS} from gatehouse.scim_user where tenant = $1 and id = $2`;
const CHANGE = `update gatehouse.scim_user set user_name = $3, folded = $4, external_id = $5, display_name = $6,
    active = $7, principal = $8, name = $9, version = $10, changed_at = $11
  where id = $1 and version = $2 returning id`;
const TAKEN = `select from gatehouse.scim_user where tenant = $1 and id <> $2 and (folded = $3 or name = $4)`;
const REMOVE = 'delete from gatehouse.scim_user where id = $1 and version = $2 returning id';
const MATCHES = `tenant = $1 and ($2::text is null or folded = $2) and ($3::text is null or external_id = $3)`;
const LIST = `select ${COLUMNS} from gatehouse.scim_user where ${MATCHES} order by created_at, id offset $4 limit $5`;
const COUNT = `select count(*)::int as total from gatehouse.scim_user where ${MATCHES}`;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Row {
  readonly id: string;
  readonly tenant: string;
  readonly user_name: string;
  readonly external_id: string | null;
  readonly display_name: string | null;
  readonly active: boolean;
  readonly principal: string;
  readonly version: number;
  readonly created_at: Date;
  readonly changed_at: Date;
}

export function createDirectory(database: Database): Directory {
  const work = <T>(tenant: string, inside: (query: Query) => Promise<T>) =>
    guarded(() => database.asTenant(tenant, inside));
  return {
    add: (user) =>
      work(user.tenant, async (query): Promise<Written> => {
        const { id, tenant, version, createdAtMs } = user;
        const [userName, key, externalId, displayName, active, principal, name, changedAt] = valuesOf(user);
        const added = await query(ADD, [
          ...[id, tenant, userName, key, externalId, displayName, active, principal, name],
          ...[version, new Date(createdAtMs), changedAt],
        ]);
        if (added.length === 0) return 'taken';
        await follow(query, user);
        return 'written';
      }),
    find: (tenant, id) =>
      work(tenant, async (query) => {
        const [row] = UUID.test(id) ? await query<Row>(FIND, [tenant, id]) : [];
        return row && userOf(row);
      }),
    list: (tenant, { filter, from, count }) =>
      work(tenant, async (query) => {
        const by = filter?.attribute;
        const matched = [
          tenant,
          by === 'userName' ? folded(filter?.value ?? '') : null,
          by === 'externalId' ? filter?.value : null,
        ];
        const rows = await query<Row>(LIST, [...matched, from, count]);
        const [counted] = await query<{ total: number }>(COUNT, matched);
        return { total: counted?.total ?? 0, users: rows.map(userOf) };
      }),
    replace: (before, after) =>
      work(after.tenant, async (query): Promise<Written> => {
        const values = valuesOf(after);
        const [, key, , , , , name, changedAt] = values;
        // WHY asked first: what violates a unique index ends the transaction. Between the two only a fault can come.
        const taken = await query(TAKEN, [after.tenant, after.id, key, name]);
        if (taken.length > 0) return 'taken';
        const changed = await query(CHANGE, [
          ...[before.id, before.version, ...values.slice(0, -1), after.version, changedAt],
        ]);
        if (changed.length === 0) return 'changed';
        // INVARIANT: a person who is known by another id from now on leaves nothing behind under the old one.
        if (nameOf(before) !== name)
          await follow(query, { ...before, active: false, changedAtMs: after.changedAtMs });
        await follow(query, after);
        return 'written';
      }),
    remove: (user) =>
      work(user.tenant, async (query): Promise<Written> => {
        const removed = await query(REMOVE, [user.id, user.version]);
        if (removed.length === 0) return 'changed';
        await follow(query, { ...user, active: false });
        return 'written';
      }),
  };
}

/** What a user's state means for the principal that it is. */
async function follow(query: Query, user: DirectoryUser): Promise<void> {
  const who = { tenant: user.tenant, kind: 'person', id: user.principal } as const;
  if (user.active) await enablePrincipal(query, who, 'directory');
  else await disablePrincipal(query, who, { by: 'directory', nowMs: user.changedAtMs });
}

function nameOf({ tenant, principal }: DirectoryUser): string {
  return principalName(tenant, { kind: 'person', id: principal });
}

function valuesOf(user: DirectoryUser) {
  const { userName, externalId = null, displayName = null, active, principal, changedAtMs } = user;
  return [
    ...([userName, folded(userName), externalId, displayName, active, principal] as const),
    ...([nameOf(user), new Date(changedAtMs)] as const),
  ] as const;
}

function userOf(row: Row): DirectoryUser {
  return {
    ...{ id: row.id, tenant: row.tenant, userName: row.user_name, active: row.active },
    externalId: row.external_id ?? undefined,
    displayName: row.display_name ?? undefined,
    ...{ principal: row.principal, version: row.version },
    createdAtMs: row.created_at.getTime(),
    changedAtMs: row.changed_at.getTime(),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    return unavailable(cause);
  }
}
