/** A growing text under inspection: it keeps what is not settled, and tells what may go. */
import { type Fault, fault } from '../kernel/faults.ts';
import type { Passage } from '../kernel/passage.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { BEGINNING, CONTEXT, type Cursor, type Detector, type Finding } from './detector.ts';
import type { Channel } from './inspector.ts';
import { Reading } from './reading.ts';

export function openChannel(detectors: readonly Detector[], view: Passage['view']): Channel {
  return new GrowingText(detectors, view);
}

/** A finding with its place in the reading. */
interface Pending {
  readonly finding: Finding;
  start: number;
  end: number;
  /** The raw offset where it began, for one that was reported before and has grown. */
  readonly began: number | undefined;
}

interface State {
  readonly detector: Detector;
  cursor: Cursor;
  /** The raw offset where the finding began that still grows. */
  began: number | undefined;
}

/** What a number token outside of a JSON string consists of, and how much of one is looked at. */
const NUMBER = new Set([...'0123456789+-.eE'].map((character) => character.charCodeAt(0)));
const NUMBER_MAX = 64;

class GrowingText implements Channel {
  readonly #reading: Reading;
  readonly #states: readonly State[];
  #pending: Pending[] = [];
  /** Index in the reading of the first character that was not released. */
  #released = 0;
  #fault: Fault | undefined;

  constructor(detectors: readonly Detector[], view: Passage['view']) {
    this.#reading = new Reading(view);
    this.#states = detectors.map((detector) => ({ detector, cursor: BEGINNING, began: undefined }));
  }

  push(
    text: string,
    last: boolean,
  ): Result<{ readonly findings: readonly Finding[]; readonly clear: number }> {
    if (this.#fault !== undefined) return failed(this.#fault);
    try {
      this.#reading.append(text, last);
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
    const { inside, from } = state.cursor;
    const { findings, next } = state.detector.scan(this.#reading.text, state.cursor, last);
    for (const finding of findings) {
      const began = inside && finding.start === from ? state.began : undefined;
      this.#pending.push({ finding, start: finding.start, end: finding.end, began });
    }
    if (!next.inside) state.began = undefined;
    else if (!inside || findings.length > 1)
      state.began = this.#reading.offset(findings.at(-1)?.start ?? from);
    state.cursor = next;
  }

  #release(last: boolean): { readonly findings: readonly Finding[]; readonly clear: number } {
    const clear = this.#settled(last);
    const ready = this.#pending.filter(({ end }) => end <= clear);
    const findings = ready.map((each) => this.#inRaw(each)).sort((left, right) => left.start - right.start);
    const offset = this.#reading.offset(clear);
    this.#forget(clear);
    return { findings, clear: offset };
  }

  /** The index before which nothing can change any more, and no finding is cut in two. */
  #settled(last: boolean): number {
    for (const each of this.#pending) this.#widen(each);
    const end = this.#reading.text.length;
    let clear = Math.min(end, ...this.#states.map(({ cursor }) => cursor.from));
    if (!last) clear = Math.min(clear, this.#numberStart(end));
    // From the last to the first: a finding that is held back holds back those that reach into it.
    for (const each of this.#pending.sort((left, right) => right.start - left.start)) {
      if (each.start < clear && clear < each.end) clear = each.start;
    }
    return clear;
  }

  /** Takes in the whole number token around a finding outside of a JSON string, so that its mask leaves valid JSON. */
  #widen(each: Pending): void {
    if (!this.#reading.isBare(each.start)) return;
    each.start = this.#numberStart(each.start);
    let end = each.end;
    while (end - each.end < NUMBER_MAX && this.#isNumber(end)) end += 1;
    each.end = end;
  }

  #numberStart(end: number): number {
    let start = end;
    while (start > this.#released && end - start < NUMBER_MAX && this.#isNumber(start - 1)) start -= 1;
    return start;
  }

  #isNumber(index: number): boolean {
    return this.#reading.isBare(index) && NUMBER.has(this.#reading.text.charCodeAt(index));
  }

  #inRaw({ finding, start, end, began }: Pending): Finding {
    const raw = {
      ...finding,
      start: began ?? this.#reading.offset(start),
      end: this.#reading.offsetOfEnd(end),
    };
    return this.#reading.isBare(start) ? { ...raw, bare: true } : raw;
  }

  #forget(clear: number): void {
    const count = Math.max(0, clear - CONTEXT);
    this.#released = clear - count;
    this.#pending = this.#pending.filter(({ end }) => end > clear);
    if (count === 0) return;
    this.#reading.drop(count);
    for (const each of this.#pending) {
      each.start -= count;
      each.end -= count;
    }
    for (const state of this.#states) {
      const { from, floor, inside } = state.cursor;
      state.cursor = { from: from - count, floor: Math.max(0, floor - count), inside };
    }
  }
}
