/** Follows the blocks of a text through the index of forms. */
import { isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import { type Behind, BLOCK_MAX, CAPITALS, DIGITS, type Kind, LETTERS, MIXED, type Node } from './shapes.ts';

export class Walk {
  readonly glance: Glance;
  readonly last: boolean;
  /** Where it began. */
  start = 0;
  /** Where each block ends that led on, and to what; `length` is how many there are. */
  readonly ends: number[] = [];
  readonly nodes: Node[] = [];
  length = 0;
  /** The block that was read last: its kind, where it ends, the word behind it, and whether the text ends before it does. */
  #kind: Kind = MIXED;
  #end = 0;
  #after = 0;
  #isOpen = false;

  constructor(glance: Glance, last: boolean) {
    this.glance = glance;
    this.last = last;
  }

  /**
   * Goes from the word at `index`, which begins at `start`, as far as forms of the index go; false when the text ends before
   * that is known.
   */
  follow(root: Node, index: number, start: number): boolean {
    const { text } = this.glance;
    let node = root;
    let begin = start;
    this.start = start;
    this.length = 0;
    this.#readBlock(index, start);
    for (;;) {
      if (this.#isOpen) return !leadsOn(node, this.#kind, text.length - begin);
      const length = this.#end - begin;
      const next = length > BLOCK_MAX ? undefined : node.next[this.#kind * 64 + length];
      if (next === undefined) return true;
      node = next;
      this.ends[this.length] = this.#end;
      this.nodes[this.length] = node;
      this.length += 1;
      if (!node.leads) return true;
      if (this.#end === text.length) return this.last;
      if (!leadsBehind(node, text.charCodeAt(this.#end))) return true;
      begin = this.#end + 1;
      if (begin === text.length) return this.last;
      if (!beginsBlock(node, text.charCodeAt(begin))) return true;
      this.#readBlock(this.#after, begin);
    }
  }

  /** Reads the block that begins at `begin`, with the word at `word`. */
  #readBlock(word: number, begin: number): void {
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
    this.#isOpen = after > words.length;
  }
}

/** The kind of a block by its first characters, if it is not mixed. */
export function kindAt(text: string, begin: number): Kind {
  const code = text.charCodeAt(begin);
  if (isDigit(code)) return DIGITS;
  // WHY the second one as well: most words with a capital are words that begin a sentence.
  return code > 96 || text.charCodeAt(begin + 1) > 96 ? LETTERS : CAPITALS;
}

/** Whether a form may end with a whole block of digits that ends before the text, or go on behind it. */
export function mayLeadOn(
  root: Node,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const node = root.next[DIGITS * 64 + end - start];
  if (node === undefined) return false;
  if (node.forms.length > 0 || end + 1 >= text.length) return true;
  return leadsBehind(node, text.charCodeAt(end)) && beginsBlock(node, text.charCodeAt(end + 1));
}

/** Whether a block that has begun may still become one that leads on. */
function leadsOn({ longest }: Node, kind: number, length: number): boolean {
  if (longest[MIXED] >= length) return true;
  if (kind === DIGITS) return longest[DIGITS] >= length;
  return kind !== MIXED && (longest[CAPITALS] >= length || longest[LETTERS] >= length);
}

/** Whether a block that leads on may begin with this character. */
function beginsBlock({ longest }: Node, code: number): boolean {
  if (longest[MIXED] > 0) return isAlphanumeric(code);
  if (isDigit(code)) return longest[DIGITS] > 0;
  return isLetter(code) && (longest[LETTERS] > 0 || (longest[CAPITALS] > 0 && code < 91));
}

/** Whether something leads on behind this character. */
export function leadsBehind({ behind, isOpen }: Behind, code: number): boolean {
  return code < 128 ? behind[code] === 1 : isOpen && isSeparator(code);
}
