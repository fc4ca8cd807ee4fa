/** `gatehouse grants`: who let the gate act for them at tools, and how to end that. */
import { type Command, Option } from 'commander';
import { forgetGrants } from '../http/control/routes/forget-grants.ts';
import { listGrants } from '../http/control/routes/list-grants.ts';
import { printable } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption, tenantOption } from './options.ts';
import { table } from './table.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
}

interface Forgetting extends Options {
  readonly kind: string;
  readonly server?: string;
}

export function addGrants(program: Command, world: World, finish: Finish): void {
  const command = program.command('grants').description('who let the gate act for them at tools');
  const add = (usage: string, description: string) =>
    command
      .command(usage)
      .description(description)
      .addOption(tenantOption())
      .addOption(dataOption())
      .addOption(jsonOption());
  add('list', 'list whose grants are kept, and for which servers').action(async (options: Options) =>
    finish(
      await askGate(world, options, {
        route: listGrants,
        given: { query: { tenant: options.tenant } },
        tell: ({ grants }) =>
          table(
            ['SUBJECT', 'SERVER', 'SINCE'],
            grants.map(({ subject: { kind, id }, server, changedAt }) => [
              `${kind} ${id}`,
              server,
              changedAt,
            ]),
            'Nobody has granted anything.',
          ),
      }),
    ),
  );
  add('forget', 'forget what somebody granted; the gate acts for them there no more')
    .argument('<id>')
    .addOption(
      new Option('--kind <kind>', 'what the subject is')
        .choices(['person', 'workload', 'agent'])
        .default('person'),
    )
    .option('--server <server>', 'at this server of tools alone')
    .action(async (id: string, { kind, server, ...options }: Forgetting) =>
      finish(
        await askGate(world, options, {
          route: forgetGrants,
          given: { body: { id, kind, server, tenant: options.tenant } },
          tell: () => `What the ${kind} ${printable(id)} granted is forgotten.\n`,
        }),
      ),
    );
}
