/** Finds international bank account numbers: a country's form and valid check digits (ISO 13616-1), grouped or not. */
import {
  beginsWord,
  isAlphanumeric,
  isDigit,
  isLetter,
  isSeparator,
  SEPARATORS_MAX,
  skipSeparators,
} from '../characters.ts';
import type { Cursor, Detector, Finding, Scan } from '../detector.ts';
import { ACCOUNT_FORMS } from './iban-countries.ts';
import { digestOfRules } from './rules.ts';

/** Each country's form with one letter a character: `nnaaaa…`, from the check digits on. */
const FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries(ACCOUNT_FORMS).map(([country, form]) => [
    country,
    `nn${form.replace(/(\d+)([nac])/g, (_, count: string, kind: string) => kind.repeat(Number(count)))}`,
  ]),
);
const LENGTH_MAX = 2 + Math.max(...[...FORMS.values()].map((form) => form.length));
const COUNTRY_INITIALS = new Set([...FORMS.keys()].map((country) => country.charAt(0)));

export const iban: Detector = {
  name: 'iban',
  class: 'iban',
  version: digestOfRules(1, ACCOUNT_FORMS),
  reach: LENGTH_MAX * (1 + SEPARATORS_MAX),
  scan,
};

function scan(text: string, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  // Digits are rarer than letters, so the search is for the first check digit and looks back for its country.
  for (let index = from; index < text.length; index += 1) {
    if (!isDigit(text.charCodeAt(index))) continue;
    const start = countryBefore(text, index, { from, floor });
    if (start === undefined) continue;
    const end = readAccount(text, { start, checkDigits: index, last });
    if (end === undefined) continue;
    if (end === 'open') return { findings, next: { from: start, floor, inside: false } };
    findings.push({ class: 'iban', detector: 'iban', start, end, confidence: 0.95 });
    from = end;
    floor = end;
    index = end - 1;
  }
  return { findings, next: { from: last ? text.length : tail(text, { from, floor }), floor, inside: false } };
}

interface Limits {
  readonly from: number;
  readonly floor: number;
}

/** The index of a known country's two letters before the digit at `index`. */
function countryBefore(text: string, index: number, { from, floor }: Limits): number | undefined {
  let end = index;
  while (end > from && index - end < SEPARATORS_MAX && isSeparator(text.charCodeAt(end - 1))) end -= 1;
  const start = end - 2;
  if (start < from || !isLetter(text.charCodeAt(start)) || !isLetter(text.charCodeAt(start + 1)))
    return undefined;
  return FORMS.has(text.slice(start, end).toUpperCase()) && beginsWord(text, start, floor)
    ? start
    : undefined;
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
  let account = '';
  let index = checkDigits;
  for (const kind of form) {
    if (account !== '') index = skipSeparators(text, index);
    if (index >= text.length) return last ? undefined : 'open';
    const code = text.charCodeAt(index);
    if (!(kind === 'n' ? isDigit(code) : kind === 'a' ? isLetter(code) : isAlphanumeric(code)))
      return undefined;
    account += text.charAt(index);
    index += 1;
  }
  if (!passesMod97(account.slice(2) + country + account.slice(0, 2))) return undefined;
  if (index === text.length) return last ? index : 'open';
  return isAlphanumeric(text.charCodeAt(index)) ? undefined : index;
}

/** ISO 7064 MOD 97-10 over digits and letters, A being 10 and Z 35. */
function passesMod97(text: string): boolean {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

/** Where a country's letters stand at the end of the text with no digit behind them yet. */
function tail(text: string, { from, floor }: Limits): number {
  const end = text.length;
  const one = end - 1;
  if (one >= from && COUNTRY_INITIALS.has(text.charAt(one).toUpperCase()) && beginsWord(text, one, floor))
    return one;
  return countryBefore(text, end, { from, floor }) ?? end;
}
