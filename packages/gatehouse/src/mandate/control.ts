/** Finds where a value that steers a call came from, by the rules under which it may pass without a person. */
import { counted } from './arithmetic.ts';
import { eachOf } from './each.ts';
import { linked } from './extending.ts';
import type { Knowledge } from './knowledge.ts';
import { plain } from './normalise.ts';
import { aboutOf, asThing, inThing, unchanged } from './records.ts';
import { asChoice, inWords } from './said.ts';
import type { Scope } from './scope.ts';
import { type Found, isSaidElsewhere, quoteField, type Sought } from './sought.ts';
import { tallied } from './tallies.ts';
import { whenOf } from './when.ts';

type Rule = (knowledge: Knowledge, scope: Scope, sought: Sought) => Found | undefined;

/** Tried in this order; the first that finds the value says where it came from. */
const RULES: readonly Rule[] = [
  inWords,
  asChoice,
  asTime,
  asThing,
  asEach,
  asTally,
  inThing,
  unchanged,
  asAmount,
  asLink,
];

/** An origin on which the value may pass, or none. */
export function foundIn(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  for (const rule of RULES) {
    const found = rule(knowledge, scope, sought);
    if (found !== undefined) return found;
  }
  return undefined;
}

function asTime(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.role !== 'time') return undefined;
  const others = sought.call
    .filter((one) => one.role === 'time' && one.value !== sought.value)
    .map((one) => one.value);
  const found = whenOf(knowledge, scope, { value: sought.value, others, about: aboutOf(knowledge, sought) });
  return found === undefined
    ? undefined
    : { origin: { kind: found.kind, how: found.how }, at: found.at ?? '' };
}

/** It is one of all that the words ask for. */
function asEach(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (isSaidElsewhere(scope, sought)) return undefined;
  const together = sought.call.flatMap((one) => (one.argument === sought.argument ? [one.value] : []));
  const found = eachOf(knowledge, scope, { ...sought, together });
  if (found === undefined) return undefined;
  return { origin: { kind: 'chosen', how: found.how, source: quoteField(found.field) }, at: found.at };
}

/** It is the one of its kind that has most or fewest of something, by our own count. */
function asTally(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.of === undefined || sought.role === 'id' || isSaidElsewhere(scope, sought)) return undefined;
  const tally = tallied(knowledge, scope, sought.of);
  if (tally === undefined || tally.name !== plain(sought.value)) return undefined;
  const field = knowledge.holders.get(tally.name)?.find((holder) => holder.field.raw === sought.value)?.field;
  if (field === undefined) return undefined;
  return { origin: { kind: 'chosen', how: tally.how, source: quoteField(field) }, at: tally.at };
}

function asAmount(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.role !== 'amount') return undefined;
  const counterparties = sought.call
    .filter((one) => one.role === 'account' || one.role === 'recipient')
    .map((one) => plain(one.value));
  const found = counted(knowledge, scope, { value: sought.value, counterparties });
  const field = found?.thing.fields.find((one) => one.role === 'amount');
  return found === undefined || field === undefined
    ? undefined
    : { origin: { kind: 'derived', how: found.how, source: quoteField(field) }, at: '' };
}

function asLink(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.role !== 'url') return undefined;
  const found = linked(knowledge, scope, sought.value);
  if (found === undefined) return undefined;
  return {
    origin: { kind: 'field', how: found.how, source: quoteField(found.field) },
    at: `step${found.field.step}${found.field.place}`,
  };
}
