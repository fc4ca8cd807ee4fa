/** What tests of Gatehouse keys begin with: a store, an office that makes keys, and verifiers. */

import { createKeyOffice, type IssuedKey } from '../../src/identity/key-office.ts';
import { createKeyVerifier, type KeyVerifier } from '../../src/identity/key-verifier.ts';
import type { KeyGrant, KeyStore } from '../../src/identity/keys.ts';
import { fault } from '../../src/kernel/faults.ts';
import type { Principal } from '../../src/kernel/principal.ts';
import { failed, type Result } from '../../src/kernel/result.ts';
import { postgresKeyStore } from '../../src/stores/postgres/keys.ts';
import { chance, freshDatabase } from './database.ts';
import { movingClock } from './moving-clock.ts';

export const GRANT: KeyGrant = {
  tenant: 'acme',
  name: 'billing service',
  kind: 'workload',
  principal: 'billing',
  roles: ['developer'],
  teams: ['finance'],
  purposes: ['support', 'research'],
  attributes: { region: 'eu' },
  models: ['*'],
};

export async function keyRoom() {
  const fresh = await freshDatabase();
  const clock = movingClock();
  const store = postgresKeyStore(fresh.database);
  const office = createKeyOffice({ store, clock, chance });
  const verifiers: KeyVerifier[] = [];
  return {
    ...fresh,
    clock,
    store,
    office,
    /** A started verifier over a store, by default the real one. */
    async verifier(over: KeyStore = store): Promise<KeyVerifier> {
      const verifier = createKeyVerifier({ store: over, clock });
      verifiers.push(verifier);
      await verifier.start();
      return verifier;
    },
    async issue(changes: Partial<KeyGrant> = {}): Promise<IssuedKey> {
      const issued = await office.create({ ...GRANT, ...changes }, { createdBy: 'admin' });
      if (!issued.ok) throw new Error(issued.fault.message);
      return issued.value;
    },
    async close() {
      for (const verifier of verifiers) verifier.stop();
      await fresh.close();
    },
  };
}

/** `ok`, or the code of the fault. */
export async function codeOf(result: Result<unknown> | Promise<Result<Principal>>): Promise<string> {
  const settled = await result;
  return settled.ok ? 'ok' : settled.fault.code;
}

/** The other parts of an authenticator, where a test is about keys or issuers alone. */
export const STANDING_ALONE = {
  signers: { any: false, verify: async () => failed(fault('identity.invalid', 'nobody signs')) },
  mandates: { verify: async () => failed(fault('identity.invalid', 'mandates')) },
  standings: { refusal: () => undefined },
} as const;
