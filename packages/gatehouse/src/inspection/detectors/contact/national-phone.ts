/** Finds phone numbers of single countries that people ask for by name: the Philippines' mobiles, Turkey's numbers. */
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isCued } from '../word-table.ts';
import { type Dialled, NUMBER_MAX, readDialled } from './dialled.ts';
import { PHONE_CUES } from './phone-forms.ts';
import { nextNumber, skipGroup } from './phone-number.ts';

const CUE_COUNT = 5;

interface Plan {
  readonly class: 'ph_mobile_number' | 'tr_phone_number';
  /** All digits of a number with its calling code or trunk prefix. */
  readonly full: RegExp;
  /** Digits of a number without a prefix, if people write it so. */
  readonly bare?: RegExp;
  /** Full numbers that are so only in this country. */
  readonly telling: RegExp;
}

const PLANS: readonly Plan[] = [
  {
    // NTC Memorandum Circular 8-8-2004 and later assignments: 9xx with seven digits.
    class: 'ph_mobile_number',
    full: /^(?:63|0)9\d{9}$/,
    telling: /^639/,
  },
  {
    // BTK numbering plan: 2 to 4 for areas, 5 for mobiles.
    class: 'tr_phone_number',
    full: /^(?:90|0)[2-5]\d{9}$/,
    bare: /^(?:5\d{9}|[2-4][1-9]\d{8})$/,
    telling: /^905/,
  },
];

export const nationalPhones: readonly Detector[] = PLANS.map((plan) => ({
  name: plan.class,
  classes: [plan.class],
  version: digestOfRules(1, plan.full.source, plan.bare?.source ?? ''),
  reach: NUMBER_MAX,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextNumber(text, from),
      read(at, floor): Sight {
        const dialled = readDialled(text, at, last);
        if (dialled === 'open' || dialled === undefined) return dialled;
        const confidence = confidenceOf(plan, dialled, {
          isCued: () => isCued(words, { at, floor, count: CUE_COUNT }, PHONE_CUES),
          isWhole: at === 0 && last && dialled.end === text.length,
        });
        return confidence === undefined
          ? undefined
          : { class: plan.class, detector: plan.class, start: at, end: dialled.end, confidence };
      },
      skip: (at) => skipGroup(text, at),
    }),
}));

function confidenceOf(
  { full, bare, telling }: Plan,
  { digits, sign }: Dialled,
  around: { isCued(): boolean; readonly isWhole: boolean },
): number | undefined {
  if (full.test(digits) && (sign === '' || !digits.startsWith('0'))) {
    if (sign === '+' && telling.test(digits)) return 0.9;
    if (sign === '' && !digits.startsWith('0')) return undefined;
    return around.isCued() || sign === '+' ? 0.6 : 0.4;
  }
  if (bare?.test(digits) !== true || sign !== '') return undefined;
  return around.isWhole || around.isCued() ? 0.3 : undefined;
}
