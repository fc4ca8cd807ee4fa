/** Finds dates and times: numeric in any order, with months and weekdays in many languages, ISO 8601. */
import { isDigit } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { KINDS, LETTER } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isCued, tableOf, type WordTable } from '../word-table.ts';
import { DATE_REACH, readDate } from './date.ts';
import { BIRTH_WORDS, DATE_WORDS, MONTH, SHORT_WEEKDAY, WEEKDAY } from './date-words.ts';

const CONFIDENCE = { sure: 0.8, weekday: 0.5, clock: 0.4, month: 0.3, alone: 0.3 } as const;
const BEGINS = MONTH | WEEKDAY | SHORT_WEEKDAY;
/** Words that make a fraction a date: `on 5/21`. */
const CUES = tableOf(
  'today is on date dated since by until till due from before after expires expiry valid tomorrow yesterday exp expiration',
);
/** Words that make a year of a number, and a month of a word: `in 1972`, `since May`. */
const PERIOD_CUES = tableOf('in since until till during im seit en desde dal nel em sinds depuis');
const CUES_BY_KIND: Readonly<Partial<Record<keyof typeof CONFIDENCE, WordTable>>> = {
  month: CUES,
  alone: PERIOD_CUES,
};
const BIRTH_COUNT = 6;

export const dateTime: Detector = {
  name: 'date_time',
  classes: ['date_time'],
  version: digestOfRules(1, CONFIDENCE),
  reach: DATE_REACH,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextDate(text, words, from),
      read(at, floor): Sight {
        const date = readAt(text, at, last);
        if (date === undefined || date === 'open') return date;
        const isWhole = at === 0 && last && date.end === text.length;
        const cues = CUES_BY_KIND[date.kind];
        const isSupported =
          cues === undefined ||
          (isWhole && date.kind === 'month') ||
          isCued(words, { at, floor, count: 1 }, cues);
        if (!isSupported) return undefined;
        const confidence = CONFIDENCE[date.kind];
        return { class: 'date_time', detector: 'date_time', start: at, end: date.end, confidence };
      },
      skip: (at) => skipWord(text, at),
    }),
};

export const dateOfBirth: Detector = {
  name: 'date_of_birth',
  classes: ['date_of_birth'],
  version: digestOfRules(1, BIRTH_COUNT),
  reach: DATE_REACH,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextDate(text, words, from),
      read(at, floor): Sight {
        if (!isCued(words, { at, floor, count: BIRTH_COUNT }, BIRTH_WORDS)) return undefined;
        const date = readAt(text, at, last);
        if (date === undefined || date === 'open') return date;
        if (date.kind !== 'sure') return undefined;
        return {
          class: 'date_of_birth',
          detector: 'date_of_birth',
          start: at,
          end: date.end,
          confidence: 0.8,
        };
      },
      skip: (at) => skipWord(text, at),
    }),
};

/** Where the next run of digits or word of dates begins. */
function nextDate(text: string, words: Words, from: number): number {
  let index = words.from(from);
  for (; index < words.length; index += 1) {
    const start = words.start(index);
    if (start >= from && mayBegin(text, start, words.hash(index))) return start;
  }
  return Math.max(from, words.open);
}

function mayBegin(text: string, start: number, hash: number): boolean {
  return isDigit(text.charCodeAt(start)) || (DATE_WORDS.get(hash) & BEGINS) !== 0;
}

function readAt(text: string, at: number, last: boolean): ReturnType<typeof readDate> {
  return isJoined(text, at) ? undefined : readDate(text, at, last);
}

/** Whether what stands before makes it part of a longer number, name or path. */
function isJoined(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (Number.isNaN(before)) return false;
  if (before === 0x5f || before === 0x24 || isDigit(before)) return true;
  if (KINDS[before] === LETTER) return !(text[at - 2] === '\\' && 'nrt'.includes(text.charAt(at - 1)));
  // `.5`, `/5`, `-5`, `:5` go on with something that has begun before.
  return '.-/:,'.includes(text.charAt(at - 1)) && isDigit(text.charCodeAt(at - 2));
}

function skipWord(text: string, at: number): number {
  if (isDigit(text.charCodeAt(at))) {
    let end = at;
    while (isDigit(text.charCodeAt(end))) end += 1;
    return end;
  }
  return at + 1;
}
