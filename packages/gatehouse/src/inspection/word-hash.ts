/** The hash under which words are known: FNV-1a (Fowler, Noll and Vo) over code units in lower case. */
import { LOWER_CASE } from './letters.ts';

export const HASH_START = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

export function hashOf(word: string): number {
  return hashOfPart(word, 0, word.length);
}

/** The same for a part of a text, without cutting it out. */
export function hashOfPart(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ (LOWER_CASE[text.charCodeAt(index)] ?? 0), HASH_PRIME);
  }
  return hash;
}
