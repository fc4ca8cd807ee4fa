/** `gatehouse reviews`: access reviews, in which owners say what everybody keeps. */
import { type Command, InvalidArgumentError } from 'commander';
import { answerReview } from '../http/control/routes/answer-review.ts';
import { getReview } from '../http/control/routes/get-review.ts';
import { listReviews } from '../http/control/routes/list-reviews.ts';
import { startReview } from '../http/control/routes/start-review.ts';
import { askGate } from './ask-gate.ts';
import type { Finish, World } from './io.ts';
import { repeated } from './options.ts';
import { type PersonOptions, personal, tokenOf } from './person-options.ts';
import { answeredText, reviewText } from './reviews-text.ts';
import { table } from './table.ts';

interface StartOptions extends PersonOptions {
  readonly by: string;
  readonly who: readonly string[];
}

export function addReviews(program: Command, world: World, finish: Finish): void {
  const reviews = program.command('reviews').description('access reviews: owners say what everybody keeps');
  const add = (usage: string, description: string) =>
    personal(reviews.command(usage).description(description), world);
  add('start', 'begin a review of everything that somebody, or everybody, has now')
    .requiredOption('--by <date>', 'until when it is to be answered, such as 2027-01-31', dueAt)
    .option('--who <pattern>', 'kind:id, such as agent:*; may be given several times', repeated, [])
    .action(async (options: StartOptions) => finish(await start(world, options)));
  add('list', 'list reviews and how far they are').action(async (options: PersonOptions) =>
    finish(await list(world, options)),
  );
  add('show', 'show a review item by item; exit with 1 while something is overdue')
    .argument('<id>')
    .action(async (id: string, options: PersonOptions) => finish(await show(world, id, options)));
  const answer = reviews.command('answer').description('say whether an item stays');
  for (const [word, description] of Object.entries(ANSWERS)) {
    personal(answer.command(word).description(description), world)
      .argument('<id>')
      .argument('<item>', 'its number')
      .requiredOption('--reason <text>', 'why; kept with the answer')
      .action(async (id: string, number: string, options: AnswerOptions) =>
        finish(await answerItem(world, { id, number, answer: word }, options)),
      );
  }
}

const ANSWERS = {
  keep: 'it stays as it is',
  revoke: 'keys, mandates and grants end; of rules you are shown the change of the charter',
} as const;

interface AnswerOptions extends PersonOptions {
  readonly reason: string;
}

function start(world: World, options: StartOptions): Promise<number> {
  const { by, who, tenant } = options;
  const body = { tenant, by, ...(who.length === 0 ? {} : { who }) };
  return askGate(world, as(world, options), {
    route: startReview,
    given: { body },
    tell: ({ review }) => reviewText(review),
  });
}

function list(world: World, options: PersonOptions): Promise<number> {
  return askGate(world, as(world, options), {
    route: listReviews,
    given: { query: { tenant: options.tenant } },
    tell: ({ reviews }) =>
      table(
        ['REVIEW', 'WHO', 'SINCE', 'UNTIL', 'KEPT', 'REVOKED', 'OPEN', 'OVERDUE'],
        reviews.map(({ id, who, startedAt, dueAt, kept, revoked, open, overdue }) => [
          ...[id, who.join(' '), startedAt.slice(0, 10), dueAt.slice(0, 10)],
          ...[kept, revoked, open, overdue].map(String),
        ]),
        'There are no reviews.',
      ),
  });
}

function show(world: World, id: string, options: PersonOptions): Promise<number> {
  return askGate(world, as(world, options), {
    route: getReview,
    given: { params: { id }, query: { tenant: options.tenant } },
    tell: ({ review }) => reviewText(review),
    isYes: ({ review }) => !review.items.some(({ overdue }) => overdue),
  });
}

function answerItem(
  world: World,
  { id, number, answer }: { readonly id: string; readonly number: string; readonly answer: string },
  options: AnswerOptions,
): Promise<number> {
  const { tenant, reason } = options;
  return askGate(world, as(world, options), {
    route: answerReview,
    given: { params: { id, number }, query: { tenant }, body: { answer, reason } },
    tell: answeredText,
  });
}

function as(world: World, options: PersonOptions) {
  return { ...options, token: tokenOf(world, options) };
}

/** A day is meant to its end, in UTC. */
function dueAt(text: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  if (Number.isNaN(Date.parse(moment))) throw new InvalidArgumentError('Write it as 2027-01-31.');
  return new Date(moment).toISOString();
}
