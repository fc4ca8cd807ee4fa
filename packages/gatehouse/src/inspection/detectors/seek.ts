/** The walk that detectors of bounded forms share: from candidate to candidate, until one is not decided yet. */
import type { Cursor, Finding, Glance, Scan } from '../detector.ts';

/** What reading a candidate comes to: a finding, or that the text ends too early to know. */
export type Sight = Finding | 'open' | undefined;

export interface Search {
  readonly cursor: Cursor;
  /** Where the text ends, or the part of it in which findings may begin. */
  readonly end: number;
  /** The first place from `from` on where a finding may begin; `end` or more when there is none. */
  next(from: number): number;
  /**
   * Reads what begins at a candidate. `floor` is where the last finding ended.
   * INVARIANT: looks only at the text around the candidate, so that how the text was cut changes nothing.
   */
  read(at: number, floor: number): Sight;
  /** Where the search goes on behind a candidate that nothing came of. */
  skip?(at: number): number;
}

/** Goes by the hits of a detector: `anchor` says where a finding would begin that a hit tells of, or a negative number. */
export function seekHits(
  { text, hits }: Pick<Glance, 'text' | 'hits'>,
  at: { readonly cursor: Cursor; readonly last: boolean },
  of: {
    anchor(text: string, hit: number): number;
    /** Where one begins from `from` on that the end of the text may cut off; the length of the text for none. */
    tail(text: string, from: number): number;
    read(text: string, at: number, last: boolean): Sight;
  },
): Scan {
  const { cursor, last } = at;
  let index = hits.from(cursor.from);
  return seek({
    cursor,
    end: text.length,
    next(from) {
      for (; index < hits.length; index += 1) {
        const start = of.anchor(text, hits.start(index));
        if (start >= from) return start;
      }
      return last ? text.length : of.tail(text, from);
    },
    read: (start) => of.read(text, start, last),
  });
}

export function seek({ cursor, end, next, read, skip = (at) => at + 1 }: Search): Scan {
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  for (let at = next(from); at < end; at = next(from)) {
    const sight = read(at, floor);
    if (sight === 'open') return { findings, next: { from: at, floor, inside: false } };
    if (sight === undefined) {
      from = skip(at);
      continue;
    }
    findings.push(sight);
    from = sight.end;
    floor = sight.end;
  }
  return { findings, next: { from: Math.max(from, end), floor, inside: false } };
}

/** Reads characters behind one another, and remembers whether it was asked for more than there are. */
export class Probe {
  at: number;
  /** Whether what was read depends on text that is not there yet. */
  touched = false;
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** The code unit `ahead` of where it stands; -1 behind the end of the text. */
  peek(ahead = 0): number {
    const index = this.at + ahead;
    if (index < this.#text.length) return this.#text.charCodeAt(index);
    this.touched = true;
    return -1;
  }

  /** Moves over characters that a table of ASCII has, at most `max`; the value is how many. */
  skip(members: Uint8Array, max: number): number {
    const begin = this.at;
    while (this.at - begin < max) {
      const code = this.peek();
      if (code < 0 || members[code] !== 1) break;
      this.at += 1;
    }
    return this.at - begin;
  }

  slice(start: number, end = this.at): string {
    return this.#text.slice(start, end);
  }
}
