/** `gatehouse explain`: tells the story of a crossing, from what the ledger holds of it. */
import type { Command } from 'commander';
import { getCrossing } from '../http/control/routes/get-crossing.ts';
import { getMandateStory } from '../http/control/routes/get-mandate-story.ts';
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
    .argument(
      '[crossing]',
      "the id of a crossing or of a mandate, the caller's own reference for a crossing, or last",
      'last',
    )
    .addOption(tenantOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (id: string, options: Options) => {
      const given = { params: { id }, query: { tenant: options.tenant } };
      const tell = ({ text }: { readonly text: string }) => withBoldHeadings(world.io, text);
      finish(
        await (MANDATE.test(id)
          ? askGate(world, options, { route: getMandateStory, given, tell })
          : askGate(world, options, { route: getCrossing, given, tell })),
      );
    });
}

/** No crossing and no reference of a caller is of this form by chance. */
const MANDATE = /^md_[0-9a-hjkmnp-tv-z]{26}$/;

const BOLD = '\u001b[1m';
const PLAIN = '\u001b[0m';

/** Headings are the lines that are not indented. */
function withBoldHeadings({ color }: Io, text: string): string {
  return color ? text.replace(/^\S.*$/gm, (line) => `${BOLD}${line}${PLAIN}`) : text;
}
