/** Finds international bank account numbers: a country's form and valid check digits (ISO 13616-1), grouped or not. */
import {
  isAlphanumeric,
  isDigit,
  isLetter,
  isSeparator,
  nextDigit,
  SEPARATORS_MAX,
  skipDigits,
  skipSeparators,
} from '../../characters.ts';
import {
  BEGINNING,
  type Cursor,
  type Detector,
  type Finding,
  type Glance,
  type Scan,
} from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { ACCOUNT_FORMS } from './iban-countries.ts';

/** Each country's form with one letter a character: `nnaaaa…`, from the check digits on. */
const FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries(ACCOUNT_FORMS).map(([country, form]) => [
    country,
    `nn${form.replace(/(\d+)([nac])/g, (_, count: string, kind: string) => kind.repeat(Number(count)))}`,
  ]),
);
const LENGTH_MAX = 2 + Math.max(...[...FORMS.values()].map((form) => form.length));
/** The countries whose accounts may hold letters. */
const LETTERED = new Set([...FORMS].filter(([, form]) => /[ac]/.test(form)).map(([country]) => country));
/** Printed accounts stand in groups of four, the country and its check digits first (ISO 13616-1). */
const GROUP = 4;
const COUNTRY_INITIALS = new Set([...FORMS.keys()].map((country) => country.charAt(0)));

export const iban: Detector = {
  name: 'iban',
  classes: ['iban'],
  version: digestOfRules(1, ACCOUNT_FORMS),
  reach: LENGTH_MAX * (1 + SEPARATORS_MAX),
  scan,
};

function scan({ text }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let from = cursor.from;
  // Digits are rarer than letters, so the search is for the first check digit and looks back for its country.
  for (
    let index = nextDigit(text, from);
    index < text.length;
    index = nextDigit(text, skipDigits(text, index))
  ) {
    const start = countryBefore(text, index, from);
    if (start === undefined) continue;
    const end = readAccount(text, { start, checkDigits: index, last });
    if (end === undefined) continue;
    if (end === 'open') return { findings, next: { ...BEGINNING, from: start } };
    findings.push({ class: 'iban', detector: 'iban', start, end, confidence: 0.95 });
    from = end;
    index = end;
  }
  return { findings, next: { ...BEGINNING, from: last ? text.length : tail(text, from) } };
}

/**
 * The index of a known country's two letters before the digit at `index`. WHY: no word boundary is asked for, neither
 * here nor at the end: a character put there would hide the account, and the form and check digits are telling enough.
 */
function countryBefore(text: string, index: number, from: number): number | undefined {
  let end = index;
  while (end > from && index - end < SEPARATORS_MAX && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  const start = end - 2;
  if (start < from || !isLetter(text.charCodeAt(start)) || !isLetter(text.charCodeAt(end - 1)))
    return undefined;
  return FORMS.has(text.slice(start, end).toUpperCase()) ? start : undefined;
}

/** Where the account number ends; `open` when the text ends before that is known. */
function readAccount(
  text: string,
  {
    start,
    checkDigits,
    last,
  }: { readonly start: number; readonly checkDigits: number; readonly last: boolean },
): number | 'open' | undefined {
  const country = text.slice(start, start + 2).toUpperCase();
  const form = FORMS.get(country) ?? '';
  const hasLetters = LETTERED.has(country);
  let account = '';
  let index = checkDigits;
  for (const kind of form) {
    const group = index;
    if (account !== '') index = skipSeparators(text, index);
    // Words can pass for an account that may hold letters: then only groups of four count, as printed.
    if (index > group && hasLetters && account.length % GROUP !== GROUP - 2) return undefined;
    if (index >= text.length) return last ? undefined : 'open';
    const code = text.charCodeAt(index);
    if (!(kind === 'n' ? isDigit(code) : kind === 'a' ? isLetter(code) : isAlphanumeric(code)))
      return undefined;
    account += text.charAt(index);
    index += 1;
  }
  return passesMod97(account.slice(2) + country + account.slice(0, 2)) ? index : undefined;
}

/** ISO 7064 MOD 97-10 over digits and letters, A being 10 and Z 35. */
function passesMod97(text: string): boolean {
  let rest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    rest = (isDigit(code) ? rest * 10 + code - 48 : rest * 100 + (code | 0x20) - 87) % 97;
  }
  return rest === 1;
}

/** Where a country's letters stand at the end of the text with no digit behind them yet. */
function tail(text: string, from: number): number {
  const end = text.length;
  const initial = end > from && COUNTRY_INITIALS.has(text.charAt(end - 1).toUpperCase()) ? end - 1 : end;
  return countryBefore(text, end, from) ?? initial;
}
