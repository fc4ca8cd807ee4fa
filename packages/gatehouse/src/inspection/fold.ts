/** Undoes disguises of characters and of words, in a text that grows; where it is cut changes nothing. */
import { CharacterFolder } from './normalise/character-folder.ts';
import { ACTIONS, PLAIN } from './normalise/characters.ts';
import type { Folded, Source } from './normalise/source.ts';
import { CLASSES, LATIN, LOOK_ALIKE, WordFolder } from './normalise/word-folder.ts';

/** What is folded wherever it stands. */
const FOLDED = 128;
/** By code unit: its class in a word, or `FOLDED`. */
const KINDS = CLASSES.map((kind, code) => (ACTIONS[code] === PLAIN ? kind : FOLDED));
const MIXED = LATIN | LOOK_ALIKE;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Whether a whole text is read as it stands: no character of it is folded, and no word mixes Latin with look-alikes. */
export function isOrdinary(text: string): boolean {
  if (!BEYOND_ASCII.test(text)) return true;
  let word = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = KINDS[text.charCodeAt(index)] as number;
    word = kind === 0 ? 0 : word | kind;
    if (word >= FOLDED || (word & MIXED) === MIXED) return false;
  }
  return true;
}

export class Folder {
  readonly #characters = new CharacterFolder();
  readonly #words = new WordFolder();

  /** Where, in the raw text, what was not given back yet begins; undefined when everything was. */
  get waiting(): number | undefined {
    return this.#words.waiting ?? this.#characters.waiting;
  }

  read(source: Source, last: boolean): Folded {
    return this.#words.read(this.#characters.read(source, last), last);
  }
}
