/** Keyed digests of content: evidence can be matched with content by whoever holds the tenant's key, and by nobody else. */
import { createHmac, type KeyObject } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/**
 * HMAC-SHA256 (RFC 2104) under the tenant's digest key, hexadecimal.
 * Throws when the key cannot be had: nothing may be recorded, so nothing may leave. `keyring.digestKey` tells
 * beforehand, as a value.
 */
export function createDigests(keyring: Keyring) {
  return {
    of(tenant: string, text: string): string {
      return createHmac('sha256', keyOf(keyring, tenant)).update(text).digest('hex');
    },
    start(tenant: string): { update(text: string): void; finish(): string } {
      const hmac = createHmac('sha256', keyOf(keyring, tenant));
      return {
        update: (text) => void hmac.update(text),
        finish: () => hmac.digest('hex'),
      };
    },
  };
}

function keyOf(keyring: Keyring, tenant: string): KeyObject {
  const key = keyring.digestKey(tenant);
  if (!key.ok) throw new Error(`no digest key for the tenant: ${key.fault.cause ?? key.fault.message}`);
  return key.value;
}
