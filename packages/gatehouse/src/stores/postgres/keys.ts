/** Gatehouse keys in PostgreSQL: every value is bound, every tenant sees its own, and the store away means closed. */
import type { KeyName, KeyRecord, KeyStore, Rotation, StoredKey } from '../../identity/keys.ts';
import { fault } from '../../kernel/faults.ts';
import type { PrincipalKind } from '../../kernel/principal.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Database } from './database.ts';

const CHANNEL = 'gatehouse_keys';
const CHANGE = /^(\d{1,15}) ([0-9a-z]{16})$/;

const COLUMNS = `id, tenant, name, kind, principal, roles, teams, purposes, attributes, models,
  created_by, created_at, expires_at, rotated_at, revoked_at`;

const FIND = `select (key).*, epoch from gatehouse.find_key($1, $2)`;

const INSERT = `insert into gatehouse.access_key (id, tenant, name, kind, principal, roles, teams, purposes,
    attributes, models, secret_hash, created_by, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

const ROTATE = `update gatehouse.access_key
  set secret_hash = $2, previous_until = $3, expires_at = $4, rotated_at = $5
  where id = $1 and revoked_at is null returning ${COLUMNS}`;

const REVOKE = `update gatehouse.access_key set revoked_at = coalesce(revoked_at, $2)
  where id = $1 returning ${COLUMNS}`;

const LIST = `select ${COLUMNS} from gatehouse.access_key
  where tenant = $1 order by created_at desc, id`;

interface Row {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly principal: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly purposes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly models: readonly string[];
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly rotated_at: Date | null;
  readonly revoked_at: Date | null;
}

interface FoundRow extends Row {
  readonly secret_hash: Uint8Array;
  readonly previous_hash: Uint8Array | null;
  readonly previous_until: Date | null;
  readonly epoch: string;
}

export function postgresKeyStore(database: Database): KeyStore {
  return {
    find: (id, digest) =>
      guarded(async () => {
        const [row] = await database.app<FoundRow>(FIND, [id, digest]);
        return row === undefined ? undefined : storedKey(row);
      }),
    epoch: () =>
      guarded(async () => {
        const [row] = await database.app<{ epoch: string }>('select epoch from gatehouse.key_epoch');
        if (row === undefined) throw new Error('the counter of key changes is missing');
        return Number(row.epoch);
      }),
    watch: ({ changed, lost }) =>
      database.listen(CHANNEL, {
        message(payload) {
          const [, epoch, id] = CHANGE.exec(payload) ?? [];
          if (epoch === undefined || id === undefined) lost();
          else changed(Number(epoch), id);
        },
        lost,
      }),
    insert: (record, digest) =>
      guarded(() =>
        database.asTenant(
          record.tenant,
          async (query) => void (await query(INSERT, insertion(record, digest))),
        ),
      ),
    rotate: ({ tenant, id }: KeyName, { digest, previousUntilMs, expiresAtMs, atMs }: Rotation) =>
      guarded(() =>
        database.asTenant(tenant, async (query) => {
          const values = [
            id,
            digest,
            previousUntilMs === undefined ? null : at(previousUntilMs),
            at(expiresAtMs),
            at(atMs),
          ];
          const [row] = await query<Row>(ROTATE, values);
          return row && keyRecord(row);
        }),
      ),
    revoke: ({ tenant, id }, atMs) =>
      guarded(() =>
        database.asTenant(tenant, async (query) => {
          const [row] = await query<Row>(REVOKE, [id, at(atMs)]);
          return row && keyRecord(row);
        }),
      ),
    list: (tenant) =>
      guarded(() =>
        database.asTenant(tenant, async (query) => (await query<Row>(LIST, [tenant])).map(keyRecord)),
      ),
  };
}

/** INVARIANT: any error of the database is "cannot be checked", never "there is no such key". */
async function guarded<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    return failed(
      fault(
        'identity.unavailable',
        'The key store cannot be reached, so nothing is let through. Try again.',
        {
          cause,
          retryAfterSeconds: 1,
        },
      ),
    );
  }
}

function insertion(record: KeyRecord, digest: Uint8Array): readonly unknown[] {
  return [
    record.id,
    record.tenant,
    record.name,
    record.kind,
    record.principal,
    record.roles,
    record.teams,
    record.purposes,
    JSON.stringify(record.attributes),
    record.models,
    digest,
    record.createdBy,
    at(record.createdAtMs),
    at(record.expiresAtMs),
  ];
}

function storedKey(row: FoundRow): StoredKey {
  return {
    record: keyRecord(row),
    digest: row.secret_hash,
    previous:
      row.previous_hash === null || row.previous_until === null
        ? undefined
        : { digest: row.previous_hash, untilMs: row.previous_until.getTime() },
    epoch: Number(row.epoch),
  };
}

function keyRecord(row: Row): KeyRecord {
  return {
    id: row.id,
    tenant: row.tenant,
    name: row.name,
    kind: row.kind,
    principal: row.principal,
    roles: row.roles,
    teams: row.teams,
    purposes: row.purposes,
    attributes: row.attributes,
    models: row.models,
    createdBy: row.created_by,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    rotatedAtMs: row.rotated_at?.getTime(),
    revokedAtMs: row.revoked_at?.getTime(),
  };
}

function at(ms: number): Date {
  return new Date(ms);
}
