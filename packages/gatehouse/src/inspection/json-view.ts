/** Reads JSON source as its reader would: escapes undone (RFC 8259 section 7), as far as it has arrived. */
import { DELIMITER, INSIDE, newOrigins, OUTSIDE, type Piece, sliceOrigins } from './piece.ts';

/** Reads the next part of a source. A partial escape at its end waits for more, unless it is the last. */
export type JsonView = (source: string, last: boolean) => Piece;

export function openJsonView(): JsonView {
  let position = 0;
  let pending = '';
  let quoted: boolean | undefined;
  return (arrived, last) => {
    const source = pending + arrived;
    const cut = last ? source.length : completeUntil(source);
    const read = readUnits(source.slice(0, cut), position, quoted);
    pending = source.slice(cut);
    position += cut;
    quoted = read.quoted;
    return read.piece;
  };
}

const SIMPLE: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

/** `before` is whether the source begins within a string; undefined as long as there was only white space. */
function readUnits(source: string, position: number, before: boolean | undefined) {
  const origins = newOrigins(source.length);
  let count = 0;
  let text = '';
  let plain = 0;
  let quoted = before;
  for (let index = 0; index < source.length; ) {
    const code = source.charCodeAt(index);
    const unit = code === BACKSLASH ? readEscape(source, index) : undefined;
    const end = index + (unit?.length ?? 1);
    if (unit !== undefined) {
      text += source.slice(plain, index) + unit.character;
      plain = end;
    }
    quoted ??= beginsQuoted(source.charAt(index));
    origins.starts[count] = position + index;
    origins.ends[count] = position + end;
    origins.bare[count] = code === QUOTE ? DELIMITER : quoted === true ? INSIDE : OUTSIDE;
    if (code === QUOTE) quoted = quoted !== true;
    count += 1;
    index = end;
  }
  text += source.slice(plain);
  return { piece: { text, origins: sliceOrigins(origins, 0, count) }, quoted };
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/** The character that the escape at `index` stands for; what is no escape stands for itself. */
function readEscape(
  source: string,
  index: number,
): { readonly character: string; readonly length: number } | undefined {
  const kind = source.charAt(index + 1);
  const simple = SIMPLE[kind];
  if (simple !== undefined) return { character: simple, length: 2 };
  const digits = source.slice(index + 2, index + 6);
  if (kind !== 'u' || !/^[0-9a-f]{4}$/i.test(digits)) return undefined;
  return { character: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
}

/** The length of the source without an escape at its end that is not complete. */
function completeUntil(source: string): number {
  const partial = /\\(?:u[0-9a-f]{0,3})?$/i.exec(source.slice(-5));
  if (partial === null) return source.length;
  const cut = source.length - partial[0].length;
  // An even number of backslashes before it: it is an escape of its own. Otherwise its backslash belongs to the one before.
  let before = cut;
  while (before > 0 && source.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (cut - before) % 2 === 0 ? cut : source.length;
}

/** Whether a source with this first character begins within a string: it does not begin like a JSON value does. */
function beginsQuoted(first: string): boolean | undefined {
  return /\s/.test(first) ? undefined : !/["[{\d-]/.test(first);
}
