/** Finds phone numbers: international ones by their calling code, national ones by how they are grouped or announced. */
import { isDigit } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { isInternational } from './calling-codes.ts';
import {
  DIALLED_MAX,
  DIALLED_MIN,
  type Dialled,
  GROUPS_MAX,
  isJoined,
  isSeparator,
  mayJoin,
  NUMBER_MAX,
  readDialled,
} from './dialled.ts';
import { Figures } from './figures.ts';
import { NATIONAL_PLANS, type NationalPlan } from './national-phone.ts';
import { NATIONAL_FORM, PHONE_CUES } from './phone-forms.ts';

const CUE_COUNT = 5;
/** ITU-T E.164 section 6.1, and the shortest numbers that subscribers have. */
const DIGITS_MAX = 15;
const DIGITS_MIN = 7;
const NO_DIGITS = /\D+/g;
/** A trunk prefix, or one for calls abroad (ITU-T E.164 annex A). */
const TRUNK = /^\(?0/;
const ONE_DIGIT = /^(\d)\1*$/;
const PREFIXED = /^(?:00|011)([1-9]\d+)$/;
/** The most signs that belong to a number before its first digit. */
const SIGNS_MAX = 3;
/** Within so many characters too many groups are no number, whatever signs stand before them. */
const CHAIN_MAX = DIALLED_MAX - SIGNS_MAX;
const SPACE = 0x20;
const PLUS = 0x2b;

export const phoneNumber: Detector = {
  name: 'phone_number',
  classes: ['phone_number', ...NATIONAL_PLANS.map((plan) => plan.class)],
  version: digestOfRules(
    2,
    NATIONAL_FORM.source,
    NATIONAL_PLANS.map(({ full, bare }) => [full.source, bare?.source ?? '']),
    DIGITS_MAX,
  ),
  reach: NUMBER_MAX,
  scan,
};

interface Around {
  readonly isCued: boolean;
  readonly isWhole: boolean;
}

interface Seen {
  readonly dialled: Dialled;
  readonly around: Around;
}

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const { text } = glance;
  const figures = new Figures(glance);
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  /** The last figure of those that follow with one sign between each two: known once for all of them. */
  let chained = 0;
  for (let index = figures.from(from); index < figures.length; index += 1) {
    const digit = figures.start(index);
    // The quick answer for most figures.
    if (digit < from || (isJoined(text, digit) && text.charCodeAt(digit - 1) !== PLUS)) continue;
    if (isAlone(text, digit, figures.end(index))) continue;
    chained = chainFrom(text, figures, { index, known: Math.max(index, chained) });
    if (chained - index >= GROUPS_MAX && figures.start(index + GROUPS_MAX) - digit < CHAIN_MAX) continue;
    // A sign that belongs to no number leaves the digits behind it to be one.
    for (let at = begin(text, digit, from); at <= digit; at = begin(text, digit, at + 1)) {
      const dialled = readDialled(text, at, last);
      if (dialled === 'open') return { findings, next: { from: at, floor, inside: false } };
      const { length } = findings;
      if (dialled !== undefined) {
        const isCued = figures.cues(index, PHONE_CUES, { count: CUE_COUNT, floor }) !== 0;
        const isWhole = at === 0 && last && dialled.end === text.length;
        judge(findings, at, { dialled, around: { isCued, isWhole } });
      }
      if (findings.length > length && dialled !== undefined) from = floor = dialled.end;
      if (at === digit || findings.length > length) break;
    }
  }
  from = Math.max(from, last ? text.length : begin(text, text.length, from));
  return { findings, next: { from, floor, inside: false } };
}

/** Whether these are all the digits, and too few: what follows joins them to no others. */
function isAlone(text: string, start: number, end: number): boolean {
  return end - start < DIALLED_MIN && end < text.length && !mayJoin(text.charCodeAt(end));
}

