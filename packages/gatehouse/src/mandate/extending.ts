/** Messages to which the words point, so that what insiders wrote in them counts as words, and pages that they name. */

import { choose } from './choice.ts';
import type { Field } from './fields.ts';
import type { Knowledge, Thing } from './knowledge.ts';
import { atoms, sameUrl } from './normalise.ts';
import type { Scope } from './scope.ts';
import { acts, type Clause, clauseAt, occurrences, readWords, type Words } from './words.ts';

/**
 * How the words can point to a message; each row can be switched off.
 * `told`: they say to do what it says. `found`: they say that details stand in it.
 */
const POINTERS = {
  told: /\b(?:do|follow|perform|execute|complete|carry out|take care of|handle)\b[^.!?]*\b(?:actions?|instructions?|tasks?|to-?dos?|steps|requests?)\b[^.!?]*\b(?:(?:e-?)?mail|message|note)\b/iu,
  found:
    /\b(?:details?|information|info|instructions?)\b[^.!?]*\bin\b[^.!?]*\b(?:(?:e-?)?mail|message|note)\b/iu,
} as const;

/** Everything is meant for somebody who says where the rest stands. */
const EVERYWHERE = { covers: () => true, addresses: () => true, asked: true, asking: [] };

const read = new WeakMap<Field, Words>();

/**
 * The words of messages to which the words point: of one message that they name by who wrote it, written by a member.
 * INVARIANT: text that outsiders can write never counts, whoever it claims to be from.
 */
export function pointedTo(knowledge: Knowledge): Words[] {
  const pointing = knowledge.words.filter((words) => points(words.text));
  if (pointing.length === 0) return [];
  const scope: Scope = { words: pointing, ...EVERYWHERE };
  return [...knowledge.things.keys()].flatMap((kind) => {
    const chosen = choose(knowledge, scope, kind);
    const thing = chosen?.things.length === 1 ? chosen.things[0] : undefined;
    if (thing === undefined || !isNamedByWriter(thing, pointing)) return [];
    return textsOf(thing).map((field) => {
      const known = read.get(field) ?? readWords(field.raw, field.step);
      read.set(field, known);
      return known;
    });
  });
}

/** WHY sentence by sentence and not beyond this length: the patterns look ahead, and long texts must not make that slow. */
const SENTENCE_MAX = 400;

function points(text: string): boolean {
  const sentences = text.split(/(?<=[.!?])\s|\n/u).filter((sentence) => sentence.length <= SENTENCE_MAX);
  return sentences.some((sentence) => Object.values(POINTERS).some((pattern) => pattern.test(sentence)));
}

export interface Linked {
  readonly field: Field;
  readonly how: string;
}

/** What the words call a page that somebody wrote about. */
const PAGES = /\b(?:articles?|web ?sites?|web ?pages?|links?|urls?|pages?|sites?|blogs?)\b/iu;

/**
 * A message of a member that holds the address, in a place that the words name.
 * When the words name who wrote it, only theirs count; without a word for a page, only the message that they describe.
 */
export function linked(knowledge: Knowledge, scope: Scope, url: string): Linked | undefined {
  const holders = knowledge.links.filter(({ field }) =>
    atoms(field.raw).some((atom) => sameUrl(atom.raw, url)),
  );
  // WHY the clauses that act are left out: whom something is sent to did not thereby write it.
  const reading: Scope = { ...scope, covers: (words, at) => !acts(clauseAt(words, at) ?? NOWHERE) };
  for (const { kind, key, field } of holders) {
    const thing = knowledge.thing(kind, key);
    if (thing === undefined || !isPlaced(thing, scope.words)) continue;
    const chosen = choose(knowledge, reading, kind)?.things ?? [];
    const described = chosen.length === 1 && chosen[0] === thing;
    const clauses = scope.words.flatMap((words) => words.clauses.map((clause) => within(words, clause)));
    const meant = clauses.some((clause) => means(knowledge, clause, thing));
    if (described || meant) return { field, how: 'a member wrote it where the words say' };
  }
  return undefined;
}

const NOWHERE = { start: 0, end: 0, asks: [], pointing: false, towards: false };

/** Whether a clause about pages means the message: in the place that it names, by the writer that it names if it does. */
function means(knowledge: Knowledge, clause: Words, thing: Thing): boolean {
  if (!PAGES.test(clause.text) || !isPlaced(thing, [clause])) return false;
  const isWriter = (text: string): boolean =>
    (knowledge.holders.get(text) ?? []).some(
      (holder) => holder.kind === thing.kind && WRITERS.has(holder.field.name),
    );
  return isNamedByWriter(thing, [clause]) || !clause.atoms.some((atom) => isWriter(atom.text));
}

function within(words: Words, clause: Clause): Words {
  return {
    ...words,
    text: words.text.slice(clause.start, clause.end),
    atoms: words.atoms
      .filter((atom) => atom.start >= clause.start && atom.end <= clause.end)
      .map((atom) => ({ ...atom, start: atom.start - clause.start, end: atom.end - clause.start })),
  };
}

function textsOf(thing: Thing): Field[] {
  return thing.fields.filter(
    (field) => field.role === 'text' && field.writers === 'members' && !field.private,
  );
}

const WRITERS = new Set(['sender', 'from', 'author', 'user', 'writer']);

function isNamedByWriter(thing: Thing, words: readonly Words[]): boolean {
  return thing.fields.some(
    (field) => WRITERS.has(field.name) && words.some((one) => occurrences(one, field.raw).length > 0),
  );
}

/** Whether the words name where the message stands. */
function isPlaced(thing: Thing, words: readonly Words[]): boolean {
  return thing.fields.some(
    (field) =>
      field.role === 'recipient' &&
      !WRITERS.has(field.name) &&
      words.some((one) => occurrences(one, field.raw).length > 0),
  );
}
