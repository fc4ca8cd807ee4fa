/** Finding crossings again, within one tenant. */
import type { CrossingStore, Place, StoredEntry } from '../../ledger/crossings.ts';
import type { EntryKind } from '../../ledger/entries.ts';
import type { Database, Query } from './database.ts';

export function createCrossingStore(database: Database): CrossingStore {
  return {
    find(tenant, wanted) {
      return database.asTenant(tenant, async (query) => {
        const direct = wanted === 'last' ? [] : await entriesOf(query, tenant, [wanted]);
        if (direct.length > 0) return direct;
        const rows =
          wanted === 'last'
            ? await query<{ crossing: string }>(NEWEST, [tenant, BEYOND_ALL, 1])
            : await query<{ crossing: string }>(BY_REFERENCE, [tenant, wanted]);
        return entriesOf(
          query,
          tenant,
          rows.map(({ crossing }) => crossing),
        );
      });
    },
    list(tenant, { limit, before }) {
      return database.asTenant(tenant, async (query) => {
        const rows = await query<{ crossing: string }>(NEWEST, [tenant, before ?? BEYOND_ALL, limit]);
        const ids = rows.map(({ crossing }) => crossing);
        const grouped = Map.groupBy(await entriesOf(query, tenant, ids), ({ crossing }) => crossing);
        return ids.map((id) => grouped.get(id) ?? []);
      });
    },
    under(tenant, mandates, limit) {
      return database.asTenant(tenant, async (query) => {
        const rows = await query<EntryRow>(UNDER, [tenant, mandates, limit]);
        return rows.map(storedEntry);
      });
    },
  };
}

/** Follows every id of a crossing in the order of bytes. */
const BEYOND_ALL = 'cx`';
/** Ids of crossings are in the order of time; acts have ids of another form. */
const NEWEST = `select crossing from gatehouse.evidence where tenant = $1 and crossing >= 'cx_' and crossing < $2
  group by crossing order by crossing desc limit $3`;
const BY_REFERENCE = `select crossing from gatehouse.evidence where tenant = $1 and client_reference = $2
  order by crossing desc limit 1`;
const PLACED = `select e.*, s.seq, p.entry is not null as pending,
    (select min(size) from gatehouse.ledger_head h where h.size > s.seq) as head_size
  from gatehouse.evidence e
  left join gatehouse.ledger_sealed s using (entry) left join gatehouse.ledger_pending p using (entry)`;
const ENTRIES = `${PLACED} where e.tenant = $1 and e.crossing = any ($2)
  order by e.crossing, e.attempt, e.at_ms, e.entry`;
const UNDER = `${PLACED} where e.tenant = $1 and e.mandate = any ($2) order by e.at_ms, e.entry limit $3`;

interface EntryRow {
  readonly tenant: string;
  readonly crossing: string;
  readonly attempt: number;
  readonly kind: EntryKind;
  readonly at_ms: string;
  readonly client_reference: string | null;
  readonly body: string;
  readonly seq: string | null;
  readonly pending: boolean;
  readonly head_size: string | null;
}

async function entriesOf(
  query: Query,
  tenant: string,
  ids: readonly string[],
): Promise<readonly StoredEntry[]> {
  const rows = await query<EntryRow>(ENTRIES, [tenant, ids]);
  return rows.map(storedEntry);
}

function storedEntry(row: EntryRow): StoredEntry {
  return {
    tenant: row.tenant,
    crossing: row.crossing,
    attempt: row.attempt,
    kind: row.kind,
    atMs: Number(row.at_ms),
    ...(row.client_reference === null ? {} : { clientReference: row.client_reference }),
    body: row.body,
    place: placeOf(row),
  };
}

function placeOf({ seq, pending, head_size }: EntryRow): Place {
  if (seq !== null && head_size !== null) {
    return { state: 'sealed', seq: Number(seq), headSize: Number(head_size) };
  }
  return { state: pending ? 'pending' : 'missing' };
}
