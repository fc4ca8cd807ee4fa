/** Reads a number as people write it for dialling: digits in groups, brackets, a plus sign, an extension. */
import { charactersOf, isAlphanumeric, isDigit } from '../../characters.ts';
import { Probe } from '../seek.ts';
import { isEscape } from './escape.ts';
import { PHONE_LABEL, PHONE_LABEL_MAX } from './phone-forms.ts';

/** The most characters of a number with its separators. */
export const DIALLED_MAX = 32;
const EXTENSION_MAX = 12;
export const GROUPS_MAX = 9;
/** The most digits, an area code that is written twice included (ITU-T E.164 section 6.1 has 15), and the least. */
const DIGITS_MAX = 18;
export const DIALLED_MIN = 6;
/** Everything that is looked at. */
export const NUMBER_MAX = DIALLED_MAX + EXTENSION_MAX + PHONE_LABEL_MAX + 2;

const EXTENSION = /^(?: ?(?:x|ext\.?|#|extension|durchwahl|dw|anexo|ramal)[ .:]{0,2}\d{1,6})(?!\w)/i;
/** What no character is. */
const END = 0x10_ffff;
const SPACE = 0x20;
const PLUS = 0x2b;
const BRACKET = 0x28;
const SIGNS = charactersOf(/[ ()./-]/);
const DATE_SIGNS = charactersOf(/[./-]/);
const JOINTS = charactersOf(/[ ,:(#-]/);
const JOINTS_MAX = 3;
const LETTERS = charactersOf(/[A-Za-z]/);
/** How an extension or a label begins behind its joints. */
const TELLING = charactersOf(/[acdefhlmoprwx#]/i);
const EXTENSION_DIGITS = charactersOf(/[ .:\d]/);
/** What makes what follows part of something else. */
const BEFORE = charactersOf(/[\w.$#@%&/+\\-]/);
const BEHIND = charactersOf(/[\w@%/$+]/);

export interface Dialled {
  /** How it stands there, without an extension. */
  readonly written: string;
  readonly sign: '+' | '';
  /** Whether it has more than one group. */
  readonly isGrouped: boolean;
  readonly extension: boolean;
  /** Whether a word behind it says what it is: `office`, `fax`. */
  readonly label: boolean;
  readonly end: number;
}

export function readDialled(text: string, at: number, last: boolean): Dialled | 'open' | undefined {
  if (isJoined(text, at) || isDate(text, at, last)) return undefined;
  const number = readGroups(text, at, last);
  if (number === 'open' || number === undefined) return number;
  const behind = readBehind(text, number.end, last);
  if (behind === 'open' || behind === undefined) return behind;
  const { sign, isGrouped } = number;
  const { end, extension, label } = behind;
  return { written: text.slice(at, number.end), sign, isGrouped, extension, label, end };
}

/** Whether what stands before it makes it part of something longer, as letters and hyphens do; scripts without spaces and escapes do not. */
export function isJoined(text: string, at: number): boolean {
  const before = at === 0 ? SPACE : text.charCodeAt(at - 1);
  if (before < BEFORE.length) return BEFORE[before] === 1 && !isEscape(text, at);
  return before > 0xff && before <= 0x2fff;
}

/** Day, month and year in either order, with the same sign between them; no, as long as more digits may follow. */
function isDate(text: string, at: number, last: boolean): boolean {
  const first = digitsAt(text, at);
  const sign = first === 0 || at + first >= text.length ? SPACE : text.charCodeAt(at + first);
  if (sign >= DATE_SIGNS.length || DATE_SIGNS[sign] !== 1) return false;
  const second = digitsAt(text, at + first + 1);
  const third = at + first + second + 2;
  if (second < 1 || second > 2 || text.charCodeAt(third - 1) !== sign) return false;
  const rest = digitsAt(text, third);
  if (third + rest === text.length && !last) return false;
  return first === 4 ? rest === 1 || rest === 2 : first > 0 && first < 3 && (rest === 2 || rest === 4);
}

/** How many digits stand there; 5 for more than that. */
function digitsAt(text: string, at: number): number {
  let count = 0;
  while (count < 5 && isDigit(text.charCodeAt(at + count))) count += 1;
  return count;
}

interface Groups {
  readonly sign: '+' | '';
  readonly isGrouped: boolean;
  readonly end: number;
}

function readGroups(text: string, begin: number, last: boolean): Groups | 'open' | undefined {
  let sign: '+' | '' = '';
  let bracket = -1;
  let isOpen = false;
  let isSpaced = true;
  let digits = 0;
  let groups = 0;
  let end = begin;
  for (let at = begin; at < begin + DIALLED_MAX; at += 1) {
    if (at >= text.length && !last) return 'open';
    const code = at < text.length ? text.charCodeAt(at) : END;
    if (isDigit(code)) {
      if (isSpaced) groups += 1;
      if (groups > GROUPS_MAX) return undefined;
      digits += 1;
      isSpaced = false;
      if (!isOpen) end = at + 1;
    } else if (digits > 0 && isJoint(text, at, code)) {
      if (at + 2 >= text.length && !last) return 'open';
      isSpaced = true;
    } else if (code === PLUS && digits === 0) sign = '+';
    else if (code === BRACKET && bracket < 0) {
      bracket = at;
      isOpen = true;
      isSpaced = true;
    } else if (code === BRACKET + 1 && isOpen && isDigit(text.charCodeAt(at - 1))) {
      isOpen = false;
      isSpaced = true;
      end = at + 1;
    } else break;
    if (digits > DIGITS_MAX) return undefined;
  }
  return digits < DIALLED_MIN || isOpen ? undefined : { sign, isGrouped: groups > 1, end };
}

/** Whether a sign may stand between two groups, or close a bracket. */
export function mayJoin(code: number): boolean {
  return code < SIGNS.length ? SIGNS[code] === 1 : code === 0xa0 || code === 0x2011;
}

/** Whether a sign may stand between two groups. */
export function isSeparator(code: number): boolean {
  return mayJoin(code) && code !== BRACKET && code !== BRACKET + 1;
}

/** A space, hyphen, dot or slash with more of the number close behind it, or with the end of the text. */
function isJoint(text: string, at: number, code: number): boolean {
  if (!isSeparator(code)) return false;
  if (at + 1 >= text.length) return true;
  const next = text.charCodeAt(at + 1);
  if (isDigit(next) || next === BRACKET) return true;
  if (!(code === SPACE || next === SPACE) || !(next === 0x2d || next === SPACE)) return false;
  return at + 2 >= text.length || isDigit(text.charCodeAt(at + 2));
}

interface Behind {
  readonly end: number;
  readonly extension: boolean;
  readonly label: boolean;
}

/** The extension and the label behind a number; undefined when it goes on as something else. */
function readBehind(text: string, end: number, last: boolean): Behind | 'open' | undefined {
  const probe = new Probe(text, end);
  const isTold = mayTell(probe);
  let extended = end;
  if (isTold) {
    probe.at = end;
    skipWord(probe, EXTENSION_MAX);
    probe.skip(EXTENSION_DIGITS, EXTENSION_MAX);
    extended += EXTENSION.exec(probe.slice(end, probe.at + 1))?.[0].length ?? 0;
  }
  probe.at = extended;
  const next = probe.peek();
  if (BEHIND[next] === 1 || (next === 0x2d && isDigit(probe.peek(1))) || isFraction(probe)) {
    return probe.touched && !last ? 'open' : undefined;
  }
  let label = false;
  if (isTold) {
    skipWord(probe, PHONE_LABEL_MAX);
    label = PHONE_LABEL.test(probe.slice(extended, probe.at + 1));
  }
  return probe.touched && !last ? 'open' : { end: extended, extension: extended > end, label };
}

/** Whether a letter follows with which an extension or a label begins. WHY: most words are neither, and need no wait. */
function mayTell(probe: Probe): boolean {
  for (let left = JOINTS_MAX; left >= 0; left -= 1) {
    const code = probe.peek();
    if (TELLING[code] === 1) return true;
    if (JOINTS[code] !== 1) return false;
    probe.at += 1;
  }
  return false;
}

/** Over signs and the word behind them. */
function skipWord(probe: Probe, max: number): void {
  probe.skip(JOINTS, JOINTS_MAX);
  probe.skip(LETTERS, max - JOINTS_MAX);
}

function isFraction(probe: Probe): boolean {
  return probe.peek() === 0x2e && isAlphanumeric(probe.peek(1));
}
