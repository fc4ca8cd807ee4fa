/** `gatehouse tools`: what the servers of tools define, what of it was accepted, and accepting it. */
import { type Command, Option } from 'commander';
import { printable } from '../ledger/story-words.ts';
import type { SurveyedTool } from '../tools/manifests/survey.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { jsonOption } from './options.ts';
import { printProblems } from './print-problems.ts';
import { needsLook, toolJson, toolStory, toolTable } from './tools-text.ts';

interface Flags {
  readonly config: string;
  readonly json: boolean;
}

interface AcceptFlags extends Flags {
  readonly by: string;
  readonly despite?: string;
  readonly pin?: string;
}

export function addTools(program: Command, world: World, finish: Finish): void {
  const tools = program
    .command('tools')
    .description('the tools that agents can be given, and accepting them');
  const which = '[tool]';
  const meaning = 'a server, or one tool as server/tool; by default all';
  tools
    .command('list')
    .description('show every tool that a server defines, and whether it is what was accepted')
    .argument(which, meaning)
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (named: string | undefined, flags: Flags) => finish(await list(named, flags, world)));
  tools
    .command('diff')
    .description('show what a person has to look at; exits with 4 when there is something')
    .argument(which, meaning)
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (named: string | undefined, flags: Flags) => finish(await diff(named, flags, world)));
  tools
    .command('propose')
    .description('write manifests for tools that nobody has accepted, as YAML to read and change')
    .argument(which, meaning)
    .addOption(configOption())
    .addOption(jsonOption())
    .action(async (named: string | undefined, flags: Flags) =>
      finish(await proposeCommand(named, flags, world)),
    );
  tools
    .command('accept')
    .description('accept tools as they are defined right now; new ones with the manifest that is proposed')
    .argument('<tool>', 'a server, or one tool as server/tool')
    .addOption(configOption())
    .addOption(new Option('--by <who>', 'who accepts them').makeOptionMandatory())
    .option('--despite <reason>', 'why one tool is accepted although its text looks like an attack')
    .option('--pin <digest>', 'accept one tool only if this is its definition')
    .addOption(jsonOption())
    .action(async (named: string, flags: AcceptFlags) => finish(await accept(named, flags, world)));
}

function configOption(): Option {
  return new Option('--config <file>', 'the configuration').default('gatehouse.yaml');
}

/** Asks the servers, or says why not. WHY `import` here: most commands need no server. */
async function look(named: string | undefined, { config, json }: Flags, { io, environment }: World) {
  const { lookAtTools } = await import('../main/tool-look.ts');
  const seen = await lookAtTools({ file: config, environment, named });
  if (!('problems' in seen)) return seen;
  if (json) io.write(`${JSON.stringify({ problems: seen.problems })}\n`);
  else printProblems(io, { problems: seen.problems, warnings: [] });
  return undefined;
}

async function list(named: string | undefined, flags: Flags, world: World): Promise<number> {
  const seen = await look(named, flags, world);
  if (seen === undefined) return EXIT.refused;
  world.io.write(told(flags, seen.tools, toolTable(seen.tools)));
  return EXIT.fine;
}

async function diff(named: string | undefined, flags: Flags, world: World): Promise<number> {
  const seen = await look(named, flags, world);
  if (seen === undefined) return EXIT.refused;
  const open = seen.tools.filter(needsLook);
  const nothing = 'Every tool is what was accepted.\n';
  world.io.write(told(flags, open, open.length === 0 ? nothing : open.map(toolStory).join('\n')));
  return open.length === 0 ? EXIT.fine : EXIT.found;
}

async function proposeCommand(named: string | undefined, flags: Flags, world: World): Promise<number> {
  const seen = await look(named, flags, world);
  if (seen === undefined) return EXIT.refused;
  const fresh = seen.tools.filter(({ state }) => state === 'new');
  const { proposalText } = await import('../main/accept-tools.ts');
  const nothing = '# Every tool has a manifest.\n';
  world.io.write(told(flags, fresh, fresh.length === 0 ? nothing : proposalText(fresh, seen.todayText)));
  return EXIT.fine;
}

async function accept(named: string, flags: AcceptFlags, world: World): Promise<number> {
  const { io } = world;
  const seen = await look(named, flags, world);
  if (seen === undefined) return EXIT.refused;
  const open = seen.tools.filter((each) => needsLook(each) && each.state !== 'missing');
  const refused = objection(named, open, flags);
  if (refused !== undefined) return refuse(world, flags, refused);
  const { acceptTools } = await import('../main/accept-tools.ts');
  const done = acceptTools(open, { ...flags, ...seen });
  if (!done.ok) return refuse(world, flags, done.fault.message);
  if (!flags.json) for (const each of open) io.write(toolStory(each));
  const { written } = done.value;
  if (flags.json) io.write(`${JSON.stringify({ accepted: open.map(toolJson), written })}\n`);
  else
    io.write(
      printable(
        open.length === 0
          ? 'Nothing is left to accept.'
          : `Written to ${written.join(', ')}. A running gate has to reload.`,
      ).concat('\n'),
    );
  return EXIT.fine;
}

/** Why these are not accepted in this way. */
function objection(
  named: string,
  open: readonly SurveyedTool[],
  { despite, pin }: AcceptFlags,
): string | undefined {
  const unusable = open.find(({ state }) => state === 'unusable');
  if (unusable !== undefined)
    return `${unusable.server}/${unusable.tool} cannot be accepted. ${unusable.message}`;
  const isOne = named.includes('/');
  if ((despite !== undefined || pin !== undefined) && !isOne)
    return 'With --despite or --pin, name one tool: server/tool.';
  if (despite !== undefined && despite.trim().length < 10) return 'A reason has at least 10 characters.';
  const other = open.find((each) => pin !== undefined && each.pin !== pin);
  if (other !== undefined)
    return `The definition is ${other.pin} by now, and not the one that you looked at.`;
  const poisoned = open.find(({ suspicions }) => suspicions.length > 0 && despite === undefined);
  if (poisoned === undefined) return undefined;
  return `${poisoned.server}/${poisoned.tool} holds ${poisoned.suspicions[0]?.what}. Look at it, and say with --despite why it is accepted all the same.`;
}

function refuse({ io }: World, { json }: Flags, message: string): number {
  if (json) io.write(`${JSON.stringify({ error: { code: 'tools', message } })}\n`);
  else io.error(`${printable(message)}\n`);
  return EXIT.refused;
}

function told({ json }: Flags, tools: readonly SurveyedTool[], text: string): string {
  return json ? `${JSON.stringify({ tools: tools.map(toolJson) })}\n` : text;
}
