/** Reads the secrets that a configuration names. */
import { readFileSync, statSync } from 'node:fs';
import type { SecretName } from '../config/secret-schema.ts';

/** Undefined when it is not there. A secret file that others may read is as good as none: it is not used. */
export function secretOf(
  secret: SecretName | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (secret === undefined) return undefined;
  if ('env' in secret) return environment[secret.env] || undefined;
  const facts = statSync(secret.file, { throwIfNoEntry: false });
  if (facts === undefined || !facts.isFile() || (facts.mode & 0o077) !== 0) return undefined;
  return readFileSync(secret.file, 'utf8').trim() || undefined;
}
