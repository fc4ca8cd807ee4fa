/** Check digits: the published schemes that identifiers share, each as a test of the whole value. */

/** The digit at `index`; letters count from 10 for A, as in ISO 7064 and ISO/IEC 7812-1. */
export function valueAt(value: string, index: number): number {
  const code = value.charCodeAt(index);
  return code < 58 ? code - 48 : code - 55;
}

/** The sum of each character times the weight of its place. */
export function weigh(value: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1)
    sum += valueAt(value, index) * (weights[index] ?? 0);
  return sum;
}

/** The same, of the digits of each product. */
export function weighDigits(value: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const product = valueAt(value, index) * (weights[index] ?? 0);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum;
}

/** The Luhn check of ISO/IEC 7812-1 annex B; letters are written as two digits (ISO 6166). */
export function luhn(value: string): boolean {
  let sum = 0;
  let doubled = false;
  for (let index = value.length - 1; index >= 0; index -= 1) {
    let left = valueAt(value, index);
    do {
      const digit = left % 10;
      sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
      doubled = !doubled;
      left = Math.floor(left / 10);
    } while (left > 0);
  }
  return sum % 10 === 0;
}

/** ISO 7064 MOD 11,10. */
export function mod11and10(value: string): boolean {
  let product = 10;
  for (let index = 0; index < value.length - 1; index += 1) {
    const sum = (product + valueAt(value, index)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + valueAt(value, value.length - 1)) % 10 === 1;
}

/** The rest of a number of any length, of digits and of letters as two digits, on division. */
export function rest(value: string, modulus: number): number {
  let left = 0;
  for (let index = 0; index < value.length; index += 1) {
    const digit = valueAt(value, index);
    left = (left * (digit > 9 ? 100 : 10) + digit) % modulus;
  }
  return left;
}

/** The dihedral group of order 10, and the permutation of its elements (Verhoeff, 1969). */
const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATIONS = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** The check of Verhoeff. */
export function verhoeff(value: string): boolean {
  let check = 0;
  for (let place = 0; place < value.length; place += 1) {
    const digit = valueAt(value, value.length - 1 - place);
    check = Number(DIHEDRAL[check]?.[Number(PERMUTATIONS[place % 8]?.[digit])]);
  }
  return check === 0;
}

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day exists, of a month from 1 to 12; where the century is unknown, the year has two digits. */
export function isDate(year: string | number, month: string | number, day: string | number): boolean {
  const count = Number(month) === 2 && isLeap(Number(year)) ? 29 : (DAYS[Number(month)] ?? 0);
  return Number(day) >= 1 && Number(day) <= count;
}

/** Whether the digits at `index` are a date of six digits: `ymd` or `dmy`. */
export function hasDate(value: string, order: 'ymd' | 'dmy', index = 0): boolean {
  const first = twoAt(value, index);
  const month = twoAt(value, index + 2);
  const last = twoAt(value, index + 4);
  return order === 'ymd' ? isDate(first, month, last) : isDate(last, month, first);
}

/** The number of two digits at `index`; not a number where there are none. */
function twoAt(value: string, index: number): number {
  const [tens, ones] = [value.charCodeAt(index) - 48, value.charCodeAt(index + 1) - 48];
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : Number.NaN;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0 || year < 100);
}

/** Whether all characters are the same: nobody was given such a number, and documentation is full of them. */
export function isUniform(value: string): boolean {
  for (let index = 1; index < value.length; index += 1) {
    if (value.charCodeAt(index) !== value.charCodeAt(0)) return false;
  }
  return true;
}
