/** Runs a compiled pattern: a deterministic automaton, built as texts ask for it, that looks at each character once. */
import { ASSERT, type Program, type Range, type Step } from './program.ts';

/** What stands before or behind a place, as far as assertions ask. */
const EDGE = 0;
const LINE_FEED = 1;
const WORD = 2;
const OTHER = 3;

/** States that are remembered; texts that ask for more make it forget and begin anew, and cost more, but linearly. */
const STATES_MAX = 1_000;
const UNKNOWN = 0;
/** In a transition: what came before this character was a match. The rest of it is the next state, plus one. */
const MATCHED = 1 << 30;
/** The state from which nothing can match. */
export const DEAD = 0;

/**
 * INVARIANT: a match is known one character late, since an assertion may ask for what follows; `step` reports with
 * the transition over a character that a match ended before it.
 */
export class Automaton {
  /** Where `skip` stands. */
  state = DEAD;
  readonly #program: Program;
  /** Whether a match may begin at every character, or only at the first. */
  readonly #anywhere: boolean;
  /** First code points of the classes of characters that the program can tell apart. */
  readonly #bounds: readonly number[];
  readonly #latin = new Uint16Array(256);
  readonly #classes: number;
  readonly #ids = new Map<string, number>();
  /** By the kind of what stands before: the state in which nothing has begun. */
  #starts: (number | undefined)[] = [];
  readonly #isIdle = new Uint8Array(STATES_MAX + 1);
  #states: { readonly steps: readonly number[]; readonly before: number }[] = [];
  #next = new Int32Array(0);

  constructor(program: Program, anywhere: boolean) {
    this.#program = program;
    this.#anywhere = anywhere;
    this.#bounds = boundsOf(program.steps);
    // The last class is the end of the text.
    this.#classes = this.#bounds.length + 1;
    for (let code = 0; code < 256; code += 1) this.#latin[code] = this.#search(code);
    this.#forget();
  }

  /** The state before the first character; `before` is the code unit that stands there, if any. */
  start(before: number | undefined): number {
    const kind = before === undefined ? EDGE : kindOf(before);
    const known = this.#starts[kind];
    if (known !== undefined) return known;
    const id = this.#idOf([this.#program.start], kind);
    this.#starts[kind] = id;
    return id;
  }

  /** Whether nothing has begun that could become a match. */
  isIdle(): boolean {
    return this.#isIdle[this.state] === 1;
  }

  /** The next state over a code point, or over the end of the text (-1); `isMatch` tells what it says about a match. */
  step(state: number, point: number): number {
    const symbol =
      point < 0 ? this.#classes - 1 : point < 256 ? (this.#latin[point] as number) : this.#search(point);
    const known = this.#next[state * this.#classes + symbol] as number;
    return known === UNKNOWN ? this.#build(state, symbol) : known - 1;
  }

