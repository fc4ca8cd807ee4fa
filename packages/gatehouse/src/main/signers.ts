/** Reads the public keys of those whose signed requests are believed, or says which of them cannot be used. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import type { Signer } from '../identity/signers.ts';

export function openSigners(
  { identity }: Settings,
  { folder, at }: { readonly folder: string; readonly at: Report },
): { readonly signers: readonly Signer[] } | { readonly problems: readonly Problem[] } {
  const signers: Signer[] = [];
  const problems: Problem[] = [];
  for (const [index, { key_file: file, ...signer }] of identity.signatures.entries()) {
    const key = publicKey(resolve(folder, file));
    if (key !== undefined) signers.push({ ...signer, key });
    else problems.push(at(['identity', 'signatures', index, 'key_file'], NO_KEY));
  }
  return problems.length > 0 ? { problems } : { signers };
}

const NO_KEY = 'The file cannot be read, or holds no public Ed25519 key as PEM (SPKI) or JWK.';

function publicKey(path: string): KeyObject | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    const key = text.startsWith('{') ? fromJwk(text) : fromPem(text);
    return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    // Whoever asked says so, with the place of the setting.
    return undefined;
  }
}

/** WHY: a private key has no place in a gate that only verifies; `createPublicKey` would quietly take its half. */
function fromPem(text: string): KeyObject | undefined {
  return text.startsWith('-----BEGIN PUBLIC KEY-----') ? createPublicKey(text) : undefined;
}

function fromJwk(text: string): KeyObject | undefined {
  const jwk = JSON.parse(text) as Record<string, unknown>;
  return 'd' in jwk ? undefined : createPublicKey({ key: jwk, format: 'jwk' });
}
