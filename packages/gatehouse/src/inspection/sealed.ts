/** Files of hashes, sealed under the secret of a deployment: whoever takes only the file learns nothing from it. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** What is kept in a file; its name stands at the beginning, and keys of one kind are of no use for another. */
export type Kind = 'identifiers' | 'fingerprints';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one use, so that none tells anything about another (HMAC-SHA-256, RFC 2104). */
export function keyFor(secret: string, use: string): Buffer {
  return createHmac('sha256', secret).update(`gatehouse inspection: ${use}`).digest();
}

/** AES-256-GCM (NIST SP 800-38D). WHY at all, over hashes: of few possible values, short filters give them away. */
export function seal(
  plain: Uint8Array,
  { kind, secret, nonce }: { readonly kind: Kind; readonly secret: string; readonly nonce: Uint8Array },
): Uint8Array {
  if (nonce.length !== NONCE_BYTES) throw new Error('a nonce has 12 bytes');
  const magic = magicOf(kind);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, `seal ${kind}`), nonce).setAAD(magic);
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([magic, nonce, cipher.getAuthTag(), ...sealed]);
}

/** What was sealed; a file that was changed, is of another kind, or was sealed with another secret is refused. */
export function unseal(
  bytes: Uint8Array,
  { kind, secret }: { readonly kind: Kind; readonly secret: string },
): Result<Buffer> {
  const magic = magicOf(kind);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tagAt = magic.length + NONCE_BYTES;
  const bodyAt = tagAt + TAG_BYTES;
  if (file.length < bodyAt || !file.subarray(0, magic.length).equals(magic)) {
    return unusable(kind, 'it begins differently');
  }
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor(secret, `seal ${kind}`),
    file.subarray(magic.length, tagAt),
    { authTagLength: TAG_BYTES },
  ).setAAD(magic);
  decipher.setAuthTag(file.subarray(tagAt, bodyAt));
  try {
    return ok(Buffer.concat([decipher.update(file.subarray(bodyAt)), decipher.final()]));
  } catch (cause) {
    return unusable(kind, cause);
  }
}

/** The fault for a file that does not hold what it should. */
export function unusable(kind: Kind, cause: unknown) {
  const message = `The file holds no ${kind}, was changed, or was made with the secret of another data directory; load it again.`;
  return failed(fault('config.invalid', message, { cause }));
}

function magicOf(kind: Kind): Buffer {
  return Buffer.from(`gatehouse ${kind} 1\n`);
}
