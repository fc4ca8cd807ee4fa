/** `gatehouse permissions`: everything that somebody can reach and do, what is dangerous of it, and what could go. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ShownPermissions } from '../http/control/permission-shape.ts';
import { getPermissions } from '../http/control/routes/get-permissions.ts';
import { ask, tellRefusal } from './ask-gate.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { dataOption, jsonOption, tenantOption } from './options.ts';
import { permissionsText } from './permissions-text.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
  readonly kind: string;
  readonly unused: number;
  readonly failOn?: keyof typeof FAILURES;
}

/** What a check of its own can stop at. */
const FAILURES = {
  dangerous: ({ dangers }: ShownPermissions) => dangers.paths.some(({ standing }) => standing !== 'held'),
  unused: ({ smaller }: ShownPermissions) => smaller.tools.length + smaller.models.length > 0,
};

export function addPermissions(program: Command, world: World, finish: Finish): void {
  program
    .command('permissions')
    .description('list everything that somebody can reach and do, by which rule, and when it last did')
    .argument('<id>', 'the id of the agent, workload or person')
    .addOption(
      new Option('--kind <kind>', 'what the principal is')
        .choices(['person', 'workload', 'agent'])
        .default('agent'),
    )
    .option('--unused <days>', 'what was not used in so many days could go', days, 90)
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit with 4 when a dangerous combination is not held by a person, or something is unused',
      ).choices(Object.keys(FAILURES)),
    )
    .addOption(tenantOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (id: string, options: Options) => finish(await permissions(world, id, options)));
}

async function permissions({ io }: World, id: string, options: Options): Promise<number> {
  const { data, json, tenant, kind, unused, failOn } = options;
  const given = { query: { id, kind, tenant, unusedDays: unused } };
  const asked = await ask({ data, token: undefined, route: getPermissions, given });
  if ('error' in asked) return tellRefusal(io, json, asked);
  io.write(json ? `${JSON.stringify(asked.answer)}\n` : permissionsText(asked.answer));
  return failOn !== undefined && FAILURES[failOn](asked.answer) ? EXIT.found : EXIT.fine;
}

function days(text: string): number {
  const value = Number(text);
  if (/^\d{1,4}$/.test(text) && value >= 1 && value <= 3_650) return value;
  throw new InvalidArgumentError('It is a number of days from 1 to 3650.');
}
