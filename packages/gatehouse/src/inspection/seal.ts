/** Seals what is kept for a tenant: AES-256-GCM (NIST SP 800-38D) under keys that HKDF (RFC 5869) derives for each tenant. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The keys of one tenant's vault, or of another room of its own. Whoever destroys the tenant's own key has destroyed these as well. */
export interface VaultKeys {
  readonly sealing: KeyObject;
  readonly digesting: KeyObject;
}

/** What is sealed in one room opens in no other. */
export function vaultKeys(
  tenantKey: KeyObject,
  room: 'vault' | 'mandate' | 'call' | 'grant' = 'vault',
): VaultKeys {
  const derive = (purpose: string) =>
    createSecretKey(
      new Uint8Array(hkdfSync('sha256', tenantKey, '', `gatehouse ${room} ${purpose} 1`, KEY_BYTES)),
    );
  return { sealing: derive('sealing'), digesting: derive('digesting') };
}

/** HMAC-SHA256 over fields none of which can pose as another. */
export function digestOf({ digesting }: VaultKeys, fields: readonly string[]): Buffer {
  return createHmac('sha256', digesting).update(JSON.stringify(fields)).digest();
}

/** `place` is bound to the value: what was sealed for one place opens at no other. `nonce` MUST be random, 12 bytes. */
export function seal(
  { sealing }: VaultKeys,
  place: string,
  value: { text: string; nonce: Uint8Array },
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', sealing, value.nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(value.text, 'utf8'), cipher.final()]);
  return Buffer.concat([value.nonce, body, cipher.getAuthTag()]);
}

/** @throws Error when it was sealed under another key, for another place, or was changed since. */
export function unseal({ sealing }: VaultKeys, place: string, sealed: Uint8Array): string {
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]).toString(
    'utf8',
  );
}
