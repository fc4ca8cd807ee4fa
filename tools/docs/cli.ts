/** Generates the reference of the command line from the definitions that it runs on. */
import type { Command, Option } from 'commander';
import { EXIT, type World } from '../../packages/gatehouse/src/cli/io.ts';
import { createProgram } from '../../packages/gatehouse/src/cli/program.ts';

export const cli = {
  path: 'docs/reference/cli.md',
  render: () => `# Command line

Generated from \`packages/gatehouse/src/cli/\`; change it there and run \`npm run docs\`.

Answers go to standard output, complaints to standard error. With \`--json\` both are one line of JSON on standard
output, and a complaint is \`{"error":{"code","message"}}\`. Colours are used on a terminal only, and not when
\`NO_COLOR\` is set. \`GATEHOUSE_DATA\` says where the data directory is when \`--data\` does not.

## Exit codes

| code | meaning |
|---|---|
${Object.entries(EXIT)
  .map(([name, code]) => `| ${code} | ${EXITS[name as keyof typeof EXIT]} |`)
  .join('\n')}

${leavesOf(
  createProgram(NOWHERE, () => undefined),
  [],
)
  .map(pageOf)
  .join('\n')}`,
};

const EXITS: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: 'Done, or the answer is yes.',
  refused:
    'The answer is no: a problem was found, something does not exist, verification failed, or the gate refused.',
  usage: 'The command was not understood, or a value is not acceptable.',
  away: 'No gate is running on the data directory, or it cannot be reached.',
  found: 'Something was found, and `--fail-on` says that this is not wanted.',
};

/** Definitions are read, nothing is run. */
const NOWHERE: World = {
  io: { write: () => undefined, error: () => undefined, color: false },
  read: () => undefined,
  environment: {},
  open: () => Promise.resolve(undefined),
  flushed: () => Promise.resolve(),
  nowMs: () => 0,
  stopped: () => Promise.resolve(),
};

interface Leaf {
  readonly names: readonly string[];
  readonly command: Command;
}

function leavesOf(command: Command, above: readonly string[]): readonly Leaf[] {
  const names = [...above, command.name()];
  if (command.commands.length === 0) return [{ names, command }];
  return command.commands.flatMap((below) => leavesOf(below, names));
}

function pageOf({ names, command }: Leaf): string {
  const takes = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  const given = command.registeredArguments.map(
    (argument) =>
      `| \`${argument.name()}\` | ${sentence(argument.description)}${byDefault(argument.defaultValue)} |`,
  );
  const rows = [...given, ...command.options.map(rowOf)];
  return `## \`${[...names, ...takes].join(' ')}\`

${sentence(command.description())}
${rows.length === 0 ? '' : `\n| | |\n|---|---|\n${rows.join('\n')}\n`}`;
}

function rowOf(option: Option): string {
  const choices = option.argChoices === undefined ? '' : ` One of ${option.argChoices.join(', ')}.`;
  const required = option.mandatory && option.defaultValue === undefined ? ' Required.' : '';
  return `| \`${option.flags}\` | ${sentence(option.description)}${choices}${required}${byDefault(option.defaultValue)} |`;
}

function byDefault(value: unknown): string {
  return value === undefined || value === false ? '' : ` Default: \`${String(value)}\`.`;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
