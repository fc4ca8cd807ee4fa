/** Identifiers of Australia, New Zealand and the countries of Africa. */
import { hasDate, luhn, rest, valueAt, verhoeff, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const ABN: Omit<Rule, 'forms'> = {
  class: 'au_abn',
  source: 'https://abr.business.gov.au/Help/AbnFormat',
  check: (value) => (weigh(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  context: 'abn, australian business number, business number',
};

export const OCEANIA_AFRICA: readonly Rule[] = [
  { ...ABN, forms: ['99 999 999 999'], alone: 0.7 },
  { ...ABN, forms: ['99999999999'] },
  {
    class: 'au_acn',
    source:
      'https://asic.gov.au/for-business/registering-a-company/steps-to-register-a-company/australian-company-numbers/australian-company-number-digit-check/',
    forms: ['999 999 999', '999999999'],
    check: (value) => (10 - (weigh(value, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === valueAt(value, 8),
    context: 'acn, australian company number, company number',
  },
  {
    class: 'au_tfn',
    source: 'https://www.ato.gov.au/individuals-and-families/tax-file-number',
    forms: ['999 999 999', '999999999'],
    check: (value) => weigh(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    context: 'tfn, tax file number, tax file',
  },
  {
    class: 'au_medicare',
    source: 'https://meteor.aihw.gov.au/content/270101',
    forms: ['9999 99999 9', '9999999999'],
    pattern: /^[2-6]\d{8}[1-9]$/,
    check: (value) => weigh(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === valueAt(value, 8),
    context: 'medicare, medicare number, medicare card',
  },
  {
    class: 'nz_ird',
    source: 'https://www.ird.govt.nz/managing-my-tax/ird-numbers',
    forms: ['99 999 999', '999 999 999', '9{8,9}'],
    check: isIrdNumber,
    alone: 'never',
    context: 'ird, ird number, inland revenue',
  },
  {
    class: 'za_id_number',
    source: 'https://www.gov.za/services/personal-identification/identity-document',
    forms: ['9999999999999', '999999 9999 999'],
    // The last digit but two: citizen, permanent resident, refugee; the next was the race and is 8 or 9 today.
    pattern: /^\d{10}[012]\d\d$/,
    check: (value) => hasDate(value, 'ymd') && luhn(value),
    alone: 0.45,
    context:
      'south african id, south african, rsa id, sa id, identity number, id number, resident number, refugee id, said',
  },
  {
    class: 'ng_nin',
    source: 'https://nimc.gov.ng/',
    forms: ['99999999999'],
    check: (value) => verhoeff(value),
    context: 'nin, national identification number, nimc, national identity, nigeria',
  },
  {
    class: 'ng_vehicle_registration',
    source: 'https://frsc.gov.ng/vehicle-licence-number-plate/',
    forms: ['aaa-999aa'],
    alone: 0.45,
    context: 'plate, plates, number plate, vehicle, registration, frsc',
  },
  {
    class: 'ke_id',
    source: 'https://www.immigration.go.ke/national-registration-bureau/',
    forms: ['9{7,8}'],
    alone: 'never',
    context: 'kenyan id, kenya id, kenya national id, huduma, kitambulisho, nambari ya kitambulisho',
  },
];

/** MOD 11, and a second set of weights where that gives 10. */
function isIrdNumber(value: string): boolean {
  const padded = value.padStart(9, '0');
  const digit = (weights: readonly number[]) => (11 - (weigh(padded, weights) % 11)) % 11;
  const first = digit([3, 2, 7, 6, 5, 4, 3, 2]);
  return (
    (first === 10 ? digit([7, 4, 3, 2, 5, 2, 7, 6]) : first) === valueAt(padded, 8) &&
    rest(value, 10_000_000) !== 0
  );
}
