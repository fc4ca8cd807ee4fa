/** What a row of the tables of identifiers says: how a number is written, what makes it valid, and which words announce it. */
import type { DataClass } from '../../../kernel/classes.ts';

export interface Rule {
  readonly class: DataClass;
  /** Where the format is defined: the standard, or the page of the authority that gives the number out. */
  readonly source: string;
  /**
   * How it is written: `9` a digit, `A` a capital letter, `a` a letter, `X` a digit or a capital, `*` any of them; a space stands for one separator
   * (space, dash or dot, the same throughout), other signs for themselves. `{2,5}` repeats what stands before it.
   */
  readonly forms: readonly string[];
  /** What it must match without its separators and in capitals, beyond its form. */
  readonly pattern?: RegExp;
  /** Whether its check digits are right, and its parts possible; given it without separators: in capitals, and as written. */
  readonly check?: (value: string, written: string) => boolean;
  /**
   * The confidence in any text, without a word that announces it; from 0.5 on it counts as found. 0, the default: only
   * suspected, and only where it is all but the whole passage. `never`: not even there.
   */
  readonly alone?: number | 'never';
  /** Words before it that announce it, separated by commas; of scripts without spaces and with affixes, parts of words. */
  readonly context: string;
}

/** The confidence in a number that a word before it announces. */
export const ANNOUNCED = 0.85;
/** The confidence in one that is all but the whole passage. */
export const WHOLE = 0.35;
