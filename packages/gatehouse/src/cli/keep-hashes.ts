/** What the commands that keep hashes of an organisation's own data share: the secret, the file, and what is said. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { systemChance } from '../main/effects.ts';
import { secretIn } from '../stores/postgres/secret.ts';
import { EXIT, type Io } from './io.ts';

export interface KeepFlags {
  readonly out: string;
  readonly data: string;
  readonly json: boolean;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly skipped: number;
}

export function outOption(where: string): Option {
  return new Option(
    '--out <file>',
    `where the hashes are written: \`store\` of a row of ${where}`,
  ).makeOptionMandatory();
}

/** Makes hashes under the secret of the data directory, and writes them to a file that only its owner may read. */
export function keepHashes(
  io: Io,
  { out, data, json }: KeepFlags,
  {
    make,
    tell,
  }: {
    readonly make: (under: { readonly secret: string; readonly nonce: Uint8Array }) => Kept;
    readonly tell: (kept: Kept) => string;
  },
): number {
  const secret = secretIn(join(data, 'identifiers-secret'), systemChance);
  const kept = make({ secret, nonce: randomBytes(12) });
  try {
    writeFileSync(out, kept.bytes, { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refuse(io, json, 'The file that --out names cannot be written.');
  }
  const { count, skipped, bytes } = kept;
  io.write(json ? `${JSON.stringify({ count, skipped, bytes: bytes.length })}\n` : `${tell(kept)}\n`);
  return EXIT.fine;
}

export function refuse(io: Io, json: boolean, message: string): number {
  if (json) io.write(`${JSON.stringify({ error: { code: 'file', message } })}\n`);
  else io.error(`${message}\n`);
  return EXIT.refused;
}
