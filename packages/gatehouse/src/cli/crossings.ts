/** `gatehouse crossings`: the newest crossings, in short. */
import type { Command } from 'commander';
import { listCrossings } from '../http/control/routes/list-crossings.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { count, dataOption, jsonOption, tenantOption } from './options.ts';
import { table } from './table.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
  readonly limit: number;
  readonly before?: string;
}

export function addCrossings(program: Command, world: World, finish: Finish): void {
  program
    .command('crossings')
    .description('list the newest crossings')
    .option('--limit <count>', 'how many, at most 200', count, 20)
    .option('--before <id>', 'continue after this crossing')
    .addOption(tenantOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const { tenant, limit, before } = options;
      finish(
        await askGate(world, options, {
          route: listCrossings,
          given: { query: { tenant, limit, before } },
          tell: ({ crossings }) =>
            table(
              ['CROSSING', 'WHEN', 'WHO', 'ASKED FOR', 'ENDING'],
              crossings.map(({ id, at, principal = '', asked = '', ending, fault }) => [
                ...[id, at, principal, asked],
                fault === undefined ? ending : `${ending} (${fault})`,
              ]),
              'Nothing has crossed yet.',
            ),
        }),
      );
    });
}
