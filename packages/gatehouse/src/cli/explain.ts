/** `gatehouse explain`: tells the story of a crossing, from what the ledger holds of it. */
import type { Command } from 'commander';
import { getCrossing } from '../http/control/routes/get-crossing.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, Io, World } from './io.ts';
import { dataOption, jsonOption, tenantOption } from './options.ts';

interface Options {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
}

export function addExplain(program: Command, world: World, finish: Finish): void {
  program
    .command('explain')
    .description('tell who asked for what, what was found and decided, what left, and how it ended')
    .argument('[crossing]', "its id, the caller's own reference for it, or last", 'last')
    .addOption(tenantOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (id: string, options: Options) => {
      finish(
        await askGate(world, options, {
          route: getCrossing,
          given: { params: { id }, query: { tenant: options.tenant } },
          tell: ({ text }) => withBoldHeadings(world.io, text),
        }),
      );
    });
}

const BOLD = '\u001b[1m';
const PLAIN = '\u001b[0m';

/** Headings are the lines that are not indented. */
function withBoldHeadings({ color }: Io, text: string): string {
  return color ? text.replace(/^\S.*$/gm, (line) => `${BOLD}${line}${PLAIN}`) : text;
}
