/** A growing text under inspection: it keeps what is not settled, and tells what may go. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { BEGINNING, CONTEXT, type Cursor, type Detector, type Finding, type Glance } from './detector.ts';
import type { Channel, Opening } from './inspector.ts';
import { jsonParts } from './json-parts.ts';
import type { Hits } from './places.ts';
import { Reading } from './reading.ts';
import { planSurvey, Survey, type SurveyPlan } from './survey.ts';

/** Detectors with what they share; made once for many texts. */
export interface Watch {
  readonly detectors: readonly Detector[];
  readonly plan: SurveyPlan;
}

export function watchOf(detectors: readonly Detector[]): Watch {
  return { detectors, plan: planSurvey(detectors) };
}

export function openChannel(watch: Watch, opening: Opening): Channel {
  return new GrowingText(watch, opening);
}

/** A finding with its place in the reading. */
interface Pending {
  readonly finding: Finding;
  start: number;
  end: number;
  /** What its mask replaces: itself, or the number that it is part of. */
  masked: { readonly start: number; readonly end: number };
  /** The raw offset where it began, for one that was reported before and has grown. */
  readonly began: number | undefined;
  /** Whether its text may have been released before: it is only noted. */
  readonly noted: boolean;
}

interface State {
  readonly detector: Detector;
  readonly hits: Hits;
  /** What the detector sees; the same for every scan, with the text as it is then. */
  readonly glance: { -readonly [Key in keyof Glance]: Glance[Key] };
  /** Whether text waits for it. */
  readonly holds: boolean;
  cursor: Cursor;
  /** The raw offset where the last finding began, in case it grows. */
  began: number | undefined;
}

const NOTHING: readonly Finding[] = [];

/** Only data that overlaps in an endless chain is held for longer than any detector's reach: that is an attack. */
const HELD_MAX = 65_536;

/** What a number token outside of a JSON string consists of, and how much of one is looked at. */
const NUMBER = new Set([...'0123456789+-.eE'].map((character) => character.charCodeAt(0)));
const NUMBER_MAX = 64;

class GrowingText implements Channel {
  readonly #reading: Reading;
  readonly #survey: Survey;
  readonly #states: readonly State[];
  readonly #isJson: boolean;
  #pending: Pending[] = [];
  /** Index in the reading of the first character that was not released. */
  #released = 0;
  #fault: Fault | undefined;

