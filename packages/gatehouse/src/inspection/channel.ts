/** A growing text under inspection: it keeps what is not settled, and tells what may go. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { BEGINNING, CONTEXT, type Cursor, type Detector, type Finding, type Glance } from './detector.ts';
import type { Channel, Opening } from './inspector.ts';
import { jsonParts } from './json-parts.ts';
import { type Hits, Places } from './places.ts';
import { Reading } from './reading.ts';
import { planSurvey, Survey, type SurveyPlan } from './survey.ts';

/** Detectors with what they share; made once for many texts. */
export interface Watch {
  readonly detectors: readonly Detector[];
  readonly plan: SurveyPlan;
  /** Channels of whole texts that were read: what a short text costs is mostly to make one. */
  readonly spare: GrowingText[];
}

export function watchOf(detectors: readonly Detector[]): Watch {
  return { detectors, plan: planSurvey(detectors), spare: [] };
}

export function openChannel(watch: Watch, opening: Opening): Channel {
  const channel = new GrowingText(watch);
  channel.open(opening);
  return channel;
}

/** How much of a text is read at once. */
const SLICE = 65_536;

/** In slices, so that what is known of a large text stays small: how a text is cut changes nothing. */
export function readWhole(watch: Watch, opening: Opening, text: string): Result<readonly Finding[]> {
  const channel = watch.spare.pop() ?? new GrowingText(watch);
  channel.open(opening);
  const findings: Finding[] = [];
  for (let at = 0; at < Math.max(1, text.length); at += SLICE) {
    const last = at + SLICE >= text.length;
    const pushed = channel.push(last && at === 0 ? text : text.slice(at, at + SLICE), last);
    // A channel that failed is not used again.
    if (!pushed.ok) return pushed;
    for (const finding of pushed.value.findings) add(findings, finding);
  }
  channel.close();
  watch.spare.push(channel);
  return ok(findings);
}

/** A finding that grew replaces what was known of it. */
function add(findings: Finding[], finding: Finding): void {
  const before = findings.at(-1);
  if (before?.start === finding.start && before.detector === finding.detector) findings.pop();
  findings.push(finding);
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
  /** Whether it began outside of a JSON string. */
  readonly bare: boolean;
  /** Whether its text may have been released before: it is only noted. */
  readonly noted: boolean;
}

interface State {
  readonly detector: Detector;
  readonly hits: Hits;
  /** Whether text waits for it. */
  readonly holds: boolean;
  cursor: Cursor;
  /** The raw offset where the last finding began, in case it grows; and whether that was outside of a JSON string. */
  began: number | undefined;
  bare: boolean;
}

const NOTHING: readonly Finding[] = [];
const NO_HITS: Hits = new Places();

/** Only data that overlaps in an endless chain is held for longer than any detector's reach: that is an attack. */
const HELD_MAX = 65_536;

/** What a number token outside of a JSON string consists of, and how much of one is looked at. */
const NUMBER = new Set([...'0123456789+-.eE'].map((character) => character.charCodeAt(0)));
const NUMBER_MAX = 64;

class GrowingText implements Channel {
  readonly #reading = new Reading('text');
  readonly #survey: Survey;
  readonly #states: readonly State[];
  /** What a detector sees while it scans: with its own hits, and with the text as it is then. */
  readonly #glance: { -readonly [Key in keyof Glance]: Glance[Key] };
  #isJson = false;
  #pending: Pending[] = [];
  /** Index in the reading of the first character that was not released. */
  #released = 0;
  #fault: Fault | undefined;

  constructor({ detectors, plan }: Watch) {
    this.#survey = new Survey(plan);
    const { words, numbers, capitals } = this.#survey;
    const { disguises } = this.#reading;
    const opening = { role: 'user', background: undefined } as const;
    this.#glance = { text: '', ...opening, hits: NO_HITS, words, numbers, capitals, disguises };
    this.#states = detectors.map((detector, owner) => ({
      detector,
      hits: this.#survey.hits(owner),
      holds: detector.holds !== false,
      cursor: BEGINNING,
      began: undefined,
      bare: false,
    }));
  }

  /** INVARIANT: nothing is left of a text that was read before. */
  open({ view, role, background }: Opening): void {
    this.#reading.clear(view);
    this.#survey.clear();
    this.#glance.role = role;
    this.#glance.background = background;
    this.#isJson = view === 'json';
    this.#pending = [];
    this.#released = 0;
    for (const state of this.#states) {
      state.cursor = BEGINNING;
      state.began = undefined;
    }
  }

  /** Lets go of the text that was read. */
  close(): void {
    this.#reading.clear('text');
    this.#glance.text = '';
    this.#glance.background = undefined;
  }

  push(
    text: string,
    last: boolean,
  ): Result<{ readonly findings: readonly Finding[]; readonly clear: number }> {
    if (this.#fault !== undefined) return failed(this.#fault);
    try {
      this.#reading.append(text, last);
      this.#survey.extend(this.#reading.text, last);
      this.#glance.text = this.#reading.text;
      const end: Cursor = { ...BEGINNING, from: this.#reading.text.length };
      for (const state of this.#states) this.#scan(state, end, last);
      if (last && this.#pending.length === 0)
        return ok({ findings: NOTHING, clear: this.#reading.offset(end.from) });
      return ok(this.#release(last));
    } catch (error) {
      // INVARIANT: a text that a detector failed on stays closed for good.
      this.#fault = fault('inspection.failed', 'A detector failed, so nothing is let through.', {
        cause: error,
      });
      return failed(this.#fault);
    }
  }

  #scan(state: State, end: Cursor, last: boolean): void {
    if (
      last &&
      state.cursor === BEGINNING &&
      state.hits.length === 0 &&
      state.detector.literals !== undefined
    ) {
      // A whole text without any of its literals: there is nothing to find.
      state.cursor = end;
      return;
    }
    this.#glance.hits = state.hits;
    const { findings, continued = false, next } = state.detector.scan(this.#glance, state.cursor, last);
    state.cursor = last ? next : this.#withinReach(next, state.detector.reach);
    if (findings.length === 0) return;
    const noted = !state.holds;
    for (const [index, finding] of findings.entries()) {
      const began = continued && index === 0 ? state.began : undefined;
      if (began === undefined) {
        state.began = this.#reading.offset(finding.start);
        state.bare = this.#reading.isBare(finding.start);
      }
      const { bare } = state;
      const whole = !this.#isJson || state.detector.grows === true;
      for (const { start, end } of whole ? [finding] : jsonParts(this.#reading, finding)) {
        this.#pending.push({ finding, start, end, masked: finding, began, bare, noted });
      }
    }
  }

  /** INVARIANT: whatever a detector says, a stream waits for no more than the reach that it declares. */
  #withinReach(next: Cursor, reach: number): Cursor {
    const earliest = this.#reading.text.length - reach;
    return next.from < earliest ? { ...next, from: earliest } : next;
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

  #inRaw({ finding, masked: { start, end }, began, bare }: Pending): Finding {
    const raw = {
      ...finding,
      start: began ?? this.#reading.offset(start),
      end: this.#reading.offsetOfEnd(end),
    };
    return (began === undefined ? this.#reading.isBare(start) : bare) ? { ...raw, bare: true } : raw;
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
