/** `gatehouse reload`: has the running gate read its configuration again. */
import type { Command } from 'commander';
import { reload } from '../http/control/routes/reload.ts';
import { printable } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption } from './options.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
}

export function addReload(program: Command, world: World, finish: Finish): void {
  program
    .command('reload')
    .description('read the configuration again: all of it becomes active at once, or nothing changes')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      finish(
        await askGate(world, options, {
          route: reload,
          given: { body: {} },
          tell: ({ policyDigest, warnings }) =>
            [
              `The configuration is active; policy ${policyDigest.slice(0, 12)}.`,
              ...warnings.map(({ file, line, message }) => `Warning: ${file}:${line} ${message}`),
            ]
              .map((line) => `${printable(line)}\n`)
              .join(''),
        }),
      );
    });
}
