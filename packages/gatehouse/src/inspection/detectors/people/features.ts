/** What the model knows of a word in a stretch: the word, its form, its ends, its neighbours and the label before it. */
import { DIGIT, KINDS, LOWER_CASE } from '../../letters.ts';
import { LEXICON } from './lexicon.ts';
import { BUCKETS, isOrdinary, LABEL_COUNT } from './model.ts';
import { isThere, type Reader, type Stretch, WORD_MAX } from './stretch.ts';

const FEATURE_COUNT = 24;
const NOBODY = 0x51ed270b;

const LOWER = 0;
const CAPITALISED = 1;
const UPPER = 2;
const MIXED = 3;
const INITIAL = 4;
const NUMBER = 5;

/** Scratch for the features of one word; valid until the next call. */
export const FEATURES = new Int32Array(FEATURE_COUNT);

/** Fills `FEATURES` with the first weight of each feature of word `index`. */
export function describe(
  reader: Reader,
  stretch: Stretch,
  { index, before, older }: { readonly index: number; readonly before: number; readonly older: number },
): void {
  const { words } = reader;
  const hash = words.hash(index);
  const form = formOf(reader, index);
  const bits = LEXICON.get(hash);
  const kind = mix(bits, (form << 1) | (isOrdinary(reader.model, hash) ? 1 : 0));
  const previous = neighbour(reader, index, -1);
  const earlier = previous === NOBODY ? NOBODY : neighbour(reader, index - 1, -1);
  const next = neighbour(reader, index, 1);
  const nextKind = kindOf(reader, index + 1, next);
  // INVARIANT: at most one word behind the stretch is looked at, for no more has to be there.
  const later =
    index >= stretch.last || next === NOBODY ? 0 : kindOf(reader, index + 2, neighbour(reader, index + 1, 1));
  const previousKind = kindOf(reader, index - 1, previous);
  const gapBefore = gapOf(reader, index - 1);
  const gapBehind = gapOf(reader, index);
  const label = (before << 3) | older;
  let slot = 0;
  const add = (value: number): void => {
    FEATURES[slot] = ((mix(value, 0x2545f491 + slot) >>> 7) & (BUCKETS - 1)) * LABEL_COUNT;
    slot += 1;
  };
  add(form);
  add(hash);
  add(mix(endOf(reader, index, 3), form));
  add(endOf(reader, index, 2));
  add(endOf(reader, index, 4));
  add(startOf(reader, index, 3));
  add(kind);
  add(mix(kind, label));
  add(mix(previous, gapBefore));
  add(mix(previous, kind));
  add(mix(previous, earlier));
  add(mix(earlier, before));
  add(mix(previousKind, gapBefore));
  add(mix(mix(previousKind, kind), before));
  add(mix(next, gapBehind));
  add(mix(mix(nextKind, gapBehind), kind));
  add(mix(mix(nextKind, later), form));
  add(mix(mix(gapBefore, gapBehind), label));
  add(mix(label, gapBefore));
  add(mix(nextKind, label));
  add(mix(before, mix(endOf(reader, index, 3), gapBefore)));
  add(mix(mix(stretch.first - index, stretch.last - index), form));
  add(mix(bits, mix(previousKind, nextKind)));
  add(mix(before, hash));
}

function mix(left: number, right: number): number {
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

/** The hash of the word next to one; `NOBODY` when it is far away or not there. */
function neighbour(reader: Reader, index: number, step: -1 | 1): number {
  const other = index + step;
  if (other < 0 || isThere(reader, step > 0 ? other : index) !== true) return NOBODY;
  const { words } = reader;
  return words.end(other) - words.start(other) > WORD_MAX ? NOBODY : words.hash(other);
}

function kindOf(reader: Reader, index: number, hash: number): number {
  if (hash === NOBODY) return NOBODY;
  return mix(LEXICON.get(hash), (formOf(reader, index) << 1) | (isOrdinary(reader.model, hash) ? 1 : 0));
}

/** What stands between a word and the next: its first sign that is no space, or that it is a space or nothing. */
function gapOf(reader: Reader, index: number): number {
  if (index < 0 || isThere(reader, index + 1) !== true) return 1;
  const { text, words } = reader;
  const start = words.end(index);
  const end = words.start(index + 1);
  let sign = start === end ? 2 : 3;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) return 4;
    if (code !== 0x20 && sign === 3) sign = code;
  }
  return sign;
}

function endOf({ text, words }: Reader, index: number, length: number): number {
  return partOf(text, Math.max(words.start(index), words.end(index) - length), words.end(index));
}

function startOf({ text, words }: Reader, index: number, length: number): number {
  return partOf(text, words.start(index), Math.min(words.end(index), words.start(index) + length));
}

function partOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1)
    hash = Math.imul(hash ^ (LOWER_CASE[text.charCodeAt(at)] ?? 0), 0x01000193);
  return hash;
}
