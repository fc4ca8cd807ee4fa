/** Finds dates and times: numeric in any order, with months and weekdays in many languages, ISO 8601. */
import { isDigit } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { KINDS, LETTER } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { digestOfRules } from '../rules.ts';
import { CUE_REACH, cuesBefore, tableOf, type WordTable } from '../word-table.ts';
import { DATE_REACH, type DateText, readDate } from './date.ts';
import { BIRTH_WORDS, mayBegin } from './date-words.ts';

const CONFIDENCE = { sure: 0.8, weekday: 0.5, clock: 0.4, month: 0.3, alone: 0.3 } as const;
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

/** A date of birth is a date too: it is found as both. */
export const dates: Detector = {
  name: 'date_time',
  classes: ['date_time', 'date_of_birth'],
  version: digestOfRules(2, CONFIDENCE, BIRTH_COUNT),
  reach: DATE_REACH,
  scan,
};

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const { text, words, numbers } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  // WHY a distance: positions do not outlive a scan.
  let birthFloor = from - (cursor.carry?.[0] ?? 0);
  let open = Math.max(from, words.open);
  let number = numbers.from(from);
  for (let index = words.from(from); ; index += 1) {
    while (number < numbers.length && numbers.word(number) < index) number += 1;
    index = nextDateWord(words, index, number < numbers.length ? numbers.word(number) : words.length);
    if (index >= words.length) break;
    const at = words.start(index);
    if (at < from || isJoined(text, at)) continue;
    const date = readDate(glance, index, last);
    if (date === undefined) continue;
    if (date === 'open') {
      open = at;
      break;
    }
    const confidence = CONFIDENCE[date.kind];
    if (
      !isSupported(
        words,
        { index, floor },
        { ...date, isWhole: at === 0 && last && date.end === text.length },
      )
    )
      continue;
    const { end } = date;
    findings.push({ class: 'date_time', detector: 'date_time', start: at, end, confidence });
    if (
      date.kind === 'sure' &&
      isCued(words, { index, floor: birthFloor, count: BIRTH_COUNT }, BIRTH_WORDS)
    ) {
      findings.push({ class: 'date_of_birth', detector: 'date_of_birth', start: at, end, confidence });
      birthFloor = end;
    }
    from = end;
    floor = end;
  }
  from = last ? text.length : open;
  const carry = [Math.min(from - birthFloor, 2 * CUE_REACH)];
  return { findings, next: { from, floor, inside: false, carry } };
}

/** The first word of dates from `index` on, none of them behind `stop`, where a number stands. */
function nextDateWord(words: Words, index: number, stop: number): number {
  let next = index;
  while (next < stop && !mayBegin(words.hash(next))) next += 1;
  return next;
}

function isSupported(
  words: Words,
  place: { readonly index: number; readonly floor: number },
  { kind, isWhole }: Pick<DateText, 'kind'> & { readonly isWhole: boolean },
): boolean {
  const cues = CUES_BY_KIND[kind];
  return cues === undefined || (isWhole && kind === 'month') || isCued(words, { ...place, count: 1 }, cues);
}

/** Whether one of `cues` is among the last `count` words before word `index`. */
function isCued(
  words: Words,
  { index, floor, count }: { readonly index: number; readonly floor: number; readonly count: number },
  cues: WordTable,
): boolean {
  return cuesBefore(words, { index, at: words.start(index), floor, count }, cues) !== 0;
}

/** Whether what stands before makes it part of a longer number, name or path. */
function isJoined(text: string, at: number): boolean {
  if (at === 0) return false;
  const before = text.charCodeAt(at - 1);
  if (before === 0x20) return false;
  if (before === 0x5f || before === 0x24 || isDigit(before)) return true;
  if (KINDS[before] === LETTER) return !(text[at - 2] === '\\' && 'nrt'.includes(text.charAt(at - 1)));
  // `.5`, `/5`, `-5`, `:5` go on with something that has begun before.
  return '.-/:,'.includes(text.charAt(at - 1)) && isDigit(text.charCodeAt(at - 2));
}
