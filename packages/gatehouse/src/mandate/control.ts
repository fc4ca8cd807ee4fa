/** Finds where a value that steers a call came from, by the rules under which it may pass without a person. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import type { Origin } from '../kernel/origins.ts';
import { counted, isCounterparty } from './arithmetic.ts';
import { byBeginning, type Choice, choose, extreme } from './choice.ts';
import { eachOf } from './each.ts';
import { linked } from './extending.ts';
import { type Field, isSource, nameField } from './fields.ts';
import type { Knowledge, Thing } from './knowledge.ts';
import { plain, plainAccount, plainNumber, sameUrl } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { spelled } from './spelled.ts';
import { isOnlySpokenOf, tellsOfMe } from './spoken-of.ts';
import { tallied } from './tallies.ts';
import { nameWords } from './verbs.ts';
import { whenOf } from './when.ts';
import { acts, clauseAt, occurrences, type Words } from './words.ts';

/** A value, with what it is for. */
export interface Sought {
  readonly tool: string;
  readonly argument: string;
  readonly role: ArgumentRole;
  readonly of: string | undefined;
  readonly value: string;
  /** Values of the same call, by the role of their argument. */
  readonly call: readonly {
    readonly argument: string;
    readonly role: ArgumentRole;
    readonly of: string | undefined;
    readonly value: string;
  }[];
  /** What the mandate's subject is called. */
  readonly self: readonly string[];
}

export interface Found {
  readonly origin: Origin;
  /** The place in the words that it stands on; the grant that is used up. */
  readonly at: string;
}

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

/** It stands in the words, as what it is and in a clause that can mean this tool. */
function inWords(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  const targets = isTarget(sought.role);
  // WHY: in `invite her to Slack`, Slack is where the tool works and nobody whom it could address.
  if (targets && isOwnName(sought)) return undefined;
  const bound = sought.role === 'amount' && statesAmounts(scope);
  const told = tellsOfMe(knowledge, scope);
  for (const words of scope.words) {
    for (const at of spelled(words, sought)) {
      if (targets ? !scope.addresses(words, at) || isText(words, at) : !scope.covers(words, at)) continue;
      if (targets && !told && isOnlySpokenOf(words, at, sought.argument)) continue;
      if (bound && !isAsking(scope, words, at)) continue;
      return {
        origin: { kind: 'words', how: 'it stands in the words', source: quoteWords(words, at) },
        at: `words${words.step}@${at}`,
      };
    }
  }
  return undefined;
}

/** Whether a clause that asks for the tool says how much; then no other amount is meant. */
function statesAmounts(scope: Scope): boolean {
  return scope.asking.some(({ words, clause }) =>
    words.numbers.some(
      (number) =>
        !number.percent &&
        number.at >= clause.start &&
        number.at < clause.end &&
        spelled(words, { argument: '', role: 'amount', value: String(number.value), of: undefined }).includes(
          number.at,
        ),
    ),
  );
}

function isAsking(scope: Scope, words: Words, at: number): boolean {
  return scope.asking.some(
    (found) => found.words === words && at >= found.clause.start && at < found.clause.end,
  );
}

function isOwnName({ tool, value }: Sought): boolean {
  return tool.split('/').flatMap(nameWords).includes(plain(value));
}

function isTarget(role: ArgumentRole): boolean {
  return role === 'recipient' || role === 'account';
}

/**
 * WHY: what stands in the words is judged by where it stands; that records hold it as well must not put it in a clause
 * that means something else.
 */
function isSaidElsewhere(scope: Scope, { role, value }: Sought): boolean {
  return isTarget(role) && scope.words.some((words) => occurrences(words, value).length > 0);
}

/** Behind `the following message:` stands what is to be sent, not whom it is sent to. */
function isText(words: Words, at: number): boolean {
  const clause = clauseAt(words, at);
  if (clause === undefined) return true;
  const before = words.text.slice(0, clause.start).trimEnd();
  return (
    before.endsWith(':') &&
    /\b(?:message|question|text|body|content|saying|reply|note|comment|post)\b[^:]*:$/iu.test(before) &&
    !acts(clause)
  );
}

