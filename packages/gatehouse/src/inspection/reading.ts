/** The part of a growing text that is not settled, as detectors read it, and the way back to raw offsets. */
import type { Passage } from '../kernel/passage.ts';
import { DisguisePlaces, type Disguises } from './disguises.ts';
import { Folder, isOrdinary } from './fold.ts';
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
  /** Undoes the escapes of the view; absent where it has none. */
  #undo: ((raw: string, last: boolean) => Piece) | undefined;
  /** Absent as long as nothing was read. */
  #folder: Folder | undefined;
  /** Absent as long as `text` is raw text that begins at `#base`. */
  #origins: Origins | undefined;
  #base = 0;
  #rawLength = 0;
  /** The offset up to which the view has read; what follows is an escape that is not complete. */
  #undone = 0;
  /** The offset up to which `text` goes. */
  #seen = 0;

  constructor(view: Passage['view']) {
    this.clear(view);
  }

  /** Forgets everything, for another text. */
  clear(view: Passage['view']): void {
    this.text = '';
    this.#disguises.clear();
    this.#undo = view === 'json' ? openJsonView() : undefined;
    this.#folder = undefined;
    this.#origins = undefined;
    this.#base = 0;
    this.#rawLength = 0;
    this.#undone = 0;
    this.#seen = 0;
  }

  get disguises(): Disguises {
    return this.#disguises;
  }

  append(raw: string, last: boolean): void {
    const isWhole = last && this.#folder === undefined && this.#undo === undefined;
    if (isWhole && isOrdinary(raw)) {
      this.text = raw;
      this.#seen = raw.length;
      return;
    }
    const position = this.#rawLength;
    const undone: Piece = this.#undo?.(raw, last) ?? { text: raw };
    this.#rawLength += raw.length;
    if (undone.text !== '' && undone.origins !== undefined) this.#undone = undone.origins.ends.at(-1) ?? 0;
    if (undone.origins === undefined) this.#undone = this.#rawLength;
    this.#folder ??= new Folder();
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
