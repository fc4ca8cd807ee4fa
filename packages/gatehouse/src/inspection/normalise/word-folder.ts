/** Reads letters that only look Latin as what they look like, where they stand in words in Latin letters (UTS #39). */
import { KINDS, SEPARATOR, SIGN } from '../letters.ts';
import { kindNumber } from './characters.ts';
import { LATIN_LOOKS, LOOKING_LATIN } from './confusables.ts';
import { type Folded, joined, type Mark, part } from './source.ts';

const CONFUSABLE = kindNumber('confusable');
/** What a word's characters are to its script: a bit for each class, so that those of a word can be gathered. */
const BOUNDARY = 0;
const OTHER = 1;
export const LATIN = 2;
export const LOOK_ALIKE = 4;
/** By code unit. */
export const CLASSES = Uint8Array.from({ length: 65_536 }, (_, code) => classOf(code));
/** A word that may yet turn out to be Latin is held back so far. */
const HELD_MAX = 64;

export class WordFolder {
  /** The beginning of a word that consists of look-alikes so far. */
  #held: Folded = { text: '', at: 0, marks: [] };
  /** Whether the word at the end of what was read has a Latin letter. */
  #isLatin = false;

  /** Where, in the raw text, what was not given back yet begins; undefined when everything was. */
  get waiting(): number | undefined {
    const { text, at, origins } = this.#held;
    return text === '' ? undefined : (origins?.starts[0] ?? at);
  }

  read(arrived: Folded, last: boolean): Folded {
    if (this.#held.text === '' && !LOOKING_LATIN.test(arrived.text)) {
      this.#isLatin = endsLatin(arrived.text, this.#isLatin);
      return arrived;
    }
    const shift = this.#held.text.length;
    const { text, at, origins } = joined(this.#held, arrived);
    const marks = [...this.#held.marks, ...moved(arrived.marks, shift)];
    const whole = { text, at, marks, ...(origins === undefined ? {} : { origins }) };
    const { look, end } = this.#look(text, last);
    const read = look.length === 0 ? whole : readAs(whole, look);
    this.#held = { ...part(read, end, text.length), marks: moved(from(read.marks, end), -end) };
    if (end === text.length) return read;
    return { ...part(read, 0, end), marks: read.marks.filter((mark) => mark.at < end) };
  }

  /** Where letters stand that only look Latin, in Latin words; and where a word begins that is not decided. */
  #look(text: string, last: boolean): { readonly look: readonly number[]; readonly end: number } {
    const look: number[] = [];
    let isLatin = this.#isLatin;
    let first = -1;
    for (let index = 0; index < text.length; index += 1) {
      const kind = CLASSES[text.charCodeAt(index)];
      if (kind === LOOK_ALIKE) {
        if (isLatin) look.push(index);
        else if (first < 0) first = index;
      } else if (kind === LATIN) {
        isLatin = true;
        if (first >= 0) addLookAlikes(look, text, { from: first, to: index });
        first = -1;
      } else if (kind === BOUNDARY) {
        isLatin = false;
        first = -1;
      }
      if (first >= 0 && index - first >= HELD_MAX) first = -1;
    }
    this.#isLatin = isLatin;
    return { look, end: first < 0 || last ? text.length : first };
  }
}

function addLookAlikes(
  look: number[],
  text: string,
  { from: first, to }: { readonly from: number; readonly to: number },
): void {
  for (let index = first; index < to; index += 1) {
    if (CLASSES[text.charCodeAt(index)] === LOOK_ALIKE) look.push(index);
  }
}

function readAs(folded: Folded, look: readonly number[]): Folded {
  let text = '';
  let plain = 0;
  for (const index of look) {
    const letter = LATIN_LOOKS[folded.text.charCodeAt(index)] ?? 0;
    text += folded.text.slice(plain, index) + String.fromCharCode(letter);
    plain = index + 1;
  }
  const told = look.map((at) => ({ at, kind: CONFUSABLE, count: 1 }));
  const marks = [...folded.marks, ...told].sort((left, right) => left.at - right.at);
  return { ...folded, text: text + folded.text.slice(plain), marks };
}

/** Whether the word that a text ends with has a Latin letter; `before` for a text that is all one word. */
function endsLatin(text: string, before: boolean): boolean {
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const kind = CLASSES[text.charCodeAt(index)];
    if (kind === LATIN) return true;
    if (kind === BOUNDARY) return false;
  }
  return before;
}

function from(marks: readonly Mark[], index: number): readonly Mark[] {
  return marks.filter((mark) => mark.at >= index);
}

function moved(marks: readonly Mark[], by: number): readonly Mark[] {
  return by === 0 ? marks : marks.map((mark) => ({ ...mark, at: mark.at + by }));
}

function classOf(code: number): number {
  if (LATIN_LOOKS[code] !== 0) return LOOK_ALIKE;
  const kind = KINDS[code] ?? SEPARATOR;
  if (kind === SEPARATOR || kind === SIGN) return BOUNDARY;
  return /\p{Script=Latin}/u.test(String.fromCharCode(code)) ? LATIN : OTHER;
}
