/** What the control plane can say of the ledger: its newest head, and whether it is whole. */
import type { LedgerReports } from '../http/control/parts.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { createSigner } from '../ledger/checkpoint.ts';
import type { Keyring } from '../ledger/keyring.ts';
import type { HeadFile } from '../ledger/sequencer.ts';
import { type Verification, verifyLedger } from '../ledger/verify.ts';
import { createAuditStore } from '../stores/postgres/audit.ts';
import type { Database } from '../stores/postgres/database.ts';

/** The name of the log, under which its heads are signed. */
export const LEDGER_ORIGIN = 'gatehouse/main';

export function ledgerReports(
  { database, keyring, headFile }: { database: Database; keyring: Keyring; headFile: HeadFile },
  tenants: () => readonly string[],
): LedgerReports {
  const store = createAuditStore(database);
  let running: Promise<Result<Verification>> | undefined;

  async function verify(): Promise<Result<Verification>> {
    const { newest } = await store.extent();
    const found = keyring.signingKey();
    if (!found.ok) return found;
    if (found.value === undefined && newest !== undefined) return failed(KEY_GONE);
    const key = found.value === undefined ? keyring.createSigningKey() : ok(found.value);
    if (!key.ok) return key;
    const parts = { store, headFile, signingKey: key.value, origin: LEDGER_ORIGIN, tenants: tenants() };
    return ok(await verifyLedger(parts));
  }

  return {
    async head() {
      const { newest } = await store.extent();
      const key = keyring.signingKey();
      if (!key.ok) return key;
      return ok({
        size: newest?.size ?? 0,
        ...(newest === undefined ? {} : { head: newest.note }),
        ...(key.value === undefined
          ? {}
          : { verifierKey: createSigner(LEDGER_ORIGIN, key.value).verifierKey }),
      });
    },
    // WHY: a verification reads everything; whoever asks meanwhile gets the answer of the one under way.
    verify() {
      running ??= verify().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

const KEY_GONE = fault(
  'evidence.unavailable',
  'The key that signs the ledger is gone, but the ledger is not. Put the key folder back.',
);
