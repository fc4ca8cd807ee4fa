/** Finds names of people, places and organisations, addresses and titles by a small statistical model. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { hashOf } from '../../word-hash.ts';
import { digestOfRules } from '../rules.ts';
import { wordsOf } from '../word-table.ts';
import { describe, FEATURES } from './features.ts';
import { LEXICON, STREET } from './lexicon.ts';
import { STREET_ENDINGS } from './lists/terms.ts';
import { LABEL_COUNT, loadModel, type Model } from './model.ts';
import { sketch } from './sketch.ts';
import { nextStretch, type Reader, readerOf, STRETCH_REACH, type Stretch, WORDS_MAX } from './stretch.ts';
import { ADDRESS, isHopeless, isSupported, LOCATION, NONE } from './support.ts';

const MODEL = loadModel();
/** How far the best label must be ahead of the next to be as sure as `1 - 1/e` of it. */
const MARGIN_SCALE = 60;
/** Below this the model guesses: by label. */
const MARGINS_MIN = [0, 10, 10, 40, 20, 100, 30];
/** As sure as the model can be of what no list and no word around it speaks for: suspected, never found. */
const GUESS = 0.45;
const CLASSES = ['', 'person', 'location', 'organization', 'address', 'title', 'title'];
const STREET_ENDING = new RegExp(`(?:${wordsOf(STREET_ENDINGS).join('|')})$`, 'iu');
/** What may stand between two words of one finding, and in an address too. */
const INSIDE = /^(?:[ \t]|\.? ?[-'’] ?|\.? ?| ?& ?)$/;
const INSIDE_ADDRESS = /^(?:[.,]? ?|,? ?\n[ \t]*|[-/ ])$/;

export const names: Detector = {
  name: 'names',
  classes: ['person', 'location', 'organization', 'address', 'title'],
  version: digestOfRules(2, MODEL.digest, MARGIN_SCALE, MARGINS_MIN, GUESS),
  reach: STRETCH_REACH,
  scan,
};

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const { text, words } = glance;
  const reader = readerOf(glance, { model: MODEL, from: cursor.from, last });
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
    sketch(reader, stretch);
    if (!isHopeless(stretch)) add(findings, reader, stretch);
    index = stretch.last + 1;
  }
}

/** The labels of the words of a stretch, and how far each was ahead of the next. Valid until the next stretch. */
const labels = new Uint8Array(WORDS_MAX);
const margins = new Int32Array(WORDS_MAX);

/** Each by the ones before it. */
function label(reader: Reader, stretch: Stretch): void {
  let before = NONE;
  let older = NONE;
  for (let index = stretch.first; index <= stretch.last; index += 1) {
    describe(reader, stretch, { index, before, older });
    const at = index - stretch.first;
    const best = decide(reader.model);
    labels[at] = best;
    margins[at] = aheadOf(best);
    older = before;
    before = best;
  }
}

const SCORES = new Int32Array(LABEL_COUNT);

/** WHY unrolled: sums in variables cost a third of sums in an array. */
function decide({ weights }: Model): number {
  let none = 0;
  let person = 0;
  let location = 0;
  let organization = 0;
  let address = 0;
  let title = 0;
  let honorific = 0;
  for (let feature = 0; feature < FEATURES.length; feature += 1) {
    const base = FEATURES[feature] as number;
    none += weights[base] as number;
    person += weights[base + 1] as number;
    location += weights[base + 2] as number;
    organization += weights[base + 3] as number;
    address += weights[base + 4] as number;
    title += weights[base + 5] as number;
    honorific += weights[base + 6] as number;
  }
  SCORES[0] = none;
  SCORES[1] = person;
  SCORES[2] = location;
  SCORES[3] = organization;
  SCORES[4] = address;
  SCORES[5] = title;
  SCORES[6] = honorific;
  let best = 0;
  for (let each = 1; each < LABEL_COUNT; each += 1) {
    if ((SCORES[each] as number) > (SCORES[best] as number)) best = each;
  }
  return best;
}

/** How far the best label is ahead of the second. */
function aheadOf(best: number): number {
  let margin = Number.MAX_SAFE_INTEGER;
  for (let each = 0; each < LABEL_COUNT; each += 1) {
    const ahead = (SCORES[best] as number) - (SCORES[each] as number);
    if (each !== best && ahead < margin) margin = ahead;
  }
  return margin;
}

function add(findings: Finding[], reader: Reader, stretch: Stretch): void {
  label(reader, stretch);
  const { text, words } = reader;
  const length = stretch.last - stretch.first + 1;
  const hasAddress = isAmong(ADDRESS, length);
  // Whether a part of an address stood before: then a number alone may be another.
  let isPart = false;
  for (let at = 0; at < length; ) {
    const kind = labels[at] as number;
    let end = at + 1;
    let margin = margins[at] as number;
    while (end < length && labels[end] === kind && isInside(reader, stretch.first + end, kind)) {
      margin = Math.max(margin, margins[end] as number);
      end += 1;
    }
    const start = words.start(stretch.first + at);
    const finish = words.end(stretch.first + end - 1);
    if (
      kind !== NONE &&
      margin >= (MARGINS_MIN[kind] as number) &&
      (kind !== ADDRESS || isAddress(text.slice(start, finish), isPart || labels[at - 1] === LOCATION))
    ) {
      isPart ||= kind === ADDRESS;
      const confidence = confidenceOf(
        margin,
        isSupported({ kind, before: labels[at - 1] ?? NONE, at, end, margin, hasAddress }),
      );
      if (confidence > 0)
        findings.push({ class: CLASSES[kind] ?? '', detector: 'names', start, end: finish, confidence });
    }
    at = end;
  }
}

function isAmong(kind: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (labels[at] === kind) return true;
  return false;
}

function confidenceOf(margin: number, support: boolean | undefined): number {
  if (support === undefined) return 0;
  if (!support) return GUESS;
  return Math.max(0.5, Math.round(100 * (1 - Math.exp(-margin / MARGIN_SCALE))) / 100);
}

/** Whether what stands before word `index` may stand within a finding. */
function isInside({ text, words }: Reader, index: number, kind: number): boolean {
  const start = words.end(index - 1);
  const end = words.start(index);
  if (end - start === 1 && text.charCodeAt(start) === 0x20) return true;
  const gap = text.slice(start, end);
  return INSIDE.test(gap) || (kind === ADDRESS && INSIDE_ADDRESS.test(gap));
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
