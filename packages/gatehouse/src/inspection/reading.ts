/** The part of a growing text that is not settled, as detectors read it, and the way back to raw offsets. */
import type { Passage } from '../kernel/passage.ts';
import { DisguisePlaces, type Disguises } from './disguises.ts';
import { Folder } from './fold.ts';
import { openJsonView } from './json-view.ts';
import type { Folded } from './normalise/source.ts';
import {
  DELIMITER,
  joinOrigins,
  type Origins,
  OUTSIDE,
  type Piece,
  rawOrigins,
  sliceOrigins,
} from './piece.ts';

/** Indexes count from the start of `text`; offsets count raw characters from the start of the channel. */
export class Reading {
  text = '';
  readonly #disguises = new DisguisePlaces();
  readonly #undo: (raw: string, last: boolean) => Piece;
  readonly #folder = new Folder();
  /** Absent as long as `text` is raw text that begins at `#base`. */
  #origins: Origins | undefined;
  #base = 0;
  #rawLength = 0;
  /** The offset up to which the view has read; what follows is an escape that is not complete. */
  #undone = 0;
  /** The offset up to which `text` goes. */
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
    if (undone.text !== '' && undone.origins !== undefined) this.#undone = undone.origins.ends.at(-1) ?? 0;
    if (undone.origins === undefined) this.#undone = this.#rawLength;
    const piece = this.#folder.read({ ...undone, at: position }, last);
    this.#seen = this.#folder.waiting ?? this.#undone;
    if (this.text === '') {
      this.#base = piece.at;
      this.#origins = undefined;
    }
    const isNext = this.#base + this.text.length === piece.at;
    if (piece.origins !== undefined || this.#origins !== undefined || !isNext) this.#remember(piece);
    for (const { at, kind, count } of piece.marks) this.#disguises.mark(this.text.length + at, kind, count);
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

  /** Whether the characters at `index` and before it stand for one and the same in the raw text. */
  isWithin(index: number): boolean {
    if (this.#origins === undefined || index <= 0 || index >= this.text.length) return false;
    return this.#origins.starts[index] === this.#origins.starts[index - 1];
  }

  /** Whether a character stands outside of a JSON string. */
  isBare(index: number): boolean {
    return this.#origins?.bare[index] === OUTSIDE;
  }

  /** Whether a character is a quote that begins or ends a JSON string. */
  isDelimiter(index: number): boolean {
    return this.#origins?.bare[index] === DELIMITER;
  }

  #remember({ text, at, origins }: Folded): void {
    const before = this.#origins ?? rawOrigins(this.text.length, this.#base);
    this.#origins = joinOrigins(before, origins ?? rawOrigins(text.length, at));
  }
}
