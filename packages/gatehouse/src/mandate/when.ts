/** Whether the words call for a point in time, directly or by counting from another one. */
import type { Knowledge, Thing } from './knowledge.ts';
import type { Scope } from './scope.ts';
import { daysLater, isOn, type Moment, minutesBetween, readMoment } from './times.ts';
import type { Words } from './words.ts';

export interface When {
  readonly kind: 'words' | 'derived';
  readonly how: string;
  readonly at?: string;
}

interface Sought {
  readonly value: string;
  /** Times of the same call, by argument. */
  readonly others: readonly string[];
  /** The thing that the call is about, if it names one. */
  readonly about: Thing | undefined;
}

export function whenOf(knowledge: Knowledge, scope: Scope, sought: Sought): When | undefined {
  const moment = readMoment(sought.value);
  if (moment === undefined) return undefined;
  const direct = scope.words
    .map((words) => said(knowledge, scope, { words, moment }))
    .find((found) => found !== undefined);
  if (direct !== undefined) return direct;
  for (const other of sought.others) {
    const start = readMoment(other);
    if (start === undefined || start.minutes === undefined || moment.minutes === undefined) continue;
    const length = minutesBetween(start, moment);
    const founded = scope.words.some(
      (words) => said(knowledge, scope, { words, moment: start }) !== undefined,
    );
    if (founded && lastsSo(scope.words, sought.about, length))
      return { kind: 'derived', how: 'it ends as long after its start as the words say' };
  }
  return undefined;
}

/** Whether the words name the day, and the time of day if they name any; what they leave open is open. */
function said(
  knowledge: Knowledge,
  scope: Scope,
  { words, moment }: { readonly words: Words; readonly moment: Moment },
): When | undefined {
  const { days, clock } = words.times;
  const day = days.find((one) => scope.covers(words, one.at) && isOn(moment, one.day));
  const isRelative = (offset: number): boolean =>
    knowledge.today !== undefined && isOn(moment, daysLater(knowledge.today, offset));
  const relative = day === undefined && words.times.relative.some(isRelative);
  if (day === undefined && !relative) return undefined;
  const times = clock.filter((one) => scope.covers(words, one.at));
  const timely =
    moment.minutes === undefined || times.length === 0 || times.some((one) => one.minutes === moment.minutes);
  if (!timely) return undefined;
  if (day === undefined) return { kind: 'derived', how: 'the day that the words count from today' };
  return { kind: 'words', how: 'the words name this day', at: `words${words.step}@${day.at}` };
}

/** The length that the words state, or else the one that the thing had before. */
function lastsSo(words: readonly Words[], about: Thing | undefined, length: number): boolean {
  const stated = words.flatMap((one) => one.times.durations);
  if (stated.length > 0) return stated.includes(length);
  const times = (about?.fields ?? []).flatMap((field) =>
    field.role === 'time' ? (readMoment(field.raw) ?? []) : [],
  );
  return times.some((start) => times.some((end) => minutesBetween(start, end) === length && length > 0));
}
