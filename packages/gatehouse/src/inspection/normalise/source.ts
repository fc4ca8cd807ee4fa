/** A part of a growing text, before and after it was folded, with where it stands in the raw text. */
import { joinOrigins, type Origins, type Piece, rawOrigins, sliceOrigins } from '../piece.ts';

/** A disguise in a piece: where it stands in the piece's text. */
export interface Mark {
  readonly at: number;
  readonly kind: number;
  readonly count: number;
}

/** A part of the text as it was folded. */
export interface Folded extends Piece {
  /** Where it begins in the raw text. */
  readonly at: number;
  readonly marks: readonly Mark[];
}

/** A part of the text as it came. */
export interface Source extends Piece {
  readonly at: number;
}

export function originsOf({ text, at, origins }: Source): Origins {
  return origins ?? rawOrigins(text.length, at);
}

export function startOf({ at, origins }: Source): number {
  return origins?.starts[0] ?? at;
}

export function endOf({ text, at, origins }: Source): number {
  return origins?.ends[text.length - 1] ?? at + text.length;
}

/** INVARIANT: `left` ends where `right` begins. */
export function joined(left: Source, right: Source): Source {
  if (left.text === '') return right;
  if (right.text === '') return left;
  const text = left.text + right.text;
  if (left.origins === undefined && right.origins === undefined) return { text, at: left.at };
  return { text, at: left.at, origins: joinOrigins(originsOf(left), originsOf(right)) };
}

/** The part of a source between two indexes. */
export function part({ text, at, origins }: Source, from: number, to: number): Source {
  const rest = { text: text.slice(from, to), at: at + from };
  return origins === undefined ? rest : { ...rest, origins: sliceOrigins(origins, from, to) };
}

/** Fewer units than this are copied one by one. */
const COPIED_MAX = 64;

export function copy(
  source: Origins,
  target: Origins,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at: number },
): void {
  const shift = at - from;
  // WHY: hostile text has an edit for every character, and views cost more than the few units that they copy.
  if (to - from < COPIED_MAX) {
    for (let index = from; index < to; index += 1) {
      target.starts[index + shift] = source.starts[index] ?? 0;
      target.ends[index + shift] = source.ends[index] ?? 0;
      target.bare[index + shift] = source.bare[index] ?? 0;
    }
    return;
  }
  for (const list of ['starts', 'ends', 'bare'] as const) {
    target[list].set(source[list].subarray(from, to), at);
  }
}
