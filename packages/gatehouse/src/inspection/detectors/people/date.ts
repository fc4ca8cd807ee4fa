/** Reads a date, a time or both: what stands there is a short sentence over an alphabet, and forms are patterns over it. */
import { isDigit } from '../../characters.ts';
import { DIGIT, KINDS, LETTER, SEPARATOR, SIGN } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { DATE_WORDS, LINK, MERIDIEM, MONTH, ORDINAL, SHORT_WEEKDAY, WEEKDAY, ZONE } from './date-words.ts';
import { FIRST_STATE, formsOf } from './patterns.ts';

const DATE_MAX = 64;
const TOKENS_MAX = 26;
const WORD_MAX = 16;
/** The most characters that are looked at to know a date. */
export const DATE_REACH = DATE_MAX + WORD_MAX + 2;

/**
 * Numbers: `n` one or two digits, `m` three, `Y` four, `D` eight, `t` six, `x` other. Words: `M` month, `W` weekday,
 * `w` its abbreviation, `f` link, `o` ordinal, `A` am or pm, `z` zone, `T`. Signs stand for themselves.
 */
const ALPHABET = 'nmYDtxMWwfoAzT -/.:,+年月日';
const TIME = 'n:n(:n([.,][nmtxYD])?)?( ?A)?( ?z| ?[+-](n:n|Y))?';
const DAY = '([Ww][,.]? (f )?)?(f )?no?.?';
const DATED = [
  ...['-', '/', '.'].flatMap((sign) => [`Y${sign}n${sign}n`, `n${sign}n${sign}(Y|n)`]),
  'n-M-[Yn]',
  'n-M|M-n(-Y)?',
  `${DAY}[ .-]?(f )?M[.,]?( f)?,?[ -]Y`,
  `${DAY} ?(f )?M`,
  '([Ww][,.]? )?M.? (f )?no?,? Y',
  '([Ww][,.]? )?M.? (f )?no?',
  'M.?,? (f )?Y',
  'Y.? M n.?',
  'Y年n月(n日)?',
  'n月n日',
  'Y年 n月 n日',
].join('|');

const KINDS_OF_FORMS = ['sure', 'weekday', 'clock', 'month', 'alone'] as const;
const FORMS = formsOf(ALPHABET, [
  `(${DATED})((,? (f )?|T|, )${TIME})?|DTtz?|n ?A`,
  'W',
  TIME,
  'n/n|n/Y',
  '[MY]',
]);

export interface DateText {
  readonly end: number;
  /** `sure`; `clock`: hours and minutes alone; `month`: a month with a day or a year, which may be a fraction; `alone`: a month or a year. */
  readonly kind: (typeof KINDS_OF_FORMS)[number];
}

const symbolOf = (sign: string): number => ALPHABET.indexOf(sign);
const NOTHING = -1;
const N = symbolOf('n');
const Y = symbolOf('Y');
const D = symbolOf('D');
const T = symbolOf('T');
const MERIDIEM_SYMBOL = symbolOf('A');
const ZONE_SYMBOL = symbolOf('z');
const COLON = symbolOf(':');
const SLASH = symbolOf('/');
const HYPHEN = symbolOf('-');
const DOT = symbolOf('.');
const PLUS = symbolOf('+');
const LAST_NUMBER = symbolOf('x');
const FIRST_CHARACTER = symbolOf('年');
/** By ASCII: the symbol that a sign is, more by one; 0 for none. */
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return ' -/.:,+'.includes(sign) ? symbolOf(sign) + 1 : 0;
});
const BY_LENGTH = Int8Array.from('?nnmYxtxDxx', symbolOf);
/** By what a word of dates is: its symbol. A word that is more than one thing is the first of them. */
const BY_BITS = Int8Array.from({ length: 128 }, (_, bits) => {
  const order = [MONTH, WEEKDAY, SHORT_WEEKDAY, MERIDIEM, ZONE, LINK, ORDINAL];
  const first = order.findIndex((bit) => (bits & bit) !== 0);
  return first < 0 ? NOTHING : symbolOf('MWwAzfo'.charAt(first));
});

/** The sentence that was read last: its symbols, where each of them ends, and the values of numbers (-1 for others). */
const symbols = new Uint8Array(TOKENS_MAX);
const ends = new Int32Array(TOKENS_MAX);
const values = new Int32Array(TOKENS_MAX);

/** What begins with word `first`. */
export function readDate(
  { text, words }: { readonly text: string; readonly words: Words },
  first: number,
  last: boolean,
): DateText | 'open' | undefined {
  const begin = words.start(first);
  let state = FIRST_STATE;
  let index = first;
  let at = begin;
  let length = 0;
  let form = 0;
  let row = 0;
  while (length < TOKENS_MAX && at - begin < DATE_MAX) {
    if (at >= words.open || at >= text.length) {
      if (!last && text.length - at <= WORD_MAX + 1 && goesOn(state, text.charCodeAt(at))) return 'open';
      break;
    }
    const isWord = index < words.length && words.start(index) === at;
    const symbol = isWord ? symbolOfWord(text, words, index) : symbolOfSign(text.charCodeAt(at));
    if (symbol === NOTHING) break;
    state = FORMS.next(state, symbol);
    if (state === 0) break;
    values[length] = isWord && isDigit(text.charCodeAt(at)) ? numberAt(text, at, words.end(index)) : -1;
    at = isWord ? words.end(index) : at + 1;
    if (isWord) index += 1;
    symbols[length] = symbol;
    ends[length] = at;
    length += 1;
    const accepted = FORMS.accepts(state);
    if (accepted !== 0) {
      form = length;
      row = accepted;
    }
  }
  return form === 0 ? undefined : judge(text, { form, kind: KINDS_OF_FORMS[row - 1] ?? 'alone', last });
}

