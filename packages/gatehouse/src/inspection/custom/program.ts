/** A customer's pattern, compiled: a program whose every way ends, and what is known of what it matches. */
import { RE2JS, RE2JSException } from 're2js';

/** One step of a program. `to` are the steps behind it. */
export type Step =
  | { readonly kind: 'characters'; readonly ranges: readonly Range[]; readonly to: readonly number[] }
  | { readonly kind: 'assertion'; readonly flags: number; readonly to: readonly number[] }
  | { readonly kind: 'jump' | 'match' | 'never'; readonly to: readonly number[] };

/** Code points, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  /** In UTF-16 code units. */
  readonly longest: number;
  /** The characters that a match may begin with. */
  readonly firsts: readonly Range[];
  /** Every match begins with one of these, in any case; all of one length. Empty where nothing is known. */
  readonly prefixes: readonly string[];
}

/** Assertions about the characters around a place, as RE2 numbers them. */
export const ASSERT = { beginLine: 1, endLine: 2, wordBoundary: 16, noWordBoundary: 32 } as const;
const TEXT_EDGES = 4 | 8;

const SOURCE_MAX = 1_000;
const STEPS_MAX = 2_000;
const CODE_POINT_MAX = 0x10ffff;
const UNIT_MAX = 0xffff;

/** Compiles RE2 syntax (https://github.com/google/re2/wiki/Syntax); a string is the sentence that says why it cannot be used. */
export function compile(source: string, reach: number): Program | string {
  if (source.length > SOURCE_MAX) return `The pattern is longer than ${SOURCE_MAX} characters.`;
  const compiled = instructionsOf(source);
  if (typeof compiled === 'string') return compiled;
  const { steps, start } = compiled;
  if (steps.length > STEPS_MAX) {
    return `The pattern compiles to more than ${STEPS_MAX} steps; repeat less, or split it into several detectors.`;
  }
  if (steps.some((step) => step.kind === 'assertion' && (step.flags & TEXT_EDGES) !== 0)) {
    return 'The pattern asks for the beginning or end of the text, which a stream does not know; use \\b, or (?m) for lines.';
  }
  const lengths = lengthsOf(steps, start);
  if (lengths === undefined) {
    return 'The pattern can match text of any length; bound what repeats, such as \\d{1,12} instead of \\d+.';
  }
  if (lengths.shortest === 0) return 'The pattern can match the empty text, so it would match everywhere.';
  if (lengths.shortest === Number.POSITIVE_INFINITY) return 'The pattern can never match anything.';
  if (lengths.longest > reach) {
    return `The pattern can match ${lengths.longest} characters, more than its reach of ${reach}; raise \`reach\` or bound the pattern.`;
  }
  const firsts = [...reachable(steps, [start])].flatMap((at) => {
    const step = steps[at] as Step;
    return step.kind === 'characters' ? step.ranges : [];
  });
  return { steps, start, longest: lengths.longest, firsts, prefixes: prefixesOf(steps, start) };
}

/** What is read of the library's instructions. */
interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  readonly runes: ArrayLike<number>;
  matchRune(codePoint: number): boolean;
}

function instructionsOf(source: string): Pick<Program, 'steps' | 'start'> | string {
  try {
    const program: { readonly inst: readonly Instruction[]; readonly start: number } =
      RE2JS.compile(source).re2().prog;
    return { steps: program.inst.map(stepOf), start: program.start };
  } catch (error) {
    // WHY by class: anything but an objection to the pattern is a defect, and is not blamed on its author.
    if (!(error instanceof RE2JSException)) throw error;
    return `The pattern is not in RE2 syntax: ${error.message}.`;
  }
}

const NO_LINE_FEED: readonly Range[] = [
  { first: 0, last: 9 },
  { first: 11, last: CODE_POINT_MAX },
];

/** By the library's codes of operations. */
const STEPS: Readonly<Record<number, (instruction: Instruction) => Step>> = {
  1: ({ out, arg }) => ({ kind: 'jump', to: [out, arg] }),
  2: ({ out, arg }) => ({ kind: 'jump', to: [out, arg] }),
  3: ({ out }) => ({ kind: 'jump', to: [out] }),
  4: ({ out, arg }) => ({ kind: 'assertion', flags: arg, to: [out] }),
  5: () => ({ kind: 'never', to: [] }),
  6: () => ({ kind: 'match', to: [] }),
  7: ({ out }) => ({ kind: 'jump', to: [out] }),
  8: (instruction) => ({ kind: 'characters', ranges: rangesOf(instruction), to: [instruction.out] }),
  9: (instruction) => ({ kind: 'characters', ranges: rangesOf(instruction), to: [instruction.out] }),
  10: ({ out }) => ({ kind: 'characters', ranges: [{ first: 0, last: CODE_POINT_MAX }], to: [out] }),
  11: ({ out }) => ({ kind: 'characters', ranges: NO_LINE_FEED, to: [out] }),
};

function stepOf(instruction: Instruction): Step {
  const make = STEPS[instruction.op];
  if (make === undefined) throw new Error(`the pattern library has an operation ${instruction.op}`);
  return make(instruction);
}

