/** An access review in words and tables for a terminal. */
import type { z } from 'zod';
import type { ShownItem, ShownReview } from '../http/control/review-shape.ts';
import type { answerReview } from '../http/control/routes/answer-review.ts';
import { printable } from '../ledger/story-words.ts';
import { table } from './table.ts';

export function reviewText({ id, who, dueAt, items }: ShownReview): string {
  const open = items.filter(({ answered }) => answered === undefined).length;
  const overdue = items.filter((item) => item.overdue).length;
  const late = overdue === 0 ? '' : ` OVERDUE: ${overdue}.`;
  const about = `Review ${id} of ${who.join(' ')}, until ${dueAt.slice(0, 10)}. Open: ${open} of ${items.length}.${late}`;
  return `${printable(about)}\n\n${table(
    ['ITEM', 'REVIEWER', 'WHO', 'HAS', 'LAST USED', 'STANDS'],
    items.map((item) => [
      ...[String(item.number), item.reviewer, whoOf(item), hasOf(item), lastUseOf(item), standingOf(item)],
    ]),
    'Nothing is asked.',
  )}`;
}

export function answeredText({ item, ended, change }: z.output<typeof answerReview.answer>): string {
  const told = `${whoOf(item)}: ${hasOf(item)}: ${standingOf(item)}.`;
  const more = ended
    ? ['It has ended; within a second it opens nothing any more.']
    : change === undefined
      ? []
      : [
          'Rules are files that the gate does not edit. This is the change, to be followed by gatehouse reload:',
          '',
        ];
  const text = change === undefined ? '' : change.text.split('\n').map(printable).join('\n');
  return `${[told, ...more].map((line) => `${printable(line)}\n`).join('')}${text}`;
}

function whoOf({ about }: ShownItem): string {
  return about.kind === 'endorsement' ? 'all whom it names' : `${about.who.kind} ${about.who.id}`;
}

function hasOf({ about }: ShownItem): string {
  switch (about.kind) {
    case 'rule':
      return `${about.holds.map(({ name }) => name).join(' ')} by rule ${about.rule.id}`;
    case 'key':
      return `${about.key.id} (${about.key.name}) with roles ${about.roles.join(' ') || 'none'} until ${about.key.until.slice(0, 10)}`;
    case 'mandate':
      return `mandate ${about.mandate.id} for ${about.subject.kind} ${about.subject.id} until ${about.mandate.until.slice(0, 16)}Z`;
    case 'grant':
      return `a grant at ${about.server}`;
    case 'endorsement':
      return `endorsement ${about.endorsement.id}: lifts ${about.lifts.join(', ')} for ${about.tools.join(' ')} until ${about.endorsement.expires}`;
  }
}

function lastUseOf({ about }: ShownItem): string {
  if (about.kind !== 'rule') return '';
  const last = about.holds.flatMap(({ lastUsedAt }) => (lastUsedAt === undefined ? [] : [lastUsedAt])).sort();
  const never = about.holds.length - last.length;
  const newest = last.at(-1)?.slice(0, 10) ?? 'never';
  return never === 0 || last.length === 0 ? newest : `${newest} (${never} never)`;
}

function standingOf({ answered, overdue }: ShownItem): string {
  if (answered === undefined) return overdue ? 'OVERDUE' : 'open';
  const { answer, by, at, reason } = answered;
  return `${answer === 'keep' ? 'kept' : 'revoked'} by ${by} on ${at.slice(0, 10)}: ${reason}`;
}
