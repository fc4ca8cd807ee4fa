/** Cuts a finding that reaches over the borders of JSON strings into what lies within each, so that a mask leaves JSON. */

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is known of a text that is read as JSON source. */
export interface JsonText {
  readonly text: string;
  /** Whether a character stands outside of a JSON string. */
  isBare(index: number): boolean;
  /** Whether it is a quote around one. */
  isDelimiter(index: number): boolean;
}

/**
 * The parts of `stretch` within strings, and what is no punctuation outside of them.
 * INVARIANT: only quotes, white space and `,:{}[]` are left out, so that nothing of what was found stays, whatever the
 * source is.
 */
export function jsonParts(source: JsonText, stretch: Stretch): readonly Stretch[] {
  if (isForeign(source, stretch)) return [stretch];
  const parts: Stretch[] = [];
  let start = stretch.start;
  while (start < stretch.end) {
    const end = runEnd(source, start, stretch.end);
    if (source.isBare(start)) parts.push(...tokensIn(source, { start, end }));
    else if (!source.isDelimiter(start)) parts.push({ start, end });
    start = end;
  }
  return parts;
}

const VALUES = /true|false|null|[-\d.eE+]+|[\s,:{}[\]]+/g;

/** Whether it lies outside of all strings, and is nothing that can stand there: then there is no JSON to keep. */
function isForeign(source: JsonText, { start, end }: Stretch): boolean {
  for (let index = start; index < end; index += 1) if (!source.isBare(index)) return false;
  return source.text.slice(start, end).replace(VALUES, '') !== '';
}

/** Where the run of characters ends that stand like the one at `start`: each quote is one by itself. */
function runEnd(source: JsonText, start: number, limit: number): number {
  if (source.isDelimiter(start)) return start + 1;
  const bare = source.isBare(start);
  let end = start + 1;
  while (end < limit && source.isBare(end) === bare && !source.isDelimiter(end)) end += 1;
  return end;
}

const TOKEN = /[^\s,:{}[\]]+/g;

function tokensIn({ text }: JsonText, { start, end }: Stretch): readonly Stretch[] {
  return [...text.slice(start, end).matchAll(TOKEN)].map(({ index, 0: token }) => ({
    start: start + index,
    end: start + index + token.length,
  }));
}
