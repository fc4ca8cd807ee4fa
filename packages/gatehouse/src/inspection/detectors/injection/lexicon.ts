/** Which concept a word stands for, in any language: one look at a table for most words. */
import { DIGIT, KINDS, LETTER, LOWER_CASE, SEPARATOR, SIGN } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { HASH_PRIME, HASH_START, hashOf } from '../../word-hash.ts';
import { HashTable, wordsOf } from '../word-table.ts';
import { ENGLISH } from './concepts-english.ts';
import { EUROPEAN } from './concepts-european.ts';
import { OTHER } from './concepts-other.ts';
import { GAP_MAX } from './gaps.ts';

export type Concept = keyof typeof ENGLISH;

/** A growing text and its words. */
export interface Source {
  readonly text: string;
  readonly words: Words;
}

/** Letters in a row that are no word of prose. */
export const WORD_MAX = 160;

const CONCEPTS = Object.keys(ENGLISH) as readonly Concept[];

/** By concept; 0 means none, so that concepts count from 1. */
export const CONCEPT: Readonly<Record<Concept, number>> = Object.fromEntries(
  CONCEPTS.map((name, index) => [name, index + 1]),
) as Record<Concept, number>;

const STEM_MIN = 2;
const STEM_MAX = 10;
/** The longest phrase, in words; a sign of Han or kana is a word. */
const PHRASE_MAX = 8;
/** How far behind a word the next one of its phrase may still come; a word that is open counts as long as it is short. */
const OPEN_MAX = GAP_MAX + WORD_MAX;
/** Entries of the table: the concept, and whether longer phrases begin like this. */
const CONCEPT_MASK = 0xff;
const GOES_ON = 0x100;

export interface Entry {
  readonly concept: number;
  /** Words as the survey sees them; of a stem, its letters alone. */
  readonly words: readonly string[];
  readonly isStem: boolean;
}

export const ENTRIES: readonly Entry[] = readEntries();
const { phrases, stems } = tabulate(ENTRIES);
const PHRASES = new HashTable(phrases);
/** Which stems there may be, by the low bits of their hashes: most prefixes of most words end here. */
const SIEVE = new Uint8Array(1 << 15);
for (const hash of stems.keys()) SIEVE[sieved(hash)] = 1;
const STEMS = new HashTable(stems);

/** Set in what `conceptAt` says when words that are not there yet could change it. */
export const UNDECIDED = 0x10000;

/**
 * The concept at a word, and of how many words: `words << 8 | concept`; 0 when it stands for none.
 * `limit` is the index behind the last word that may be looked at.
 */
export function conceptAt(source: Source, index: number, limit: number): number {
  const { text, words } = source;
  let hash = hashWith(0, words.hash(index));
  let value = PHRASES.get(hash);
  let best = value & CONCEPT_MASK;
  let count = 1;
  let next = index + 1;
  for (; (value & GOES_ON) !== 0 && next < limit && next - index < PHRASE_MAX; next += 1) {
    if (words.start(next) - words.end(next - 1) > GAP_MAX) break;
    hash = hashWith(hash, words.hash(next));
    value = PHRASES.get(hash);
    if ((value & CONCEPT_MASK) === 0) continue;
    best = value & CONCEPT_MASK;
    count = next - index + 1;
  }
  const isOpen = (value & GOES_ON) !== 0 && next === limit && text.length - words.end(next - 1) <= OPEN_MAX;
  if (best === 0) best = stemAt(text, words.start(index), words.end(index));
  return (best === 0 ? 0 : (count << 8) | best) | (isOpen ? UNDECIDED : 0);
}

/** The concept of the longest stem that the word begins with. */
function stemAt(text: string, start: number, end: number): number {
  let hash = HASH_START;
  let best = 0;
  const limit = Math.min(end, start + STEM_MAX);
  for (let index = start; index < limit; index += 1) {
    hash = Math.imul(hash ^ (LOWER_CASE[text.charCodeAt(index)] as number), HASH_PRIME);
    if (SIEVE[sieved(hash)] === 0 || index - start + 1 < STEM_MIN) continue;
    const concept = STEMS.get(hash);
    if (concept !== 0) best = concept;
  }
  return best;
}

function sieved(hash: number): number {
  return (hash ^ (hash >>> 15)) & 0x7fff;
}

/** Whether a word stands in a mask or a placeholder, such as `[EMAIL]` and `<PERSON_1>`: it says nothing then. */
export function isPlaceholder({ text, words }: Source, index: number): boolean {
  const start = words.start(index);
  const before = text.charCodeAt(start - 1);
  if (before !== 0x5b && before !== 0x3c && before !== 0x5f) return false;
  const end = words.end(index);
  const behind = text.charCodeAt(end);
  if (behind !== 0x5d && behind !== 0x3e && behind !== 0x5f) return false;
  return isUpperCase(text.charCodeAt(start)) && isUpperCase(text.charCodeAt(end - 1));
}

function isUpperCase(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** Order matters: `stop following` is not `following stop`. */
function hashWith(before: number, hash: number): number {
  return Math.imul((before << 7) ^ (before >>> 9) ^ hash, 0x9e3779b1 | 0);
}

function readEntries(): readonly Entry[] {
  return [ENGLISH, EUROPEAN, OTHER].flatMap((lists) =>
    Object.entries(lists).flatMap(([name, list]) =>
      wordsOf(list).map((entry) => {
        // WHY: readings are folded, so that a joiner inside of a word is gone.
        const words = splitWords(entry.replaceAll('\u200c', ''));
        const isStem = entry.endsWith('*') && words.length === 1;
        const concept = CONCEPT[name as Concept];
        return { concept, isStem, words: isStem ? [(words[0] ?? '').slice(0, STEM_MAX)] : words };
      }),
    ),
  );
}

/** The first list that names a word wins. */
function tabulate(entries: readonly Entry[]): { phrases: Map<number, number>; stems: Map<number, number> } {
  const phrases = new Map<number, number>();
  const stems = new Map<number, number>();
  for (const { concept, words, isStem } of entries) {
    if (isStem) {
      const stem = hashOf(words[0] ?? '');
      if (!stems.has(stem)) stems.set(stem, concept);
      continue;
    }
    let hash = 0;
    for (const [index, word] of words.entries()) {
      hash = hashWith(hash, hashOf(word));
      const value = phrases.get(hash) ?? 0;
      const isLast = index === words.length - 1;
      const own = isLast && (value & CONCEPT_MASK) === 0 ? concept : 0;
      phrases.set(hash, value | own | (isLast ? 0 : GOES_ON));
    }
  }
  return { phrases, stems };
}

/** Words as the survey sees them. */
function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let kind = SEPARATOR;
  for (let index = 0; index < text.length; index += 1) {
    const here = KINDS[text.charCodeAt(index)] ?? SEPARATOR;
    if (here === SEPARATOR) {
      kind = here;
      continue;
    }
    const character = text.charAt(index);
    if (here === kind && (here === LETTER || here === DIGIT)) words.push((words.pop() ?? '') + character);
    else words.push(character);
    kind = here === SIGN ? SIGN : here;
  }
  return words;
}
