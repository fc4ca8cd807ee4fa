/** What was used once, in PostgreSQL: one row for each digest, so that all processes together accept it once. */
import { createHash } from 'node:crypto';
import type { ReplayStore } from '../../identity/replay.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok } from '../../kernel/result.ts';
import type { Query } from './database.ts';

/** WHY no update on conflict: whoever comes second must never make the first one's row live shorter. */
const ADD = `insert into gatehouse.replay (digest, expires_at) values ($1, $2)
  on conflict (digest) do nothing returning true as first`;
const FORGET = 'delete from gatehouse.replay where expires_at < $1';

/** Clocks of processes differ: a row outlives its expiry by more than they are allowed to. */
const CLOCKS_DIFFER_MS = 300_000;

export interface PostgresReplayStore extends ReplayStore {
  /** Forgets what has expired by then. */
  forget(nowMs: number): Promise<void>;
}

export function createReplayStore(query: Query): PostgresReplayStore {
  return {
    async first(scope, id, expiresAtMs) {
      try {
        const rows = await query(ADD, [digestOf(scope, id), new Date(expiresAtMs)]);
        return ok(rows.length === 1);
      } catch (cause) {
        const message = 'It cannot be checked right now whether this was used before, so it is refused.';
        return failed(fault('identity.unavailable', message, { cause }));
      }
    },
    async forget(nowMs) {
      await query(FORGET, [new Date(nowMs - CLOCKS_DIFFER_MS)]);
    },
  };
}

function digestOf(scope: string, id: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([scope, id]))
    .digest();
}
