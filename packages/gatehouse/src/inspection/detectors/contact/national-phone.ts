/** Phone numbers of single countries that people ask for by name: the Philippines' mobiles, Turkey's numbers. */

export interface NationalPlan {
  readonly class: 'ph_mobile_number' | 'tr_phone_number';
  /** All digits of a number with its calling code or trunk prefix. */
  readonly full: RegExp;
  /** Digits of a number without a prefix, if people write it so. */
  readonly bare?: RegExp;
  /** Full numbers that are so only in this country. */
  readonly telling: RegExp;
}

export const NATIONAL_PLANS: readonly NationalPlan[] = [
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
