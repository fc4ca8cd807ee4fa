/** Grants towards tools in PostgreSQL: sealed under a key of their tenant, renewed by one process at a time. */
import type { KeyObject } from 'node:crypto';
import { digestOf, seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { GrantHolder, GrantStore } from '../../tools/credentials/grant-store.ts';
import type { Database, Query } from './database.ts';

const NONCE_BYTES = 12;

const READ = 'select sealed from gatehouse.tool_grant where holder = $1 and sealed is not null';
const WRITE = `insert into gatehouse.tool_grant (tenant, holder, subject, sealed, updated_at) values ($1, $2, $3, $4, $5)
  on conflict (tenant, holder) do update set sealed = excluded.sealed, updated_at = excluded.updated_at`;
const CLAIM = `insert into gatehouse.tool_grant as kept (tenant, holder, subject, claimed_until, updated_at)
  values ($1, $2, $3, $4, $5)
  on conflict (tenant, holder) do update set claimed_until = excluded.claimed_until
    where kept.claimed_until is null or kept.claimed_until < $5
  returning true as claimed`;
const RELEASE = 'update gatehouse.tool_grant set claimed_until = null where holder = $1';
const KEEP = `insert into gatehouse.tool_grant_request (tenant, state, sealed, expires_at) values ($1, $2, $3, $4)`;
const TAKE = 'delete from gatehouse.tool_grant_request where state = $1 returning sealed, expires_at';
const FORGET_SUBJECT = 'delete from gatehouse.tool_grant where subject = $1';
const FORGET_REQUESTS = 'delete from gatehouse.tool_grant_request where expires_at < $1';

export interface PostgresGrantStore extends GrantStore {
  /** Forgets requests of the tenant that have expired by then. */
  forget(tenant: string, nowMs: number): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  readonly chance: Chance;
}

export function createGrantStore({ database, keyOf, clock, chance }: Parts): PostgresGrantStore {
  /** INVARIANT: a store that is away is a refusal, never a grant that is not there. */
  async function within<T>(
    tenant: string,
    work: (query: Query, keys: VaultKeys) => Promise<T>,
  ): Promise<Result<T>> {
    const key = keyOf(tenant);
    if (!key.ok) return key;
    try {
      return ok(await database.asTenant(tenant, (query) => work(query, vaultKeys(key.value, 'grant'))));
    } catch (cause) {
      return failed(
        fault('vault.unavailable', 'Grants towards tools cannot be read right now. Try again.', { cause }),
      );
    }
  }
  const sealed = (keys: VaultKeys, place: string, text: string) =>
    seal(keys, place, { text, nonce: chance.bytes(NONCE_BYTES) });
  const holderOf = (keys: VaultKeys, holder: GrantHolder) => [
    digestOf(keys, ['holder', placeOf(holder)]),
    digestOf(keys, ['subject', holder.subject]),
  ];

  return {
    read: (holder) =>
      within(holder.tenant, async (query, keys) => {
        const [digest] = holderOf(keys, holder);
        const [row] = await query<{ sealed: Uint8Array }>(READ, [digest]);
        return row === undefined ? undefined : unseal(keys, placeOf(holder), row.sealed);
      }),
    write: (holder, text) =>
      within(holder.tenant, async (query, keys) => {
        const at = new Date(clock.nowMs());
        await query(WRITE, [
          holder.tenant,
          ...holderOf(keys, holder),
          sealed(keys, placeOf(holder), text),
          at,
        ]);
      }),
    claim: (holder, forMs) =>
      within(holder.tenant, async (query, keys) => {
        const nowMs = clock.nowMs();
        const times = [new Date(nowMs + forMs), new Date(nowMs)];
        return (await query(CLAIM, [holder.tenant, ...holderOf(keys, holder), ...times])).length === 1;
      }),
    release: (holder) =>
      within(holder.tenant, async (query, keys) => {
        const [digest] = holderOf(keys, holder);
        await query(RELEASE, [digest]);
      }),
    keepRequest: (tenant, state, { text, expiresAtMs }) =>
      within(tenant, async (query, keys) => {
        const body = sealed(keys, requestPlace(tenant, state), text);
        await query(KEEP, [tenant, digestOf(keys, ['state', state]), body, new Date(expiresAtMs)]);
      }),
    takeRequest: (tenant, state) =>
      within(tenant, async (query, keys) => {
        const [row] = await query<{ sealed: Uint8Array; expires_at: Date }>(TAKE, [
          digestOf(keys, ['state', state]),
        ]);
        if (row === undefined || row.expires_at.getTime() <= clock.nowMs()) return undefined;
        return unseal(keys, requestPlace(tenant, state), row.sealed);
      }),
    forgetSubject: (tenant, subject) =>
      within(tenant, async (query, keys) => {
        await query(FORGET_SUBJECT, [digestOf(keys, ['subject', subject])]);
      }),
    async forget(tenant, nowMs) {
      await database.asTenant(tenant, (query) => query(FORGET_REQUESTS, [new Date(nowMs)]));
    },
  };
}

/** What a sealed text is bound to. */
function placeOf({ tenant, server, subject, part }: GrantHolder): string {
  return JSON.stringify([tenant, server, subject, part]);
}

function requestPlace(tenant: string, state: string): string {
  return JSON.stringify([tenant, state]);
}
