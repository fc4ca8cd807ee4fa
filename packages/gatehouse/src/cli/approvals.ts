/** `gatehouse approvals`: shows the calls that wait for people, and takes their answers. */
import type { Command } from 'commander';
import { asText } from '../approval/as-text.ts';
import type { Part } from '../approval/parts.ts';
import { answerApproval } from '../http/control/routes/answer-approval.ts';
import { getApproval } from '../http/control/routes/get-approval.ts';
import { listApprovals } from '../http/control/routes/list-approvals.ts';
import { ask, askGate, tellRefusal } from './ask-gate.ts';
import { addDeputies } from './deputies.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { type PersonOptions, personal, tokenOf } from './person-options.ts';
import { table } from './table.ts';

interface AnswerOptions extends PersonOptions {
  readonly reason: string;
  readonly grantValues?: boolean;
  readonly shown?: string;
}

export function addApprovals(program: Command, world: World, finish: Finish): void {
  const approvals = program.command('approvals').description('calls of agents that wait for a person');
  const add = (usage: string, description: string) =>
    personal(approvals.command(usage).description(description), world);
  add('list', 'list what waits for you')
    .option('--all', 'also what was answered', false)
    .action(async (options: PersonOptions & { readonly all: boolean }) => finish(await list(world, options)));
  add('show', 'show everything that an answer would be about')
    .argument('<id>')
    .action(async (id: string, options: PersonOptions) => finish(await show(world, id, options)));
  answering(add('approve', 'say yes to exactly what is shown, once').argument('<id>'))
    .option('--grant-values', 'allow the values marked with ! for the rest of the mandate', false)
    .action(async (id: string, options: AnswerOptions) =>
      finish(await answer(world, options, { id, yes: true })),
    );
  answering(add('deny', 'say no').argument('<id>')).action(async (id: string, options: AnswerOptions) =>
    finish(await answer(world, options, { id, yes: false })),
  );
  addDeputies(approvals, world, finish);
}

function answering(command: Command): Command {
  return command
    .option('--reason <text>', 'why; kept with the answer', '')
    .option('--shown <digest>', 'what you were shown, by its digest; without it, you are shown it and asked');
}

function list(world: World, options: PersonOptions & { readonly all: boolean }): Promise<number> {
  return askGate(
    world,
    { ...options, token: tokenOf(world, options) },
    {
      route: listApprovals,
      given: { query: { tenant: options.tenant, all: String(options.all) } },
      tell: ({ questions }) =>
        table(
          ['QUESTION', 'STATE', 'TOOL', 'CALLS', 'WHO', 'FOR', 'UNTIL'],
          questions.map(({ id, state, tool, calls, agent, subject, expiresAt }) => [
            ...[id, state, tool, String(calls), agent, subject, expiresAt.slice(0, 16).replace('T', ' ')],
          ]),
          'Nothing waits for you.',
        ),
    },
  );
}

function show(world: World, id: string, options: PersonOptions): Promise<number> {
  return askGate(
    world,
    { ...options, token: tokenOf(world, options) },
    {
      route: getApproval,
      given: { params: { id }, query: { tenant: options.tenant } },
      tell: ({ question }) => shownText(world, question),
    },
  );
}

interface ShownQuestion {
  readonly parts: readonly Part[];
  readonly shown: string;
  readonly state: string;
}

function shownText({ io }: World, { parts, shown, state }: ShownQuestion): string {
  return `${asText(parts, io.color ? 'bright' : 'terminal')}\nState: ${state}. Shown: ${shown}\n`;
}

async function answer(
  world: World,
  options: AnswerOptions,
  { id, yes }: { readonly id: string; readonly yes: boolean },
): Promise<number> {
  const token = tokenOf(world, options);
  const seen = options.shown ?? (await look(world, { ...options, token }, { id, yes }));
  if (typeof seen === 'number') return seen;
  const body = {
    ...{ answer: yes ? 'yes' : 'no', shown: seen, reason: options.reason },
    ...{ grantValues: options.grantValues ?? false },
  };
  return askGate(
    world,
    { ...options, token },
    {
      route: answerApproval,
      given: { params: { id }, query: { tenant: options.tenant }, body },
      tell: ({ question }) => `${TOLD[question.state]}\n`,
    },
  );
}

/** Shows it, asks whether that is meant, and gives the digest of what was shown; or the exit code. */
async function look(
  world: World,
  options: AnswerOptions & { readonly token: string | undefined },
  { id, yes }: { readonly id: string; readonly yes: boolean },
): Promise<string | number> {
  const { io } = world;
  if (world.ask === undefined || options.json) {
    const message =
      'Nobody can be asked here: name what you were shown with --shown, as show --json gives it.';
    return tellRefusal(io, options.json, { error: { code: 'control.invalid', message }, exit: EXIT.usage });
  }
  const given = { params: { id }, query: { tenant: options.tenant } };
  const seen = await ask({ data: options.data, token: options.token, route: getApproval, given });
  if ('error' in seen) return tellRefusal(io, options.json, seen);
  const { question } = seen.answer;
  io.write(shownText(world, question));
  const word = yes ? 'yes' : 'no';
  const said = await world.ask(`\nType "${word}" to answer with ${word}: `);
  if (said.trim().toLowerCase() === word) return question.shown;
  io.error('Nothing was answered.\n');
  return EXIT.refused;
}

const TOLD = {
  waiting: 'Your yes is kept; it takes another person as well.',
  approved: 'The call may be made, once, exactly as it was shown.',
  denied: 'The call will not be made.',
  expired: 'It has expired.',
} as const;
