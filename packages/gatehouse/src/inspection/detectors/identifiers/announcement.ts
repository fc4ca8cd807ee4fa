/** Which rules the words before a number announce. */
import { FINDABLE_CLASSES } from '../../../kernel/classes.ts';
import { HashFilter } from '../../bits.ts';
import type { Glance } from '../../detector.ts';
import { hashOf } from '../../word-hash.ts';

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
  /** Of the words that end a phrase: most words are gone after one look. */
  readonly filter: HashFilter;
  /** By rule. */
  readonly parts: readonly (readonly string[])[];
  /** By their last code unit. */
  readonly endings: ReadonlyMap<number, readonly string[]>;
  /** A one at each code unit that ends a part. */
  readonly isEnding: Uint8Array;
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
  const endings = Map.groupBy(new Set(parts.flat()), (part) => part.charCodeAt(part.length - 1));
  const isEnding = new Uint8Array(65_536);
  for (const code of endings.keys()) isEnding[code] = 1;
  return { phrases, filter: new HashFilter(Uint32Array.from(phrases.keys())), parts, endings, isEnding };
}

/** What stands before a number, as far as it may announce one. */
export interface Named {
  /** The rules that whole words announce. */
  readonly rules: readonly number[];
  /** The text before it, in which parts of words announce more; empty where none of them stands there. */
  readonly before: string;
  /** Whether anything is announced. */
  readonly isAny: boolean;
}

const NOTHING: Named = { rules: [], before: '', isAny: false };

/** Tells what announces numbers, asked for one after the other: each word is looked at once. */
export class Announcer {
  readonly #announcements: Announcements;
  readonly #glance: Glance;
  /** The first word that was not looked at, and the last one before it that may end a phrase. */
  #wordsSeen = 0;
  #cue = -1;
  /** The same of the text, and of parts: where the last one begins that ends before it. */
  #textSeen = 0;
  #part = -1;

  constructor(announcements: Announcements, glance: Glance) {
    this.#announcements = announcements;
    this.#glance = glance;
  }

  /** What announces a number that begins at `start`, with the word at `index`. */
  at(index: number, start: number): Named {
    this.#lookAtWords(index);
    this.#lookAtText(start);
    const isCued = this.#cue >= index - WORDS_MAX;
    const hasPart = this.#part >= 0 && this.#part >= start - DISTANCE_MAX;
    if (!isCued && !hasPart) return NOTHING;
    const rules = isCued ? this.#rules(index, start) : NOTHING.rules;
    const before = hasPart ? this.#glance.text.slice(Math.max(0, start - DISTANCE_MAX), start) : '';
    return { rules, before, isAny: rules.length > 0 || hasPart };
  }

  #lookAtWords(index: number): void {
    const { words } = this.#glance;
    const { filter, phrases } = this.#announcements;
    for (let at = Math.max(this.#wordsSeen, index - WORDS_MAX); at < index; at += 1) {
      const hash = words.hash(at);
      if (filter.has(hash) && phrases.has(hash)) this.#cue = at;
    }
    this.#wordsSeen = Math.max(this.#wordsSeen, index);
  }

  #lookAtText(start: number): void {
    const { text } = this.#glance;
    const { isEnding } = this.#announcements;
    for (let at = Math.max(this.#textSeen, start - DISTANCE_MAX); at < start; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= UNSPACED_MIN && isEnding[code] === 1) this.#endPart(at);
    }
    this.#textSeen = Math.max(this.#textSeen, start);
  }

  #endPart(last: number): void {
    const { text } = this.#glance;
    for (const part of this.#announcements.endings.get(text.charCodeAt(last)) ?? []) {
      const begin = last + 1 - part.length;
      if (begin > this.#part && text.startsWith(part, begin)) this.#part = begin;
    }
  }

  #rules(index: number, start: number): readonly number[] {
    const { text, words } = this.#glance;
    const { filter, phrases } = this.#announcements;
    const rules: number[] = [];
    const first = Math.max(0, index - WORDS_MAX);
    for (let at = index - 1; at >= first && start - words.start(at) <= DISTANCE_MAX; at -= 1) {
      // What was found before a mask is not what announces this: or masking twice would find more.
      if (endsMask(text, words.end(at))) break;
      const hash = words.hash(at);
      if (!filter.has(hash)) continue;
      for (const { rule, before } of phrases.get(hash) ?? []) {
        const begin = at - before.length;
        if (begin < 0 || start - words.start(begin) > PHRASE_MAX) continue;
        if (before.every((hash, back) => words.hash(at - 1 - back) === hash)) rules.push(rule);
      }
    }
    return rules;
  }
}

/** Whether a part of a word before a number announces the rule. */
export function announcedInPart({ parts }: Announcements, rule: number, before: string): boolean {
  return before !== '' && (parts[rule] ?? []).some((name) => before.includes(name));
}

/** Whether a word that ends at `end` ends the name of a class in a mask: `[US_SSN]`. */
function endsMask(text: string, end: number): boolean {
  if (text.charCodeAt(end) !== 0x5d) return false;
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
