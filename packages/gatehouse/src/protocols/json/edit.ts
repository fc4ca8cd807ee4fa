/** Edits to a source text by position: everything that is not edited stays, byte for byte. */

/** Replaces `start` to `end` (exclusive, UTF-16 code units) by `text`; an insertion where both are equal. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies all edits at once; their offsets count in the original source.
 * @throws Error when two edits overlap or one lies outside of the source: a programmer error.
 */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source;
  const ordered = edits.toSorted((left, right) => left.start - right.start || left.end - right.end);
  let result = '';
  let at = 0;
  for (const { start, end, text } of ordered) {
    if (start < at || end < start || end > source.length)
      throw new Error('edits overlap or leave the source');
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}
