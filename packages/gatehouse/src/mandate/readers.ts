/** What somebody would learn from a call who may not: private fields that stand in what it carries. */
import type { Leak } from '../kernel/origins.ts';
import type { Field } from './fields.ts';
import type { Knowledge } from './knowledge.ts';
import { atoms, plain } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';

/** What is shorter says nothing by itself. */
const TELLING = 3;
/** From this length on, a text is found without its separators too. */
const COMPACT = 6;

/** Private fields that the values reveal, unless the words name them for this. */
export function leaksOf(knowledge: Knowledge, scope: Scope, values: readonly string[]): Leak[] {
  if (knowledge.privates.length === 0) return [];
  const carried = values.map(formsIn);
  const named = new Map<string, boolean>();
  const isAsked = (field: Field): boolean => {
    const known = named.get(field.name) ?? isNamed(field, scope);
    named.set(field.name, known);
    return known;
  };
  return knowledge.privates.flatMap((field) => {
    if (field.text.length < TELLING) return [];
    const own = formsOf(field);
    const told = carried.some(
      (one) =>
        (own.spaced.trim() !== '' && one.spaced.includes(own.spaced)) ||
        (own.compact.length >= COMPACT && one.compact.includes(own.compact)),
    );
    if (!told || isAsked(field)) return [];
    return [
      {
        step: field.step,
        place: field.place,
        classes: field.classes,
        how: `it holds the private field ${field.name}`,
      },
    ];
  });
}

interface Forms {
  readonly spaced: string;
  readonly compact: string;
}

const remembered = new WeakMap<Field, Forms>();

function formsOf(field: Field): Forms {
  const known = remembered.get(field) ?? formsIn(field.raw);
  remembered.set(field, known);
  return known;
}

/** Its words between spaces, and all of it without anything between. */
function formsIn(text: string): Forms {
  return {
    spaced: ` ${atoms(text)
      .map((atom) => atom.text)
      .join(' ')} `,
    compact: compact(text),
  };
}

function compact(text: string): string {
  return plain(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Whether a clause that asks for the call names the field. */
function isNamed(field: Field, scope: Scope): boolean {
  const names = field.name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map(singular);
  if (names.length === 0) return false;
  return scope.asking.some(({ words, clause }) => {
    const own = new Set(
      words.atoms
        .filter((atom) => atom.start >= clause.start && atom.end <= clause.end)
        .map((atom) => singular(atom.text)),
    );
    return names.every((name) => own.has(name));
  });
}
