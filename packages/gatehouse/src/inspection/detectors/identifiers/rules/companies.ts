/** Identifiers of companies, securities, devices and vehicles that no single country gives out. */
import { isUniform, luhn, mod11and10, rest, valueAt, weigh, weighDigits } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const VIES = 'https://ec.europa.eu/taxation_customs/vies/';
const VAT_FORMS = [
  'aa9{8,12}',
  'aaa99999999',
  'aa999999999a99',
  'aa9{7}a',
  'aa9{7}aa',
  'aa*9999999*',
  'aa**999999999',
];
const VAT =
  'vat, vat number, vat id, vat no, vat reg, tva, iva, mwst, ust id, btw, moms, dph, nip, tax number';
/** ISO 3166-1, and the codes that ISO 6166 adds. */
const COUNTRIES =
  'A[DEFGILMOQRSTUWXZ]|B[ABDEFGHIJLMNOQRSTVWYZ]|C[ACDFGHIKLMNORUVWXYZ]|D[EJKMOZ]|E[CEGHRSTU]|F[IJKMOR]|G[ABDEFGHILMNPQRSTUWY]|H[KMNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]|L[ABCIKRSTUVY]|M[ACDEFGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA|R[EOSUW]|S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGMSYZ]|V[ACEGINU]|W[FS]|X[KS]|Y[ET]|Z[AMW]';

export const COMPANIES: readonly Rule[] = [
  {
    class: 'eu_vat',
    source: VIES,
    forms: VAT_FORMS,
    check: (value) => VAT_CHECKS.get(value.slice(0, 2))?.(value.slice(2)) === true,
    alone: 0.6,
    context: VAT,
  },
  {
    class: 'eu_vat',
    source: VIES,
    forms: VAT_FORMS,
    pattern:
      /^(?:BG\d{9,10}|CY\d{8}[A-Z]|ES(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])|FR[A-HJ-NP-Z\d]{2}\d{9}|IE\d[A-Z\d]\d{5}[A-Z]{1,2}|LT(?:\d{9}|\d{12})|LV\d{11}|GB(?:\d{9}|\d{12}))$/,
    alone: 'never',
    context: VAT,
  },
  {
    class: 'swift_bic',
    source: 'https://www.swift.com/standards/data-standards/bic-business-identifier-code',
    forms: ['AAAAAAXX', 'AAAAAAXXXXX'],
    pattern: new RegExp(`^[A-Z]{4}(?:${COUNTRIES})`),
    alone: 'never',
    context: 'bic, swift, swift code, bic code, swift bic',
  },
  {
    class: 'isin',
    source: 'https://www.iso.org/standard/78502.html',
    forms: ['AAX{9}9'],
    pattern: new RegExp(`^(?:${COUNTRIES})`),
    check: luhn,
    alone: 0.55,
    context: 'isin, wkn, wertpapier, securities, security identifier',
  },
  {
    class: 'lei',
    source: 'https://www.gleif.org/en/about-lei/iso-17442-the-lei-code-structure',
    forms: ['X{18}99'],
    pattern: /[A-Z]/,
    check: (value) => rest(value, 97) === 1,
    alone: 0.7,
    context: 'lei, legal entity identifier, legal entity',
  },
  {
    class: 'imei',
    source: 'https://www.gsma.com/newsroom/gsma_resources/ts-06-imei-allocation-and-approval-process/',
    forms: ['99-999999-999999-9'],
    check: (value) => luhn(value),
    alone: 0.7,
    context: 'imei',
  },
  {
    class: 'imei',
    source: 'https://www.gsma.com/newsroom/gsma_resources/ts-06-imei-allocation-and-approval-process/',
    forms: ['999999999999999'],
    check: (value) => luhn(value),
    context: 'imei',
  },
  {
    class: 'vin',
    source: 'https://www.iso.org/standard/52200.html',
    forms: ['X{17}'],
    pattern: /^(?=.*[A-Z].*[A-Z])[A-HJ-NPR-Z\d]{13}\d{4}$/,
    check: isVin,
    alone: 0.6,
    context: 'vin, vehicle identification, vehicle identification number, chassis, fahrgestellnummer, fin',
  },
  {
    class: 'vin',
    source: 'https://www.iso.org/standard/52200.html',
    forms: ['*{17}'],
    pattern: /^(?=.*[A-Z])(?=.*\d.*\d.*\d)[A-HJ-NPR-Z\d]{17}$/,
    alone: 'never',
    context: 'vin, vehicle identification, vehicle identification number, chassis, fahrgestellnummer, fin',
  },
];

