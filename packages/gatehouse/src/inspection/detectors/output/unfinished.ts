/** Where a text that goes on may have begun one of a detector's literals. */
import { beginsWord, isLetter } from '../../characters.ts';

export type Unfinished = (text: string, span: { readonly from: number; readonly floor: number }) => number;

/** A literal that begins with a letter begins where a word does, so that prose flows past its last letters. */
export function unfinishedOf(literals: readonly string[]): Unfinished {
  const beginnings = new Set<string>();
  let longest = 0;
  for (const literal of literals) {
    for (let length = 1; length < literal.length; length += 1) {
      beginnings.add(literal.slice(0, length).toLowerCase());
    }
    longest = Math.max(longest, literal.length - 1);
  }
  return (text, { from, floor }) => {
    const end = text.slice(-longest).toLowerCase();
    const base = text.length - end.length;
    for (let start = Math.max(from, base); start < text.length; start += 1) {
      if (isLetter(text.charCodeAt(start)) && !beginsWord(text, start, floor)) continue;
      if (beginnings.has(end.slice(start - base))) return start;
    }
    return text.length;
  };
}