  constructor({ detectors, plan }: Watch, opening: Opening) {
    this.#isJson = opening.view === 'json';
    this.#reading = new Reading(opening.view);
    this.#survey = new Survey(plan);
    const { words, numbers, capitals } = this.#survey;
    const { disguises } = this.#reading;
    const { role, background } = opening;
    this.#states = detectors.map((detector, owner) => {
      const hits = this.#survey.hits(owner);
      const glance = { text: '', role, hits, words, numbers, capitals, disguises, background };
      return { detector, hits, glance, holds: detector.holds !== false, cursor: BEGINNING, began: undefined };
    });
  }

  push(
    text: string,
    last: boolean,
  ): Result<{ readonly findings: readonly Finding[]; readonly clear: number }> {
    if (this.#fault !== undefined) return failed(this.#fault);
    try {
      this.#reading.append(text, last);
      this.#survey.extend(this.#reading.text, last);
      for (const state of this.#states) this.#scan(state, last);
      return ok(this.#release(last));
    } catch (error) {
      // INVARIANT: a text that a detector failed on stays closed for good.
      this.#fault = fault('inspection.failed', 'A detector failed, so nothing is let through.', {
        cause: error,
      });
      return failed(this.#fault);
    }
  }

  #scan(state: State, last: boolean): void {
    if (
      last &&
      state.cursor === BEGINNING &&
      state.hits.length === 0 &&
      state.detector.literals !== undefined
    ) {
      // A whole text without any of its literals: there is nothing to find.
      state.cursor = { ...BEGINNING, from: this.#reading.text.length };
      return;
    }
    state.glance.text = this.#reading.text;
    const { findings, continued = false, next } = state.detector.scan(state.glance, state.cursor, last);
    state.cursor = next;
    if (findings.length === 0) return;
    const noted = !state.holds;
    for (const [index, finding] of findings.entries()) {
      const began = continued && index === 0 ? state.began : undefined;
      const whole = began !== undefined || next.inside || !this.#isJson;
      for (const { start, end } of whole ? [finding] : jsonParts(this.#reading, finding)) {
        this.#pending.push({ finding, start, end, masked: finding, began, noted });
      }
      if (began === undefined) state.began = this.#reading.offset(finding.start);
    }
  }

  #release(last: boolean): { readonly findings: readonly Finding[]; readonly clear: number } {
    const clear = this.#settled(last);
    const findings = this.#pending.length === 0 ? NOTHING : this.#ready(clear);
    // What the reading left out behind a finding that still grows may come to lie within it.
    const grows =
      this.#states.some(({ holds, cursor }) => holds && cursor.inside && cursor.from === clear) ||
      this.#pending.some(({ began, start }) => began !== undefined && start === clear);
    if (!last && this.#reading.text.length - clear > HELD_MAX) throw new Error('too much text is held back');
    const offset = grows ? this.#reading.offsetOfEnd(clear) : this.#reading.offset(clear);
    this.#forget(clear);
    return { findings, clear: offset };
  }

  /** The findings of what is clear, in raw offsets. */
  #ready(clear: number): readonly Finding[] {
    const ready = this.#pending.filter(({ masked }) => masked.end <= clear);
    return ready
      .map((each) => this.#inRaw(each))
      .sort(inOrder)
      .filter(isNew);
  }

  /** The index before which nothing can change any more, and no finding is cut in two. */
  #settled(last: boolean): number {
    for (const each of this.#pending) {
      const { start, end, noted } = each;
      each.masked = noted ? { start, end } : this.#whole(this.#numberAround(each));
    }
    let clear = this.#reading.text.length;
    for (const { holds, cursor } of this.#states) if (holds && cursor.from < clear) clear = cursor.from;
    if (!last) clear = this.#numberStart(clear);
    while (this.#reading.isWithin(clear)) clear -= 1;
    if (this.#pending.length > 1) this.#pending.sort((left, right) => right.masked.start - left.masked.start);
    // From the last to the first: a finding that is held back holds back those that reach into it.
    for (const { masked, noted } of this.#pending) {
      if (!noted && masked.start < clear && clear < masked.end) clear = masked.start;
    }
    return clear;
  }

  /** With all that stands for the same characters of the raw text. */
  #whole({ start, end }: { readonly start: number; readonly end: number }) {
    const whole = { start, end };
    while (this.#reading.isWithin(whole.start)) whole.start -= 1;
    while (this.#reading.isWithin(whole.end)) whole.end += 1;
    return whole;
  }

  /** The whole number that a finding outside of a JSON string is part of, so that its mask leaves valid JSON. */
  #numberAround({ start, end, began }: Pending): { readonly start: number; readonly end: number } {
    if (began !== undefined) return { start, end };
    for (let index = start; index < end; index += 1) if (!this.#isNumber(index)) return { start, end };
    let numberEnd = end;
    while (numberEnd - end < NUMBER_MAX && this.#isNumber(numberEnd)) numberEnd += 1;
    return { start: this.#numberStart(start), end: numberEnd };
  }

  /** Where the number begins that stands before `end`; `end` itself when there is none. */
  #numberStart(end: number): number {
    let start = end;
    while (start > this.#released && end - start < NUMBER_MAX && this.#isNumber(start - 1)) start -= 1;
    return start;
  }

  #isNumber(index: number): boolean {
    return this.#reading.isBare(index) && NUMBER.has(this.#reading.text.charCodeAt(index));
  }

  #inRaw({ finding, masked: { start, end }, began }: Pending): Finding {
    const raw = {
      ...finding,
      start: began ?? this.#reading.offset(start),
      end: this.#reading.offsetOfEnd(end),
    };
    return this.#reading.isBare(start) ? { ...raw, bare: true } : raw;
  }

  #forget(clear: number): void {
    if (this.#pending.length > 0) this.#pending = this.#pending.filter(({ masked }) => masked.end > clear);
    let noting = clear;
    for (const { cursor } of this.#states) if (cursor.from < noting) noting = cursor.from;
    for (const { start } of this.#pending) if (start < noting) noting = start;
    if (clear - noting > HELD_MAX) throw new Error('too much text is kept for what is only noted');
    const count = Math.max(0, noting - CONTEXT);
    this.#released = clear - count;
    if (count === 0) return;
    this.#reading.drop(count);
    this.#survey.drop(count);
    for (const each of this.#pending) {
      each.start -= count;
      each.end -= count;
    }
    for (const state of this.#states) {
      const { from, floor } = state.cursor;
      state.cursor = { ...state.cursor, from: from - count, floor: Math.max(0, floor - count) };
    }
  }
}

function inOrder(left: Finding, right: Finding): number {
  return (
    left.start - right.start ||
    left.end - right.end ||
    compare(left.class, right.class) ||
    right.confidence - left.confidence ||
    compare(left.detector, right.detector)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether no finding before it says the same: what a rule and a layer both find is found once. */
function isNew({ start, end, class: name }: Finding, index: number, all: readonly Finding[]): boolean {
  const before = all[index - 1];
  return before?.start !== start || before.end !== end || before.class !== name;
}
