/** The keys of the gates under trial, for reading what they sealed and digested. */
import { randomBytes } from 'node:crypto';
import { type VaultKeys, vaultKeys } from '../packages/gatehouse/src/inspection/seal.ts';
import { createDigests } from '../packages/gatehouse/src/ledger/digests.ts';
import { openKeyring } from '../packages/gatehouse/src/ledger/keyring.ts';
import { createKeyFiles } from '../packages/gatehouse/src/stores/files/keyring.ts';

export const TENANT = 'chaos';
export const CHANCE = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };

/** By which a server of tools knows all sendings of one call: what the gate makes of the client's key. */
export function nameAtServer(dataDir: string, { mandate, key }: { mandate: string; key: string }): string {
  const name = { tenant: TENANT, holder: mandate, key: `key:${key}` };
  return createDigests(keyringOf(dataDir)).of(TENANT, JSON.stringify(name));
}

export function mandateKeys(dataDir: string): VaultKeys {
  const key = keyringOf(dataDir).digestKey(TENANT);
  if (!key.ok) throw new Error(key.fault.message);
  return vaultKeys(key.value, 'mandate');
}

function keyringOf(dataDir: string) {
  return openKeyring(createKeyFiles(`${dataDir}/keys`), CHANCE);
}
