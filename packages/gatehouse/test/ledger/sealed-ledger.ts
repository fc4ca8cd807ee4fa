/** A ledger for tests: a fresh database with a sequencer, its keys and its head file in a folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyring } from '../../src/ledger/keyring.ts';
import { createSequencer } from '../../src/ledger/sequencer.ts';
import { type Verification, verifyLedger } from '../../src/ledger/verify.ts';
import { createHeadFile } from '../../src/stores/files/head.ts';
import { createKeyFiles } from '../../src/stores/files/keyring.ts';
import { createAuditStore } from '../../src/stores/postgres/audit.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createSealingStore } from '../../src/stores/postgres/sealing.ts';
import { chance, freshDatabase } from '../support/database.ts';
import { committerOf, intent, newId, outcome } from './samples.ts';

export const ORIGIN = 'gatehouse/test';
const TENANTS = ['acme', 'globex'];

export async function sealedLedger() {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-ledger-'));
  const headPath = join(folder, 'ledger', 'head');
  const headFile = createHeadFile(headPath);
  const keyring = openKeyring(createKeyFiles(join(folder, 'keys')), chance);
  const sequencerOf = (database: Database) =>
    createSequencer({ store: createSealingStore(database), headFile, keyring, origin: ORIGIN });
  const { append } = committerOf(fresh.database);
  return {
    ...fresh,
    ...{ folder, headPath, headFile, keyring, append, sequencerOf },
    sequencer: sequencerOf(fresh.database),
    /** Records crossings, both entries each, in turn for each tenant; the ids. */
    async cross(count: number): Promise<readonly string[]> {
      const ids = Array.from({ length: count }, newId);
      for (const [index, id] of ids.entries()) {
        const tenant = TENANTS[index % TENANTS.length] ?? '';
        for (const entry of [intent(id, tenant), outcome(id, tenant)]) {
          const durable = await append(entry);
          if (!durable.ok) throw new Error(durable.fault.cause);
        }
      }
      return ids;
    },
    async verify(): Promise<Verification> {
      const key = keyring.createSigningKey();
      if (!key.ok) throw new Error(key.fault.cause);
      const store = createAuditStore(fresh.database);
      return verifyLedger({ store, headFile, signingKey: key.value, origin: ORIGIN, tenants: TENANTS });
    },
    /** Statements of one who owns the machine: no row-level security, no triggers. */
    async tamper(...statements: readonly string[]): Promise<void> {
      await fresh.superuser(
        `begin; set local session_replication_role = replica; ${statements.join('; ')}; commit`,
      );
    },
    async end(): Promise<void> {
      await fresh.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type SealedLedger = Awaited<ReturnType<typeof sealedLedger>>;
