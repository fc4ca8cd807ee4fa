/** Finds names of people, places and organisations, addresses and titles by a small statistical model. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { hashOf } from '../../survey.ts';
import { digestOfRules } from '../rules.ts';
import { wordsOf } from '../word-table.ts';
import { describe, FEATURES } from './features.ts';
import { LEXICON, NAMING, STREET } from './lexicon.ts';
import { STREET_ENDINGS } from './lists/terms.ts';
import { LABEL_COUNT, LABELS, loadModel, type Model } from './model.ts';
import { nextStretch, type Reader, readerOf, STRETCH_REACH, type Stretch } from './stretch.ts';

const MODEL = loadModel();
/** How far the best label must be ahead of the next to be as sure as `1 - 1/e` of it. */
const MARGIN_SCALE = 60;
/** Below this the model guesses: by label. */
const MARGINS_MIN = [0, 20, 20, 40, 30, 100, 30];
const UNKNOWN_MARGIN_MIN = 90;
const NONE = 0;
const PERSON = LABELS.indexOf('person');
const LOCATION = LABELS.indexOf('location');
const ADDRESS = LABELS.indexOf('address');
const CLASSES = ['', 'person', 'location', 'organization', 'address', 'title', 'title'];
const STREET_ENDING = new RegExp(`(?:${wordsOf(STREET_ENDINGS).join('|')})$`, 'iu');
/** What may stand between two words of one finding, and in an address too. */
const INSIDE = /^(?:[ \t]|\.? ?[-'’] ?|\.? ?| ?& ?)$/;
const INSIDE_ADDRESS = /^(?:[.,]? ?|,? ?\n[ \t]*|[-/ ])$/;

export const names: Detector = {
  name: 'names',
  classes: ['person', 'location', 'organization', 'address', 'title'],
  version: digestOfRules(1, MODEL.digest, MARGIN_SCALE, MARGINS_MIN),
  reach: STRETCH_REACH,
  scan,
};

function scan({ text, words }: Glance, cursor: Cursor, last: boolean): Scan {
  const reader = readerOf(text, words, { model: MODEL, last });
  const findings: Finding[] = [];
  let index = words.from(cursor.from);
  // A word that was settled is not read again from its middle.
  while (index < reader.limit && words.start(index) < cursor.from) index += 1;
  for (;;) {
    const stretch = nextStretch(reader, index);
    if (stretch === undefined || 'open' in stretch) {
      const open = stretch?.open ?? reader.limit;
      const from = last ? text.length : open < words.length ? words.start(open) : words.open;
      return { findings, next: { from: Math.max(from, cursor.from), floor: 0, inside: false } };
    }
    add(findings, reader, stretch);
    index = stretch.last + 1;
  }
}

/** Labels of the words of a stretch, each by the ones before it; with how far they were ahead. */
function label(
  reader: Reader,
  stretch: Stretch,
): { readonly labels: readonly number[]; readonly margins: readonly number[] } {
  const labels: number[] = [];
  const margins: number[] = [];
  for (let index = stretch.first; index <= stretch.last; index += 1) {
    describe(reader, stretch, { index, before: labels.at(-1) ?? NONE, older: labels.at(-2) ?? NONE });
    const { best, margin } = decide(reader.model);
    labels.push(best);
    margins.push(margin);
  }
  return { labels, margins };
}

const SCORES = new Int32Array(LABEL_COUNT);

function decide({ weights }: Model): { readonly best: number; readonly margin: number } {
  SCORES.fill(0);
  for (let feature = 0; feature < FEATURES.length; feature += 1) {
    const base = FEATURES[feature] as number;
    for (let each = 0; each < LABEL_COUNT; each += 1)
      SCORES[each] = (SCORES[each] as number) + (weights[base + each] as number);
  }
  let best = 0;
  let second = -1;
  for (let each = 1; each < LABEL_COUNT; each += 1) {
    if ((SCORES[each] as number) > (SCORES[best] as number)) {
      second = best;
      best = each;
    } else if (second < 0 || (SCORES[each] as number) > (SCORES[second] as number)) second = each;
  }
  return { best, margin: (SCORES[best] as number) - (SCORES[second] as number) };
}

function add(findings: Finding[], reader: Reader, stretch: Stretch): void {
  const { labels, margins } = label(reader, stretch);
  const { text, words } = reader;
  // Whether a part of an address stood before: then a number alone may be another.
  let isPart = false;
  for (let at = 0; at < labels.length; ) {
    const kind = labels[at] ?? NONE;
    let end = at + 1;
    while (
      end < labels.length &&
      labels[end] === kind &&
      isInside(text.slice(words.end(stretch.first + end - 1), words.start(stretch.first + end)), kind)
    )
      end += 1;
    const margin = Math.max(...margins.slice(at, end));
    const start = words.start(stretch.first + at);
    const finish = words.end(stretch.first + end - 1);
    if (
      kind !== NONE &&
      margin >= marginMin(reader, kind, { first: stretch.first + at, last: stretch.first + end - 1 }) &&
      (kind !== ADDRESS || isAddress(text.slice(start, finish), isPart || labels[at - 1] === LOCATION))
    ) {
      isPart ||= kind === ADDRESS;
      findings.push({
        class: CLASSES[kind] ?? '',
        detector: 'names',
        start,
        end: finish,
        confidence: Math.max(0.5, Math.round(100 * (1 - Math.exp(-margin / MARGIN_SCALE))) / 100),
      });
    }
    at = end;
  }
}

function isInside(gap: string, kind: number): boolean {
  return INSIDE.test(gap) || (kind === ADDRESS && INSIDE_ADDRESS.test(gap));
}

/** A single word of no list must be more certain to be somebody. */
function marginMin({ words }: Reader, kind: number, { first, last }: Stretch): number {
  const isUnknown = first === last && kind === PERSON && (LEXICON.get(words.hash(first)) & NAMING) === 0;
  return isUnknown ? UNKNOWN_MARGIN_MIN : (MARGINS_MIN[kind] ?? 0);
}

/** Letters with a number or a word of streets, or what follows upon such a part. */
function isAddress(text: string, isPart: boolean): boolean {
  if (isPart) return /\p{L}{2}|\d{4}/u.test(text);
  if (!/\p{L}{2}/u.test(text)) return false;
  return (
    /\d/.test(text) ||
    (text.match(/\p{L}+/gu) ?? []).some(
      (word) => STREET_ENDING.test(word) || (LEXICON.get(hashOf(word)) & STREET) !== 0,
    )
  );
}
