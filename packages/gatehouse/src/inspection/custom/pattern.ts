/** Finds what matches a pattern in a growing text: the leftmost match, and the longest of those that begin there. */
import type { Hits } from '../places.ts';
import { Automaton, DEAD, isMatch, stateOf } from './automaton.ts';
import type { Program, Range } from './program.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a growing text in which matches are looked for. */
export interface Stretch {
  readonly text: string;
  readonly from: number;
  /** What stands before this is not looked at: a match that begins here begins a word. */
  readonly floor: number;
  /** Where the prefixes of the pattern stand, when it has some. */
  readonly hits: Hits;
  readonly last: boolean;
}

export class Pattern {
  readonly #program: Program;
  /** Tells quickly where the first match ends, wherever it begins. */
  readonly #searcher: Automaton;
  readonly #matcher: Automaton;
  /** Finds the next character that a match may begin with; absent where most characters are such. */
  readonly #first: RegExp | undefined;

  constructor(program: Program) {
    this.#program = program;
    this.#searcher = new Automaton(program, true);
    this.#matcher = new Automaton(program, false);
    this.#first = searchFor(program.firsts);
  }

  /** The next match that no further text can change. */
  next(stretch: Stretch): Span | undefined {
    return this.#program.prefixes.length > 0 ? this.#nextByHits(stretch) : this.#nextBySearch(stretch);
  }

  /** Where the first match could begin that further text decides about; the length of the text when none could. */
  open({ text, from, floor, last }: Stretch): number {
    if (last) return text.length;
    // WHY one more: what follows a match may be half of a character.
    const earliest = Math.max(from, text.length - this.#program.longest - 1);
    for (let start = earliest; start < text.length; start += 1) {
      if (!isInside(text, start) && this.#endAt({ text, from: start, floor, last }) === undefined)
        return start;
    }
    return text.length;
  }

  #nextByHits(stretch: Stretch): Span | undefined {
    const { hits, from } = stretch;
    for (let index = hits.from(from); index < hits.length; index += 1) {
      const start = hits.start(index);
      if (start < from) continue;
      const end = this.#endAt({ ...stretch, from: start });
      if (end === undefined) return undefined;
      if (end > start) return { start, end };
    }
    return undefined;
  }

  #nextBySearch(stretch: Stretch): Span | undefined {
    const { text, from, last } = stretch;
    const end = this.#firstEnd(stretch);
    if (end === undefined) return undefined;
    for (let start = Math.max(from, end - this.#program.longest); start < text.length; start += 1) {
      if (isInside(text, start)) continue;
      const longest = this.#endAt({ ...stretch, from: start, last });
      if (longest === undefined) return undefined;
      if (longest > start) return { start, end: longest };
    }
    return undefined;
  }

  /** Where the first match ends that is known so far. */
  #firstEnd({ text, from, floor, last }: Stretch): number | undefined {
    const searcher = this.#searcher;
    searcher.state = searcher.start(before(text, from, floor));
    for (let index = from; ; ) {
      index = searcher.skip(text, index, this.#first !== undefined);
      if (this.#first !== undefined && searcher.isIdle()) {
        index = nextOf(this.#first, text, index);
        searcher.state = searcher.start(before(text, index, floor));
      }
      if (index >= text.length) break;
      const point = pointAt(text, index, last);
      if (point < 0) return undefined;
      const transition = searcher.step(searcher.state, point);
      if (isMatch(transition)) return index;
      searcher.state = stateOf(transition);
      index += point > 0xffff ? 2 : 1;
    }
    return last && isMatch(searcher.step(searcher.state, -1)) ? text.length : undefined;
  }

  /** Where the longest match from here ends; `from` itself when there is none, undefined when more text may tell. */
  #endAt({ text, from, floor, last }: Omit<Stretch, 'hits'>): number | undefined {
    const matcher = this.#matcher;
    let end = from;
    let state = matcher.start(before(text, from, floor));
    for (let index = from; index < text.length; ) {
      const point = pointAt(text, index, last);
      if (point < 0) return undefined;
      const transition = matcher.step(state, point);
      if (isMatch(transition)) end = index;
      state = stateOf(transition);
      if (state === DEAD) return end;
      index += point > 0xffff ? 2 : 1;
    }
    if (!last) return undefined;
    return isMatch(matcher.step(state, -1)) ? text.length : end;
  }
}

function before(text: string, index: number, floor: number): number | undefined {
  return index > floor ? text.charCodeAt(index - 1) : undefined;
}

/** Letters and spaces make up most of a text: searching for them finds no more than looking at every character. */
const COMMON = [...' abcdefghijklmnopqrstuvwxyz'].map((character) => character.charCodeAt(0));

function searchFor(firsts: readonly Range[]): RegExp | undefined {
  const isCommon = COMMON.some((code) => firsts.some(({ first, last }) => code >= first && code <= last));
  if (isCommon) return undefined;
  const escaped = (point: number) => `\\u{${point.toString(16)}}`;
  return new RegExp(
    `[${firsts.map(({ first, last }) => `${escaped(first)}-${escaped(last)}`).join('')}]`,
    'gu',
  );
}

/** Where the search finds something next; the length of the text when nowhere. */
function nextOf(search: RegExp, text: string, from: number): number {
  search.lastIndex = from;
  return search.exec(text)?.index ?? text.length;
}

/** Whether a place lies between the two halves of a character. */
function isInside(text: string, index: number): boolean {
  const isLow = (text.charCodeAt(index) & 0xfc00) === 0xdc00;
  return isLow && index > 0 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
}

/** The code point at `index`; -1 where half of it has not arrived. */
function pointAt(text: string, index: number, last: boolean): number {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return unit;
  return index + 1 === text.length && !last ? -1 : (text.codePointAt(index) ?? unit);
}
