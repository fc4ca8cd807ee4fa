/** Follows the blocks of a text through the index of forms. */
import { isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import { BLOCK_MAX, CAPITALS, DIGITS, LETTERS, MIXED, type Node } from './shapes.ts';

/** A place where forms may end, as far as their blocks go. */
export interface Stop {
  readonly node: Node;
  readonly end: number;
  /** What stands between the blocks. */
  readonly separators: string;
}

export class Walk {
  readonly glance: Glance;
  readonly last: boolean;
  /** Where forms may end, the shortest first. */
  readonly stops: Stop[] = [];
  readonly #root: Node;
  /** The block that was read last: its kind, where it ends, and the word behind it. */
  #kind = MIXED;
  #end = 0;
  #after = 0;

  constructor(root: Node, glance: Glance, last: boolean) {
    this.#root = root;
    this.glance = glance;
    this.last = last;
  }

  /** Collects the stops behind the word at `index`, which begins at `start`; false when the text ends before all are known. */
  from(index: number, start: number): boolean {
    const { text } = this.glance;
    let node = this.#root;
    let begin = start;
    let word = index;
    let separators = '';
    this.stops.length = 0;
    for (;;) {
      const isWhole = this.#readBlock(word, begin);
      const length = this.#end - begin;
      if (!isWhole) return !leadsOn(node, this.#kind, length);
      const next = length > BLOCK_MAX ? undefined : node.next[this.#kind * 64 + length];
      if (next === undefined) return true;
      node = next;
      if (node.forms.length > 0) this.stops.push({ node, end: this.#end, separators });
      if (!node.leads) return true;
      if (this.#end === text.length) return this.last;
      if (!leadsBehind(node, text.charCodeAt(this.#end))) return true;
      begin = this.#end + 1;
      if (begin === text.length) return this.last;
      if (!beginsBlock(node, text.charCodeAt(begin))) return true;
      word = this.#after;
      separators += text.charAt(this.#end);
    }
  }

  /** Reads the block that begins at `begin`, with the word at `word`; false when the text ends before it does. */
  #readBlock(word: number, begin: number): boolean {
    const { text, words } = this.glance;
    const code = text.charCodeAt(begin);
    // WHY the second one as well: most words with a capital are words that begin a sentence.
    const isSmall = code > 96 || text.charCodeAt(begin + 1) > 96;
    let kind = isDigit(code) ? DIGITS : isSmall ? LETTERS : CAPITALS;
    let after = word + 1;
    let end = word < words.length ? words.end(word) : text.length;
    while (after <= words.length && end - begin <= BLOCK_MAX && isAlphanumeric(text.charCodeAt(end))) {
      kind = MIXED;
      end = after < words.length ? words.end(after) : text.length;
      after += 1;
    }
    this.#kind = kind;
    this.#end = end;
    this.#after = after;
    return after <= words.length;
  }
}

/** Whether a block that has begun may still become one that leads on. */
function leadsOn({ longest }: Node, kind: number, length: number): boolean {
  if (longest[MIXED] >= length) return true;
  if (kind === DIGITS) return longest[DIGITS] >= length;
  return kind !== MIXED && (longest[CAPITALS] >= length || longest[LETTERS] >= length);
}

/** Whether a block that leads on may begin with this character. */
function beginsBlock({ longest }: Node, code: number): boolean {
  if (isDigit(code)) return longest[DIGITS] > 0 || longest[MIXED] > 0;
  return isLetter(code) && (longest[CAPITALS] > 0 || longest[LETTERS] > 0 || longest[MIXED] > 0);
}

function leadsBehind({ separators }: Node, code: number): boolean {
  return separators.includes(code) || (separators.includes(SPACE) && isSeparator(code));
}

const SPACE = 0x20;
