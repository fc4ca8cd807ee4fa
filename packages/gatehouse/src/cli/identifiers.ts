/** `gatehouse identifiers`: turns a table of real identifiers into keyed hashes that the gate can find them by. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { columnOf } from '../inspection/exact/csv.ts';
import { buildIdentifiers } from '../inspection/exact/store.ts';
import { printable } from '../ledger/story-words.ts';
import { systemChance } from '../main/effects.ts';
import { secretIn } from '../stores/postgres/secret.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { dataOption, jsonOption } from './options.ts';

interface Flags {
  readonly column?: string;
  readonly out: string;
  readonly data: string;
  readonly json: boolean;
}

export function addIdentifiers(program: Command, world: World, finish: Finish): void {
  program
    .command('identifiers')
    .description("the organisation's own identifiers, found exactly and kept only as keyed hashes")
    .command('load')
    .description('read identifiers from a file, which is not needed afterwards; a running gate has to reload')
    .argument('<file>', 'a table of comma-separated values, or one identifier a line')
    .option('--column <name>', 'the column of the table that holds them')
    .requiredOption('--out <file>', 'where the hashes are written: `store` of a row of inspection.exact_data')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((file: string, flags: Flags) => finish(load(file, flags, world)));
}

function load(file: string, { column, out, data, json }: Flags, { io, read }: World): number {
  const text = read(file);
  const values = text === undefined ? `The file ${printable(file)} cannot be read.` : columnOf(text, column);
  if (typeof values === 'string') {
    io.error(json ? `${JSON.stringify({ error: { code: 'file', message: values } })}\n` : `${values}\n`);
    return EXIT.refused;
  }
  const secret = secretIn(join(data, 'identifiers-secret'), systemChance);
  const { bytes, count, skipped } = buildIdentifiers(values, { secret, nonce: randomBytes(12) });
  writeFileSync(out, bytes, { mode: 0o600 });
  io.write(
    json
      ? `${JSON.stringify({ count, skipped, bytes: bytes.length })}\n`
      : `${count} identifiers are kept in ${printable(out)}; ${skipped} were too short or too long.\n`,
  );
  return EXIT.fine;
}
