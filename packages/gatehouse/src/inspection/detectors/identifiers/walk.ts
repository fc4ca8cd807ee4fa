/** Follows the blocks of a text through the index of forms. */
import { isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import { BLOCK_MAX, CAPITALS, DIGITS, type Kind, LETTERS, MIXED, type Node } from './shapes.ts';

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
  #kind: Kind = MIXED;
  #end = 0;
  #after = 0;

  constructor(root: Node, glance: Glance, last: boolean) {
    this.#root = root;
    this.glance = glance;
    this.last = last;
  }

  /**
   * Collects the stops behind the word at `index`, which begins at `start`; false when the text ends before all are
   * known.
   */
  from(index: number, start: number): boolean {
    const { text } = this.glance;
    if (this.stops.length > 0) this.stops.length = 0;
    let node = this.#root;
    let begin = start;
    let word = index;
    let separators = '';
    for (;;) {
      if (!this.#readBlock(word, begin)) return !leadsOn(node, this.#kind, text.length - begin);
      const length = this.#end - begin;
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

  /** Whether nothing can begin with the word at `index`: the quick answer for most words. */
  isPlain(index: number, start: number): boolean {
    const { text, words } = this.glance;
    if (index >= words.length) return false;
    const end = words.end(index);
    if (end - start > BLOCK_MAX || isAlphanumeric(text.charCodeAt(end))) return false;
    const node = this.#root.next[kindAt(text, start) * 64 + end - start];
    if (node === undefined) return true;
    if (node.forms.length > 0 || end + 1 >= text.length) return false;
    return !beginsBlock(node, text.charCodeAt(end + 1)) || !leadsBehind(node, text.charCodeAt(end));
  }

  /** Reads the block that begins at `begin`, with the word at `word`; false when the text ends before it does. */
  #readBlock(word: number, begin: number): boolean {
    const { text, words } = this.glance;
    let kind = kindAt(text, begin);
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

/** The kind of a block by its first characters, if it is not mixed. */
function kindAt(text: string, begin: number): Kind {
  const code = text.charCodeAt(begin);
  if (isDigit(code)) return DIGITS;
  // WHY the second one as well: most words with a capital are words that begin a sentence.
  return code > 96 || text.charCodeAt(begin + 1) > 96 ? LETTERS : CAPITALS;
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