const FOLDS_CASE = 1;
/** Letters beyond upper and lower case that are equal to others without regard to case (Unicode CaseFolding.txt). */
const THIRD_CASES = 'µſǅǈǋǲͅςϐϑϕϖϰϱϴϵẛẞιΩKÅᲀᲁᲂᲃᲄᲅᲆᲇᲈ';

function rangesOf(instruction: Instruction): readonly Range[] {
  const { runes, arg } = instruction;
  const [first = 0] = Array.from(runes);
  if (runes.length === 1 && (arg & FOLDS_CASE) === 0) return [{ first, last: first }];
  if (runes.length === 1) {
    const letter = String.fromCodePoint(first);
    const cases = [letter, letter.toLowerCase(), letter.toUpperCase(), ...THIRD_CASES];
    const points = new Set(cases.map((each) => each.codePointAt(0) ?? 0));
    return [...points]
      .filter((point) => instruction.matchRune(point))
      .map((point) => ({ first: point, last: point }));
  }
  return Array.from({ length: runes.length >> 1 }, (_, index) => ({
    first: runes[2 * index] ?? 0,
    last: runes[2 * index + 1] ?? 0,
  }));
}

interface Lengths {
  readonly shortest: number;
  readonly longest: number;
}

/** The lengths of what a program matches; undefined where a way through it never ends. */
function lengthsOf(steps: readonly Step[], start: number): Lengths | undefined {
  const known: (Lengths | 'open')[] = [];
  // WHY not recursive: a long chain of steps must not fill the stack.
  const waiting = [start];
  while (waiting.length > 0) {
    const at = waiting.at(-1) as number;
    const step = steps[at] as Step;
    const state = known[at];
    if (state !== undefined && state !== 'open') {
      waiting.pop();
      continue;
    }
    if (state === undefined) {
      known[at] = 'open';
      if (step.to.some((next) => known[next] === 'open')) return undefined;
      waiting.push(...step.to.filter((next) => known[next] === undefined));
      continue;
    }
    if (step.to.some((next) => known[next] === 'open')) return undefined;
    known[at] = lengthsFrom(step, known as readonly Lengths[]);
    waiting.pop();
  }
  return known[start] as Lengths;
}

function lengthsFrom(step: Step, known: readonly Lengths[]): Lengths {
  if (step.kind === 'match') return { shortest: 0, longest: 0 };
  const behind = step.to.map((next) => known[next] as Lengths);
  const shortest = Math.min(...behind.map((each) => each.shortest));
  const longest = Math.max(...behind.map((each) => each.longest));
  if (step.kind !== 'characters') return { shortest, longest };
  const most = Math.max(...step.ranges.map(({ last }) => (last > UNIT_MAX ? 2 : 1)));
  const least = Math.min(...step.ranges.map(({ first }) => (first > UNIT_MAX ? 2 : 1)));
  return { shortest: shortest + least, longest: longest + most };
}

const PREFIXES_MAX = 32;
const PREFIX_MIN = 3;
const PREFIX_MAX = 12;
/** A set with more characters is no literal. */
const CHOICES_MAX = 4;

/** The texts that matches begin with, as long as they are few. */
function prefixesOf(steps: readonly Step[], start: number): readonly string[] {
  let best: readonly string[] = [];
  let grown = new Map([['', reachable(steps, [start])]]);
  for (let length = 1; length <= PREFIX_MAX; length += 1) {
    const longer = new Map<string, ReadonlySet<number>>();
    for (const [prefix, places] of grown) {
      for (const place of places) {
        const letters = lettersOf(steps[place] as Step);
        if (letters === undefined) return best;
        for (const letter of letters) {
          const next = reachable(steps, (steps[place] as Step).to);
          longer.set(prefix + letter, new Set([...(longer.get(prefix + letter) ?? []), ...next]));
        }
      }
    }
    if (longer.size > PREFIXES_MAX) return best;
    grown = longer;
    if (length >= PREFIX_MIN) best = [...longer.keys()];
  }
  return best;
}

/** The steps from `from` that take a character, or match. Assertions are taken for true. */
function reachable(steps: readonly Step[], from: readonly number[]): ReadonlySet<number> {
  const seen = new Set(from);
  for (const at of seen) {
    const step = steps[at] as Step;
    if (step.kind === 'jump' || step.kind === 'assertion') for (const next of step.to) seen.add(next);
  }
  return new Set([...seen].filter((at) => ['characters', 'match'].includes((steps[at] as Step).kind)));
}

/** The characters of a step in lower case; undefined where they are too many, or not ASCII. */
function lettersOf(step: Step): readonly string[] | undefined {
  if (step.kind !== 'characters') return undefined;
  const letters = new Set<string>();
  for (const { first, last } of step.ranges) {
    if (last - first >= CHOICES_MAX) return undefined;
    for (let point = first; point <= last; point += 1) letters.add(String.fromCodePoint(point).toLowerCase());
  }
  const isLiteral = [...letters].every((letter) => /^[!-~]$/.test(letter)) && letters.size <= CHOICES_MAX;
  return isLiteral ? [...letters] : undefined;
}
