/** Which rules the words before a number announce. */
import { FINDABLE_CLASSES } from '../../../kernel/classes.ts';
import type { Glance } from '../../detector.ts';
import { hashOf } from '../../survey.ts';

/** How far before a number a word can stand that announces it. */
const DISTANCE_MAX = 64;
const WORDS_MAX = 9;
/** How far before the number the first of several words can begin: INVARIANT: less than what is kept of a stream. */
const PHRASE_MAX = 96;
const MASKS = new Set(FINDABLE_CLASSES.map((name) => name.toUpperCase()));
const MASK_MAX = Math.max(...[...MASKS].map(({ length }) => length));

/** Scripts that do not put spaces around each word, or put affixes to it: there a part of a word is enough. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]/u;
/** No sign of theirs comes before the Hebrew ones. */
const UNSPACED_MIN = 0x590;
const WORD = /[\p{L}\p{M}]+|\d+/gu;

/** A run of words: its last one leads to it. */
interface Phrase {
  readonly rule: number;
  /** Hashes of the words before the last one, from behind. */
  readonly before: readonly number[];
}

export interface Announcements {
  readonly phrases: ReadonlyMap<number, readonly Phrase[]>;
  /** By rule. */
  readonly parts: readonly (readonly string[])[];
}

/** Indexes the words that announce each rule. */
export function indexWords(contexts: readonly string[]): Announcements {
  const phrases = new Map<number, Phrase[]>();
  const parts = contexts.map((context) => namesOf(context).filter((name) => UNSPACED.test(name)));
  for (const [rule, context] of contexts.entries()) {
    for (const name of namesOf(context).filter((each) => !UNSPACED.test(each))) {
      const words = name.match(WORD) ?? [];
      add(phrases, rule, words);
      // As one word, as in names of fields (`routingNumber`), and in the plural.
      if (words.length > 1) add(phrases, rule, [words.join('')]);
      add(phrases, rule, [...words.slice(0, -1), `${words.at(-1) ?? ''}s`]);
    }
  }
  return { phrases, parts };
}

/** What stands before a number, as far as it may announce one. */
export interface Named {
  /** The rules that whole words announce. */
  readonly rules: readonly number[];
  /** The text before it, in which parts of words may announce more; empty where it has none of their scripts. */
  readonly before: string;
  /** Whether anything is announced, or may be. */
  readonly mayBeAny: boolean;
}

/** What announces a number that begins at `start`, with the word at `index`. */
export function announced(
  { phrases }: Announcements,
  { text, words }: Glance,
  { index, start }: { readonly index: number; readonly start: number },
): Named {
  const rules: number[] = [];
  const first = Math.max(0, index - WORDS_MAX);
  for (let at = index - 1; at >= first && start - words.start(at) <= DISTANCE_MAX; at -= 1) {
    // What was found before a mask is not what announces this: or masking twice would find more.
    if (endsMask(text, words.end(at))) break;
    for (const { rule, before } of phrases.get(words.hash(at)) ?? []) {
      const begin = at - before.length;
      if (begin < 0 || start - words.start(begin) > PHRASE_MAX) continue;
      if (before.every((hash, back) => words.hash(at - 1 - back) === hash)) rules.push(rule);
    }
  }
  const before = partsBefore(text, start);
  return { rules, before, mayBeAny: rules.length > 0 || before !== '' };
}

function partsBefore(text: string, start: number): string {
  const first = Math.max(0, start - DISTANCE_MAX);
  for (let index = first; index < start; index += 1) {
    if (text.charCodeAt(index) >= UNSPACED_MIN) return text.slice(first, start);
  }
  return '';
}

/** Whether a part of a word before a number announces the rule. */
export function announcedInPart({ parts }: Announcements, rule: number, before: string): boolean {
  return before !== '' && (parts[rule] ?? []).some((name) => before.includes(name));
}

/** Whether a word that ends at `end` ends the name of a class in a mask: `[US_SSN]`. */
function endsMask(text: string, end: number): boolean {
  if (text[end] !== ']') return false;
  const before = text.slice(Math.max(0, end - MASK_MAX - 1), end);
  return MASKS.has(before.slice(before.lastIndexOf('[') + 1));
}

function add(phrases: Map<number, Phrase[]>, rule: number, words: readonly string[]): void {
  const hashes = words.map(hashOf).toReversed();
  const [last, ...before] = hashes;
  if (last === undefined) return;
  phrases.set(last, [...(phrases.get(last) ?? []), { rule, before }]);
}

function namesOf(context: string): readonly string[] {
  return context
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
