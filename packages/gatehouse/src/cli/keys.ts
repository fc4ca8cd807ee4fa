/** `gatehouse keys`: makes, lists, renews and ends Gatehouse keys. */
import { type Command, Option } from 'commander';
import { createKey } from '../http/control/routes/create-key.ts';
import { listKeys } from '../http/control/routes/list-keys.ts';
import { revokeKey } from '../http/control/routes/revoke-key.ts';
import { rotateKey } from '../http/control/routes/rotate-key.ts';
import { printable } from '../ledger/story-words.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { dataOption, jsonOption, pairs, repeated, seconds, tenantOption } from './options.ts';
import { table } from './table.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
}

interface CreateOptions extends Options {
  readonly name: string;
  readonly principal: string;
  readonly kind: string;
  readonly role?: readonly string[];
  readonly team?: readonly string[];
  readonly purpose?: readonly string[];
  readonly model?: readonly string[];
  readonly attribute?: Readonly<Record<string, string>>;
  readonly lifetime?: number;
}

interface RotateOptions extends Options {
  readonly overlap?: number;
  readonly lifetime?: number;
}

type Shown = { readonly [Field in 'id' | 'kind' | 'principal' | 'tenant' | 'expiresAt']: string };

export function addKeys(program: Command, world: World, finish: Finish): void {
  const keys = program.command('keys').description('the keys that applications cross with');
  const add = (usage: string, description: string) =>
    keys
      .command(usage)
      .description(description)
      .addOption(tenantOption())
      .addOption(dataOption())
      .addOption(jsonOption());

  add('create', 'make a key; it is shown once')
    .requiredOption('--name <text>', 'a label for people')
    .requiredOption('--principal <id>', 'who acts with it')
    .addOption(kindOption())
    .option('--role <name>', 'a role of the principal; may be repeated', repeated)
    .option('--team <name>', 'a team of the principal; may be repeated', repeated)
    .option('--purpose <name>', 'a purpose that may be stated; may be repeated', repeated)
    .option('--model <name>', 'a model that it is limited to; may be repeated', repeated)
    .option('--attribute <name=value>', 'an attribute of the principal; may be repeated', pairs)
    .option('--lifetime <time>', 'such as 30d; 90 days by default, at most 365', seconds)
    .action(async (options: CreateOptions) => finish(await create(world, options)));
  add('list', 'list the keys of a tenant').action(async (options: Options) =>
    finish(await list(world, options)),
  );
  add('rotate', 'give a key a new secret and a new lifetime')
    .argument('<id>')
    .option(
      '--overlap <time>',
      'how long the old secret stays valid, such as 1h; not at all by default',
      seconds,
    )
    .option('--lifetime <time>', 'such as 30d; 90 days by default, at most 365', seconds)
    .action(async (id: string, options: RotateOptions) => finish(await rotate(world, id, options)));
  add('revoke', 'end a key everywhere within a second, for good')
    .argument('<id>')
    .action(async (id: string, options: Options) => finish(await revoke(world, id, options)));
}

function kindOption(): Option {
  const kinds = ['person', 'workload', 'agent'];
  return new Option('--kind <kind>', 'what the principal is').choices(kinds).default('workload');
}

function create(world: World, options: CreateOptions): Promise<number> {
  const { name, principal, kind, tenant, role, team, purpose, model, attribute, lifetime } = options;
  const body = {
    ...{ name, principal, kind, tenant, roles: role, teams: team, purposes: purpose, models: model },
    ...{ attributes: attribute, lifetimeSeconds: lifetime },
  };
  return askGate(world, options, { route: createKey, given: { body }, tell: tellIssued });
}

function list(world: World, options: Options): Promise<number> {
  const stateOf = (key: { revokedAt?: string | undefined; expiresAt: string }) => {
    if (key.revokedAt !== undefined) return `revoked ${key.revokedAt.slice(0, 10)}`;
    const expired = Date.parse(key.expiresAt) <= world.nowMs();
    return `${expired ? 'expired' : 'until'} ${key.expiresAt.slice(0, 10)}`;
  };
  return askGate(world, options, {
    route: listKeys,
    given: { query: { tenant: options.tenant } },
    tell: ({ keys }) =>
      table(
        ['KEY', 'NAME', 'PRINCIPAL', 'ROLES', 'MODELS', 'VALID'],
        keys.map((key) => [
          ...[key.id, key.name, `${key.kind} ${key.principal}`],
          ...[key.roles.join(' '), key.models.join(' '), stateOf(key)],
        ]),
        'There are no keys. Make one with gatehouse keys create.',
      ),
  });
}

function rotate(world: World, id: string, options: RotateOptions): Promise<number> {
  const { tenant, overlap, lifetime } = options;
  const body = { overlapSeconds: overlap, lifetimeSeconds: lifetime };
  const given = { params: { id }, query: { tenant }, body };
  return askGate(world, options, { route: rotateKey, given, tell: tellIssued });
}

function revoke(world: World, id: string, options: Options): Promise<number> {
  return askGate(world, options, {
    route: revokeKey,
    given: { params: { id }, query: { tenant: options.tenant } },
    tell: ({ key }) => `Key ${key.id} is revoked; within a second it opens nothing any more.\n`,
  });
}

function tellIssued({ key, text }: { readonly key: Shown; readonly text: string }): string {
  const whose = printable(`the ${key.kind} ${key.principal} of tenant ${key.tenant}`);
  const until = key.expiresAt.slice(0, 10);
  return `Key ${key.id}, for ${whose}, is valid until ${until}. It is shown this once:\n\n${text}\n`;
}
