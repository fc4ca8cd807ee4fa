/** What verification reads: the log without tenants, and evidence within one tenant at a time. */
import type { AuditedEntry, AuditStore } from '../../ledger/verify.ts';
import type { Database } from './database.ts';

export function createAuditStore(database: Database): AuditStore {
  return {
    async extent() {
      const rows = await database.app<{ size: string | null; note: string | null; places: string }>(EXTENT);
      const row = rows[0];
      const places = Number(row?.places ?? 0);
      if (row?.size == null || row.note === null) return { places };
      return { newest: { size: Number(row.size), note: row.note }, places };
    },
    async sealed(from, limit) {
      const rows = await database.app<{ seq: string; entry: string; leaf: Uint8Array }>(SEALED, [
        from,
        limit,
      ]);
      return rows.map(({ seq, entry, leaf }) => ({ seq: Number(seq), entry: BigInt(entry), leaf }));
    },
    async heads(after, limit) {
      const rows = await database.app<{ size: string; note: string }>(HEADS, [after, limit]);
      return rows.map(({ size, note }) => ({ size: Number(size), note }));
    },
    evidence(tenant, after, limit) {
      return database.asTenant(tenant, async (query) => {
        const from = [after?.crossing ?? '', after?.attempt ?? 0, after?.kind ?? ''];
        const rows = await query<AuditRow>(EVIDENCE, [tenant, ...from, limit]);
        return rows.map(auditedEntry);
      });
    },
  };
}

const EXTENT = `select head.size, head.note, coalesce((select max(seq) + 1 from gatehouse.ledger_sealed), 0) as places
  from (values (0)) as always left join lateral
    (select size, note from gatehouse.ledger_head order by size desc limit 1) as head on true`;
const SEALED = 'select seq, entry, leaf from gatehouse.ledger_sealed where seq >= $1 order by seq limit $2';
const HEADS = 'select size, note from gatehouse.ledger_head where size > $1 order by size limit $2';
/** One statement, so that an entry that is being sealed is seen either before or after, never in between. */
const EVIDENCE = `select e.crossing, e.attempt, e.kind, e.body, s.seq, s.leaf as sealed, p.leaf as pending
  from (select * from gatehouse.evidence where tenant = $1 and (crossing, attempt, kind) > ($2, $3, $4)
    order by crossing, attempt, kind limit $5) e
  left join gatehouse.ledger_sealed s using (entry) left join gatehouse.ledger_pending p using (entry)
  order by e.crossing, e.attempt, e.kind`;

interface AuditRow {
  readonly crossing: string;
  readonly attempt: number;
  readonly kind: string;
  readonly body: string;
  readonly seq: string | null;
  readonly sealed: Uint8Array | null;
  readonly pending: Uint8Array | null;
}

function auditedEntry({ crossing, attempt, kind, body, seq, sealed, pending }: AuditRow): AuditedEntry {
  return {
    ...{ crossing, attempt, kind, body },
    ...(seq === null ? {} : { seq: Number(seq) }),
    ...(sealed === null ? {} : { sealedLeaf: sealed }),
    ...(pending === null ? {} : { pendingLeaf: pending }),
  };
}
