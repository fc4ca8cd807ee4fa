/** `gatehouse status`: what the running gate is, and how it is doing. */
import type { Command } from 'commander';
import { getStatus } from '../http/control/routes/get-status.ts';
import { counted, duration, printable } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption } from './options.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
}

export function addStatus(program: Command, world: World, finish: Finish): void {
  program
    .command('status')
    .description('say whether the gate runs, and what it runs')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      finish(
        await askGate(world, options, {
          route: getStatus,
          tell: (status) =>
            [
              `Gatehouse ${status.version} has been up for ${duration(status.uptimeMs)}, environment ${status.environment}.`,
              `Policy in force: ${status.policyDigest}`,
              `Inspection rules: ${status.inspectionRules}`,
              `${counted(status.openCrossings, 'crossing')} open.`,
              ...status.warnings.map(({ file, line, message }) => `Warning: ${file}:${line} ${message}`),
            ]
              .map((line) => `${printable(line)}\n`)
              .join(''),
        }),
      );
    });
}
