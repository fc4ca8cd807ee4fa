/** The one thing of a kind that is extreme, or the only one of a name's beginning, over everything there is. */
import type { Choice } from './choice.ts';
import { type Field, nameField } from './fields.ts';
import type { Enumeration, Knowledge, Thing } from './knowledge.ts';
import { atoms, plain, plainNumber } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { SUPERLATIVES } from './superlatives.ts';
import { occurrences, type Words } from './words.ts';

/** How far behind the superlative the thing or field that it is about may stand, in characters. */
const REACH = 40;

/** The one thing of a kind that is extreme in what the words name, over everything there is; recomputed here. */
export function extreme(knowledge: Knowledge, scope: Scope, kind: string): Choice | undefined {
  const enumeration = knowledge.enumerations.findLast(
    (candidate) => candidate.kind === kind && isCalledFor(candidate, scope.words),
  );
  if (enumeration === undefined) return undefined;
  const all = enumeration.keys.flatMap((key) => knowledge.thing(kind, key) ?? []);
  for (const words of scope.words) {
    for (const row of SUPERLATIVES) {
      const found = row.pattern.exec(words.text);
      if (found === null || !scope.covers(words, found.index)) continue;
      const after = plain(
        words.text.slice(found.index + found[0].length, found.index + found[0].length + REACH),
      );
      const before = plain(words.text.slice(Math.max(0, found.index - REACH), found.index));
      if (!speaksOf(`${before} ${after}`, kind)) continue;
      const chosen = extremeOf(all, (name) => named(name, row.of, after), row.highest);
      if (chosen === undefined) continue;
      return {
        things: [chosen],
        exact: true,
        how: `it is the ${plain(found[0])} of all ${all.length}`,
        at: `words${words.step}@${found.index}`,
      };
    }
  }
  return undefined;
}

const BEGINNING = /\b(?:start(?:s|ing)?|begin(?:s|ning)?) with (?:the (?:word|letters?|prefix) )?/giu;

/** The one thing of a kind whose name begins as the words say, over everything there is. */
export function byBeginning(knowledge: Knowledge, scope: Scope, kind: string): Choice | undefined {
  const enumeration = knowledge.enumerations.findLast((candidate) => candidate.kind === kind);
  if (enumeration === undefined) return undefined;
  for (const words of scope.words) {
    for (const found of words.text.matchAll(BEGINNING)) {
      const end = found.index + found[0].length;
      const prefix =
        words.quotations.find((one) => one.start - end <= 1 && one.start >= end)?.text ??
        words.atoms.find((atom) => atom.start >= end)?.raw;
      if (prefix === undefined || !scope.covers(words, found.index)) continue;
      const things = enumeration.keys
        .flatMap((key) => knowledge.thing(kind, key) ?? [])
        .filter((thing) => nameField(thing.fields, kind)?.text.startsWith(plain(prefix)));
      if (things.length === 1)
        return {
          things,
          exact: true,
          how: 'it is the only one whose name begins as the words say',
          at: `words${words.step}@${found.index}`,
        };
    }
  }
  return undefined;
}

function isCalledFor(enumeration: Enumeration, words: readonly Words[]): boolean {
  return enumeration.narrowedBy.every((value) => words.some((one) => occurrences(one, value).length > 0));
}

function named(name: string, fields: readonly string[], after: string): boolean {
  const own = name.split(/[^\p{L}]+/u);
  return fields.length > 0
    ? fields.some((field) => own.includes(field))
    : own.some((word) => word.length > 2 && speaksOf(after, word));
}

function speaksOf(text: string, noun: string): boolean {
  return atoms(text).some((atom) => singular(atom.text) === singular(noun));
}

/** The thing with the highest or lowest value of a field; undefined where one lacks it or two share it. */
function extremeOf(
  all: readonly Thing[],
  isField: (name: string) => boolean,
  highest: boolean,
): Thing | undefined {
  const measured = all.map((thing) => ({
    thing,
    measure: measureOf(thing.fields.find((field) => isField(field.name))),
  }));
  if (measured.length === 0 || measured.some((one) => one.measure === undefined)) return undefined;
  const ordered = measured.toSorted(
    (one, other) => ((other.measure ?? 0) - (one.measure ?? 0)) * (highest ? 1 : -1),
  );
  return ordered[0]?.measure === ordered[1]?.measure ? undefined : ordered[0]?.thing;
}

function measureOf(field: Field | undefined): number | undefined {
  if (field === undefined || field.private || field.writers === 'outsiders' || field.writers === 'members')
    return undefined;
  if (field.role === 'time') {
    // A time without a zone is taken for UTC, so that the answer is the same everywhere.
    const at = Date.parse(/T[\d:.]+$/u.test(field.raw) ? `${field.raw}Z` : field.raw);
    return Number.isNaN(at) ? undefined : at;
  }
  return plainNumber(field.raw.split(' ')[0] ?? '');
}
