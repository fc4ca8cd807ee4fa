/** Values that stand in records: the id or the name of the one thing that the words mean, a field of it, what it says already. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import { isCounterparty } from './arithmetic.ts';
import { type Choice, choose } from './choice.ts';
import { byBeginning, extreme } from './extremes.ts';
import { type Field, isSource, nameField } from './fields.ts';
import type { Knowledge, Thing } from './knowledge.ts';
import { plain, plainNumber } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { type Found, isSaidElsewhere, quoteField, type Sought } from './sought.ts';

/** It is the id or the name of the one thing that the words mean. */
export function asThing(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
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

function choices(knowledge: Knowledge, scope: Scope, kind: string): Choice[] {
  return [choose, extreme, byBeginning].flatMap((way) => way(knowledge, scope, kind) ?? []);
}

/** An id by its role and kind; names only where they are the thing's own. */
function isIdentity(field: Field, sought: Sought, thing: Thing): boolean {
  if (sought.role === 'id') return field.role === 'id' && field.of === sought.of;
  return field === nameField(thing.fields, thing.kind) && (field.of === undefined || field.of === sought.of);
}

/** It stands in a field, that the words name or that can only be meant, of the one thing that they mean. */
export function inThing(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
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
export function unchanged(knowledge: Knowledge, _: Scope, sought: Sought): Found | undefined {
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

/** The thing that the call is about: the one that one of its ids names. */
export function aboutOf(knowledge: Knowledge, sought: Sought): Thing | undefined {
  for (const one of sought.call) {
    if (one.role === 'id' && one.of !== undefined) return knowledge.thing(one.of, `id:${plain(one.value)}`);
  }
  return undefined;
}

function fromField(field: Field, choice: Choice): Found {
  return {
    origin: { kind: choice.exact ? 'field' : 'chosen', how: choice.how, source: quoteField(field) },
    at: choice.at,
  };
}
