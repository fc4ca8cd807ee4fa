/** The key that signs mandates' tokens: Ed25519, made on first use, kept beside the other keys. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** Where it lies: a small file that only this user can read. */
export interface TokenKeyFiles {
  read(name: string): Result<Uint8Array | undefined>;
  /** Unless it exists; in a race all callers get the winner's content. */
  create(name: string, content: Uint8Array): Result<Uint8Array>;
}

export interface TokenKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  /** As it is published (RFC 7517). */
  readonly jwk: Readonly<Record<string, unknown>>;
}

export const TOKEN_ALGORITHM = 'EdDSA';
const FILE = 'mandate-tokens.pem';

export function openTokenKey(files: TokenKeyFiles): Result<TokenKey> {
  const found = files.read(FILE);
  if (!found.ok) return found;
  const content = found.value === undefined ? files.create(FILE, newKey()) : ok(found.value);
  if (!content.ok) return content;
  const privateKey = keyIn(content.value);
  if (privateKey === undefined) {
    // WHY: the cause is not kept: a parser's message about a private key may quote it.
    return failed(
      fault('start.failed', `The key file ${FILE} is damaged. Restore it, or remove it: tokens end with it.`),
    );
  }
  const publicKey = createPublicKey(privateKey);
  const { crv, kty, x } = publicKey.export({ format: 'jwk' }) as JWK;
  const jwk = { crv, kty, x };
  // RFC 7638 section 3: exactly these members, in this order, without white space.
  const kid = hash('sha256', JSON.stringify(jwk), 'base64url');
  return ok({ privateKey, publicKey, kid, jwk: { ...jwk, kid, alg: TOKEN_ALGORITHM, use: 'sig' } });
}

function newKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519');
  return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function keyIn(content: Uint8Array): KeyObject | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(content), format: 'pem' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
