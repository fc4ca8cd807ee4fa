/** An index of how identifiers are written: which rules may match where blocks of letters and digits follow each other. */
import { isDigit, isLetter, isSeparator } from '../../characters.ts';

/** Kinds of blocks: maximal runs of ASCII letters and digits. */
export const DIGITS = 0;
export const CAPITALS = 1;
/** Letters of which one of the first two is small. */
export const LETTERS = 2;
export const MIXED = 3;

export type Kind = 0 | 1 | 2 | 3;

/** Longer blocks are no identifiers. */
export const BLOCK_MAX = 63;

/** How a rule is written where the index leads. */
export interface Form {
  readonly rule: number;
  /** What stands between its blocks. */
  readonly separators: string;
  /** Its letters and digits, one character for each. */
  readonly characters: string;
}

export interface Node {
  /** By block: `kind * 64 + length`. */
  readonly next: (Node | undefined)[];
  /** By kind: the longest block that leads on. */
  readonly longest: [number, number, number, number];
  readonly forms: Form[];
  /** Those of them that count without anything that announces them. */
  readonly lone: Form[];
  /** Whether a block leads on from here. */
  leads: boolean;
  /** The separators behind which a block leads on. */
  readonly separators: number[];
}

/** Builds the index over the forms of each rule; `lone` rules count without anything that announces them. */
export function indexForms(
  rules: readonly { readonly forms: readonly string[]; readonly lone: boolean }[],
): Node {
  const root = newNode();
  for (const [rule, { forms, lone }] of rules.entries()) {
    for (const form of forms.flatMap(expand)) insert(root, form, { rule, lone });
  }
  return root;
}

/** The most characters that a form takes. */
export function lengthMax(forms: readonly string[]): number {
  return Math.max(...forms.flatMap(expand).map(({ length }) => length));
}

/** Whether `actual` separators are those of a form; where it leaves them open, they are all the same. */
export function separates(separators: string, actual: string): boolean {
  let chosen = -1;
  for (let index = 0; index < separators.length; index += 1) {
    const code = actual.charCodeAt(index);
    if (separators[index] !== ' ') {
      if (separators.charCodeAt(index) !== code) return false;
    } else if (!isSeparator(code) || (chosen !== -1 && chosen !== code)) {
      return false;
    } else {
      chosen = code;
    }
  }
  return true;
}

/** Whether letters and digits are those of a form. */
export function fits(characters: string, value: string): boolean {
  for (let index = 0; index < characters.length; index += 1) {
    if (!isLike(characters.charCodeAt(index), value.charCodeAt(index))) return false;
  }
  return true;
}

function isLike(wanted: number, code: number): boolean {
  if (wanted === 0x39) return isDigit(code);
  if (wanted === 0x61) return isLetter(code);
  const isCapital = code >= 65 && code <= 90;
  if (wanted === 0x41) return isCapital;
  return wanted === 0x2a || isCapital || isDigit(code);
}

/** A form with one character for each of its own: `9{2,3}` is `99` and `999`. */
function expand(form: string): readonly string[] {
  const repeat = /(.)\{(\d+)(?:,(\d+))?\}/.exec(form);
  if (repeat === null) return [form];
  const [all, character = '', least = '', most = least] = repeat;
  const forms: string[] = [];
  for (let count = Number(least); count <= Number(most); count += 1) {
    const tail = form.slice(repeat.index + all.length);
    forms.push(...expand(form.slice(0, repeat.index) + character.repeat(count) + tail));
  }
  return forms;
}

function insert(
  root: Node,
  form: string,
  { rule, lone }: { readonly rule: number; readonly lone: boolean },
): void {
  let nodes = [root];
  const blocks = form.split(/[^9AaX*]/);
  const separators = form.replace(/[9AaX*]/g, '');
  const characters = blocks.join('');
  for (const [place, block] of blocks.entries()) {
    const separator = separators.charCodeAt(place);
    nodes = nodes.flatMap((node) => kindsOf(block).map((kind) => follow(node, kind, block.length)));
    for (const node of nodes) {
      if (place === blocks.length - 1) {
        node.forms.push({ rule, separators, characters });
        if (lone) node.lone.push({ rule, separators, characters });
      } else if (!node.separators.includes(separator)) {
        node.separators.push(separator);
      }
    }
  }
}

function follow(node: Node, kind: Kind, length: number): Node {
  if (length > BLOCK_MAX) throw new Error('a block of a form is too long');
  node.leads = true;
  node.longest[kind] = Math.max(node.longest[kind], length);
  const key = kind * 64 + length;
  const next = node.next[key] ?? newNode();
  node.next[key] = next;
  return next;
}

/** The kinds of blocks that can match a block of a form; signs that may be either are never all letters, but for capitals. */
function kindsOf(block: string): readonly Kind[] {
  if (/^9+$/.test(block)) return [DIGITS];
  if (/^A+$/.test(block)) return [CAPITALS];
  if (/^a+$/.test(block)) return [CAPITALS, LETTERS];
  if (!/[Aa]/.test(block)) return block.includes('X') ? [DIGITS, CAPITALS, MIXED] : [DIGITS, MIXED];
  return block.includes('9') || block.includes('*') ? [MIXED] : [CAPITALS, MIXED];
}

function newNode(): Node {
  return {
    // WHY: packed, so that a lookup is one load.
    next: new Array<Node | undefined>(4 * 64).fill(undefined),
    longest: [0, 0, 0, 0],
    forms: [],
    lone: [],
    leads: false,
    separators: [],
  };
}