  /**
   * Walks over what it has walked over before, fast: stops at the first character that it has to think about, or
   * behind which a match is known; with `untilIdle`, also where nothing has begun. `state` is then where it stands.
   */
  skip(text: string, from: number, untilIdle: boolean): number {
    const next = this.#next;
    const latin = this.#latin;
    const classes = this.#classes;
    const end = text.length;
    let { state } = this;
    let index = from;
    for (; index < end; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 255 || (untilIdle && this.#isIdle[state] === 1)) break;
      const transition = next[state * classes + (latin[code] as number)] as number;
      // Unknown, or a match.
      if (transition === UNKNOWN || transition > MATCHED) break;
      state = transition - 1;
    }
    this.state = state;
    return index;
  }

  #build(state: number, symbol: number): number {
    if (this.#states.length >= STATES_MAX) {
      const { steps, before } = this.#states[state] as { steps: readonly number[]; before: number };
      this.#forget();
      return this.#build(this.#idOf(steps, before), symbol);
    }
    const { steps, before } = this.#states[state] as { steps: readonly number[]; before: number };
    const point = this.#bounds[symbol];
    const after = point === undefined ? EDGE : kindOf(point);
    const places = closure(this.#program.steps, steps, holding(before, after));
    const matched = places.some((at) => this.#program.steps[at]?.kind === 'match') ? MATCHED : 0;
    const taken = new Set<number>();
    for (const at of places) {
      const step = this.#program.steps[at] as Step;
      if (step.kind !== 'characters' || point === undefined) continue;
      if (step.ranges.some((range) => holds(range, point))) for (const next of step.to) taken.add(next);
    }
    if (this.#anywhere && point !== undefined) taken.add(this.#program.start);
    const next = this.#idOf(
      [...taken].sort((left, right) => left - right),
      after,
    );
    this.#next[state * this.#classes + symbol] = (next | matched) + 1;
    return next | matched;
  }

  #idOf(steps: readonly number[], before: number): number {
    if (steps.length === 0) return DEAD;
    const key = `${before} ${steps.join()}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#states.push({ steps, before }) - 1;
    this.#isIdle[id] = steps.length === 1 && steps[0] === this.#program.start ? 1 : 0;
    this.#ids.set(key, id);
    if (this.#states.length * this.#classes > this.#next.length) {
      const larger = new Int32Array(this.#next.length * 2);
      larger.set(this.#next);
      this.#next = larger;
    }
    return id;
  }

  #forget(): void {
    this.#ids.clear();
    this.#starts = [];
    this.#states = [{ steps: [], before: EDGE }];
    this.#next = new Int32Array(8 * this.#classes);
  }

  #search(point: number): number {
    let low = 0;
    let high = this.#bounds.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#bounds[middle] as number) <= point) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Whether a match ended before the character that this transition was over. */
export function isMatch(transition: number): boolean {
  return (transition & MATCHED) !== 0;
}

export function stateOf(transition: number): number {
  return transition & ~MATCHED;
}

/** Where classes begin: at the ends of all ranges, and of what assertions tell apart. */
function boundsOf(steps: readonly Step[]): readonly number[] {
  const bounds = new Set([0]);
  const add = ({ first, last }: Range) => bounds.add(first).add(last + 1);
  for (const step of steps) if (step.kind === 'characters') for (const range of step.ranges) add(range);
  if (steps.some(({ kind }) => kind === 'assertion')) for (const range of TOLD_APART) add(range);
  return [...bounds].sort((left, right) => left - right);
}

const WORD_RANGES = ['09', 'AZ', '__', 'az'].map((ends) => ({
  first: ends.charCodeAt(0),
  last: ends.charCodeAt(1),
}));
const TOLD_APART = [...WORD_RANGES, { first: 10, last: 10 }];

function kindOf(point: number): number {
  if (point === 10) return LINE_FEED;
  return WORD_RANGES.some((range) => holds(range, point)) ? WORD : OTHER;
}

function holds({ first, last }: Range, point: number): boolean {
  return point >= first && point <= last;
}

/** The assertions that are true between two characters. */
function holding(before: number, after: number): number {
  const isBoundary = (before === WORD) !== (after === WORD);
  return (
    (before === EDGE || before === LINE_FEED ? ASSERT.beginLine : 0) |
    (after === EDGE || after === LINE_FEED ? ASSERT.endLine : 0) |
    (isBoundary ? ASSERT.wordBoundary : ASSERT.noWordBoundary)
  );
}

/** All steps that can be reached without a character, where these assertions hold. */
function closure(steps: readonly Step[], from: readonly number[], assertions: number): readonly number[] {
  const seen = new Set(from);
  for (const at of seen) {
    const step = steps[at] as Step;
    const isOpen =
      step.kind === 'jump' || (step.kind === 'assertion' && (step.flags & assertions) === step.flags);
    if (isOpen) for (const next of step.to) seen.add(next);
  }
  return [...seen];
}