/** Whether a form goes on with what is not there yet, or with a word that may still grow. */
function goesOn(state: number, code: number): boolean {
  const kind = KINDS[code];
  for (let symbol = 0; symbol < ALPHABET.length; symbol += 1) {
    if (FORMS.next(state, symbol) !== 0 && (kind === undefined || kind === kindOf(symbol))) return true;
  }
  return false;
}

function kindOf(symbol: number): number {
  if (symbol <= LAST_NUMBER) return DIGIT;
  return symbol <= T ? LETTER : symbol < FIRST_CHARACTER ? SEPARATOR : SIGN;
}

function symbolOfWord(text: string, words: Words, index: number): number {
  const start = words.start(index);
  const end = words.end(index);
  const code = text.charCodeAt(start);
  if (isDigit(code)) return BY_LENGTH[end - start] ?? NOTHING;
  if (KINDS[code] !== LETTER) return symbolOfSign(code);
  if (end - start > WORD_MAX) return NOTHING;
  // `T` of ISO 8601 has digits behind it.
  if (end - start === 1 && (code | 0x20) === 0x74 && isDigit(text.charCodeAt(end))) return T;
  return BY_BITS[DATE_WORDS.get(words.hash(index))] ?? NOTHING;
}

function symbolOfSign(code: number): number {
  return code < 128 ? (SIGNS[code] ?? 0) - 1 : code < 0x3000 ? NOTHING : symbolOf(String.fromCharCode(code));
}

function numberAt(text: string, start: number, end: number): number {
  if (end - start > 8) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

/** Whether the first `form` symbols are a date as a whole, and what kind of one. */
function judge(
  text: string,
  { form, kind, last }: { readonly form: number; readonly kind: DateText['kind']; readonly last: boolean },
): DateText | 'open' | undefined {
  const end = ends[form - 1] as number;
  const behind = text.charCodeAt(end);
  // A weekday is a word by itself; every other form would be part of a longer number, path or name.
  const mayGoOn = isJoint(behind) && kind !== 'weekday';
  if (!last && end + (mayGoOn ? 1 : 0) >= text.length) return 'open';
  if (mayGoOn && isDigit(text.charCodeAt(end + 1))) return undefined;
  if (isWordCharacter(behind, text.charCodeAt(end - 1)) || !isPossible(form)) return undefined;
  if (kind === 'clock' && isExact(form)) return { end, kind: 'sure' };
  const sign = symbols[1];
  const isTriple = form === 5 && is(0, N) && is(2, N) && is(4, N) && sign === symbols[3] && sign !== COLON;
  if (!isTriple) return { end, kind };
  if (end - (ends[3] as number) !== 2) return undefined;
  // Versions are written like days with two digits for the year: `1.2.30`.
  return { end, kind: sign === DOT ? 'month' : kind };
}

/** `-`, `/`, `:`, `.`, `,`: with a digit behind them they go on. */
function isJoint(code: number): boolean {
  return code === 0x2d || code === 0x2f || code === 0x3a || code === 0x2e || code === 0x2c;
}

function is(place: number, symbol: number): boolean {
  return symbols[place] === symbol;
}

/** Whether a time has more than hours and minutes: seconds, am or pm, a zone. */
function isExact(form: number): boolean {
  for (let place = 0; place < form; place += 1) {
    const symbol = symbols[place];
    if (symbol === MERIDIEM_SYMBOL || symbol === ZONE_SYMBOL || symbol === PLUS) return true;
    if (symbol === COLON && place > 1 && is(place - 2, COLON)) return true;
  }
  return false;
}

/** Whether every number can be what its place says: a day, a month, a year, an hour. */
function isPossible(form: number): boolean {
  const value = (place: number): number => (place < form ? (values[place] as number) : 0);
  const isTriple = form >= 4 && is(1, symbols[3] as number) && !is(1, COLON) && is(2, N);
  if (isTriple && is(0, N)) return isDay(value(0), value(2)) || isDay(value(2), value(0));
  if (isTriple && is(0, Y) && form >= 5) return isYear(value(0)) && isDay(value(4), value(2));
  if (form === 3 && is(0, N) && is(1, SLASH)) {
    if (is(2, Y)) return value(0) >= 1 && value(0) <= 12 && isYear(value(2));
    return value(0) >= 1 && value(0) <= 12 && value(2) >= 1 && value(2) <= 31;
  }
  if (is(0, N) && form >= 3 && is(1, COLON)) return value(0) < 24 && value(2) < 60 && value(4) <= 60;
  if (form === 1 && is(0, Y)) return value(0) >= 1900 && value(0) <= 2099;
  if (is(0, D)) return isYear(Math.floor(value(0) / 10_000));
  return areValues(form);
}

function areValues(form: number): boolean {
  let isTime = false;
  for (let place = 0; place < form; place += 1) {
    const value = values[place] as number;
    const before = place > 0 ? symbols[place - 1] : NOTHING;
    isTime ||= before === COLON;
    const isOffset = before === PLUS || before === HYPHEN;
    if (is(place, Y) && !isYear(value) && !isTime && !isOffset) return false;
    if (is(place, N) && value > 60) return false;
  }
  return true;
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
