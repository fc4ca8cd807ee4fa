/** A secret kept in a file of mode 0600: made once, complete or not at all, and the same for every process. */
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Chance } from '../../kernel/effects.ts';

const SECRET = /^[0-9a-f]{64}$/;

/**
 * The 256-bit secret in `path`, hexadecimal; made when the file is missing.
 * @throws Error when the file is not a secret of ours, or others may read it.
 */
export function secretIn(path: string, chance: Chance): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${Buffer.from(chance.bytes(8)).toString('hex')}`;
  try {
    writeFileSync(draft, Buffer.from(chance.bytes(32)).toString('hex'), {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    linkSync(draft, path); // WHY: fails when it exists, so that of two starts at once one wins, with a whole file.
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const facts = lstatSync(path);
  if (!facts.isFile() || (facts.mode & 0o077) !== 0) {
    throw new Error(`${path} must be a plain file that only its owner may read (mode 0600)`);
  }
  const secret = readFileSync(path, 'utf8');
  if (!SECRET.test(secret)) throw new Error(`${path} does not hold a secret made by Gatehouse`);
  return secret;
}
