/** Check digits that a custom detector may ask for, by name. */
import type { Settings } from '../../config/schema.ts';

/** Tables of the dihedral group D5 (J. Verhoeff, Error Detecting Decimal Codes, 1969). */
const PRODUCT = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'].concat([
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]);
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
/** A totally anti-symmetric quasigroup (H. M. Damm, 2004). */
const QUASIGROUP = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978'].concat([
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]);

type Validator = (value: string) => boolean;
type ValidatorName = NonNullable<Settings['inspection']['detectors'][number]['validator']>;

/** A value holds the check when what is left of it without separators does; at least two characters must be left. */
export const VALIDATORS: Readonly<Record<ValidatorName, Validator>> = {
  /** ISO/IEC 7812-1 annex B. */
  luhn: onDigits(
    (digits) => weighted([...digits].reverse(), (_, index) => (index % 2) + 1, crossSum) % 10 === 0,
  ),
  /** GS1 General Specifications, section 7.9: EAN, GTIN, GLN. */
  gs1: onDigits((digits) => weighted([...digits].reverse(), (_, index) => (index % 2) * 2 + 1) % 10 === 0),
  verhoeff: onDigits((digits) => verhoeff(digits) === 0),
  damm: onDigits(
    (digits) => [...digits].reduce((row, digit) => look(QUASIGROUP, row, Number(digit)), 0) === 0,
  ),
  /** ISO/IEC 7064, pure system; letters count from A = 10. */
  mod97: (value) => mod97(compact(value)) === 1,
  /** ISO/IEC 7064, pure system; `X` as the last character is 10. */
  mod11_2: (value) => mod11(compact(value)) === 1,
  /** ISO/IEC 7064, hybrid system. */
  mod11_10: onDigits((digits) => hybrid11(digits) === 1),
};

function compact(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}

/** Only the digits count, so that a fixed prefix of letters is no obstacle. */
function onDigits(check: (digits: string) => boolean): Validator {
  return (value) => {
    const digits = value.replace(/[^0-9]/g, '');
    return digits.length >= 2 && check(digits);
  };
}

function weighted(
  digits: readonly string[],
  weight: (digit: string, index: number) => number,
  shrink: (product: number) => number = (product) => product,
): number {
  return digits.reduce((sum, digit, index) => sum + shrink(Number(digit) * weight(digit, index)), 0);
}

function crossSum(product: number): number {
  return product > 9 ? product - 9 : product;
}

function verhoeff(digits: string): number {
  return [...digits]
    .reverse()
    .reduce((row, digit, index) => look(PRODUCT, row, look(PERMUTATION, index % 8, Number(digit))), 0);
}

function look(table: readonly string[], row: number, column: number): number {
  return Number(table[row]?.charAt(column));
}

function mod97(text: string): number {
  return text.length < 3
    ? -1
    : [...text].reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0);
}

function mod11(text: string): number {
  if (!/^[0-9]+[0-9X]$/.test(text)) return -1;
  return [...text].reduce((rest, sign) => (rest * 2 + (sign === 'X' ? 10 : Number(sign))) % 11, 0);
}

function hybrid11(digits: string): number {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return (product + Number(digits.at(-1))) % 10;
}
