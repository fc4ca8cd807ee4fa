/** Identifiers of the United Kingdom and of Ireland. */
import { valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const PLATE =
  'vehicle, vehicles, registration, reg, number plate, licence plate, license plate, plate, car, vrm, vrn, van';
const NHS: Omit<Rule, 'forms'> = {
  class: 'uk_nhs',
  source: 'https://www.datadictionary.nhs.uk/attributes/nhs_number.html',
  check: isNhsNumber,
  context: 'nhs, nhs number, nhs no, national health service, health services number, hsc',
};

export const BRITISH_ISLES: readonly Rule[] = [
  { ...NHS, forms: ['999 999 9999'], alone: 0.45 },
  { ...NHS, forms: ['9999999999'] },
  {
    class: 'uk_nino',
    source: 'https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110',
    forms: ['aa999999a', 'aa 99 99 99 a', 'aa 999999 a', 'aa 999999a', 'aa999999 a'],
    pattern: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    alone: 0.6,
    context: 'national insurance, nino, ni number, ni no',
  },
  {
    class: 'uk_passport',
    source: 'https://www.gov.uk/government/publications/basic-passport-checks',
    forms: ['999999999', 'aa9999999'],
    context: 'passport, passport number, passport no, travel document, british passport, hmpo',
  },
  {
    class: 'uk_driving_licence',
    source:
      'https://www.gov.uk/government/publications/driver-and-vehicle-licensing-agency-driving-licence-number',
    forms: ['*****999999*****', 'AAAAA 999999 *****', '*****999999*** **'],
    // The decade and the year of birth around its month, 5 added for women, and its day; the surname is filled with 9s.
    pattern:
      /^[A-Z]{1,5}9{0,4}(?<=^.{5})\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z][A-Z9][A-Z\d]{3}$/,
    alone: 0.8,
    context: 'driving licence, driver licence, driving license, dvla, licence',
  },
  {
    class: 'uk_vehicle_registration',
    source: 'https://www.gov.uk/government/publications/vehicle-registration-numbers-and-number-plates',
    forms: ['AA99 AAA', 'AA99AAA'],
    pattern: /^[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}$/,
    alone: 0.4,
    context: PLATE,
  },
  {
    class: 'uk_vehicle_registration',
    source: 'https://www.gov.uk/government/publications/vehicle-registration-numbers-and-number-plates',
    forms: ['A9{1,3} AAA', 'A9{1,3}AAA', 'AAA 9{1,3}A', 'AAA9{1,3}A', 'aa99aaa', 'aa99 aaa'],
    pattern:
      /^(?:[A-HJ-NP-TV-Y]\d{1,3}[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}\d{1,3}[A-HJ-NPR-TV-Y]|[A-HJ-PR-Y]{2}(?:0[1-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3})$/,
    context: PLATE,
  },
  {
    class: 'uk_utr',
    source: 'https://www.gov.uk/find-utr-number',
    forms: ['9999999999', '99999 99999'],
    check: (value) =>
      '21987654321'.charAt(weigh(value.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) === value.charAt(0),
    alone: 'never',
    context: 'utr, unique taxpayer, unique taxpayer reference, self assessment, tax reference',
  },
  {
    class: 'uk_sort_code',
    source: 'https://www.vocalink.com/tools/modulus-checking/',
    forms: ['99-99-99', '999999', '99 99 99'],
    alone: 'never',
    context: 'sort code',
  },
  {
    class: 'ie_pps',
    source: 'https://www.gov.ie/en/service/12e6de-get-a-personal-public-service-pps-number/',
    forms: ['9999999a', '9999999aa'],
    check: isPps,
    alone: 0.45,
    context: 'pps, ppsn, pps number, personal public service, rsi',
  },
];

/** MOD 11 with weights 10 to 2. */
function isNhsNumber(value: string): boolean {
  return (11 - (weigh(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === valueAt(value, 9);
}

/** The rest of MOD 23 as a letter, W for 0; a second letter counts nine times (since 2013). */
function isPps(value: string): boolean {
  const second = value.charAt(8);
  if (second !== '' && !/[A-IW]/.test(second)) return false;
  const extra = second === '' || second === 'W' ? 0 : (valueAt(value, 8) - 9) * 9;
  const sum = weigh(value, [8, 7, 6, 5, 4, 3, 2]) + extra;
  return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt(sum % 23) === value.charAt(7);
}
