/** `gatehouse mandates` and `gatehouse principals`: what agents were asked to do, and who is out. */
import { type Command, Option } from 'commander';
import { disablePrincipal } from '../http/control/routes/disable-principal.ts';
import { enablePrincipal } from '../http/control/routes/enable-principal.ts';
import { getMandate } from '../http/control/routes/get-mandate.ts';
import { listMandates } from '../http/control/routes/list-mandates.ts';
import { revokeMandate } from '../http/control/routes/revoke-mandate.ts';
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

interface Party {
  readonly kind: string;
  readonly id: string;
}

interface Shown {
  readonly id: string;
  readonly subject: Party;
  readonly chain: readonly Party[];
  readonly purpose?: string | undefined;
  readonly tools: readonly string[];
  readonly wordless: boolean;
  readonly bound: boolean;
  readonly expiresAt: string;
  readonly endedAt?: string | undefined;
  readonly parent?: string | undefined;
}

export function addMandates(program: Command, world: World, finish: Finish): void {
  const add = adder(program.command('mandates').description('what agents were asked to do, and by whom'));
  add('list', 'list the mandates of a tenant, newest first')
    .addOption(new Option('--living', 'only those that have not ended').default(false))
    .action(async ({ living, ...options }: Options & { readonly living: boolean }) =>
      finish(
        await askGate(world, options, {
          route: listMandates,
          given: { query: { tenant: options.tenant, living: String(living) } },
          tell: ({ mandates }) =>
            table(
              ['MANDATE', 'FOR', 'BY', 'PURPOSE', 'TOOLS', 'STANDS'],
              mandates.map((mandate) => rowOf(mandate, world.nowMs())),
              'There are no mandates.',
            ),
        }),
      ),
    );
  add('show', 'show one mandate')
    .argument('<id>')
    .action(async (id: string, options: Options) =>
      finish(
        await askGate(world, options, {
          route: getMandate,
          given: { params: { id }, query: { tenant: options.tenant } },
          tell: ({ mandate }) => told(mandate, world.nowMs()),
        }),
      ),
    );
  add('revoke', 'end a mandate and all that were narrowed from it, everywhere within a second')
    .argument('<id>')
    .action(async (id: string, options: Options) =>
      finish(
        await askGate(world, options, {
          route: revokeMandate,
          given: { params: { id }, query: { tenant: options.tenant } },
          tell: ({ mandate }) =>
            `Mandate ${mandate.id} has ended; within a second it opens nothing any more.\n`,
        }),
      ),
    );
}

export function addPrincipals(program: Command, world: World, finish: Finish): void {
  const add = adder(
    program.command('principals').description('people, workloads and agents that are put out'),
  );
  add('disable', 'put a principal out within a second; its keys and mandates end for good')
    .argument('<id>')
    .addOption(kindOption())
    .action(async (id: string, { kind, ...options }: Options & { readonly kind: string }) =>
      finish(
        await askGate(world, options, {
          route: disablePrincipal,
          given: { body: { id, kind, tenant: options.tenant } },
          tell: ({ keys, mandates }) =>
            `The ${kind} ${printable(id)} is out. Keys that ended: ${keys}. Mandates that ended: ${mandates}.\n`,
        }),
      ),
    );
  add('enable', 'let a principal back in; what ended stays ended')
    .argument('<id>')
    .addOption(kindOption())
    .action(async (id: string, { kind, ...options }: Options & { readonly kind: string }) =>
      finish(
        await askGate(world, options, {
          route: enablePrincipal,
          given: { body: { id, kind, tenant: options.tenant } },
          tell: () => `The ${kind} ${printable(id)} may come back, with new keys.\n`,
        }),
      ),
    );
}

function adder(command: Command): (usage: string, description: string) => Command {
  return (usage, description) =>
    command
      .command(usage)
      .description(description)
      .addOption(tenantOption())
      .addOption(dataOption())
      .addOption(jsonOption());
}

function kindOption(): Option {
  return new Option('--kind <kind>', 'what the principal is')
    .choices(['person', 'workload', 'agent'])
    .makeOptionMandatory();
}

function rowOf(mandate: Shown, nowMs: number): readonly string[] {
  const by = mandate.chain.map(nameOf).join(' for ');
  const purpose = mandate.wordless ? '(wordless)' : (mandate.purpose ?? '');
  return [
    mandate.id,
    nameOf(mandate.subject),
    by,
    purpose,
    mandate.tools.join(' '),
    standing(mandate, nowMs),
  ];
}

function told(mandate: Shown, nowMs: number): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['for', nameOf(mandate.subject)],
    ['by', mandate.chain.map(nameOf).join(' for ') || 'itself'],
    ['purpose', mandate.purpose],
    ['tools', mandate.tools.join(' ') || 'none'],
    ['part of', mandate.parent],
    ['tokens', mandate.bound ? 'bound to a key' : 'not bound to a key'],
    ['stands', standing(mandate, nowMs)],
  ];
  const lines = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(8)} ${printable(value)}\n`],
  );
  return `Mandate ${mandate.id}\n${lines.join('')}`;
}

function standing({ endedAt, expiresAt }: Shown, nowMs: number): string {
  if (endedAt !== undefined) return `ended ${endedAt.slice(0, 16)}Z`;
  return `${Date.parse(expiresAt) <= nowMs ? 'expired' : 'until'} ${expiresAt.slice(0, 16)}Z`;
}

function nameOf({ kind, id }: Party): string {
  return `${kind} ${id}`;
}
