/** Undoes disguises of characters and of words, in a text that grows; where it is cut changes nothing. */
import { CharacterFolder } from './normalise/character-folder.ts';
import { DISGUISED } from './normalise/characters.ts';
import { LOOKING_LATIN } from './normalise/confusables.ts';
import type { Folded, Source } from './normalise/source.ts';
import { WordFolder } from './normalise/word-folder.ts';

/** Both at once, so that a text which is ordinary is looked at only once. */
const FOLDED = new RegExp(`${DISGUISED.source}|${LOOKING_LATIN.source}`);

/** Whether a whole text is read as it stands. */
export function isOrdinary(text: string): boolean {
  return !FOLDED.test(text);
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
