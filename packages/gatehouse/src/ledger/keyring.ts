/** The keys of the ledger: kept outside the database, one digest key for each tenant so that each can be destroyed. */
import { createPrivateKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Chance } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { isTenantId } from '../kernel/principal.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** Where keys lie: small files that only this user can read. */
export interface KeyFiles {
  /** Undefined when there is no such file; a fault when it cannot be trusted (others may read it) or not be read. */
  read(name: string): Result<Uint8Array | undefined>;
  /** Creates the file with this content, durably, unless it exists; in a race all callers get the winner's content. */
  create(name: string, content: Uint8Array): Result<Uint8Array>;
  /** Destroys the file; true when there was one. */
  remove(name: string): Result<boolean>;
}

export interface Keyring {
  /** The tenant's 32-byte key for HMAC-SHA256; made on first use. */
  digestKey(tenant: string): Result<KeyObject>;
  /** Destroys the tenant's digest key: what was digested under it can never again be matched with content. */
  destroyDigestKey(tenant: string): Result<boolean>;
  /** The private Ed25519 key that signs heads; undefined when it was never made. */
  signingKey(): Result<KeyObject | undefined>;
  /** The private Ed25519 key that signs heads; made on first use. Only for a log that has no head yet. */
  createSigningKey(): Result<KeyObject>;
}

const DIGEST_KEY_BYTES = 32;
const SIGNING_KEY_FILE = 'ledger-signing.pem';

export function openKeyring(files: KeyFiles, chance: Chance): Keyring {
  const digestKeys = new Map<string, KeyObject>();
  return {
    digestKey(tenant) {
      const known = digestKeys.get(tenant);
      if (known !== undefined) return ok(known);
      const name = digestKeyFile(tenant);
      const found = readOrCreate(files, name, () => chance.bytes(DIGEST_KEY_BYTES));
      if (!found.ok) return found;
      if (found.value.length !== DIGEST_KEY_BYTES) return damaged(name);
      const key = createSecretKey(found.value);
      digestKeys.set(tenant, key);
      return ok(key);
    },
    destroyDigestKey(tenant) {
      digestKeys.delete(tenant);
      return files.remove(digestKeyFile(tenant));
    },
    signingKey() {
      const found = files.read(SIGNING_KEY_FILE);
      if (!found.ok) return found;
      return found.value === undefined ? ok(undefined) : signingKeyFrom(found.value);
    },
    createSigningKey() {
      const found = readOrCreate(files, SIGNING_KEY_FILE, newSigningKey);
      return found.ok ? signingKeyFrom(found.value) : found;
    },
  };
}

function readOrCreate(files: KeyFiles, name: string, make: () => Uint8Array): Result<Uint8Array> {
  const found = files.read(name);
  if (!found.ok) return found;
  return found.value === undefined ? files.create(name, make()) : ok(found.value);
}

function digestKeyFile(tenant: string): string {
  // INVARIANT: the name of a tenant becomes the name of a file, so nothing else may come this far.
  if (!isTenantId(tenant)) throw new TypeError('not the id of a tenant');
  return `digest-${tenant}.key`;
}

function newSigningKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function signingKeyFrom(content: Uint8Array): Result<KeyObject> {
  try {
    const key = createPrivateKey({ key: Buffer.from(content), format: 'pem' });
    return key.asymmetricKeyType === 'ed25519' ? ok(key) : damaged(SIGNING_KEY_FILE);
  } catch {
    // WHY: the cause is not kept: a parser's message about a private key may quote it.
    return damaged(SIGNING_KEY_FILE);
  }
}

function damaged(name: string): Result<never> {
  return failed(
    fault('evidence.unavailable', 'A key of the ledger is damaged.', { cause: `key file ${name}` }),
  );
}
