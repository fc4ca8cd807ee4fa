/** Where the value begins that is assigned to a name: `name = "value"`, `"name": "value"`, `<name>value`, `name is value`. */

/** What stands between a name and the sign that assigns: the rest of the name, spaces, quotes. */
const REST = /[ \t\w.-]{0,24}[\s'"`\\\])]{0,4}/y;
const SIGN = /(?:\s{0,8}["']?value["']?\s{0,2})?(?::{1,3}=|=>|->|\?=|\|\||[.+]=|==?|[:>,(])/iy;
/** Behind the sign; a value that follows another line's end stands in an element. */
const OPENING = /[\s'"`=\\]{0,12}/y;
/** How a sentence assigns, in some languages. INVARIANT: the first that fits is the one, whatever follows. */
const SENTENCE = /\w{0,20}(?:[ \t][a-z0-9_]{1,12}){0,2}?[ \t](?:is|are|ist|est|es|è|é)[ \t:]{1,3}["'`]?/iy;

export interface Value {
  readonly start: number;
  /** The quote that stands right before it. */
  readonly quote: string | undefined;
  /** Whether a line ends between the name and it, other than in an element. */
  readonly isBelow: boolean;
}

/** The most characters from the end of a name to its value. */
export const GAP_MAX = 64;

/** The value of the name that ends at `end`; undefined when there is none, or none yet. */
export function valueAfter(text: string, end: number): Value | undefined {
  const sentence = matchAt(SENTENCE, text, end);
  if (sentence !== undefined) return valueAt(text, end, sentence);
  const rest = matchAt(REST, text, end) ?? end;
  const sign = matchAt(SIGN, text, rest);
  if (sign === undefined) return undefined;
  return valueAt(text, sign, matchAt(OPENING, text, sign) ?? sign);
}

function valueAt(text: string, sign: number, start: number): Value | undefined {
  if (start >= text.length) return undefined;
  const before = text.charAt(start - 1);
  const isBelow = text[sign - 1] !== '>' && text.slice(sign, start).includes('\n');
  return { start, quote: '\'"`'.includes(before) ? before : undefined, isBelow };
}

function matchAt(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
