/** Identifiers of the United States of America. */
import { luhn, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const DRIVER =
  'driver license, drivers license, driver s license, driving license, driver licence, dl number, dl no, permit number';
const ITIN = /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/;
/** No area 000, 666 or 9xx, no group 00, no serial 0000; not the numbers that stood in advertisements, nor one that counts up. */
const SSN_PATTERN = /^(?!000|666|9|078051120|219099999|123456789)\d{3}(?!00)\d{2}(?!0000)\d{4}$/;
const SSN = 'ssn, ssns, social security, social security number, ss number, ss no';

export const UNITED_STATES: readonly Rule[] = [
  {
    class: 'us_ssn',
    source: 'https://www.ssa.gov/employer/randomization.html',
    forms: ['999-99-9999'],
    pattern: SSN_PATTERN,
    alone: 0.6,
    context: SSN,
  },
  {
    class: 'us_ssn',
    source: 'https://www.ssa.gov/employer/randomization.html',
    forms: ['999999999', '999 99 9999', '999-999999', '99999-9999'],
    pattern: SSN_PATTERN,
    context: SSN,
  },
  {
    class: 'us_itin',
    source: 'https://www.irs.gov/individuals/individual-taxpayer-identification-number',
    forms: ['999-99-9999'],
    pattern: ITIN,
    alone: 0.55,
    context: 'itin, individual taxpayer, taxpayer, tax id, tax identification, taxpayer id',
  },
  {
    class: 'us_itin',
    source: 'https://www.irs.gov/individuals/individual-taxpayer-identification-number',
    forms: ['999999999', '999 99 9999', '999-999999', '99999-9999'],
    pattern: ITIN,
    context: 'itin, individual taxpayer, taxpayer, tax id, tax identification, taxpayer id',
  },
  {
    class: 'us_ein',
    source:
      'https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes',
    forms: ['99-9999999', '999999999'],
    pattern: /^(?:0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-58-9])\d{7}$/,
    context: 'ein, fein, employer identification, employer id, federal tax id, federal tax identification',
  },
  {
    class: 'us_passport',
    source: 'https://travel.state.gov/content/travel/en/passports.html',
    forms: ['999999999', 'a99999999'],
    context: 'passport, passport number, travel document, us passport',
  },
  {
    class: 'us_driver_license',
    source: 'https://www.aamva.org/identity/anatomy-of-a-driver-license-and-identification-card',
    forms: [
      '9{6,14}',
      'a9{3,14}',
      'a9{18}',
      'aa9{2,7}',
      'aaa9{6}',
      'a9{6}a',
      'aa9{6}a',
      '9{7,9}a',
      '99999999aa',
      '999aa9999',
      '99aaa9{5,6}',
      'a9a9a',
    ],
    context: DRIVER,
  },
  {
    class: 'us_bank_number',
    source: 'https://www.aba.com/about-us/routing-number',
    forms: ['9{8,17}'],
    context: 'bank account, account number, account no, acct, account',
  },
  {
    class: 'aba_routing_number',
    source: 'https://www.aba.com/about-us/routing-number',
    forms: ['999999999', '9999-9999-9'],
    pattern: /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
    check: (value) => weigh(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
    context: 'aba, routing, routing number, rtn, aba routing, transit number, bankrouting',
  },
  {
    class: 'us_mbi',
    source: 'https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf',
    forms: ['****-***-****', '***********'],
    pattern:
      /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/,
    alone: 0.6,
    context: 'mbi, medicare, medicare beneficiary, beneficiary',
  },
  {
    class: 'us_npi',
    source:
      'https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand',
    forms: ['9999999999', '9999 999 999', '999 999 9999'],
    pattern: /^[12]\d{9}$/,
    check: (value) => luhn(`80840${value}`),
    context: 'npi, national provider, provider identifier, provider number, provider',
  },
  {
    class: 'medical_license',
    source: 'https://www.deadiversion.usdoj.gov/drugreg/registration.html',
    forms: ['aa9999999', 'a99999999'],
    pattern: /^[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}$/,
    check: isDeaNumber,
    alone: 0.4,
    context:
      'dea, dea number, dea registration, medical license, medical certificate, prescriber, physician, practitioner',
  },
];

/** The last digit is that of the sum of the 1st, 3rd and 5th digit and twice the 2nd, 4th and 6th. */
function isDeaNumber(value: string): boolean {
  const digits = value.slice(2);
  return weigh(digits, [1, 2, 1, 2, 1, 2]) % 10 === valueAt(digits, 6);
}
