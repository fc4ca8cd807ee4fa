/** What somebody would learn from a call who may not: private fields that stand in what it carries. */
import type { Leak } from '../kernel/origins.ts';
import type { Field } from './fields.ts';
import type { Knowledge } from './knowledge.ts';
import { atoms, plain } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { within } from './spans.ts';

/** What is shorter says nothing by itself. */
const TELLING = 3;
/** From this length on, a text is found without its separators too. */
const COMPACT = 6;

/** Private fields that the values reveal, unless the words name them for this. */
export function leaksOf(knowledge: Knowledge, scope: Scope, values: readonly string[]): Leak[] {
  if (knowledge.privates.length === 0) return [];
  const isSaid = (word: string): boolean =>
    knowledge.vocabulary.has(word) || scope.words.some(({ vocabulary }) => vocabulary.has(word));
  const told = toldIn(indexOf(knowledge), values.map(formsIn), isSaid);
  return [...told]
    .filter((field) => !isNamed(field, scope))
    .sort((one, other) => one.step - other.step)
    .map(({ step, place, classes, name }) => {
      return { step, place, classes, how: `it holds the private field ${name}` };
    });
}

interface Forms {
  readonly spaced: string;
  readonly compact: string;
}

interface Secret extends Forms {
  readonly field: Field;
}

/** Private fields by the word, and by the first letters without separators, with which they begin. */
interface Index {
  upTo: number;
  readonly byWord: Map<string, Secret[]>;
  readonly byLetters: Map<string, Secret[]>;
  /** Short ones, by each word that tells something by itself. */
  readonly byPart: Map<string, Secret[]>;
}

const remembered = new WeakMap<Knowledge, Index>();

/** WHY an index: a call is compared with all that is private, and costs what it carries. */
function indexOf(knowledge: Knowledge): Index {
  const index = remembered.get(knowledge) ?? {
    ...{ upTo: 0, byWord: new Map(), byLetters: new Map(), byPart: new Map() },
  };
  remembered.set(knowledge, index);
  for (const field of knowledge.privates.slice(index.upTo)) {
    if (field.text.length < TELLING) continue;
    const secret = { field, ...formsIn(field.raw) };
    const [word] = wordsOf(secret);
    if (word !== undefined) put(index.byWord, word, secret);
    const parts = wordsOf(secret);
    if (parts.length <= PARTS_MAX)
      for (const part of parts.filter(isTellingPart)) put(index.byPart, part, secret);
    if (secret.compact.length >= COMPACT) put(index.byLetters, secret.compact.slice(0, COMPACT), secret);
  }
  index.upTo = knowledge.privates.length;
  return index;
}

/** A private field of more words is a text; of such only the whole is told apart from what everybody says. */
const PARTS_MAX = 8;

/** Whether a word says something of a secret by itself: a long one, or one with digits. */
function isTellingPart(word: string): boolean {
  return word.length > COMPACT || (word.length > TELLING && /\d/u.test(word));
}

function put(map: Map<string, Secret[]>, key: string, secret: Secret): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [secret]);
  else known.push(secret);
}

function toldIn(
  { byWord, byLetters, byPart }: Index,
  carried: readonly Forms[],
  isSaid: (word: string) => boolean,
): ReadonlySet<Field> {
  const told = new Set<Field>();
  for (const forms of carried) {
    for (const word of new Set(wordsOf(forms))) {
      for (const { field, spaced } of byWord.get(word) ?? []) {
        if (forms.spaced.includes(spaced)) told.add(field);
      }
      // WHY not those that the words or trusted fields say: nobody learns them from the secret.
      if (!isSaid(word)) for (const { field } of byPart.get(word) ?? []) told.add(field);
    }
    // WHY once for each beginning: a text that repeats itself begins like a secret at every letter.
    for (const letters of beginningsIn(forms.compact)) {
      for (const { field, compact } of byLetters.get(letters) ?? []) {
        if (forms.compact.includes(compact)) told.add(field);
      }
    }
  }
  return told;
}

function beginningsIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at + COMPACT <= text.length; at += 1) found.add(text.slice(at, at + COMPACT));
  return found;
}

/** Its words between spaces, and all of it without anything between. */
function formsIn(text: string): Forms {
  const words = atoms(text).map((atom) => atom.text);
  return { spaced: ` ${words.join(' ')} `, compact: plain(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '') };
}

function wordsOf({ spaced }: Forms): string[] {
  return spaced.split(' ').filter((word) => word !== '');
}

/** Whether a clause that asks for the call names the field. */
function isNamed(field: Field, scope: Scope): boolean {
  const names = field.name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map(singular);
  if (names.length === 0) return false;
  return scope.asking.some(({ words, clause }) => {
    const own = new Set(within(words.atoms, clause).map((atom) => singular(atom.text)));
    return names.every((name) => own.has(name));
  });
}
