/** Where the value begins that is assigned to a name: `name = "value"`, `"name": "value"`, `<name>value`, `name is value`. */

import { charactersOf } from '../../characters.ts';
import { runEnd } from './reading.ts';

/** What stands between a name and the sign that assigns: the rest of the name and spaces, then quotes and brackets. */
const REST = { members: charactersOf(/[ \t\w.-]/), max: 23 };
const CLOSING = { members: charactersOf(/[\s'"`\\\])]/), max: 3 };
const SIGN = /(?:\s{0,8}["']?value["']?\s{0,2})?(?::{1,3}=|=>|->|\?=|\|\||[.+]=|==?|[:>,(])/iy;
/** Behind the sign; a value that follows another line's end stands in an element. */
const OPENING = { members: charactersOf(/[\s'"`=\\]/), max: 11 };
/** How a sentence assigns, in some languages. INVARIANT: the first that fits is the one, whatever follows. */
const SENTENCE = /\w{0,20}(?:[ \t][a-z0-9_]{1,12}){0,2}?[ \t](?:is|are|ist|est|es|è|é)[ \t:]{1,3}["'`]?/iy;
/** WHY: it costs much, and it takes a space. */
const WORD = { members: charactersOf(/\w/), max: 20 };

export interface Value {
  /** Whether a sentence assigns it. */
  readonly isSentence: boolean;
  /** The last character of the sign that assigns it. */
  readonly sign: string;
  readonly start: number;
  /** The quote that stands right before it. */
  readonly quote: string | undefined;
  /** Whether a line ends between the name and it, other than in an element. */
  readonly isBelow: boolean;
}

/** The value of the name that ends at `end`; undefined when there is none, or none yet. */
export function valueAfter(text: string, end: number): Value | undefined {
  const word = text[runEnd(text, end, WORD)];
  const sentence = word === ' ' || word === '\t' ? matchAt(SENTENCE, text, end) : undefined;
  if (sentence !== undefined) return valueAt(text, { sign: end, start: sentence, isSentence: true });
  const rest = runEnd(text, runEnd(text, end, REST), CLOSING);
  const sign = matchAt(SIGN, text, rest);
  if (sign === undefined) return undefined;
  return valueAt(text, { sign, start: runEnd(text, sign, OPENING), isSentence: false });
}

function valueAt(
  text: string,
  {
    sign,
    start,
    isSentence,
  }: { readonly sign: number; readonly start: number; readonly isSentence: boolean },
): Value | undefined {
  if (start >= text.length) return undefined;
  const before = text.charAt(start - 1);
  const isBelow = text[sign - 1] !== '>' && text.slice(sign, start).includes('\n');
  const quote = '\'"`'.includes(before) ? before : undefined;
  return { isSentence, sign: text.charAt(sign - 1), start, quote, isBelow };
}

function matchAt(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
