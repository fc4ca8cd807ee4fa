/** The vault in PostgreSQL: sealed values by placeholder, numbered within their scope, durable before they are used. */
import type { KeyObject } from 'node:crypto';
import { placeholderOf, readPlaceholder } from '../../inspection/placeholder.ts';
import { digestOf, seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Secret, Vault, VaultScope } from '../../inspection/vault.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Database, Query } from './database.ts';

const NONCE_BYTES = 12;

/** INVARIANT: one at a time within a scope, so that no two values get one number. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 5))`;
const KNOWN = `update gatehouse.placeholder set used_at = $4
  where holder = $1 and class = $2 and value_digest = any ($3) returning value_digest, number`;
const LAST = `select coalesce(max(number), 0)::int as number from gatehouse.placeholder
  where holder = $1 and class = $2`;
const ADD = `insert into gatehouse.placeholder (tenant, holder, class, number, value_digest, sealed, used_at)
  select $1, $2, $3, fresh.number, fresh.value_digest, fresh.sealed, $7
    from unnest($4::int[], $5::bytea[], $6::bytea[]) as fresh (number, value_digest, sealed)`;
const READ = `select class, number, sealed from gatehouse.placeholder
  where holder = $1 and (class, number) in (select * from unnest($2::text[], $3::int[]))`;
const FORGET = 'delete from gatehouse.placeholder where used_at < $1';

export interface PostgresVault extends Vault {
  /** Forgets what no crossing of the tenant has used since then. */
  forget(tenant: string, unusedSinceMs: number): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  readonly chance: Chance;
}

export function createVault({ database, keyOf, clock, chance }: Parts): PostgresVault {
  const derived = new WeakMap<KeyObject, VaultKeys>();

  function keys(tenant: string): Result<VaultKeys> {
    const key = keyOf(tenant);
    if (!key.ok) return key;
    const known = derived.get(key.value) ?? vaultKeys(key.value);
    derived.set(key.value, known);
    return ok(known);
  }

  async function placeClass(query: Query, place: Placing): Promise<ReadonlyMap<string, string>> {
    const { scope, name, values, keyring } = place;
    const holder = digestOf(keyring, ['holder', scope.holder]);
    const at = new Date(clock.nowMs());
    const digests = new Map(values.map((value) => [digestOf(keyring, [name, value]).toString('hex'), value]));
    const rows = await query<{ value_digest: Uint8Array; number: number }>(KNOWN, [
      holder,
      name,
      [...digests.keys()].map((digest) => Buffer.from(digest, 'hex')),
      at,
    ]);
    const numbers = new Map(rows.map((row) => [Buffer.from(row.value_digest).toString('hex'), row.number]));
    const missing = [...digests].filter(([digest]) => !numbers.has(digest));
    if (missing.length > 0) {
      const [last] = await query<{ number: number }>(LAST, [holder, name]);
      const fresh = missing.map(([digest, text], index) => {
        const number = (last?.number ?? 0) + index + 1;
        numbers.set(digest, number);
        const sealing = { text, nonce: chance.bytes(NONCE_BYTES) };
        return { number, digest, sealed: seal(keyring, placeOf(scope, name, number), sealing) };
      });
      await add(query, { tenant: scope.tenant, holder, name, at }, fresh);
    }
    return new Map(
      [...digests].map(([digest, text]) => [text, placeholderOf(name, numbers.get(digest) ?? 0)]),
    );
  }

  return {
    place(scope, secrets) {
      return guarded(keys(scope.tenant), (keyring) =>
        database.asTenant(scope.tenant, async (query) => {
          await query(LOCK, [JSON.stringify(['vault', scope.tenant, scope.holder])]);
          const placed = new Map<string, ReadonlyMap<string, string>>();
          for (const [name, group] of Map.groupBy(secrets, (secret) => secret.class)) {
            const values = [...new Set(group.map(({ value }) => value))];
            placed.set(name, await placeClass(query, { scope, name, values, keyring }));
          }
          return secrets.map((secret) => given(placed, secret));
        }),
      );
    },
    recall(scope, placeholders) {
      return guarded(keys(scope.tenant), (keyring) =>
        database.asTenant(scope.tenant, async (query) => {
          const holder = digestOf(keyring, ['holder', scope.holder]);
          const asked = placeholders.flatMap((text) => readPlaceholder(text) ?? []);
          const rows = await query<{ class: string; number: number; sealed: Uint8Array }>(READ, [
            holder,
            asked.map((one) => one.class),
            asked.map(({ number }) => number),
          ]);
          const values = new Map<string, string>();
          for (const { class: name, number, sealed } of rows) {
            values.set(placeholderOf(name, number), unseal(keyring, placeOf(scope, name, number), sealed));
          }
          return values;
        }),
      );
    },
    async forget(tenant, unusedSinceMs) {
      await database.asTenant(tenant, (query) => query(FORGET, [new Date(unusedSinceMs)]));
    },
  };
}

interface Row {
  readonly number: number;
  readonly digest: string;
  readonly sealed: Uint8Array;
}

async function add(
  query: Query,
  under: { readonly tenant: string; readonly holder: Uint8Array; readonly name: string; readonly at: Date },
  rows: readonly Row[],
): Promise<void> {
  const numbers = rows.map(({ number }) => number);
  const digests = rows.map(({ digest }) => Buffer.from(digest, 'hex'));
  const sealed = rows.map((row) => row.sealed);
  await query(ADD, [under.tenant, under.holder, under.name, numbers, digests, sealed, under.at]);
}

interface Placing {
  readonly scope: VaultScope;
  readonly name: string;
  readonly values: readonly string[];
  readonly keyring: VaultKeys;
}

function given(placed: ReadonlyMap<string, ReadonlyMap<string, string>>, secret: Secret): string {
  const placeholder = placed.get(secret.class)?.get(secret.value);
  if (placeholder === undefined)
    throw new Error('INVARIANT: every value that was asked for has a placeholder');
  return placeholder;
}

/** What a sealed value is bound to. */
function placeOf({ tenant, holder }: VaultScope, name: string, number: number): string {
  return JSON.stringify([tenant, holder, name, number]);
}

/** INVARIANT: a vault that is away is a refusal: data neither leaves as it is, nor under a name that is not kept. */
async function guarded<T>(
  keyring: Result<VaultKeys>,
  work: (keyring: VaultKeys) => Promise<T>,
): Promise<Result<T>> {
  if (!keyring.ok) return keyring;
  try {
    return ok(await work(keyring.value));
  } catch (cause) {
    const message = 'The vault cannot be reached, so data cannot leave under placeholders. Try again.';
    return failed(fault('vault.unavailable', message, { cause }));
  }
}