/** How far figures follow one another with one sign between each two, and no further than a number can. */
function chainFrom(
  text: string,
  figures: Figures,
  { index, known }: { readonly index: number; readonly known: number },
): number {
  let chained = known;
  while (
    chained - index < GROUPS_MAX &&
    chained + 1 < figures.length &&
    figures.start(chained + 1) - figures.end(chained) === 1 &&
    isSeparator(text.charCodeAt(figures.end(chained)))
  ) {
    chained += 1;
  }
  return chained;
}

/** Where the number begins whose first digit that is: with the plus sign or the bracket that belongs to it. */
function begin(text: string, digit: number, from: number): number {
  let start = digit;
  for (let left = SIGNS_MAX; left > 0 && start > from && isSign(text.charCodeAt(start - 1)); left -= 1)
    start -= 1;
  while (start < digit && text.charCodeAt(start) === SPACE) start += 1;
  return start;
}

function isSign(code: number): boolean {
  return code === SPACE || code === 0x28 || code === PLUS;
}

/** One number may be of several classes. */
function judge(findings: Finding[], start: number, { dialled, around }: Seen): void {
  const isForm = dialled.sign === '' && dialled.isGrouped && NATIONAL_FORM.test(dialled.written);
  if (!isForm && !isSupported(dialled, around)) return;
  const digits = dialled.written.replace(NO_DIGITS, '');
  const { end } = dialled;
  const confidence = isForm && !ONE_DIGIT.test(digits) ? 0.7 : confidenceOf(digits, dialled, around);
  if (confidence !== undefined) {
    findings.push({ class: 'phone_number', detector: 'phone_number', start, end, confidence });
  }
  // What stands in brackets as a whole is read again without them.
  if (confidence === undefined && !isDigit(dialled.written.charCodeAt(0))) return;
  for (const plan of NATIONAL_PLANS) {
    const sure = nationalConfidence(plan, { digits, sign: dialled.sign }, around);
    if (sure !== undefined) {
      findings.push({ class: plan.class, detector: plan.class, start, end, confidence: sure });
    }
  }
}

/** Whether anything speaks for a number that has no form of its own: the quick answer for most long figures. */
function isSupported({ sign, written, extension, label }: Dialled, { isCued, isWhole }: Around): boolean {
  return sign !== '' || extension || label || isCued || isWhole || TRUNK.test(written);
}

function confidenceOf(
  digits: string,
  { sign, isGrouped, extension, label }: Dialled,
  { isCued, isWhole }: Around,
): number | undefined {
  if (ONE_DIGIT.test(digits)) return undefined;
  const { length } = digits;
  if (sign === '+') return isInternational(digits) ? 0.9 : isCued && length >= DIGITS_MIN ? 0.6 : undefined;
  const prefixed = isGrouped ? PREFIXED.exec(digits)?.[1] : undefined;
  if (prefixed !== undefined && isInternational(prefixed)) return 0.7;
  if (extension && length >= DIGITS_MIN) return 0.7;
  if (length > DIGITS_MAX) return undefined;
  // Shorter numbers only where they are announced and grouped.
  if ((label || isCued) && (isGrouped || length >= DIGITS_MIN)) return 0.6;
  return isWhole && length >= DIGITS_MIN && length <= 12 ? 0.3 : undefined;
}

function nationalConfidence(
  { full, bare, telling }: NationalPlan,
  { digits, sign }: { readonly digits: string; readonly sign: '+' | '' },
  { isCued, isWhole }: Around,
): number | undefined {
  if (full.test(digits) && (sign === '' || !digits.startsWith('0'))) {
    if (sign === '+' && telling.test(digits)) return 0.9;
    if (sign === '' && !digits.startsWith('0')) return undefined;
    return isCued || sign === '+' ? 0.6 : 0.4;
  }
  if (bare?.test(digits) !== true || sign !== '') return undefined;
  return isWhole || isCued ? 0.3 : undefined;
}
