/** Which of the things that a mandate knows its words mean: the only match, or an extreme over all there are. */
import type { Field } from './fields.ts';
import { nameField } from './fields.ts';
import type { Enumeration, Knowledge, Thing } from './knowledge.ts';
import { atoms, plain, plainNumber } from './normalise.ts';
import { isCommon, isTelling, singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { isOn, readMoment } from './times.ts';
import { clauseAt, occurrences, type Words } from './words.ts';

/** A place in the words that speaks of a thing, and how much it says. */
interface Hit {
  readonly words: Words;
  readonly at: number;
  readonly weight: number;
  readonly field: Field;
}

export interface Choice {
  readonly things: readonly Thing[];
  readonly how: string;
  /** The place in the words that chose, for the grant that is used up. */
  readonly at: string;
  /** False when only a part of a name or a number matched. */
  readonly exact: boolean;
}

/** What a thing is called says more than what stands in it, and that more than a part of a name. */
const NAMED = 1000;
const EXACT = 100;
const NUMBER = 50;
const TIME = 50;
const PART = 1;

/** The things of a kind that the words speak of most exactly: more than one where they do not say which. */
export function choose(knowledge: Knowledge, scope: Scope, kind: string): Choice | undefined {
  let best = 0;
  let things: Thing[] = [];
  let hits: readonly Hit[] = [];
  for (const [key, spoken] of spokenOf(knowledge, scope.words).get(kind) ?? []) {
    const thing = knowledge.thing(kind, key);
    if (thing === undefined) continue;
    const found = spoken.filter((hit) => scope.covers(hit.words, hit.at) && !isRivalOfExtreme(hit));
    const score = scoreOf(found);
    if (score === 0 || score < best) continue;
    if (score > best) things = [];
    things.push(thing);
    [best, hits] = [score, found];
  }
  const strongest = hits.toSorted((one, other) => other.weight - one.weight)[0];
  if (strongest === undefined) return undefined;
  return {
    things,
    exact: best >= NUMBER,
    how: `the words name it by its ${strongest.field.name || strongest.field.role}`,
    at: `words${strongest.words.step}@${strongest.at}`,
  };
}

interface Superlative {
  readonly pattern: RegExp;
  readonly highest: boolean;
  /** Names of fields that it is about; none where the words name the field. */
  readonly of: readonly string[];
}

const SUPERLATIVES: readonly Superlative[] = [
  { pattern: /\b(?:largest|biggest)\b/iu, highest: true, of: ['size', 'amount', 'total'] },
  { pattern: /\bsmallest\b/iu, highest: false, of: ['size', 'amount', 'total'] },
  { pattern: /\b(?:cheapest|least expensive)\b/iu, highest: false, of: ['price', 'cost', 'amount', 'fee'] },
  {
    pattern: /\b(?:most expensive|priciest|dearest)\b/iu,
    highest: true,
    of: ['price', 'cost', 'amount', 'fee'],
  },
  {
    pattern: /\b(?:(?:highest|best|top)[ -]rated|best ratings?|highest ratings?)\b/iu,
    highest: true,
    of: ['rating', 'score', 'stars'],
  },
  { pattern: /\b(?:lowest|worst)[ -]rat(?:ed|ing)\b/iu, highest: false, of: ['rating', 'score', 'stars'] },
  {
    pattern: /\b(?:newest|latest|most recent)\b/iu,
    highest: true,
    of: ['date', 'time', 'timestamp', 'created', 'modified'],
  },
  {
    pattern: /\b(?:oldest|earliest)\b/iu,
    highest: false,
    of: ['date', 'time', 'timestamp', 'created', 'modified'],
  },
  { pattern: /\b(?:highest|most|greatest)\b/iu, highest: true, of: [] },
  { pattern: /\b(?:lowest|fewest|least)\b/iu, highest: false, of: [] },
];
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

/**
 * WHY: where a clause asks for an extreme, a thing that somebody called `highest age` is not meant by that. Names in
 * quotation marks still are.
 */
function isRivalOfExtreme({ words, at, field }: Hit): boolean {
  if (field.writers === 'owner' || field.writers === 'system') return false;
  if (words.quotations.some((one) => at >= one.start && at < one.end)) return false;
  const clause = clauseAt(words, at);
  const text = clause === undefined ? '' : words.text.slice(clause.start, clause.end);
  return SUPERLATIVES.some(({ pattern }) => pattern.test(text));
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

function scoreOf(hits: readonly Hit[]): number {
  // What speaks of the same field twice says no more than once.
  const best = new Map<string, number>();
  for (const hit of hits) best.set(hit.field.name, Math.max(best.get(hit.field.name) ?? 0, hit.weight));
  const weights = [...best.values()];
  // WHY: of two that are called the same, neither is meant more because its address resembles the name.
  const isNamed = weights.some((weight) => weight >= NAMED);
  const score = weights.reduce((sum, weight) => sum + (isNamed && weight < NUMBER ? 0 : weight), 0);
  const only = hits.every((hit) => hit.field.role === 'time');
  return only ? 0 : score;
}

type Spoken = Map<string, Map<string, readonly Hit[]>>;

const remembered = new WeakMap<Knowledge, Map<string, { upTo: number; readonly spoken: Spoken }>>();

/** By kind and key, the things of which the words speak at all; remembered, so that a call looks only at what is new. */
function spokenOf(knowledge: Knowledge, words: readonly Words[]): Spoken {
  const indexes = remembered.get(knowledge) ?? new Map<string, { upTo: number; readonly spoken: Spoken }>();
  remembered.set(knowledge, indexes);
  const name = words.map((one) => `${one.step}:${one.text}`).join('\n');
  const index = indexes.get(name) ?? { upTo: 0, spoken: new Map() };
  indexes.set(name, index);
  for (const { kind, key } of knowledge.learnt.slice(index.upTo)) {
    const things = index.spoken.get(kind) ?? new Map<string, readonly Hit[]>();
    index.spoken.set(kind, things);
    const fields = knowledge.thing(kind, key)?.fields ?? [];
    const hits = words.flatMap((one) => fields.flatMap((field) => hitsOfField(field, one, kind)));
    if (hits.length > 0) things.set(key, hits);
    else things.delete(key);
  }
  index.upTo = knowledge.learnt.length;
  return index.spoken;
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
  const exact = whole.map((at) => hit(at, isSource(words, at) ? PART : weight));
  if (exact.length > 0) return exact;
  if (field.role === 'text' && atoms(field.raw).length > NAME_MAX)
    return described(field, words, kind).map((found) => hit(found.at, found.weight));
  return partlyNamed(field, words, kind).map((found) =>
    hit(found.at, isSource(words, found.at) ? PART : found.weight),
  );
}

/** Something that is only taken from: `the recipe from cookbook.docx`. It is meant itself where nothing else is. */
function isSource(words: Words, at: number): boolean {
  return /\b(?:from|based on|according to)(?: the)?(?: (?:file|document|page))?[ '"]*$/iu.test(
    words.text.slice(Math.max(0, at - 40), at),
  );
}

/** `ID 13`, `number 13`, `#13`. */
function followsId(words: Words, at: number): boolean {
  const index = words.atoms.findIndex((atom) => atom.start === at);
  const before = words.atoms[index - 1]?.text ?? '';
  return /^(?:id|ids|number|no|nr)$/u.test(before) || words.text[at - 1] === '#';
}

/** A text of more words is not a name. */
const NAME_MAX = 12;

/** A clause that shares two telling words or more with a text describes it. */
function described(field: Field, words: Words, kind: string): { at: number; weight: number }[] {
  const own = new Set(atoms(field.raw).map((atom) => atom.text));
  return words.clauses.flatMap((clause) => {
    const shared = words.atoms.filter(
      (atom) =>
        atom.start >= clause.start &&
        atom.end <= clause.end &&
        own.has(atom.text) &&
        isTelling(atom.text, kind),
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
