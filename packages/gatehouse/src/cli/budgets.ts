/** `gatehouse budgets`: what was spent, and what is left. */
import type { Command } from 'commander';
import { listBudgets } from '../http/control/routes/list-budgets.ts';
import { dollars, number } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption, tenantOption } from './options.ts';
import { table } from './table.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
}

export function addBudgets(program: Command, world: World, finish: Finish): void {
  program
    .command('budgets')
    .description('show what was spent and is reserved in the present window of each budget')
    .addOption(tenantOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      finish(
        await askGate(world, options, {
          route: listBudgets,
          given: { query: { tenant: options.tenant } },
          tell: ({ budgets }) =>
            table(
              ['BUDGET', 'WHOSE', 'SPENT', 'RESERVED', 'LIMIT', 'RENEWS'],
              budgets.map(({ budget, subject, measure, spent, reserved, limit, windowEnd }) => [
                ...[budget, subject],
                ...[spent, reserved, limit].map((amount) => amountText(measure, amount)),
                windowEnd,
              ]),
              'No budget was used in its present window.',
            ),
        }),
      );
    });
}

function amountText(measure: string, amount: number): string {
  return measure === 'money' ? dollars(amount) : `${number(amount)} ${measure}`;
}
