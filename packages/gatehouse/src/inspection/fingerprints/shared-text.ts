/** Finds text that is shared with a registered document: runs of words that stand there in the same order. */
import type { Settings } from '../../config/schema.ts';
import type { Cursor, Detector, Finding, Scan } from '../detector.ts';
import { digestOfRules } from '../detectors/rules.ts';
import type { Words } from '../places.ts';
import { type Fingerprints, SEED } from './store.ts';

type FingerprintRule = Settings['inspection']['fingerprints'][number];

/** The first words of a run tell nothing yet and are not held back: a run is masked from the next one on. */
const FREE = SEED - 1;
const CONFIDENCE = 0.9;
/** A longer word is no language, and breaks a run. */
const WORD_MAX = 256;
const NO_WORD = 0;

export function sharedText(rule: FingerprintRule, fingerprints: Fingerprints): Detector {
  return {
    name: rule.id,
    classes: [rule.class],
    version: digestOfRules(1, rule.id, rule.class, fingerprints.digest),
    reach: fingerprints.words * WORD_MAX,
    scan({ text, words }, cursor, last) {
      const run = new Walk(words, fingerprints, cursor);
      const { spans, continued } = run.spans();
      const findings = spans.map(
        ({ start, end }): Finding => ({
          class: rule.class,
          detector: rule.id,
          start,
          end,
          confidence: CONFIDENCE,
        }),
      );
      const isBroken = text.length - words.open > WORD_MAX;
      const settled = { from: text.length, floor: 0, inside: false, carry: [] };
      return { findings, continued, next: last || isBroken ? settled : run.next() } satisfies Scan;
    },
  };
}

interface Span {
  readonly start: number;
  end: number;
}

/** One walk over the words behind a cursor, which takes the words before it along. Indexes count words, those first. */
class Walk {
  readonly #words: Words;
  readonly #fingerprints: Fingerprints;
  readonly #cursor: Cursor;
  readonly #hashes: number[];
  readonly #taken: number;
  readonly #first: number;
  /** Whether a fingerprint may begin with this word. */
  readonly #begins: boolean[] = [];
  /** The last word that is part of a finding. */
  #covered: number;

  constructor(words: Words, fingerprints: Fingerprints, cursor: Cursor) {
    this.#words = words;
    this.#fingerprints = fingerprints;
    this.#cursor = cursor;
    this.#hashes = [...(cursor.carry ?? [])];
    this.#taken = this.#hashes.length;
    this.#first = words.from(cursor.from);
    this.#covered = cursor.inside ? this.#taken - 1 : -1;
    for (let end = SEED; end <= this.#taken; end += 1) this.#look(end);
  }

  spans(): { readonly spans: readonly Span[]; readonly continued: boolean } {
    const { words: size } = this.#fingerprints;
    const spans: Span[] = [];
    let continued = false;
    for (let word = this.#first; word < this.#words.length; word += 1) {
      this.#take(word);
      const end = this.#hashes.length;
      if (this.#begins[end - size] !== true || !this.#fingerprints.has(this.#hashes, end)) continue;
      const stop = this.#words.end(word);
      const begin = end - size + FREE;
      const before = spans.at(-1);
      const goesOn = this.#covered >= 0 && begin <= this.#covered + 1;
      if (goesOn && before !== undefined) before.end = stop;
      else if (goesOn) {
        continued = true;
        spans.push({ start: this.#cursor.from, end: stop });
      } else spans.push({ start: this.#startOf(begin), end: stop });
      this.#covered = end - 1;
    }
    return { spans, continued };
  }

  /** What further words could still become part of a finding stays open. */
  next(): Cursor {
    const count = this.#hashes.length;
    const waiting = this.#waiting();
    const inside = this.#covered >= 0 && waiting <= this.#covered + 1;
    const open = waiting >= count ? this.#words.open : this.#startOf(waiting);
    const from = inside ? Math.max(this.#cursor.from, this.#endOf(this.#covered)) : open;
    const known = inside ? this.#covered + 1 : Math.min(waiting, count);
    const carry = this.#hashes.slice(Math.max(0, known - this.#fingerprints.words), known);
    return { from, floor: 0, inside, carry };
  }

  /** The first word that a fingerprint which is under way would cover; the one that comes next when none is. */
  #waiting(): number {
    const count = this.#hashes.length;
    for (let start = Math.max(0, count - this.#fingerprints.words + 1); start + SEED <= count; start += 1) {
      if (this.#begins[start] === true) return start + FREE;
    }
    return count;
  }

  #take(word: number): void {
    const isLanguage = this.#words.end(word) - this.#words.start(word) <= WORD_MAX;
    if (isLanguage) this.#hashes.push(this.#words.hash(word));
    else {
      this.#hashes.fill(NO_WORD).push(NO_WORD);
      this.#begins.fill(false);
    }
    if (isLanguage && this.#hashes.length >= SEED) this.#look(this.#hashes.length);
  }

  #look(end: number): void {
    this.#begins[end - SEED] = this.#fingerprints.mayBegin(this.#hashes, end);
  }

  /** INVARIANT: words before the cursor are never asked for their place; a finding that reaches there goes on. */
  #startOf(word: number): number {
    return Math.max(this.#cursor.from, this.#words.start(this.#first + word - this.#taken));
  }

  #endOf(word: number): number {
    return word < this.#taken ? this.#cursor.from : this.#words.end(this.#first + word - this.#taken);
  }
}
