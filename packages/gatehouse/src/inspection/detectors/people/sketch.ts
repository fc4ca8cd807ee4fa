/** What is known of the words of a stretch and of those around it, put down once for all that is asked of them. */
import { DIGIT, KINDS, LOWER_CASE } from '../../letters.ts';
import { FUNCTION_WORD, LEXICON } from './lexicon.ts';
import { isOrdinary } from './model.ts';
import { DISTANCE_MAX, isThere, type Reader, type Stretch, WORD_MAX, WORDS_MAX } from './stretch.ts';

/** So many words stand before those of the stretch, where there are any, and one behind. */
export const LEAD = 2;
const SIZE = WORDS_MAX + LEAD + 2;
export const NOBODY = 0x51ed270b;

export const LOWER = 0;
const CAPITALISED = 1;
const UPPER = 2;
const MIXED = 3;
export const INITIAL = 4;
const NUMBER = 5;

/** Scratch, by place: the words of the stretch begin at `LEAD`. Valid until the next sketch. */
export const hashes = new Int32Array(SIZE);
/** What the lists say; 0 for a word that is not there. */
export const bits = new Int32Array(SIZE);
export const forms = new Uint8Array(SIZE);
export const kinds = new Int32Array(SIZE);
/** What stands behind a word. */
export const gaps = new Uint16Array(SIZE);
/** 1 for an ordinary word. */
export const ordinary = new Uint8Array(SIZE);
/** What the words before are like: none in lower case, or how many of them are ordinary ones. */
export const mood = { value: 0 };

const MOOD_WORDS = 6;
const MOOD_REACH = 64;

export function sketch(reader: Reader, stretch: Stretch): void {
  const length = stretch.last - stretch.first + 1;
  const shift = stretch.first - LEAD;
  for (let place = 0; place < LEAD; place += 1) none(place);
  // From the stretch to its beginning: a word that is far away hides those before it.
  for (let place = LEAD - 1; place >= 0; place -= 1) {
    const index = shift + place;
    if (index < 0 || isThere(reader, index + 1) !== true) break;
    if (reader.words.end(index) - reader.words.start(index) > WORD_MAX) break;
    put(reader, index, place);
  }
  for (let place = LEAD; place < LEAD + length; place += 1) put(reader, shift + place, place);
  const behind = LEAD + length;
  none(behind);
  if (isThere(reader, stretch.last + 1) === true) {
    put(reader, stretch.last + 1, behind);
    gaps[behind] = 1;
  } else gaps[behind - 1] = 1;
  mood.value = moodBefore(reader, stretch.first);
}

function none(place: number): void {
  hashes[place] = NOBODY;
  bits[place] = 0;
  forms[place] = 0;
  kinds[place] = NOBODY;
  gaps[place] = 1;
  ordinary[place] = 0;
}

function put(reader: Reader, index: number, place: number): void {
  const hash = reader.words.hash(index);
  const known = LEXICON.get(hash);
  const form = formOf(reader, index);
  const isCommon = isOrdinary(reader.model, hash) ? 1 : 0;
  hashes[place] = hash;
  bits[place] = known;
  forms[place] = form;
  ordinary[place] = isCommon;
  kinds[place] = mix(known, (form << 1) | isCommon);
  gaps[place] = gapBehind(reader, index);
}

export function mix(left: number, right: number): number {
  let hash = Math.imul(left ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(right + 0x7f4a7c15, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x27d4eb2f);
}

function formOf({ text, words }: Reader, index: number): number {
  const start = words.start(index);
  const end = words.end(index);
  const first = text.charCodeAt(start);
  if (KINDS[first] === DIGIT) return NUMBER + Math.min(end - start, 6);
  if (LOWER_CASE[first] === first) return LOWER;
  if (end - start === 1) return INITIAL;
  let capitals = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (LOWER_CASE[code] !== code) capitals += 1;
  }
  if (capitals === end - start) return UPPER;
  return capitals === 1 ? CAPITALISED : MIXED;
}

const LINE = 4;
const MARKED_LINE = 5;

/** What stands between a word and the next: its first sign that is no space, a line, or that it is a space or nothing. */
function gapBehind({ text, words }: Reader, index: number): number {
  const start = words.end(index);
  const next = index + 1 < words.length ? words.start(index + 1) : words.open;
  const end = Math.min(next, start + DISTANCE_MAX);
  if (end - start === 1 && text.charCodeAt(start) === 0x20) return 3;
  let sign = start === end ? 2 : 3;
  let isLine = false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) isLine = true;
    else if (code !== 0x20 && isLine) return MARKED_LINE;
    else if (code !== 0x20 && sign === 3) sign = code;
  }
  return isLine ? LINE : sign;
}

/** Moods, as bits: words before in the line, those of a sentence, and words that nobody knows. */
const SOMETHING = 1;
export const SENTENCE = 2;
const STRANGE = 4;

/** Whether the words before a stretch, in its line, are those of a sentence or of something else. */
function moodBefore({ text, words, model }: Reader, first: number): number {
  const begin = words.start(first) - MOOD_REACH;
  let isSentence = false;
  let isStrange = false;
  let index = first - 1;
  for (; index >= 0 && index >= first - MOOD_WORDS; index -= 1) {
    const start = words.start(index);
    if (start < begin || isCut(text, words.end(index), words.start(index + 1))) break;
    const code = text.charCodeAt(start);
    if (KINDS[code] === DIGIT || LOWER_CASE[code] !== code) continue;
    const hash = words.hash(index);
    if ((LEXICON.get(hash) & FUNCTION_WORD) !== 0) isSentence = true;
    else if (!isOrdinary(model, hash)) isStrange = true;
  }
  if (index === first - 1) return 0;
  return SOMETHING | (isSentence ? SENTENCE : 0) | (isStrange ? STRANGE : 0);
}

/** Whether a line ends between two words. */
function isCut(text: string, from: number, to: number): boolean {
  for (let at = from; at < to && at < from + DISTANCE_MAX; at += 1)
    if (text.charCodeAt(at) === 0x0a) return true;
  return to - from > DISTANCE_MAX;
}
