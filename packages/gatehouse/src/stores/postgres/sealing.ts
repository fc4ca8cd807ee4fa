/** The sequencer's side of the ledger, as the role that sees leaf hashes and heads, and never evidence. */
import type { SealingStore } from '../../ledger/sequencer.ts';
import type { Database } from './database.ts';

export function createSealingStore(database: Database): SealingStore {
  return {
    holdDuty: () => database.holdDuty('sequencer'),
    async newestHead() {
      const rows = await database.sealer<{ note: string; peaks: Uint8Array }>(
        'select note, peaks from gatehouse.ledger_head order by size desc limit 1',
      );
      return rows[0];
    },
    async pending(limit) {
      const rows = await database.sealer<{ entry: string; leaf: Uint8Array }>(
        'select entry::text, leaf from gatehouse.ledger_pending order by ledger_pending.entry limit $1',
        [limit],
      );
      return rows.map(({ entry, leaf }) => ({ entry: BigInt(entry), leaf }));
    },
    async seal(size, entries, head) {
      await database.sealer('select gatehouse.seal_entries($1, $2, $3, $4)', [
        size,
        entries,
        head.note,
        head.peaks,
      ]);
    },
  };
}
