/** `gatehouse identifiers`: turns a table of real identifiers into keyed hashes that the gate can find them by. */
import type { Command } from 'commander';
import { columnOf } from '../inspection/exact/csv.ts';
import { buildIdentifiers } from '../inspection/exact/store.ts';
import { printable } from '../ledger/story-words.ts';
import type { Finish, World } from './io.ts';
import { type KeepFlags, keepHashes, outOption, refuse } from './keep-hashes.ts';
import { dataOption, jsonOption } from './options.ts';

interface Flags extends KeepFlags {
  readonly column?: string;
}

export function addIdentifiers(program: Command, world: World, finish: Finish): void {
  program
    .command('identifiers')
    .description("the organisation's own identifiers, found exactly and kept only as keyed hashes")
    .command('load')
    .description('read identifiers from a file, which is not needed afterwards; a running gate has to reload')
    .argument('<file>', 'a table of comma-separated values, or one identifier a line')
    .option('--column <name>', 'the column of the table that holds them')
    .addOption(outOption('inspection.exact_data'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((file: string, flags: Flags) => finish(load(file, flags, world)));
}

function load(file: string, flags: Flags, { io, read }: World): number {
  const text = read(file);
  if (text === undefined) return refuse(io, flags.json, `The file ${printable(file)} cannot be read.`);
  const values = columnOf(text, flags.column);
  if (typeof values === 'string') return refuse(io, flags.json, values);
  return keepHashes(io, flags, {
    make: (under) => buildIdentifiers(values, under),
    tell: ({ count, skipped }) =>
      `${count} identifiers are kept in ${printable(flags.out)}; ${skipped} were too short or too long.`,
  });
}
