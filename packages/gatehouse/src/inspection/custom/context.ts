/** The words before a value that tell what it is: `badge` before a number makes it the number of a badge. */
import { CONTEXT } from '../detector.ts';
import type { Words } from '../places.ts';
import { NONE, Phrases } from './phrases.ts';

/** Whether one of the phrases stands within `CONTEXT` characters before `start`. None at all: yes. */
export type IsSupported = (text: string, words: Words, start: number) => boolean;

export function contextOf(phrases: readonly string[]): IsSupported {
  if (phrases.length === 0) return () => true;
  const context = new Phrases(phrases);
  return (text, words, start) => {
    const earliest = Math.max(0, start - CONTEXT);
    // WHY cut: only what stands before counts, however much of the text has arrived.
    const before = { text: text.slice(0, start), words: upTo(words, start), last: true };
    for (let index = words.from(earliest); index < before.words.length; index += 1) {
      if (words.start(index) < earliest || !context.mayBegin(words.hash(index))) continue;
      if (context.endAt(before, index) !== NONE) return true;
    }
    return false;
  };
}

/** The words that end before `end`. */
function upTo(words: Words, end: number): Words {
  return {
    length: words.from(end),
    start: (index) => words.start(index),
    end: (index) => words.end(index),
    hash: (index) => words.hash(index),
    from: (position) => words.from(position),
    open: end,
  };
}
