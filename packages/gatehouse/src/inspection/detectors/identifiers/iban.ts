/** Finds international bank account numbers: a country's form and valid check digits (ISO 13616-1), grouped or not. */
import { isDigit, isLetter, isSeparator, SEPARATORS_MAX, skipSeparators } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { ACCOUNT_FORMS } from './iban-countries.ts';
import { Runs } from './runs.ts';

const DIGIT = 1;
const LETTER = 2;
const KINDS: Readonly<Record<string, number>> = { n: DIGIT, a: LETTER, c: DIGIT | LETTER };

interface Country {
  /** What each character may be, from the check digits on. */
  readonly form: Uint8Array;
  /** Whether its accounts may hold letters. */
  readonly isLettered: boolean;
  /** Its two letters as digits, A being 10. */
  readonly value: number;
}

/** By both letters, five bits each. */
const COUNTRIES: (Country | undefined)[] = new Array<Country | undefined>(1_024).fill(undefined);
const INITIALS = new Uint8Array(32);

for (const [name, form] of Object.entries(ACCOUNT_FORMS)) {
  const kinds = [...form.matchAll(/(\d+)([nac])/g)].flatMap(([, count, kind = '']) =>
    new Array<number>(Number(count)).fill(KINDS[kind] ?? 0),
  );
  const [first, second] = [name.charCodeAt(0), name.charCodeAt(1)];
  INITIALS[first & 31] = 1;
  COUNTRIES[((first & 31) << 5) | (second & 31)] = {
    form: Uint8Array.from([DIGIT, DIGIT, ...kinds]),
    isLettered: /[ac]/.test(form),
    value: (first - 55) * 100 + second - 55,
  };
}

const LENGTH_MAX = 2 + Math.max(...COUNTRIES.map((country) => country?.form.length ?? 0));
/** Printed accounts stand in groups of four, the country and its check digits first (ISO 13616-1). */
const GROUP = 4;

export const iban: Detector = {
  name: 'iban',
  classes: ['iban'],
  version: digestOfRules(2, ACCOUNT_FORMS),
  reach: LENGTH_MAX * (1 + SEPARATORS_MAX),
  scan,
};

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const { text } = glance;
  const findings: Finding[] = [];
  const runs = new Runs(glance);
  let { from, floor } = cursor;
  // Digits are rarer than letters, so the search is for the check digits and looks back for their country.
  for (let run = runs.from(from); run < runs.length; run += 1) {
    const checkDigits = runs.start(run);
    if (checkDigits < from) continue;
    const letters = lettersBefore(text, checkDigits, floor);
    if (letters < 0) continue;
    const start = isApart(text, letters, checkDigits) ? checkDigits : letters;
    const country = countryAt(text, letters);
    if (country === undefined || start < from) continue;
    const end = readAccount(text, checkDigits, country);
    if (end === undefined || (end === 'open' && last)) continue;
    if (end === 'open') return { findings, next: { from: start, floor, inside: false } };
    findings.push({ class: 'iban', detector: 'iban', start, end, confidence: 0.95 });
    from = end;
    floor = end;
  }
  return { findings, next: { from: last ? text.length : tail(text, from), floor, inside: false } };
}

/**
 * The index of two letters that separators at most keep from `index`; -1 where there are none. WHY: no word boundary is
 * asked for, neither here nor at the end: a character put there would hide the account, and the form and check digits
 * are telling enough.
 */
function lettersBefore(text: string, index: number, floor: number): number {
  let end = index;
  while (index - end < SEPARATORS_MAX && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  const start = end - 2;
  const isPair = isLetter(text.charCodeAt(end - 1)) && isLetter(text.charCodeAt(start));
  return isPair && start >= floor ? start : -1;
}

/**
 * Whether small letters stand apart from the check digits: as many words do. WHY: the country is then no part of the
 * finding, so that no such word holds up a stream.
 */
function isApart(text: string, letters: number, checkDigits: number): boolean {
  return letters + 2 < checkDigits && (text.charCodeAt(letters) > 90 || text.charCodeAt(letters + 1) > 90);
}

function countryAt(text: string, letters: number): Country | undefined {
  return COUNTRIES[((text.charCodeAt(letters) & 31) << 5) | (text.charCodeAt(letters + 1) & 31)];
}

/** Where the account number ends; `open` when the text ends before that is known. */
function readAccount(
  text: string,
  checkDigits: number,
  { form, isLettered, value }: Country,
): number | 'open' | undefined {
  // ISO 7064 MOD 97-10, with the country and the check digits behind the rest.
  let check = 0;
  let rest = 0;
  let index = checkDigits;
  for (let place = 0; place < form.length; place += 1) {
    const group = index;
    if (place > 0) index = skipSeparators(text, index);
    // Words can pass for an account that may hold letters: then only groups of four count, as printed.
    if (index > group && isLettered && place % GROUP !== GROUP - 2) return undefined;
    if (index >= text.length) return 'open';
    const code = text.charCodeAt(index);
    const kind = isDigit(code) ? DIGIT : isLetter(code) ? LETTER : 0;
    if (((form[place] ?? 0) & kind) === 0) return undefined;
    if (place < 2) check = check * 10 + code - 48;
    else rest = (kind === DIGIT ? rest * 10 + code - 48 : rest * 100 + (code | 0x20) - 87) % 97;
    index += 1;
  }
  return (rest * 1_000_000 + value * 100 + check) % 97 === 1 ? index : undefined;
}

/** Where a country's letters stand at the end of the text with no digit behind them yet. */
function tail(text: string, from: number): number {
  const end = text.length;
  const letters = lettersBefore(text, end, from);
  if (letters >= 0 && countryAt(text, letters) !== undefined && !isApart(text, letters, end)) return letters;
  const isInitial = end > from && isLetter(text.charCodeAt(end - 1));
  return isInitial && INITIALS[text.charCodeAt(end - 1) & 31] === 1 ? end - 1 : end;
}
