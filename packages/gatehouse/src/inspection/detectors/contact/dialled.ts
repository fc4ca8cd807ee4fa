/** Reads a number as people write it for dialling: digits in groups, brackets, a plus sign, an extension. */
import { isAlphanumeric, isDigit } from '../../characters.ts';
import { charactersOf, Probe } from '../seek.ts';
import { PHONE_LABEL, PHONE_LABEL_MAX } from './phone-forms.ts';

/** The most characters of a number with its separators. */
const DIALLED_MAX = 32;
const EXTENSION_MAX = 12;
const GROUPS_MAX = 8;
/** Everything that is looked at. */
export const NUMBER_MAX = DIALLED_MAX + EXTENSION_MAX + PHONE_LABEL_MAX + 2;

const EXTENSION = /^(?: ?(?:x|ext\.?|#|extension|durchwahl|dw|anexo|ramal)[ .:]{0,2}\d{1,6})(?!\w)/i;
const EXTENSION_BEGINS = charactersOf(/[ xXeE#dDaArR]/);
const NUMBER_SIGNS = charactersOf(/[ ()+./-]/);
const JOINTS = charactersOf(/[ ,:(#-]/);
const LETTERS = charactersOf(/[A-Za-z]/);
const EXTENSION_DIGITS = charactersOf(/[ .:\d]/);
/** Numbers with fewer digits have no extension, and nothing behind them says what they are. */
const LABELLED_MIN = 6;
const DATE = /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)/;
/** What makes what follows part of something else. */
const BEFORE = charactersOf(/[\w.$#@%&/+\\-]/);
const BEHIND = charactersOf(/[\w@%/$+]/);

export interface Dialled {
  readonly digits: string;
  /** The groups with one space between them; brackets are kept. */
  readonly groups: string;
  readonly sign: '+' | '';
  readonly extension: boolean;
  /** Whether a word behind it says what it is: `office`, `fax`. */
  readonly label: boolean;
  readonly end: number;
}

export function readDialled(text: string, at: number, last: boolean): Dialled | 'open' | undefined {
  const before = text.charCodeAt(at - 1);
  if ((BEFORE[before] === 1 && !isEscape(text, at)) || before > 0xff) {
    // A hyphen or a letter before it makes it part of something longer; scripts without spaces do not.
    if (!(before > 0x2fff)) return undefined;
  }
  if (isHopeless(text, at)) return undefined;
  const probe = new Probe(text, at);
  const number = readGroups(probe);
  if (number === undefined) return probe.touched && !last ? 'open' : undefined;
  const behind = readBehind(text, probe, number);
  if (probe.touched && !last) return 'open';
  if (behind === undefined || DATE.test(text.slice(at, at + 11))) return undefined;
  return { ...number, ...behind };
}

/** The quick answer for most figures: too few digits, or too many groups. */
function isHopeless(text: string, at: number): boolean {
  let digits = 0;
  let groups = 0;
  let signs = 1;
  let brackets = 0;
  const limit = Math.min(text.length, at + DIALLED_MAX);
  for (let index = at; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) {
      digits += 1;
      if (signs > 0) groups += 1;
      signs = 0;
      if (groups > GROUPS_MAX + 1) return true;
    } else {
      signs += 1;
      brackets += code === 0x28 ? 1 : 0;
      if (signs > 3 || brackets > 1 || code > 0x2011 || (code < 128 && NUMBER_SIGNS[code] !== 1))
        return digits < LABELLED_MIN;
    }
  }
  return false;
}

interface Groups {
  readonly digits: string;
  readonly groups: string;
  readonly sign: '+' | '';
  readonly end: number;
}

function readGroups(probe: Probe): Groups | undefined {
  const begin = probe.at;
  let bracket = false;
  let sign: '+' | '' = '';
  let digits = '';
  let groups = '';
  let end = begin;
  let count = 0;
  while (probe.at - begin < DIALLED_MAX) {
    const code = probe.peek();
    if (code === 0x2b && digits === '') sign = '+';
    else if (code === 0x28 && !groups.includes('(')) {
      bracket = true;
      groups += groups === '' || groups.endsWith(' ') ? '(' : ' (';
    } else if (code === 0x29 && bracket && isDigit(probe.peek(-1))) {
      bracket = false;
      groups += ')';
      end = probe.at + 1;
    } else if (isDigit(code)) {
      if (groups.endsWith(')')) groups += ' ';
      groups += String.fromCharCode(code);
      digits += String.fromCharCode(code);
      if (!bracket) end = probe.at + 1;
    } else if (isJoint(probe, code) && digits !== '') {
      if (!groups.endsWith(' ') && !groups.endsWith('(')) {
        groups += ' ';
        count += 1;
      }
    } else break;
    if (count > GROUPS_MAX) break;
    probe.at += 1;
  }
  if (digits === '' || bracket) return undefined;
  return { digits, groups: groups.replace(/[ (]+$/, ''), sign, end };
}

/** A space, hyphen, dot or slash with more of the number close behind it. */
function isJoint(probe: Probe, code: number): boolean {
  if (!(code === 0x20 || code === 0x2d || code === 0x2e || code === 0xa0 || code === 0x2011 || code === 0x2f))
    return false;
  const next = probe.peek(1);
  if (next < 0 || isDigit(next) || next === 0x28) return true;
  return (code === 0x20 || next === 0x20) && (next === 0x2d || next === 0x20) && isDigit(probe.peek(2));
}

/** The extension and the label behind a number; undefined when it goes on as something else. */
function readBehind(
  text: string,
  probe: Probe,
  { end, digits }: Groups,
): { readonly end: number; readonly extension: boolean; readonly label: boolean } | undefined {
  probe.at = end;
  // WHY: a stream that tells a year must not wait for the word behind it.
  const isLong = digits.length >= LABELLED_MIN;
  let extended = end;
  if (isLong && EXTENSION_BEGINS[probe.peek()] === 1) {
    skipWord(probe, EXTENSION_MAX);
    probe.skip(EXTENSION_DIGITS, EXTENSION_MAX);
    const extension = EXTENSION.exec(probe.slice(end, Math.min(probe.at + 1, text.length)))?.[0] ?? '';
    extended = end + extension.length;
  }
  probe.at = extended;
  const next = probe.peek();
  if (BEHIND[next] === 1 || (next === 0x2d && isDigit(probe.peek(1))) || isFraction(probe)) return undefined;
  if (isLong) skipWord(probe, PHONE_LABEL_MAX);
  const label = isLong && PHONE_LABEL.test(probe.slice(extended, Math.min(probe.at + 1, text.length)));
  return { end: extended, extension: extended > end, label };
}

/** Over signs and the word behind them. */
function skipWord(probe: Probe, max: number): void {
  probe.skip(JOINTS, 3);
  probe.skip(LETTERS, max - 3);
}

function isFraction(probe: Probe): boolean {
  return probe.peek() === 0x2e && isAlphanumeric(probe.peek(1));
}

function isEscape(text: string, at: number): boolean {
  return text[at - 2] === '\\' && 'nrt'.includes(text.charAt(at - 1));
}
