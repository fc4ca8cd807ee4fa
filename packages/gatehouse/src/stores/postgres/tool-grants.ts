/** Grants towards tools in PostgreSQL: sealed under a key of their tenant, renewed by one process at a time. */
import type { KeyObject } from 'node:crypto';
import { folded } from '../../identity/principal-name.ts';
import { digestOf, seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { GrantHolder, GrantStore } from '../../tools/credentials/grant-store.ts';
import type { Database, Query } from './database.ts';

const NONCE_BYTES = 12;

const READ = 'select sealed from gatehouse.tool_grant where holder = $1 and sealed is not null';
const WRITE = `insert into gatehouse.tool_grant (tenant, holder, subject, sealed, label, updated_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant, holder) do update
    set sealed = excluded.sealed, label = excluded.label, updated_at = excluded.updated_at`;
const REWRITE = `update gatehouse.tool_grant set sealed = $2, label = $3, updated_at = $4
  where holder = $1 and sealed is not null returning true as kept`;
const LIST = `select holder, label, updated_at from gatehouse.tool_grant
  where label is not null and sealed is not null order by updated_at desc, holder limit 1000`;
const CLAIM = `insert into gatehouse.tool_grant as kept (tenant, holder, subject, claimed_until, updated_at)
  values ($1, $2, $3, $4, $5)
  on conflict (tenant, holder) do update set claimed_until = excluded.claimed_until
    where kept.claimed_until is null or kept.claimed_until < $5
  returning true as claimed`;
const RELEASE = 'update gatehouse.tool_grant set claimed_until = null where holder = $1';
const KEEP = `insert into gatehouse.tool_grant_request (tenant, state, sealed, expires_at) values ($1, $2, $3, $4)`;
const TAKE = 'delete from gatehouse.tool_grant_request where state = $1 returning sealed, expires_at';
const FORGET_SUBJECT = `delete from gatehouse.tool_grant
  where subject = $1 and ($2::bytea[] is null or holder = any ($2))`;
const FORGET_REQUESTS = 'delete from gatehouse.tool_grant_request where expires_at < $1';

/** One grant, without what was granted. */
export interface GrantLabel {
  readonly subject: string;
  readonly server: string;
  readonly changedAtMs: number;
}

export interface PostgresGrantStore extends GrantStore {
  /** Newest first, at most 1,000. */
  list(tenant: string): Promise<Result<readonly GrantLabel[]>>;
  /** Forgets requests of the tenant that have expired by then. */
  forget(tenant: string, nowMs: number): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  readonly chance: Chance;
}

export function createGrantStore(parts: Parts): PostgresGrantStore {
  return { ...texts(parts), ...claims(parts), ...requests(parts), ...overview(parts) };
}

/** INVARIANT: a store that is away is a refusal, never a grant that is not there. */
async function within<T>(
  { database, keyOf }: Parts,
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

function texts(parts: Parts): Pick<GrantStore, 'read' | 'write' | 'rewrite'> {
  const { clock, chance } = parts;
  const contentOf = (keys: VaultKeys, holder: GrantHolder, text: string) => {
    const { server, subject, part } = holder;
    const label = labelPlace(digestOfHolder(keys, holder));
    const sealed = (place: string, what: string) =>
      seal(keys, place, { text: what, nonce: chance.bytes(NONCE_BYTES) });
    return [
      sealed(placeOf(holder), text),
      part === 'grant' ? sealed(label, JSON.stringify({ subject, server })) : null,
      new Date(clock.nowMs()),
    ];
  };
  return {
    read: (holder) =>
      within(parts, holder.tenant, async (query, keys) => {
        const [row] = await query<{ sealed: Uint8Array }>(READ, [digestOfHolder(keys, holder)]);
        return row === undefined ? undefined : unseal(keys, placeOf(holder), row.sealed);
      }),
    write: (holder, text) =>
      within(parts, holder.tenant, async (query, keys) => {
        await query(WRITE, [holder.tenant, ...digestsOf(keys, holder), ...contentOf(keys, holder, text)]);
      }),
    rewrite: (holder, text) =>
      within(parts, holder.tenant, async (query, keys) => {
        const values = [digestOfHolder(keys, holder), ...contentOf(keys, holder, text)];
        return (await query(REWRITE, values)).length === 1;
      }),
  };
}

function claims(parts: Parts): Pick<GrantStore, 'claim' | 'release'> {
  return {
    claim: (holder, forMs) =>
      within(parts, holder.tenant, async (query, keys) => {
        const nowMs = parts.clock.nowMs();
        const times = [new Date(nowMs + forMs), new Date(nowMs)];
        return (await query(CLAIM, [holder.tenant, ...digestsOf(keys, holder), ...times])).length === 1;
      }),
    release: (holder) =>
      within(parts, holder.tenant, async (query, keys) => {
        await query(RELEASE, [digestOfHolder(keys, holder)]);
      }),
  };
}

function requests(parts: Parts): Pick<PostgresGrantStore, 'keepRequest' | 'takeRequest' | 'forget'> {
  const { database, clock, chance } = parts;
  return {
    keepRequest: (tenant, state, { text, expiresAtMs }) =>
      within(parts, tenant, async (query, keys) => {
        const nonce = chance.bytes(NONCE_BYTES);
        const body = seal(keys, requestPlace(tenant, state), { text, nonce });
        await query(KEEP, [tenant, digestOf(keys, ['state', state]), body, new Date(expiresAtMs)]);
      }),
    takeRequest: (tenant, state) =>
      within(parts, tenant, async (query, keys) => {
        const [row] = await query<{ sealed: Uint8Array; expires_at: Date }>(TAKE, [
          digestOf(keys, ['state', state]),
        ]);
        if (row === undefined || row.expires_at.getTime() <= clock.nowMs()) return undefined;
        return unseal(keys, requestPlace(tenant, state), row.sealed);
      }),
    async forget(tenant, nowMs) {
      await database.asTenant(tenant, (query) => query(FORGET_REQUESTS, [new Date(nowMs)]));
    },
  };
}

/** What of a subject is forgotten with its grant at one server. */
const FORGOTTEN = ['grant', 'ask'] as const;

function overview(parts: Parts): Pick<PostgresGrantStore, 'list' | 'forgetSubject'> {
  return {
    list: (tenant) =>
      within(parts, tenant, async (query, keys) =>
        (await query<LabelRow>(LIST)).map(({ holder, label, updated_at: at }) => ({
          ...(JSON.parse(unseal(keys, labelPlace(holder), label)) as Pick<GrantLabel, 'subject' | 'server'>),
          changedAtMs: at.getTime(),
        })),
      ),
    forgetSubject: (tenant, subject, server) =>
      within(parts, tenant, async (query, keys) => {
        const holders =
          server === undefined
            ? null
            : FORGOTTEN.map((part) => digestOfHolder(keys, { tenant, server, subject, part }));
        await query(FORGET_SUBJECT, [digestOfSubject(keys, subject), holders]);
      }),
  };
}

interface LabelRow {
  readonly holder: Uint8Array;
  readonly label: Uint8Array;
  readonly updated_at: Date;
}

function digestOfHolder(keys: VaultKeys, holder: GrantHolder): Buffer {
  return digestOf(keys, ['holder', placeOf(holder)]);
}

function digestOfSubject(keys: VaultKeys, subject: string): Buffer {
  return digestOf(keys, ['subject', folded(subject)]);
}

function digestsOf(keys: VaultKeys, holder: GrantHolder): readonly Buffer[] {
  return [digestOfHolder(keys, holder), digestOfSubject(keys, holder.subject)];
}

function labelPlace(holder: Uint8Array): string {
  return JSON.stringify(['label', Buffer.from(holder).toString('hex')]);
}

/** What a sealed text is bound to. */
function placeOf({ tenant, server, subject, part }: GrantHolder): string {
  return JSON.stringify([tenant, server, subject, part]);
}

function requestPlace(tenant: string, state: string): string {
  return JSON.stringify([tenant, state]);
}
