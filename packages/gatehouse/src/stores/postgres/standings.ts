/** Where mandates and principals stand, in PostgreSQL: read with the counter of changes from one snapshot. */

import { folded, principalName } from '../../identity/principal-name.ts';
import type { PrincipalRef, Principals } from '../../identity/principals.ts';
import type { StandingStore } from '../../identity/standings.ts';
import { unavailable } from '../../identity/watched.ts';
import type { Clock } from '../../kernel/effects.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Database, Query } from './database.ts';
import { COLUMNS, type MandateRow, mandateOf } from './mandate-rows.ts';

const CHANNEL = 'gatehouse_standings';
const CHANGE = /^(\d{1,15}) ((?:md|p)_[0-9a-z]{26,64})$/;

const MANDATE = `select ${COLUMNS}, epoch from gatehouse.standing_epoch
  left join gatehouse.mandate on id = $1 and not wordless`;
const PRINCIPAL = `select coalesce(disabled_at, deprovisioned_at) is not null as disabled, epoch from gatehouse.standing_epoch
  left join gatehouse.principal on name = $1`;
const EPOCH = 'select epoch from gatehouse.standing_epoch';

/** Keys first: everybody takes the lock on their counter before that on the counter of standings. */
const KEYS = 'select id, principal from gatehouse.access_key where kind = $1 and revoked_at is null';
const END_KEYS = 'update gatehouse.access_key set revoked_at = $2 where id = any ($1) and revoked_at is null';
const END_MANDATES = `update gatehouse.mandate set ended_at = $2
  where members @> array[$1] and ended_at is null returning id`;
const COUNT_LIVING = `select count(*)::int as living from gatehouse.mandate
  where members @> array[$1] and ended_at is null`;
const DISABLE = `insert into gatehouse.principal (tenant, kind, folded, id, name, disabled_at, deprovisioned_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (tenant, kind, folded) do update
    set disabled_at = coalesce(principal.disabled_at, excluded.disabled_at),
        deprovisioned_at = coalesce(principal.deprovisioned_at, excluded.deprovisioned_at)`;
const ENABLE: Readonly<Record<By, string>> = {
  operator: 'update gatehouse.principal set disabled_at = null where name = $1',
  directory: 'update gatehouse.principal set deprovisioned_at = null where name = $1',
};

/** Who put it out. INVARIANT: neither lets in whom the other put out. */
type By = 'operator' | 'directory';

export function createStandingStore(database: Database): StandingStore {
  return {
    mandate: (tenant, id) =>
      guarded(async () => {
        const [row] = await database.asTenant(tenant, (query) => query<MandateRow & Counted>(MANDATE, [id]));
        return { mandate: isThere(row) ? mandateOf(row) : undefined, epoch: epochOf(row) };
      }),
    principal: (tenant, name) =>
      guarded(async () => {
        const [row] = await database.asTenant(tenant, (query) =>
          query<{ disabled: boolean } & Counted>(PRINCIPAL, [name]),
        );
        return { disabled: row?.disabled !== false, epoch: epochOf(row) };
      }),
    epoch: () => guarded(async () => epochOf((await database.app<Counted>(EPOCH))[0])),
    watch: ({ changed, lost }) =>
      database.listen(CHANNEL, {
        message(payload) {
          const [, epoch, id] = CHANGE.exec(payload) ?? [];
          if (epoch === undefined || id === undefined) lost();
          else changed(Number(epoch), id);
        },
        lost,
      }),
  };
}

export function createPrincipals({ database, clock }: { database: Database; clock: Clock }): Principals {
  return {
    disable: (who) =>
      guarded(() =>
        database.asTenant(who.tenant, (query) =>
          disablePrincipal(query, who, { by: 'operator', nowMs: clock.nowMs() }),
        ),
      ),
    enable: (who) =>
      guarded(() => database.asTenant(who.tenant, (query) => enablePrincipal(query, who, 'operator'))),
    isDisabled: (who) =>
      guarded(async () => {
        const [row] = await database.asTenant(who.tenant, (query) =>
          query<{ disabled: boolean }>(PRINCIPAL, [principalName(who.tenant, who)]),
        );
        return row?.disabled !== false;
      }),
  };
}

/** Within a transaction of the tenant. */
export async function disablePrincipal(
  query: Query,
  who: PrincipalRef,
  { by, nowMs }: { readonly by: By; readonly nowMs: number },
) {
  const name = principalName(who.tenant, who);
  const at = new Date(nowMs);
  const [before] = await query<{ living: number }>(COUNT_LIVING, [name]);
  // WHY folded here: what the database calls lower case depends on its locale.
  const living = await query<{ id: string; principal: string }>(KEYS, [who.kind]);
  const keys = living.filter(({ principal }) => folded(principal) === folded(who.id)).map(({ id }) => id);
  await query(END_KEYS, [keys, at]);
  await query(END_MANDATES, [name, at]);
  const named = [who.tenant, who.kind, folded(who.id), who.id, name];
  await query(DISABLE, [...named, ...(by === 'operator' ? [at, null] : [null, at])]);
  return { keys: keys.length, mandates: before?.living ?? 0 };
}

/** Within a transaction of the tenant. */
export async function enablePrincipal(query: Query, who: PrincipalRef, by: By): Promise<void> {
  await query(ENABLE[by], [principalName(who.tenant, who)]);
}

interface Counted {
  readonly epoch: string;
}

function epochOf(row: Counted | undefined): number {
  if (row === undefined) throw new Error('the counter of changed standings is missing');
  return Number(row.epoch);
}

function isThere(row: MandateRow | undefined): row is MandateRow & Counted {
  return row !== undefined && row.id !== null;
}

/** INVARIANT: any error of the database is "cannot be checked", never "nothing stands against it". */
async function guarded<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    return unavailable(cause);
  }
}
