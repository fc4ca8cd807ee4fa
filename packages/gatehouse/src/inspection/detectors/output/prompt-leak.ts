/** Finds where an answer repeats its system prompt: runs of words that stand there in the same order. */
import type { Background } from '../../background.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import type { Words } from '../../places.ts';
import { Reading } from '../../reading.ts';
import { planSurvey, Survey } from '../../survey.ts';
import { digestOfRules } from '../rules.ts';

/** So many words in a row are no coincidence. */
const RUN = 12;
/** So many of them tell nothing yet, and are not held back: a leak is masked from the next one on. */
const FREE = 3;
const SEED = FREE + 1;
const CONFIDENCE = 0.9;
/** A longer word is no language. */
const WORD_MAX = 256;
const NO_WORD = 0;
const NO_WORDS = planSurvey([]);

export const promptLeak: Detector = {
  name: 'prompt_leak',
  grows: true,
  classes: ['prompt_leak'],
  version: digestOfRules(1, RUN, FREE, CONFIDENCE),
  reach: RUN * WORD_MAX,
  scan,
};

/** Runs of words of the system prompt, by hash. */
interface Known {
  readonly seeds: ReadonlySet<number>;
  readonly runs: ReadonlySet<number>;
}

/** Its answers share what is known of a request. */
const remembered = new WeakMap<Background, Known>();

function scan({ text, words, role, background }: Glance, cursor: Cursor, last: boolean): Scan {
  const known = role === 'assistant' && background !== undefined ? knownOf(background) : undefined;
  if (known === undefined || known.runs.size === 0) {
    return { findings: [], next: { from: text.length, floor: 0, inside: false } };
  }
  const scanned = new Run(words, known, cursor).walk(words.open);
  if (last) return { ...scanned, next: { from: text.length, floor: 0, inside: false } };
  // A word without end is no language, and breaks the run.
  if (text.length - words.open > WORD_MAX) {
    return { ...scanned, next: { from: text.length, floor: 0, inside: false, carry: [] } };
  }
  return scanned;
}

function knownOf(background: Background): Known {
  const before = remembered.get(background);
  if (before !== undefined) return before;
  const known = { seeds: new Set<number>(), runs: new Set<number>() };
  for (const each of background.system) {
    const reading = new Reading('text');
    reading.append(each, true);
    const survey = new Survey(NO_WORDS);
    survey.extend(reading.text, true);
    const hashes = Array.from({ length: survey.words.length }, (_, index) => survey.words.hash(index));
    for (let end = SEED; end <= hashes.length; end += 1) known.seeds.add(gram(hashes, end, SEED));
    for (let end = RUN; end <= hashes.length; end += 1) known.runs.add(gram(hashes, end, RUN));
  }
  remembered.set(background, known);
  return known;
}

/** A hash of the `count` words before `end`. */
function gram(hashes: readonly number[], end: number, count: number): number {
  let hash = count;
  for (let index = end - count; index < end; index += 1) {
    hash = Math.imul(hash ^ (hashes[index] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** One walk over the words behind a cursor, which takes the words before them along. */
class Run {
  readonly #words: Words;
  readonly #known: Known;
  readonly #cursor: Cursor;
  /** Of the words before the cursor, and of those behind it. */
  readonly #hashes: number[];
  readonly #taken: number;
  readonly #first: number;

  constructor(words: Words, known: Known, cursor: Cursor) {
    this.#words = words;
    this.#known = known;
    this.#cursor = cursor;
    this.#hashes = [...(cursor.carry ?? [])];
    this.#taken = this.#hashes.length;
    this.#first = words.from(cursor.from);
  }

  /** `end` is where no complete word stands any more. */
  walk(end: number): Scan {
    const findings: { start: number; end: number }[] = [];
    let { inside } = this.#cursor;
    let continued = false;
    /** The first word that may begin a finding, and the first of the words that now look like one. */
    let free = this.#first;
    let held = this.#first;
    for (let word = this.#first; word < this.#words.length; word += 1) {
      this.#take(word);
      if (!this.#isKnown(this.#known.seeds, SEED)) held = word + 1;
      const repeats = held <= word && this.#isKnown(this.#known.runs, RUN);
      if (repeats) {
        const begin = this.#words.start(Math.max(free, word - RUN + SEED));
        const before = findings.at(-1);
        const stop = this.#words.end(word);
        if (inside && before !== undefined) before.end = stop;
        else {
          continued ||= inside;
          findings.push({ start: inside ? this.#cursor.from : begin, end: stop });
        }
        free = word + 1;
      }
      inside = repeats;
    }
    const open = Math.max(free, held, this.#words.length - RUN + SEED);
    const from = inside
      ? Math.max(this.#cursor.from, findings.at(-1)?.end ?? 0)
      : Math.min(end, open < this.#words.length ? this.#words.start(open) : end);
    const whole: readonly Finding[] = findings.map((each) => ({
      class: 'prompt_leak',
      detector: 'prompt_leak',
      ...each,
      confidence: CONFIDENCE,
    }));
    return { findings: whole, continued, next: { from, floor: 0, inside, carry: this.#carry(from) } };
  }

  #take(word: number): void {
    const isLanguage = this.#words.end(word) - this.#words.start(word) <= WORD_MAX;
    if (isLanguage) this.#hashes.push(this.#words.hash(word));
    else this.#hashes.fill(NO_WORD).push(NO_WORD);
  }

  #isKnown(grams: ReadonlySet<number>, count: number): boolean {
    const { length } = this.#hashes;
    return length >= count && grams.has(gram(this.#hashes, length, count));
  }

  /** The hashes of the last words that end before `from`. */
  #carry(from: number): readonly number[] {
    const count = this.#taken + Math.max(0, this.#words.from(from) - this.#first);
    return this.#hashes.slice(Math.max(0, count - RUN), count);
  }
}
