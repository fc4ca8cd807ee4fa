/** What recovery reads and writes: the crossings that dead processes left open. */
import type { Charges } from '../../ledger/entries.ts';
import type { OpenCrossing, RecoveryStore } from '../../ledger/recovery.ts';
import type { Database } from './database.ts';
import { createEntryWriter, type StoredCharge } from './evidence.ts';

export function createRecoveryStore(database: Database): RecoveryStore {
  return {
    record: (instance, batch) => createEntryWriter({ recorder: database.recorder, instance }).record(batch),
    holdDuty: () => database.holdDuty('recovery'),
    deadInstances: () => database.deadInstances(),
    openCrossings: (tenant, instance) =>
      database.asTenant(tenant, async (query) => {
        const rows = await query<OpenRow>(OPEN, [tenant, instance, PAGE]);
        return rows.map(openCrossing);
      }),
    async releaseLeases(tenant, instance) {
      await database.asTenant(tenant, (query) =>
        query('select gatehouse.release_leases($1, $2)', [instance, tenant]),
      );
    },
    forget: (instance) => database.forgetInstance(instance),
  };
}

const PAGE = 200;
const OPEN = `select e.tenant, e.crossing, e.attempt, e.at_ms, e.client_reference, e.body, o.charges
  from gatehouse.open_crossing o join gatehouse.evidence e using (tenant, crossing, attempt)
  where o.tenant = $1 and o.instance = $2 and e.kind = 'intent' order by o.crossing limit $3`;

interface OpenRow {
  readonly tenant: string;
  readonly crossing: string;
  readonly attempt: number;
  readonly at_ms: string;
  readonly client_reference: string | null;
  readonly body: string;
  readonly charges: string | null;
}

function openCrossing(row: OpenRow): OpenCrossing {
  return {
    intent: {
      tenant: row.tenant,
      crossing: row.crossing,
      attempt: row.attempt,
      kind: 'intent',
      atMs: Number(row.at_ms),
      ...(row.client_reference === null ? {} : { clientReference: row.client_reference }),
      body: row.body,
    },
    ...(row.charges === null ? {} : { charges: chargesOf(row.tenant, row.charges) }),
  };
}

function chargesOf(tenant: string, json: string): Charges {
  const stored = JSON.parse(json) as readonly StoredCharge[];
  const charges = stored.map(({ budget, subject, measure, window_start_ms, amount, spent }) => ({
    share: { budget, subject, measure, windowStartMs: window_start_ms, amount },
    spent,
  }));
  return { tenant, charges };
}
