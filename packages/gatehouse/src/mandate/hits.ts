/** Where the words speak of a thing by one of its fields, and how much that says. */
import type { Field } from './fields.ts';
import { atoms, plainNumber } from './normalise.ts';
import { isCommon, isTelling } from './nouns.ts';
import { indexAt, spanAt, within } from './spans.ts';
import { asksForExtreme } from './superlatives.ts';
import { isOn, readMoment } from './times.ts';
import { clauseAt, occurrences, type Words } from './words.ts';

/** A place in the words that speaks of a thing, and how much it says. */
export interface Hit {
  readonly words: Words;
  readonly at: number;
  readonly weight: number;
  readonly field: Field;
}

/** What a thing is called says more than what stands in it, and that more than a part of a name. */
export const NAMED = 1000;
const EXACT = 100;
export const NUMBER = 50;
const TIME = 50;
const PART = 1;

/** Every place at which the words speak of the field, unless they ask for an extreme there. */
export function hitsOf(field: Field, words: Words, kind: string): Hit[] {
  return hitsOfField(field, words, kind).filter((hit) => !isRivalOfExtreme(hit));
}

/**
 * WHY: where a clause asks for an extreme, a thing that somebody called `highest age` is not meant by that. Names in
 * quotation marks still are.
 */
function isRivalOfExtreme({ words, at, field }: Hit): boolean {
  if (field.writers === 'owner' || field.writers === 'system') return false;
  if (spanAt(words.quotations, at) !== undefined) return false;
  const clause = clauseAt(words, at);
  return clause !== undefined && asksForExtreme(clause, words.text.slice(clause.start, clause.end));
}

function hitsOfField(field: Field, words: Words, kind: string): Hit[] {
  if (field.private) return [];
  const hit = (at: number, weight: number): Hit => ({ words, at, weight, field });
  if (field.role === 'amount' || field.role === 'number') {
    const value = plainNumber(field.raw);
    return words.numbers.flatMap((number) =>
      !number.percent && number.value === value ? [hit(number.at, NUMBER)] : [],
    );
  }
  if (field.role === 'time') {
    const moment = readMoment(field.raw);
    return words.times.days.flatMap(({ day, at }) =>
      moment !== undefined && isOn(moment, day) ? [hit(at, TIME)] : [],
    );
  }
  if (field.role === 'id') {
    return occurrences(words, field.raw).flatMap((at) => (followsId(words, at) ? [hit(at, NAMED)] : []));
  }
  const isName =
    field.role === 'name' || field.role === 'path' || (field.role === 'recipient' && field.of === kind);
  const isPerson = field.role === 'recipient' || field.role === 'account';
  // WHY: what outsiders say about a thing chooses nothing; what they call it can only be named exactly or be ambiguous.
  if (field.writers === 'outsiders' && !isName && !isPerson) return [];
  const whole = isTelling(field.text, kind) ? occurrences(words, field.raw) : [];
  const weight = (isName ? NAMED : EXACT) + atoms(field.raw).length;
  const exact = whole.map((at) => hit(at, isTakenFrom(words, at) ? PART : weight));
  if (exact.length > 0) return exact;
  if (field.role === 'text' && atoms(field.raw).length > NAME_MAX)
    return described(field, words, kind).map((found) => hit(found.at, found.weight));
  return partlyNamed(field, words, kind).map((found) =>
    hit(found.at, isTakenFrom(words, found.at) ? PART : found.weight),
  );
}

/** Something that is only taken from: `the recipe from cookbook.docx`. It is meant itself where nothing else is. */
function isTakenFrom(words: Words, at: number): boolean {
  return /\b(?:from|based on|according to)(?: the)?(?: (?:file|document|page))?[ '"]*$/iu.test(
    words.text.slice(Math.max(0, at - 40), at),
  );
}

/** `ID 13`, `number 13`, `#13`. */
function followsId(words: Words, at: number): boolean {
  const index = indexAt(words.atoms, at);
  const before = words.atoms[index - 1]?.text ?? '';
  return /^(?:id|ids|number|no|nr)$/u.test(before) || words.text[at - 1] === '#';
}

/** A text of more words is not a name. */
const NAME_MAX = 12;

/** A clause that shares two telling words or more with a text describes it. */
function described(field: Field, words: Words, kind: string): { at: number; weight: number }[] {
  const own = new Set(atoms(field.raw).map((atom) => atom.text));
  return words.clauses.flatMap((clause) => {
    const shared = within(words.atoms, clause).filter(
      (atom) => own.has(atom.text) && isTelling(atom.text, kind),
    );
    const count = new Set(shared.map((atom) => atom.text)).size;
    return count > 1 && shared[0] !== undefined ? [{ at: shared[0].start, weight: count }] : [];
  });
}

/** Words that stand in a row in the name, or one that tells. */
function partlyNamed(field: Field, words: Words, kind: string): { at: number; weight: number }[] {
  const own = field.text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  // WHY: nobody calls anything by a text, and whoever writes one must not make this slow.
  if (own.length > NAME_MAX) return [];
  const found: { at: number; weight: number }[] = [];
  for (const [index, atom] of words.atoms.entries()) {
    for (const [place, word] of own.entries()) {
      if (atom.text !== word || isCommon(word)) continue;
      let run = 1;
      while (own[place + run] !== undefined && words.atoms[index + run]?.text === own[place + run]) run += 1;
      const telling = own.slice(place, place + run).filter((part) => isTelling(part, kind)).length;
      const proper = /\p{Lu}/u.test(atom.raw.slice(index === 0 ? 1 : 0));
      const trusted = field.writers === 'owner' || field.writers === 'system';
      if (telling > 0 && (run > 1 || proper || trusted)) found.push({ at: atom.start, weight: run });
    }
  }
  return found;
}

/** The heaviest hit of each field: what speaks of the same field twice says no more than once. */
export function bestOf(hits: readonly Hit[]): number[] {
  const [first] = hits;
  if (first !== undefined && hits.length === 1) return [first.weight];
  const best = new Map<string, number>();
  for (const hit of hits) best.set(hit.field.name, Math.max(best.get(hit.field.name) ?? 0, hit.weight));
  return [...best.values()];
}
