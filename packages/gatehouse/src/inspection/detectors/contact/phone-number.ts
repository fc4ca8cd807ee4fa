/** Finds phone numbers: international ones by their calling code, national ones by how they are grouped or announced. */
import { nextDigit, skipDigits } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isCued } from '../word-table.ts';
import { isInternational } from './calling-codes.ts';
import { type Dialled, NUMBER_MAX, readDialled } from './dialled.ts';
import { NATIONAL_FORMS, PHONE_CUES } from './phone-forms.ts';

const CUE_COUNT = 5;
/** ITU-T E.164 section 6.1, and the shortest numbers that subscribers have. */
const DIGITS_MAX = 15;
const DIGITS_MIN = 7;
/** Shorter numbers only where they are announced and grouped. */
const SHORT_MIN = 6;

export const phoneNumber: Detector = {
  name: 'phone_number',
  classes: ['phone_number'],
  version: digestOfRules(
    1,
    NATIONAL_FORMS.map(({ source }) => source),
    DIGITS_MAX,
  ),
  reach: NUMBER_MAX,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextNumber(text, from),
      read(at, floor): Sight {
        const dialled = readDialled(text, at, last);
        if (dialled === 'open' || dialled === undefined) return dialled;
        const confidence = confidenceOf(dialled, {
          isCued: () => isCued(words, { at, floor, count: CUE_COUNT }, PHONE_CUES),
          isWhole: at === 0 && last && dialled.end === text.length,
        });
        return confidence === undefined
          ? undefined
          : { class: 'phone_number', detector: 'phone_number', start: at, end: dialled.end, confidence };
      },
      skip: (at) => skipGroup(text, at),
    }),
};

/** Where the next number may begin: a digit, with the plus sign or the bracket that belongs to it. */
export function nextNumber(text: string, from: number): number {
  const digit = nextDigit(text, from);
  let start = digit;
  for (let left = 3; left > 0 && start > from && '+( '.includes(text.charAt(start - 1)); left -= 1)
    start -= 1;
  while (start < digit && text[start] === ' ') start += 1;
  return start;
}

/** Behind the digits that begin at `at`, or the sign that stands there. */
export function skipGroup(text: string, at: number): number {
  return Math.max(skipDigits(text, at), at + 1);
}

function confidenceOf(
  { digits, groups, sign, extension, label }: Dialled,
  around: { isCued(): boolean; readonly isWhole: boolean },
): number | undefined {
  if (digits.length < SHORT_MIN || digits.length > DIGITS_MAX + 3 || /^(\d)\1*$/.test(digits))
    return undefined;
  if (sign === '+')
    return isInternational(digits) ? 0.9 : around.isCued() && digits.length >= DIGITS_MIN ? 0.6 : undefined;
  const prefixed = /^(?:00|011)([1-9]\d+)$/.exec(digits)?.[1];
  if (prefixed !== undefined && groups.includes(' ') && isInternational(prefixed)) return 0.7;
  if (NATIONAL_FORMS.some((form) => form.test(groups))) return 0.7;
  if (extension && digits.length >= DIGITS_MIN) return 0.7;
  const isSupported = label || around.isCued();
  if (digits.length > DIGITS_MAX) return undefined;
  if (isSupported && digits.length >= (groups.includes(' ') ? SHORT_MIN : DIGITS_MIN)) return 0.6;
  return around.isWhole && digits.length >= DIGITS_MIN && digits.length <= 12 ? 0.3 : undefined;
}