/** Letters in the order of their values from 1 to 9, and again; the ninth place is the rest of MOD 11 (49 CFR 565.15). */
const VIN_VALUES: ReadonlyMap<string, number> = new Map(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FW', 'GPX', 'HY', 'RZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, index + 1] as const),
  ),
);

function isVin(value: string): boolean {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce(
    (total, weight, index) => total + weight * (VIN_VALUES.get(value.charAt(index)) ?? valueAt(value, index)),
    0,
  );
  return '0123456789X'.charAt(sum % 11) === value.charAt(8);
}

/** MOD 11 with weights down to 2: 11 less the rest; `ten` is what stands for 10. */
function isMod11(body: string, weights: readonly number[], ten: number): boolean {
  const digit = (11 - (weigh(body, weights) % 11)) % 11;
  return (digit === 10 ? ten : digit) === valueAt(body, weights.length);
}

/** By country: what the number behind its letters must satisfy. Germany has a class of its own. */
const VAT_CHECKS: ReadonlyMap<string, (body: string) => boolean> = new Map<string, (body: string) => boolean>(
  [
    [
      'AT',
      (body) =>
        /^U\d{8}$/.test(body) &&
        (96 - weighDigits(body.slice(1), [1, 2, 1, 2, 1, 2, 1])) % 10 === valueAt(body, 8),
    ],
    ['BE', (body) => /^[01]\d{9}$/.test(body) && 97 - rest(body.slice(0, 8), 97) === Number(body.slice(8))],
    [
      'CZ',
      (body) =>
        /^\d{8}$/.test(body) && (11 - (weigh(body, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(body, 7),
    ],
    ['DK', (body) => /^\d{8}$/.test(body) && weigh(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0],
    ['EE', (body) => /^10\d{7}$/.test(body) && weigh(body, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0],
    [
      'EL',
      (body) =>
        /^\d{9}$/.test(body) && (weigh(body, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === valueAt(body, 8),
    ],
    ['FI', (body) => /^\d{8}$/.test(body) && isMod11(body, [7, 9, 10, 5, 8, 4, 2], -1)],
    [
      'FR',
      (body) =>
        /^\d{11}$/.test(body) &&
        luhn(body.slice(2)) &&
        (12 + 3 * rest(body.slice(2), 97)) % 97 === Number(body.slice(0, 2)),
    ],
    ['HR', (body) => /^\d{11}$/.test(body) && mod11and10(body)],
    ['HU', (body) => /^\d{8}$/.test(body) && weigh(body, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0],
    ['IT', (body) => /^\d{11}$/.test(body) && luhn(body) && !isUniform(body)],
    ['LU', (body) => /^\d{8}$/.test(body) && rest(body.slice(0, 6), 89) === Number(body.slice(6))],
    [
      'MT',
      (body) => /^\d{8}$/.test(body) && 37 - (weigh(body, [3, 4, 6, 7, 8, 9]) % 37) === Number(body.slice(6)),
    ],
    [
      'NL',
      (body) =>
        /^\d{9}B\d\d$/.test(body) &&
        (rest(`NL${body}`, 97) === 1 || weigh(body, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0),
    ],
    [
      'PL',
      (body) => /^\d{10}$/.test(body) && weigh(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === valueAt(body, 9),
    ],
    ['PT', (body) => /^\d{9}$/.test(body) && isMod11(body, [9, 8, 7, 6, 5, 4, 3, 2], 0)],
    [
      'RO',
      (body) =>
        /^\d{2,10}$/.test(body) &&
        ((weigh(body.padStart(10, '0'), [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === Number(body.at(-1)),
    ],
    ['SE', (body) => /^\d{10}01$/.test(body) && luhn(body.slice(0, 10))],
    ['SI', (body) => /^[1-9]\d{7}$/.test(body) && isMod11(body, [8, 7, 6, 5, 4, 3, 2], 0)],
    ['SK', (body) => /^[1-9]\d{9}$/.test(body) && rest(body, 11) === 0],
  ],
);