/** One of a few values, named beside the name of its argument: `recurring`, `read permissions`. */
function asChoice(_: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.role !== 'choice') return undefined;
  const names = plain(sought.argument)
    .split(/[^\p{L}]+/u)
    .filter((name) => name.length > 2);
  for (const words of scope.words) {
    for (const [index, atom] of words.atoms.entries()) {
      if (!scope.covers(words, atom.start)) continue;
      const isName = (text: string | undefined): boolean =>
        text !== undefined && names.some((name) => singular(text) === singular(name));
      const says =
        sought.value === 'true'
          ? isName(atom.text) &&
            !/\b(?:not|no|non|never|without)\W+(?:\w+\W+)?$/iu.test(words.text.slice(0, atom.start))
          : isName(words.atoms[index + 1]?.text) &&
            (atom.text === plain(sought.value) || atom.text[0] === sought.value);
      if (says)
        return {
          origin: { kind: 'words', how: 'the words choose it', source: quoteWords(words, atom.start) },
          at: `words${words.step}@${atom.start}`,
        };
    }
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

/** It is the id or the name of the one thing that the words mean. */
function asThing(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (
    sought.of === undefined ||
    sought.role === 'time' ||
    sought.role === 'amount' ||
    isSaidElsewhere(scope, sought)
  )
    return undefined;
  for (const choice of choices(knowledge, scope, sought.of)) {
    const [thing] = choice.things;
    const field = thing?.fields.find((one) => isIdentity(one, sought, thing));
    if (thing === undefined || field === undefined || choice.things.length > 1) continue;
    const named = thing.fields.some((one) => one.role === 'id') ? sought.role === 'id' : true;
    if (named && field.raw === sought.value && isSource(field, sought.role)) return fromField(field, choice);
  }
  return undefined;
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

function choices(knowledge: Knowledge, scope: Scope, kind: string): Choice[] {
  return [choose, extreme, byBeginning].flatMap((way) => way(knowledge, scope, kind) ?? []);
}

/** An id by its role and kind; names only where they are the thing's own. */
function isIdentity(field: Field, sought: Sought, thing: Thing): boolean {
  if (sought.role === 'id') return field.role === 'id' && field.of === sought.of;
  return field === nameField(thing.fields, thing.kind) && (field.of === undefined || field.of === sought.of);
}

/** It stands in a field, that the words name or that can only be meant, of the one thing that they mean. */
function inThing(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (
    sought.role === 'id' ||
    sought.role === 'amount' ||
    sought.role === 'choice' ||
    isSaidElsewhere(scope, sought)
  )
    return undefined;
  for (const holder of knowledge.holders.get(plain(sought.value)) ?? []) {
    const { field, kind, key } = holder;
    if (!isAlike(field, sought) || field.private || field.writers === 'outsiders') continue;
    const thing = knowledge.thing(kind, key);
    const choice = choose(knowledge, scope, kind) ?? extreme(knowledge, scope, kind);
    if (thing === undefined || choice === undefined || !thing.fields.includes(field)) continue;
    if (!isMeant(field, thing, scope)) continue;
    // What counts is that the words leave one value, not that they leave one record.
    const values = new Set(
      choice.things.flatMap((one) =>
        one.fields.filter((other) => other.name === field.name).map((other) => other.text),
      ),
    );
    const single =
      choice.things.length === 1 ? choice.things[0] === thing : values.size === 1 && values.has(field.text);
    if (single && field.raw === sought.value) return fromField(field, choice);
  }
  return undefined;
}

function isAlike(field: Field, sought: Sought): boolean {
  if (field.of !== undefined && sought.of !== undefined && field.of !== sought.of) return false;
  const paid = (role: ArgumentRole): ArgumentRole => (role === 'account' ? 'recipient' : role);
  return paid(field.role) === paid(sought.role);
}

const ALSO: Readonly<Record<string, readonly string[]>> = {
  participant: ['attendee', 'invitee', 'guest', 'people', 'everyone', 'person'],
  sender: ['author', 'writer'],
  address: ['location', 'place'],
};

/** Whether the words speak of this field of the thing, or the thing has no other of its role. */
function isMeant(field: Field, thing: Thing, scope: Scope): boolean {
  const own = singular(field.name);
  const names = new Set([
    own,
    ...(Object.hasOwn(ALSO, own) ? (ALSO[own] ?? []) : []),
    ...(field.of === undefined ? [] : [singular(field.of)]),
  ]);
  const named = scope.words.some((words) =>
    words.atoms.some((atom) => names.has(singular(atom.text)) && scope.covers(words, atom.start)),
  );
  if (field.role === 'account') return isCounterparty(field.name, scope);
  if (named) return true;
  if (field.writers === 'members') return false;
  return (
    field.role === 'recipient' && thing.fields.filter((other) => other.role === 'recipient').length === 1
  );
}

/** It is what the thing says already, so that nothing changes. */
function unchanged(knowledge: Knowledge, _: Scope, sought: Sought): Found | undefined {
  // What names the thing changes nothing about it, whichever thing that is.
  if (sought.role === 'id') return undefined;
  const name = plain(sought.argument).replace(/^new[_ -]?/u, '');
  const field = aboutOf(knowledge, sought)?.fields.find((one) => one.name === name);
  if (field === undefined || field.private || field.writers === 'outsiders') return undefined;
  const same =
    field.raw === sought.value ||
    (field.role === 'amount' && plainNumber(field.raw) === plainNumber(sought.value));
  return same
    ? { origin: { kind: 'field', how: 'it stays what it is', source: quoteField(field) }, at: '' }
    : undefined;
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

/** The thing that the call is about: the one that one of its ids names. */
function aboutOf(knowledge: Knowledge, sought: Sought): Thing | undefined {
  for (const one of sought.call) {
    if (one.role === 'id' && one.of !== undefined) return knowledge.thing(one.of, `id:${plain(one.value)}`);
  }
  return undefined;
}

/** Where a value without a founded origin stands, for whoever is asked about it. */
export function looseOrigin(knowledge: Knowledge, value: string, role: ArgumentRole): Origin {
  const field = knowledge.holders
    .get(plain(value))
    ?.findLast((holder) => holder.field.writers !== 'outsiders')?.field;
  const outside = knowledge.findOutside(value);
  if (outside !== undefined) {
    return {
      kind: 'untrusted',
      how: 'it stands in text that outsiders can write',
      source: { step: outside.step, place: outside.place, excerpt: excerpt(outside.text, value) },
    };
  }
  if (field !== undefined)
    return {
      kind: 'field',
      how: 'it stands in a record, but the words do not say that it is meant',
      source: quoteField(field),
    };
  for (const words of knowledge.words) {
    const at =
      role === 'url'
        ? words.atoms.find((atom) => sameUrl(atom.raw, value))?.start
        : words.atoms.find((atom) => plainAccount(atom.raw) === plainAccount(value))?.start;
    if (at !== undefined)
      return { kind: 'words', how: 'it stands in the words, but not as this', source: quoteWords(words, at) };
  }
  return { kind: 'unknown', how: 'it stands nowhere' };
}

function fromField(field: Field, choice: Choice): Found {
  return {
    origin: { kind: choice.exact ? 'field' : 'chosen', how: choice.how, source: quoteField(field) },
    at: choice.at,
  };
}

function quoteField(field: Field): NonNullable<Origin['source']> {
  return { step: field.step, place: field.place, excerpt: field.raw.slice(0, EXCERPT) };
}

function quoteWords(words: Words, at: number): NonNullable<Origin['source']> {
  const start = Math.max(0, at - EXCERPT / 4);
  return { step: words.step, place: `$[${at}]`, excerpt: words.text.slice(start, start + EXCERPT) };
}

const EXCERPT = 160;

function excerpt(text: string, value: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(value.toLowerCase()) - EXCERPT / 4);
  return text.slice(at, at + EXCERPT);
}
