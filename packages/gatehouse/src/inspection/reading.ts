/** The part of a growing text that is not settled, as detectors read it, and the way back to raw offsets. */
import type { Passage } from '../kernel/passage.ts';
import { DisguisePlaces, type Disguises } from './disguises.ts';
import { fold } from './fold.ts';
import { openJsonView } from './json-view.ts';
import { joinOrigins, type Origins, type Piece, rawOrigins, sliceOrigins } from './piece.ts';

/** Indexes count from the start of `text`; offsets count raw characters from the start of the channel. */
export class Reading {
  text = '';
  readonly #disguises = new DisguisePlaces();
  readonly #undo: (raw: string, last: boolean) => Piece;
  /** Absent as long as `text` is raw text that begins at `#base`. */
  #origins: Origins | undefined;
  #base = 0;
  #rawLength = 0;
  /** The offset up to which the view has read; what follows is an escape that is not complete. */
  #seen = 0;

  constructor(view: Passage['view']) {
    this.#undo = view === 'json' ? openJsonView() : (text) => ({ text });
  }

  get disguises(): Disguises {
    return this.#disguises;
  }

  append(raw: string, last: boolean): void {
    const position = this.#rawLength;
    const undone = this.#undo(raw, last);
    this.#rawLength += raw.length;
    this.#seen = undone.origins === undefined ? this.#rawLength : (undone.origins.ends.at(-1) ?? this.#seen);
    const piece = fold(undone, position);
    if (this.text === '') {
      this.#base = position;
      this.#origins = undefined;
    }
    if (piece.origins !== undefined || this.#origins !== undefined) this.#remember(piece, position);
    this.text += piece.text;
  }

  /** Forgets the first `count` characters. */
  drop(count: number): void {
    this.text = this.text.slice(count);
    this.#base += count;
    this.#disguises.drop(count);
    if (this.#origins !== undefined) this.#origins = sliceOrigins(this.#origins, count);
  }

  /** The offset at which the character at `index` begins; at the end of the text, of what will follow. */
  offset(index: number): number {
    if (index >= this.text.length) return this.#seen;
    return this.#origins?.starts[index] ?? this.#base + index;
  }

  /** The offset at which the character before `index` ends. */
  offsetOfEnd(index: number): number {
    return this.#origins?.ends[index - 1] ?? this.#base + index;
  }

  /** Whether a character stands outside of a JSON string. */
  isBare(index: number): boolean {
    return this.#origins?.bare[index] === 1;
  }

  #remember(piece: Piece, position: number): void {
    const before = this.#origins ?? rawOrigins(this.text.length, this.#base);
    this.#origins = joinOrigins(before, piece.origins ?? rawOrigins(piece.text.length, position));
  }
}
