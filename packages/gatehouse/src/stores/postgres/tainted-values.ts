/** Untrusted values in PostgreSQL, as keyed digests: known to every mandate of the tenant, readable to nobody. */
import type { KeyObject } from 'node:crypto';
import { digestOf } from '../../inspection/seal.ts';
import type { Clock } from '../../kernel/effects.ts';
import type { Result } from '../../kernel/result.ts';
import type { TaintedValues } from '../../mandate/tainted-values.ts';
import type { Database, Query } from './database.ts';
import { type FlowName, roomKeys } from './flows.ts';
import { whileThere } from './mandate-rows.ts';

const REMEMBER = `insert into gatehouse.tainted_value (tenant, digest, mandate, seen_at, expires_at)
  select $1, digest, $3, $4, $5 from unnest($2::bytea[]) as digest order by digest
  on conflict (tenant, digest) do update
    set expires_at = greatest(tainted_value.expires_at, excluded.expires_at)
    where tainted_value.expires_at < excluded.expires_at - interval '1 hour'`;
const KNOWN = `select digest from gatehouse.tainted_value
  where tenant = $1 and digest = any ($2) and expires_at > $3`;
const FORGET = 'delete from gatehouse.tainted_value where tenant = $1 and expires_at <= $2';

export interface PostgresTaintedValues extends TaintedValues {
  /** Within a transaction. A value that is known already stays known for longer. */
  remember(query: Query, name: FlowName, values: readonly string[]): Promise<void>;
  /** Forgets what has expired. */
  forget(tenant: string): Promise<void>;
}

export function createTaintedValues(parts: {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  /** How long a value is remembered after it was met last. */
  readonly keepMs: () => number;
}): PostgresTaintedValues {
  const { database, clock, keepMs } = parts;
  const keysOf = roomKeys(parts.keyOf);
  return {
    async remember(query, { tenant, id, keys }, values) {
      const digests = new Map(
        values.map((value) => digestFor(keys, value)).map((d) => [d.toString('hex'), d]),
      );
      if (digests.size === 0) return;
      const nowMs = clock.nowMs();
      const given = [tenant, [...digests.values()], id, new Date(nowMs), new Date(nowMs + keepMs())];
      await query(REMEMBER, given);
    },
    known(tenant, values) {
      return whileThere(keysOf(tenant), async (keys) => {
        const byDigest = new Map(values.map((value) => [digestFor(keys, value).toString('hex'), value]));
        if (byDigest.size === 0) return new Set<string>();
        const digests = [...byDigest.keys()].map((hex) => Buffer.from(hex, 'hex'));
        const at = new Date(clock.nowMs());
        const rows = await database.readAsTenant(tenant, (query) =>
          query<{ digest: Uint8Array }>(KNOWN, [tenant, digests, at]),
        );
        return new Set(rows.flatMap(({ digest }) => byDigest.get(Buffer.from(digest).toString('hex')) ?? []));
      });
    },
    async forget(tenant) {
      await database.asTenant(tenant, (query) => query(FORGET, [tenant, new Date(clock.nowMs())]));
    },
  };
}

function digestFor(keys: Parameters<typeof digestOf>[0], value: string): Buffer {
  return digestOf(keys, ['tainted', value]);
}
