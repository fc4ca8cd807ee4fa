/** Finds payment card numbers: 12 to 19 digits in groups, an issued prefix, a valid check digit (ISO/IEC 7812-1). */
import {
  isDigit,
  isSeparator,
  nextDigit,
  SEPARATORS_MAX,
  skipDigits,
  skipSeparators,
} from '../../characters.ts';
import { CONTEXT, type Cursor, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { ISSUERS, isIssued } from './card-issuers.ts';

const DIGITS_MIN = 12;
const DIGITS_MAX = 19;

/** How cards are printed, in digits a group. Elsewhere grouped digits count only where nothing else adjoins them. */
const PRINTED = new Set(['4-4-4-4', '4-4-4-4-3', '4-4-4-4-2', '4-4-4-4-1', '4-6-5', '4-6-4', '6-13', '8-8']);

/** What stands before the decimals of a number. */
const FRACTION = /(?:^|[^A-Za-z0-9])(?:0|[1-9]\d{0,8})\.$/;

/** A mask, quoted where it stands for a number of JSON. */
const MASK_BEGINS = /^"?\[[A-Z]/;
const MASK_BEGINS_MAX = 3;
const MASK_MAY_BEGIN = /^"?\[?$/;
const MASK_ENDS = /[A-Z]\]"?$/;

export const paymentCard: Detector = {
  name: 'payment_card',
  classes: ['payment_card'],
  version: digestOfRules(1, ISSUERS, [...PRINTED]),
  reach: DIGITS_MAX * (1 + SEPARATORS_MAX),
  scan,
};

function scan({ text }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let floor = cursor.floor;
  let index = cursor.from;
  // The rest of a run of digits whose beginning was settled before: a number does not begin in its middle.
  if (index > floor && isDigit(text.charCodeAt(index - 1))) index = skipDigits(text, index);
  for (index = nextDigit(text, index); index < text.length; index = nextDigit(text, index)) {
    if (isShort(text, index)) {
      index = skipDigits(text, index);
      continue;
    }
    const chain = readChain(text, index);
    if (chain.open && !last) break;
    const end = cardEnd(text, { start: index, floor }, chain);
    if (end === undefined) {
      index = skipDigits(text, index);
    } else {
      findings.push({ class: 'payment_card', detector: 'payment_card', start: index, end, confidence: 0.9 });
      index = end;
      floor = end;
    }
  }
  return { findings, next: { from: index, floor, inside: false } };
}

/** Whether a chain ends, and not with the text, before it has enough digits: the quick answer for most figures. */
function isShort(text: string, start: number): boolean {
  let digits = 0;
  let index = start;
  for (let end = start; ; index = end) {
    end = skipDigits(text, index);
    digits += end - index;
    if (digits >= DIGITS_MIN || end === text.length) return false;
    if (end === index) return true;
    end = skipSeparators(text, end);
    if (end === text.length) return false;
  }
}

/** Groups of digits with separators between them, read to one digit more than a card can have. */
interface Chain {
  readonly digits: readonly number[];
  /** For each group, how many digits there are up to its end, and where that is in the text. */
  readonly counts: readonly number[];
  readonly ends: readonly number[];
  /** Whether the text ends where the chain could go on. */
  readonly open: boolean;
  /** Whether a mask stands where the chain would go on: it may have held more digits. */
  readonly masked: boolean;
}

function readChain(text: string, start: number): Chain {
  const digits: number[] = [];
  const counts: number[] = [];
  const ends: number[] = [];
  const chain = { digits, counts, ends };
  let index = start;
  while (digits.length <= DIGITS_MAX) {
    const begin = index;
    for (; isDigit(text.charCodeAt(index)) && digits.length <= DIGITS_MAX; index += 1) {
      digits.push(text.charCodeAt(index) - 48);
    }
    if (index === begin) {
      const next = text.slice(index, index + MASK_BEGINS_MAX);
      const open = MASK_MAY_BEGIN.test(next) && index + next.length === text.length;
      return { ...chain, open, masked: MASK_BEGINS.test(next) };
    }
    counts.push(digits.length);
    ends.push(index);
    if (digits.length > DIGITS_MAX) break;
    index = skipSeparators(text, index);
    if (index === text.length) return { ...chain, open: true, masked: false };
  }
  return { ...chain, open: false, masked: false };
}

/** Where the longest card number that begins with the chain ends. */
function cardEnd(
  text: string,
  at: { readonly start: number; readonly floor: number },
  { digits, counts, ends, masked }: Chain,
): number | undefined {
  for (let last = counts.length - 1; last >= 0; last -= 1) {
    const count = counts[last] ?? 0;
    if (count < DIGITS_MIN) return undefined;
    if (count > DIGITS_MAX || !passesLuhn(digits, count)) continue;
    if (!isIssued(digits.slice(0, count).join(''))) continue;
    const sizes = counts.slice(0, last + 1).map((each, index) => each - (counts[index - 1] ?? 0));
    const whole = last === counts.length - 1 && !masked;
    if (isPlausible(text, at, { sizes, whole })) return ends[last];
  }
  return undefined;
}

/** Whether digits grouped like this are written as a card number, and not as a row of figures or a fraction. */
function isPlausible(
  text: string,
  { start, floor }: { readonly start: number; readonly floor: number },
  { sizes, whole }: { readonly sizes: readonly number[]; readonly whole: boolean },
): boolean {
  if (sizes.length === 1) return !FRACTION.test(text.slice(Math.max(floor, start - CONTEXT), start));
  if (PRINTED.has(sizes.join('-'))) return true;
  const first = start + (sizes[0] ?? 0);
  const isDecimal = sizes.length === 2 && text[first] === '.' && isDigit(text.charCodeAt(first + 1));
  return whole && !isDecimal && !adjoinsDigits(text, start, floor);
}

/** Whether digits stand before the number, or a mask, which may have held some. */
function adjoinsDigits(text: string, start: number, floor: number): boolean {
  let index = start - 1;
  while (index >= floor && start - index <= SEPARATORS_MAX && isSeparator(text.charCodeAt(index))) index -= 1;
  if (index < floor) return false;
  return isDigit(text.charCodeAt(index)) || MASK_ENDS.test(text.slice(Math.max(floor, index - 2), index + 1));
}

/** The Luhn check of ISO/IEC 7812-1 annex B over the first `count` digits. */
function passesLuhn(digits: readonly number[], count: number): boolean {
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const digit = digits[count - 1 - index] ?? 0;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
