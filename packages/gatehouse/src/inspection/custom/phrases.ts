/** Finds phrases by their words, whatever stands between two of them: white space, a hyphen, a line break. */
import type { Words } from '../places.ts';
import { Reading } from '../reading.ts';
import { planSurvey, Survey } from '../survey.ts';

/** How many characters may separate two words of a phrase. */
const GAP_MAX = 3;
const BITS = 16;

interface Node {
  readonly next: Map<number, Node>;
  /** The words of the phrase that ends here, in lower case with one space between them. */
  phrase: string | undefined;
}

/** The answer when more text may tell. */
export const OPEN = -2;
export const NONE = -1;

export class Phrases {
  /** The most characters that one of them takes in a text. */
  readonly reach: number;
  readonly #root: Node = { next: new Map(), phrase: undefined };
  /** By the low bits of the hash of a first word; tells most words apart from all of them. */
  readonly #firsts = new Uint8Array(1 << BITS);
  readonly #firstLongest: number;

  /** @throws Error for a phrase without a word. */
  constructor(phrases: readonly string[]) {
    const read = phrases.map(wordsOf);
    for (const words of read) this.#add(words);
    this.reach = Math.max(...read.map((words) => lengthOf(words)));
    this.#firstLongest = Math.max(...read.map(([first]) => first?.text.length ?? 0));
  }

  /** Whether a phrase could begin with this word. */
  mayBegin(hash: number): boolean {
    return this.#firsts[hash & ((1 << BITS) - 1)] === 1;
  }

  /** Where the longest phrase ends that begins with the word at `index`, or `NONE`, or `OPEN`. */
  endAt({ text, words, last }: Spoken, index: number): number {
    let node = this.#root.next.get(words.hash(index));
    let end = NONE;
    const start = words.start(index);
    for (let at = index; node !== undefined; at += 1) {
      if (node.phrase !== undefined && isPhrase(text.slice(start, words.end(at)), node.phrase))
        end = words.end(at);
      if (node.next.size === 0) return end;
      const hasMore = at + 1 < words.length;
      const gap = (hasMore ? words.start(at + 1) : words.open) - words.end(at);
      if (gap > GAP_MAX) return end;
      // WHY the reach: a word that never ends must not keep what is before it.
      if (!hasMore) return last || text.length - start > this.reach ? end : OPEN;
      node = node.next.get(words.hash(at + 1));
    }
    return end;
  }

  /** Where a word begins that is not complete and may become the first of a phrase; the length of the text when none does. */
  openAt({ text, words, last }: Spoken): number {
    return last || text.length - words.open > this.#firstLongest ? text.length : words.open;
  }

  #add(words: readonly Word[]): void {
    const [first] = words;
    if (first === undefined) throw new Error('a phrase has no word');
    this.#firsts[first.hash & ((1 << BITS) - 1)] = 1;
    let node = this.#root;
    for (const { hash } of words) {
      const next = node.next.get(hash) ?? { next: new Map(), phrase: undefined };
      node.next.set(hash, next);
      node = next;
    }
    node.phrase = words.map(({ text }) => text).join(' ');
  }
}

/** A growing text with its words. */
export interface Spoken {
  readonly text: string;
  readonly words: Words;
  readonly last: boolean;
}

interface Word {
  readonly text: string;
  readonly hash: number;
}

/** Whether a phrase has any word at all. */
export function hasWords(phrase: string): boolean {
  return wordsOf(phrase).length > 0;
}

/** The words of a text as a survey of it sees them, in lower case. */
function wordsOf(phrase: string): readonly Word[] {
  const reading = new Reading('text');
  reading.append(phrase, true);
  const survey = new Survey(planSurvey([]));
  survey.extend(reading.text, true);
  return Array.from({ length: survey.words.length }, (_, index) => ({
    text: reading.text.slice(survey.words.start(index), survey.words.end(index)).toLowerCase(),
    hash: survey.words.hash(index),
  }));
}

function lengthOf(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.length + GAP_MAX, 0);
}

/** WHY: two words can have one hash, and what is found must be what was listed. */
function isPhrase(found: string, phrase: string): boolean {
  return lettersOf(found.toLowerCase()) === lettersOf(phrase);
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}0-9]+/gu, '');
}
