/** `gatehouse ledger`: proves that the ledger is whole, or shows its newest signed head. */
import type { Command } from 'commander';
import { ledgerHead } from '../http/control/routes/ledger-head.ts';
import { verifyLedger } from '../http/control/routes/verify-ledger.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption } from './options.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
}

export function addLedger(program: Command, world: World, finish: Finish): void {
  const ledger = program.command('ledger').description('the record of everything that crossed');
  ledger
    .command('verify')
    .description('find any evidence that was changed, removed, inserted or moved')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      finish(
        await askGate(world, options, {
          route: verifyLedger,
          given: {},
          tell: ({ text }) => text,
          isYes: ({ ok }) => ok,
        }),
      );
    });
  ledger
    .command('head')
    .description('show the newest signed head; a copy kept elsewhere reveals any later rewriting')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      finish(
        await askGate(world, options, {
          route: ledgerHead,
          tell: ({ head = 'Nothing is sealed yet.\n', verifierKey }) =>
            verifierKey === undefined ? head : `Verifier key: ${verifierKey}\n\n${head}`,
        }),
      );
    });
}
