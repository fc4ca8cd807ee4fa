/** Reads a date, a time or both: what stands there becomes a short sentence over an alphabet, and forms are patterns over it. */
import { isDigit } from '../../characters.ts';
import { foldCase, KINDS, LETTER } from '../../letters.ts';
import { hashOf } from '../../survey.ts';
import { Probe } from '../seek.ts';
import { DATE_WORDS, LINK, MERIDIEM, MONTH, ORDINAL, SHORT_WEEKDAY, WEEKDAY, ZONE } from './date-words.ts';

const DATE_MAX = 64;
const TOKENS_MAX = 26;
const WORD_MAX = 16;
/** The most characters that are looked at to know a date. */
export const DATE_REACH = DATE_MAX + WORD_MAX + 2;

/**
 * Numbers: `n` one or two digits, `m` three, `Y` four, `D` eight, `t` six, `x` other. Words: `M` month, `W` weekday,
 * `w` its abbreviation, `f` link, `o` ordinal, `A` am or pm, `z` zone, `T`. Signs stand for themselves.
 */
const TIME = 'n:n(?::n(?:[.,][nmtxYD])?)?(?: ?A)?(?: ?z| ?[+-](?:n:n|Y))?';
const DAY = '(?:[Ww][,.]? (?:f )?)?(?:f )?no?\\.?';
const DATED = [
  'Y([-/.])n\\1n',
  'n([-/.])n\\2(?:Y|n)',
  'n-M-[Yn]',
  'n-M|M-n(?:-Y)?',
  `${DAY}[ .-]?(?:f )?M[.,]?(?: f)?,?[ -]Y`,
  `${DAY} ?(?:f )?M`,
  '(?:[Ww][,.]? )?M\\.? (?:f )?no?,? Y',
  '(?:[Ww][,.]? )?M\\.? (?:f )?no?',
  'M\\.?,? (?:f )?Y',
  'Y\\.? M n\\.?',
  'Y年n月(?:n日)?',
  'n月n日',
  'Y年 n月 n日',
];
const FORMS = new RegExp(
  `^(?:(?:${DATED.join('|')})(?:(?:,? (?:f )?|T|, )${TIME})?|DTtz?|(?<clock>${TIME})|n ?A|W|(?<month>n/n|n/Y)|(?<alone>[MY]))`,
);
/** The signature may not go on with these: the form would be part of a longer number, path or name. */
const BEHIND = /^(?:[-/:][nmYDtx]|[.,][nmYDtx]|[%$€£])/;

export interface DateText {
  readonly end: number;
  /** `sure`; `clock`: hours and minutes alone; `month`: a month with a day or a year, which may be a fraction; `alone`: a month or a year. */
  readonly kind: 'sure' | 'weekday' | 'clock' | 'month' | 'alone';
}

export function readDate(text: string, at: number, last: boolean): DateText | 'open' | undefined {
  const probe = new Probe(text, at);
  const { signature, ends, numbers } = readTokens(probe);
  // WHY: a year with the word behind it still open is no date in any form.
  if (probe.touched && !last) return 'open';
  const match = FORMS.exec(signature);
  if (match === null) return undefined;
  const form = match[0];
  const rest = signature.slice(form.length);
  if (BEHIND.test(rest) || (rest !== '' && 'nmYDtxT'.includes(rest.charAt(0)) && /[\w]$/.test(form)))
    return undefined;
  if (!isPossible(form, numbers)) return undefined;
  const end = ends[form.length - 1];
  // A word that is none of a date's may adjoin nothing but a word.
  if (end === undefined || isWordCharacter(text.charCodeAt(end), text.charCodeAt(end - 1))) return undefined;
  // Versions are written like days with two digits for the year: `1.2.30`.
  const isVersion = /^n\.n\.n$/.test(form);
  if (/^n([-/.])n\1n$/.test(form) && end - (ends[3] ?? end) !== 2) return undefined;
  return { end, kind: isVersion ? 'month' : kindOf(form, match.groups) };
}

function kindOf(form: string, groups: Record<string, string | undefined> | undefined): DateText['kind'] {
  if (form === 'W') return 'weekday';
  if (groups?.alone !== undefined) return 'alone';
  if (groups?.month !== undefined) return 'month';
  if (groups?.clock !== undefined) return /A|z|:n:|[+]/.test(form) ? 'sure' : 'clock';
  return 'sure';
}

interface Tokens {
  readonly signature: string;
  /** Where each token ends. */
  readonly ends: readonly number[];
  /** The values of the numbers, in order; of other tokens, -1. */
  readonly numbers: readonly number[];
}

