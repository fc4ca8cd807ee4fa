/** What the quick start adds so that a newcomer can call at once: a key, and an identity provider of its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuerSettings } from '../config/schema.ts';
import { devIssuers } from '../dev-idp/cast.ts';
import type { KeyOffice } from '../identity/key-office.ts';
import type { KeyVerifier } from '../identity/key-verifier.ts';
import { ok, type Result } from '../kernel/result.ts';
import { secretIn } from '../stores/postgres/secret.ts';
import { DEV_IDENTITY_FILE, type DevIdentityNote } from './dev-note.ts';
import { systemChance } from './effects.ts';

/** The tenant of the quick start's configuration. */
const DEMO_TENANT = 'acme';
const DEMO_LIFETIME_SECONDS = 30 * 86_400;

export interface DevIdentity {
  readonly issuers: readonly IssuerSettings[];
  close(): Promise<void>;
}

/** Starts the development identity provider on a free port of the loopback address. */
export async function startDevIdentity(dataDir: string): Promise<Result<DevIdentity>> {
  const secret = secretIn(join(dataDir, 'dev-idp-secret'), systemChance);
  const idp = await quietly(async () => {
    // WHY: it is a large library, and only the quick start has a use for it.
    const { startDevIdp } = await import('../dev-idp/dev-idp.ts');
    return startDevIdp({ port: 0, secret, interactive: true });
  });
  if (!idp.ok) return idp;
  const { issuer, close } = idp.value;
  const note: DevIdentityNote = { issuer, secret };
  writeFileSync(join(dataDir, DEV_IDENTITY_FILE), JSON.stringify(note), { mode: 0o600 });
  return ok({ issuers: devIssuers(issuer, DEMO_TENANT), close });
}

/** WHY: the library warns that a set-up for development is one; who starts the quick start wants nothing else. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}

/** The demo key of this data directory: the one from the last start while it is valid, or else a new one. */
export async function demoKey(
  dataDir: string,
  parts: { readonly office: KeyOffice; readonly keys: KeyVerifier },
): Promise<Result<string>> {
  const file = join(dataDir, 'demo-key');
  const kept = readKept(file);
  if (kept !== undefined && (await parts.keys.verify(kept)).ok) return ok(kept);
  const made = await parts.office.create(
    {
      tenant: DEMO_TENANT,
      name: 'quick start',
      kind: 'person',
      principal: 'demo',
      roles: ['developer'],
      teams: ['quick-start'],
      purposes: [],
      attributes: {},
      models: ['*'],
    },
    { createdBy: 'quick start', lifetimeSeconds: DEMO_LIFETIME_SECONDS },
  );
  if (!made.ok) return made;
  writeFileSync(file, made.value.text, { mode: 0o600 });
  return ok(made.value.text);
}

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // WHY: no file, or not ours to read: then a new key is made, which is always safe.
    return undefined;
  }
}
