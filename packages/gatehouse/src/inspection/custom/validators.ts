/** Check digits that a custom detector may ask for, by name. */
import type { Settings } from '../../config/schema.ts';
import { luhn, mod11and10, rest, verhoeff } from '../checks.ts';

/** A totally anti-symmetric quasigroup (H. M. Damm, 2004). */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

type Validator = (value: string) => boolean;
type ValidatorName = NonNullable<Settings['inspection']['detectors'][number]['validator']>;

/** A value holds the check when what is left of it without separators does; at least two characters must be left. */
export const VALIDATORS: Readonly<Record<ValidatorName, Validator>> = {
  luhn: onDigits(luhn),
  /** GS1 General Specifications, section 7.9: EAN, GTIN, GLN. */
  gs1: onDigits(gs1),
  verhoeff: onDigits(verhoeff),
  damm: onDigits(damm),
  /** ISO/IEC 7064, pure system; letters count from A = 10. */
  mod97: (value) => compact(value).length > 2 && rest(compact(value), 97) === 1,
  /** ISO/IEC 7064, pure system; `X` as the last character is 10. */
  mod11_2: (value) => mod11(compact(value)) === 1,
  /** ISO/IEC 7064, hybrid system. */
  mod11_10: onDigits(mod11and10),
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

function gs1(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((left, digit, at) => left + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function damm(digits: string): boolean {
  return [...digits].reduce((row, digit) => Number(QUASIGROUP[row]?.charAt(Number(digit))), 0) === 0;
}

function mod11(text: string): number {
  if (!/^[0-9]+[0-9X]$/.test(text)) return -1;
  return [...text].reduce((left, sign) => (left * 2 + (sign === 'X' ? 10 : Number(sign))) % 11, 0);
}
