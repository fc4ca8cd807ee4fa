/** `gatehouse approvals deputies`: people who are away name somebody to answer for them. */
import type { Command } from 'commander';
import { endDeputy } from '../http/control/routes/end-deputy.ts';
import { listDeputies } from '../http/control/routes/list-deputies.ts';
import { nameDeputy } from '../http/control/routes/name-deputy.ts';
import { printable } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { type PersonOptions, personal, tokenOf } from './person-options.ts';
import { table } from './table.ts';

export function addDeputies(approvals: Command, world: World, finish: Finish): void {
  const deputies = approvals.command('deputies').description('who answers for people who are away');
  const add = (usage: string, description: string) =>
    personal(deputies.command(usage).description(description), world);
  const as = (options: PersonOptions) => ({ ...options, token: tokenOf(world, options) });
  add('list', 'list who answers for whom').action(async (options: PersonOptions) =>
    finish(
      await askGate(world, as(options), {
        route: listDeputies,
        given: { query: { tenant: options.tenant } },
        tell: ({ deputies: named }) =>
          table(
            ['ID', 'PERSON', 'DEPUTY', 'FROM', 'UNTIL'],
            named.map(({ id, person, deputy, from, until }) => [id, person, deputy, from, until]),
            'Everybody answers for themselves.',
          ),
      }),
    ),
  );
  add('name', 'name somebody who answers for you for a while')
    .argument('<person>', 'the id of the person')
    .requiredOption('--until <time>', 'such as 2027-01-10T08:00:00Z')
    .option('--from <time>', 'from now on, by default')
    .action(async (deputy: string, options: PersonOptions & { until: string; from?: string }) => {
      const { until, from } = options;
      const given = { body: { deputy, until, from } };
      const tell = ({ deputy: named }: { deputy: { id: string; deputy: string; until: string } }) =>
        printable(`${named.deputy} answers for you until ${named.until} (${named.id}).`).concat('\n');
      finish(await askGate(world, as(options), { route: nameDeputy, given, tell }));
    });
  add('end', 'answer for yourself again')
    .argument('<id>')
    .action(async (id: string, options: PersonOptions) => {
      const tell = () => 'You answer for yourself again.\n';
      finish(await askGate(world, as(options), { route: endDeputy, given: { params: { id } }, tell }));
    });
}
