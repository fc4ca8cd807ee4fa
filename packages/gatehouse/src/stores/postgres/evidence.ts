/** Evidence in PostgreSQL: appended through one function by the recorder, read within one tenant at a time. */
import pg from 'pg';
import type { EntryWriter, Recording, Written } from '../../ledger/committer.ts';
import type { Charges } from '../../ledger/entries.ts';
import type { Database } from './database.ts';
import { textArray } from './text-array.ts';

export function createEntryWriter(database: Pick<Database, 'recorder' | 'instance'>): EntryWriter {
  return {
    async record(batch) {
      try {
        const rows = await database.recorder<{ differing: readonly number[] }>(RECORD, [
          database.instance,
          ...columns(batch),
        ]);
        const differing = rows[0]?.differing.map((place) => place - 1) ?? [];
        return { state: 'committed', differing };
      } catch (error) {
        return { state: stateAfter(error), cause: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

const RECORD = 'select gatehouse.record_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as differing';

function columns(batch: readonly Recording[]): readonly unknown[] {
  return [
    textArray(batch.map(({ entry }) => entry.tenant)),
    textArray(batch.map(({ entry }) => entry.crossing)),
    batch.map(({ entry }) => entry.attempt),
    textArray(batch.map(({ entry }) => entry.kind)),
    batch.map(({ entry }) => entry.atMs),
    textArray(batch.map(({ entry }) => entry.clientReference ?? null)),
    textArray(batch.map(({ entry }) => entry.body)),
    textArray(batch.map(({ charges }) => (charges === undefined ? null : chargesJson(charges)))),
    batch.map(({ onlyIfOpen }) => onlyIfOpen === true),
  ];
}

/** A charge as `charge_budgets` reads it. */
export interface StoredCharge {
  readonly tenant: string;
  readonly budget: string;
  readonly subject: string;
  readonly measure: string;
  readonly window_start_ms: number;
  readonly amount: number;
  readonly spent: number;
}

function chargesJson({ tenant, charges }: Charges): string {
  return JSON.stringify(
    charges.map(
      ({ share, spent }): StoredCharge => ({
        tenant,
        budget: share.budget,
        subject: share.subject,
        measure: share.measure,
        window_start_ms: share.windowStartMs,
        amount: share.amount,
        spent,
      }),
    ),
  );
}

/** Classes of SQLSTATE in which it is the entry that is wrong: data, constraints, and what our functions raise. */
const ENTRY_IS_WRONG = new Set(['22', '23', 'P0']);
/** The server or its socket did not even take the statement. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOENT', '57P03', '53300']);

function stateAfter(error: unknown): Exclude<Written['state'], 'committed'> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NEVER_SENT.has(code)) return 'away';
  // WHY: only an ERROR says that the transaction was rolled back; a lost or ended session says nothing.
  if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') return 'unknown';
  return ENTRY_IS_WRONG.has(code.slice(0, 2)) ? 'refused' : 'away';
}