function readTokens(probe: Probe): Tokens {
  const begin = probe.at;
  const ends: number[] = [];
  const numbers: number[] = [];
  let signature = '';
  while (signature.length < TOKENS_MAX && probe.at - begin < DATE_MAX) {
    const start = probe.at;
    const token = readToken(probe);
    if (token === '') break;
    signature += token;
    ends.push(probe.at);
    numbers.push('nmYDtx'.includes(token) ? Number(probe.slice(start)) : -1);
    if (!isViable(signature)) break;
  }
  return { signature, ends, numbers };
}

/** Whether more could make a longer form of it: a number with a space behind it waits for the next word only. */
function isViable(signature: string): boolean {
  return !DEAD.test(signature);
}

function readToken(probe: Probe): string {
  const code = probe.peek();
  if (code < 0) return '';
  if (isDigit(code)) return readNumber(probe);
  if (KINDS[code] === LETTER) return readWord(probe);
  const sign = String.fromCharCode(code);
  if (!' -/.:,+年月日ºª'.includes(sign)) return '';
  probe.at += 1;
  return sign === 'º' || sign === 'ª' ? 'o' : sign;
}

/** Beginnings that no form has; tested token by token, so that the first one is met. */
const DEAD =
  /^(?:[mxt]|n ?n|[YD] ?[nYDfA]|f|[Ww][^ ,.]|Y [^Mn]|n f [^M]|n, |Y,|n\/n n|M n M)| {2}|:[^n]$|\/[^nY]$|[MWw] ?[MWw]$|f f f$|M n M$/;
const BY_LENGTH = ['', 'n', 'n', 'm', 'Y', 'x', 't', 'x', 'D'];

function readNumber(probe: Probe): string {
  let length = 0;
  while (length < 10 && isDigit(probe.peek())) {
    probe.at += 1;
    length += 1;
  }
  return BY_LENGTH[length] ?? 'x';
}

function readWord(probe: Probe): string {
  const start = probe.at;
  while (probe.at - start <= WORD_MAX && KINDS[probe.peek()] === LETTER) {
    probe.at += 1;
    // `T` of ISO 8601 has digits behind it, not letters.
    if (probe.at - start === 1 && foldCase(probe.peek(-1)) === 0x74 && isDigit(probe.peek())) return 'T';
  }
  const value = DATE_WORDS.get(hashOf(probe.slice(start)));
  if (value === 0) probe.at = start;
  return tokenOf(value, probe.at - start);
}

function tokenOf(value: number, length: number): string {
  if (value === 0) return '';
  if ((value & MONTH) !== 0) return 'M';
  if ((value & WEEKDAY) !== 0) return 'W';
  if ((value & SHORT_WEEKDAY) !== 0) return 'w';
  if ((value & MERIDIEM) !== 0) return 'A';
  if ((value & ZONE) !== 0) return 'z';
  if ((value & ORDINAL) !== 0 && (value & LINK) === 0 && length <= 3) return 'o';
  return 'f';
}

/** Whether every number can be what its place says: a day, a month, a year, an hour. */
function isPossible(form: string, numbers: readonly number[]): boolean {
  const [first = 0, , second = 0] = numbers;
  if (/^n([-/.])n\1/.test(form)) return isDay(first, second) || isDay(second, first);
  if (/^Y([-/.])n\1n/.test(form)) return isYear(first) && isDay(numbers[4] ?? 0, second);
  if (/^n\/n$/.test(form)) return first <= 12 && second <= 31 && first > 0 && second > 0;
  if (/^n\/Y$/.test(form)) return first >= 1 && first <= 12 && isYear(second);
  if (/^n:n/.test(form)) return first < 24 && second < 60 && (numbers[4] ?? 0) <= 60;
  if (form === 'Y') return first >= 1900 && first <= 2099;
  if (form.startsWith('D')) return isYear(Math.floor(first / 10_000));
  return [...form].every((token, index) => {
    const value = numbers[index] ?? -1;
    if (token === 'Y')
      return isYear(value) || form.slice(0, index).includes(':') || /[+-]$/.test(form.slice(0, index));
    return token !== 'n' || value <= 60;
  });
}

function isDay(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function isYear(value: number): boolean {
  return value >= 1000 && value <= 2199;
}

function isWordCharacter(code: number, before: number): boolean {
  if (isDigit(code) || code === 0x5f) return true;
  return code < 0x2e80 && KINDS[code] === LETTER && before < 0x2e80;
}
