/** Dates, times of day and durations, as people and tools write them. */

/** A day; a year that was not said is open. */
export interface Day {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/** Points in time that a text speaks of, each where it stands. */
export interface Times {
  readonly days: readonly { readonly day: Day; readonly at: number }[];
  /** Minutes after midnight. */
  readonly clock: readonly { readonly minutes: number; readonly at: number }[];
  readonly durations: readonly number[];
  /** Days counted from the day on which it is read: today is 0, tomorrow 1. */
  readonly relative: readonly number[];
}

/** A value of an argument: minutes since 1970 of its day, and the minutes of its time if it has one. */
export interface Moment {
  readonly day: Day & { readonly year: number };
  readonly minutes?: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const EDGE = '(?<![\\p{L}\\p{N}_])';
const END = '(?![\\p{L}\\p{N}_])';
const UNITS: Readonly<Record<string, number>> = {
  minute: 1,
  min: 1,
  hour: 60,
  hr: 60,
  h: 60,
  day: 1440,
  week: 10_080,
};
const SMALL = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

const ISO = new RegExp(`${EDGE}(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d))?`, 'gu');
const MONTH_DAY = new RegExp(
  `${EDGE}${MONTH}\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?${END}(?:,? (\\d{4})${END})?`,
  'giu',
);
const DAY_MONTH = new RegExp(
  `${EDGE}(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}${END}(?:,? (\\d{4})${END})?`,
  'giu',
);
const CLOCK = new RegExp(
  `${EDGE}(?:(\\d{1,2}):(\\d\\d)(?: ?([ap])\\.?m\\.?)?|(\\d{1,2}) ?([ap])\\.?m\\.?${END}|(noon|midnight)${END})`,
  'giu',
);
const DURATION = new RegExp(
  `${EDGE}(?:(\\d+(?:\\.\\d+)?)|(half an|an?|${SMALL.join('|')}))[ -]?(minute|min|hour|hr|h|day|week)s?${END}`,
  'giu',
);
const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/\btoday\b/iu, 0],
  [/\btonight\b/iu, 0],
  [/(?<!day after )\btomorrow\b/iu, 1],
  [/\bday after tomorrow\b/iu, 2],
];

/** Everything in a text that says when, or for how long. */
export function readTimes(text: string): Times {
  const days: { day: Day; at: number }[] = [];
  for (const found of text.matchAll(ISO)) push(days, found.index, [found[1], Number(found[2]), found[3]]);
  for (const found of text.matchAll(MONTH_DAY))
    push(days, found.index, [found[3], month(found[1]), found[2]]);
  for (const found of text.matchAll(DAY_MONTH))
    push(days, found.index, [found[3], month(found[2]), found[1]]);
  const clock = [...text.matchAll(CLOCK)].flatMap((found) => {
    const minutes = clockMinutes(found);
    return minutes === undefined ? [] : [{ minutes, at: found.index }];
  });
  const durations = [...text.matchAll(DURATION)].map(
    (found) => amountOf(found[1], found[2]) * (UNITS[(found[3] ?? '').toLowerCase()] ?? 0),
  );
  const relative = RELATIVE.flatMap(([pattern, offset]) => (pattern.test(text) ? [offset] : []));
  return { days, clock, durations, relative };
}

const VALUE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::00(?:\.0+)?)?)?$/u;

/** A value of an argument that says when; undefined for everything that is not written as ISO 8601 writes it. */
export function readMoment(value: string): Moment | undefined {
  const found = VALUE.exec(value);
  if (found === null) return undefined;
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  if (day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31) return undefined;
  if (found[4] === undefined) return { day };
  const minutes = Number(found[4]) * 60 + Number(found[5]);
  return minutes < 1440 ? { day, minutes } : undefined;
}

/** Whether the moment lies on the day, as far as that was said. */
export function isOn(moment: Moment, day: Day): boolean {
  return (
    moment.day.month === day.month &&
    moment.day.day === day.day &&
    (day.year === undefined || day.year === moment.day.year)
  );
}

/** Minutes from one moment to another. */
export function minutesBetween(from: Moment, to: Moment): number {
  return (instant(to) - instant(from)) / 60_000;
}

/** The day so many days later. */
export function daysLater(moment: Moment, days: number): Day {
  const later = new Date(Date.UTC(moment.day.year, moment.day.month - 1, moment.day.day + days));
  return { year: later.getUTCFullYear(), month: later.getUTCMonth() + 1, day: later.getUTCDate() };
}

function instant(moment: Moment): number {
  return Date.UTC(moment.day.year, moment.day.month - 1, moment.day.day) + (moment.minutes ?? 0) * 60_000;
}

function push(
  days: { day: Day; at: number }[],
  at: number,
  [year, monthOfYear, day]: readonly [string | undefined, number, string | undefined],
): void {
  const found = { month: monthOfYear, day: Number(day) };
  if (found.month < 1 || found.month > 12 || found.day < 1 || found.day > 31) return;
  days.push({ day: year === undefined ? found : { ...found, year: Number(year) }, at });
}

function month(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function clockMinutes(found: RegExpExecArray): number | undefined {
  const named = found[6]?.toLowerCase();
  if (named !== undefined) return named === 'noon' ? 720 : 0;
  const half = (found[3] ?? found[5])?.toLowerCase();
  const hours = Number(found[1] ?? found[4]);
  const minutes = Number(found[2] ?? 0);
  if (minutes > 59 || hours > (half === undefined ? 23 : 12)) return undefined;
  return (half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes;
}

function amountOf(digits: string | undefined, word: string | undefined): number {
  if (digits !== undefined) return Number(digits);
  const spelled = (word ?? '').toLowerCase();
  if (spelled === 'half an') return 0.5;
  return spelled.startsWith('a') ? 1 : SMALL.indexOf(spelled);
}
