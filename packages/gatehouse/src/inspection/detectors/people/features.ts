/** What the model looks at for a word of a stretch: the word, its form, its ends, its neighbours and the labels before it. */

import { hashOfPart } from '../../word-hash.ts';
import { BUCKETS, LABEL_COUNT } from './model.ts';
import { bits, forms, gaps, hashes, kinds, LEAD, mix, mood, NOBODY } from './sketch.ts';
import type { Reader, Stretch } from './stretch.ts';

const FEATURE_COUNT = 22;

/** Scratch for the features of one word; valid until the next call. */
export const FEATURES = new Int32Array(FEATURE_COUNT);

/** Fills `FEATURES` with the first weight of each feature of word `index`; the stretch was sketched before. */
export function describe(
  { text, words }: Reader,
  stretch: Stretch,
  { index, before, older }: { readonly index: number; readonly before: number; readonly older: number },
): void {
  const place = index - stretch.first + LEAD;
  const hash = hashes[place] as number;
  const form = forms[place] as number;
  const kind = kinds[place] as number;
  const previous = hashes[place - 1] as number;
  const previousKind = kinds[place - 1] as number;
  const earlier = hashes[place - 2] as number;
  const next = hashes[place + 1] as number;
  const nextKind = kinds[place + 1] as number;
  // INVARIANT: at most one word behind the stretch is looked at, for no more has to be there.
  const later = index >= stretch.last || next === NOBODY ? 0 : (kinds[place + 2] as number);
  const gapBefore = previous === NOBODY ? 1 : (gaps[place - 1] as number);
  const gapBehind = gaps[place] as number;
  const label = (before << 3) | older;
  const start = words.start(index);
  const end = words.end(index);
  const last = hashOfPart(text, Math.max(start, end - 3), end);
  const line = mix(gapBefore, mood.value);
  put(0, mix(form, line));
  put(1, hash);
  put(2, mix(last, form));
  put(3, hashOfPart(text, Math.max(start, end - 2), end));
  put(4, hashOfPart(text, Math.max(start, end - 4), end));
  put(5, hashOfPart(text, start, Math.min(end, start + 3)));
  put(6, mix(kind, line));
  put(7, mix(kind, label));
  put(8, mix(previous, gapBefore));
  put(9, mix(previous, kind));
  put(10, mix(previous, earlier));
  put(11, mix(earlier, before));
  put(12, mix(previousKind, gapBefore));
  put(13, mix(mix(previousKind, kind), before));
  put(14, mix(next, gapBehind));
  put(15, mix(mix(nextKind, gapBehind), kind));
  put(16, mix(mix(nextKind, later), form));
  put(17, mix(mix(gapBefore, gapBehind), label));
  put(18, mix(nextKind, label));
  put(19, mix(before, mix(last, gapBefore)));
  put(20, mix(mix(stretch.first - index, stretch.last - index), form));
  put(21, mix(bits[place] as number, mix(previousKind, nextKind)));
}

function put(slot: number, value: number): void {
  FEATURES[slot] = ((mix(value, 0x2545f491 + slot) >>> 7) & (BUCKETS - 1)) * LABEL_COUNT;
}
