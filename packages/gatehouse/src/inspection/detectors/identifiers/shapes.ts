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
  /** Its letters and digits, one character for each; none where all are digits, as the index then tells. */
  readonly characters: string;
  /** Whether it counts without anything that announces it. */
  readonly lone: boolean;
}

/** What may stand behind a block that leads on. */
export interface Behind {
  /** A one at each separator of ASCII, and whether it may be any that forms leave open. */
  readonly behind: Uint8Array;
  isOpen: boolean;
}

export interface Node extends Behind {
  /** By block: `kind * 64 + length`; empty where none leads on. */
  next: (Node | undefined)[];
  /** By kind: the longest block that leads on. */
  readonly longest: [number, number, number, number];
  readonly forms: Form[];
  /** Whether a block leads on from here. */
  leads: boolean;
}

interface RuleForms {
  readonly forms: readonly string[];
  /** Whether they count without anything that announces them. */
  readonly lone: boolean;
}

export interface Shapes {
  /** Behind a word that announces some rule. */
  readonly announced: Node;
  /** WHY fewer than the announced: small letters apart from what follows them are mostly a word of two letters. */
  readonly unannounced: Node;
  /** The lone ones of them. */
  readonly lone: Node;
  /** By block: those that can stand, without a digit, before the first block with digits. */
  readonly leading: (Behind | undefined)[];
  /** What may stand behind any of them. */
  readonly behindLeading: Behind;
  /** By length: whether capitals alone can be all of a form. */
  readonly capitals: Uint8Array;
}

/** Builds the index over the forms of each rule. */
export function indexForms(rules: readonly RuleForms[]): Shapes {
  const shapes: Shapes = {
    announced: newNode(),
    unannounced: newNode(),
    lone: newNode(),
    leading: new Array<Behind | undefined>(4 * 64).fill(undefined),
    behindLeading: newBehind(),
    capitals: new Uint8Array(64),
  };
  for (const [rule, { forms, lone }] of rules.entries()) {
    for (const form of forms.flatMap(expand)) {
      const blocks = form.split(/[^9AaX*]/);
      insert(shapes.announced, { rule, form, blocks, lone, isAnnounced: true });
      insert(shapes.unannounced, { rule, form, blocks, lone, isAnnounced: false });
      if (lone) insert(shapes.lone, { rule, form, blocks, lone, isAnnounced: false });
      noteLetters(shapes, form, blocks);
    }
  }
  return shapes;
}

/** The most characters that a form takes. */
export function lengthMax(forms: readonly string[]): number {
  return Math.max(...forms.flatMap(expand).map(({ length }) => length));
}

/**
 * Whether the text of blocks that end at `ends` has the separators and the characters of a form; separators that it leaves
 * open are all the same.
 */
export function fits({ separators, characters }: Form, text: string, place: Path): boolean {
  const { start, ends } = place;
  let chosen = -1;
  for (let index = 0; index < separators.length; index += 1) {
    const code = text.charCodeAt(ends[index] ?? 0);
    const wanted = separators.charCodeAt(index);
    if (wanted !== SPACE) {
      if (wanted !== code) return false;
    } else if (!isSeparator(code) || (chosen !== -1 && chosen !== code)) {
      return false;
    } else {
      chosen = code;
    }
  }
  let at = start;
  let block = 0;
  for (let index = 0; index < characters.length; index += 1) {
    if (at === ends[block]) {
      block += 1;
      at += 1;
    }
    if (!isLike(characters.charCodeAt(index), text.charCodeAt(at))) return false;
    at += 1;
  }
  return true;
}

/** Blocks behind each other, with one sign between them. */
export interface Path {
  readonly start: number;
  /** Where each of them ends, and perhaps of more behind them. */
  readonly ends: readonly number[];
}

/** What stands for any separator in a form. */
const SPACE = 0x20;

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

interface Entry {
  readonly rule: number;
  readonly form: string;
  readonly blocks: readonly string[];
  readonly lone: boolean;
  readonly isAnnounced: boolean;
}

function insert(root: Node, { rule, form, blocks, lone, isAnnounced }: Entry): void {
  let nodes = [root];
  const separators = form.replace(/[9AaX*]/g, '');
  const characters = blocks.join('').replace(/^9+$/, '');
  for (const [place, block] of blocks.entries()) {
    const isApart = place === 0 && separators.startsWith(' ');
    const kinds = kindsOf(block).filter((kind) => kind !== LETTERS || isAnnounced || !isApart);
    nodes = nodes.flatMap((node) => kinds.map((kind) => follow(node, kind, block.length)));
    for (const node of nodes) {
      if (place === blocks.length - 1) node.forms.push({ rule, separators, characters, lone });
      else leadBehind(node, separators.charCodeAt(place));
    }
  }
}

function leadBehind(node: Behind, separator: number): void {
  node.behind[separator] = 1;
  if (separator !== SPACE) return;
  node.isOpen = true;
  for (let code = 0; code < node.behind.length; code += 1) if (isSeparator(code)) node.behind[code] = 1;
}

/** Notes where a form may have blocks without digits: identifiers are looked for at digits, and back from there. */
function noteLetters(shapes: Shapes, form: string, blocks: readonly string[]): void {
  const { leading, behindLeading, capitals } = shapes;
  const separators = form.replace(/[9AaX*]/g, '');
  for (const [place, block] of blocks.entries()) {
    const kinds = kindsOf(block).filter((kind) => kind === CAPITALS || kind === LETTERS);
    if (kinds.length === 0) return;
    if (place === blocks.length - 1) break;
    leadBehind(behindLeading, separators.charCodeAt(place));
    for (const kind of kinds) {
      const key = kind * 64 + block.length;
      leading[key] ??= newBehind();
      leadBehind(leading[key], separators.charCodeAt(place));
    }
  }
  const [block = ''] = blocks;
  if (blocks.length > 1 || kindsOf(block).includes(LETTERS))
    throw new Error('a form without digits is no block of capitals');
  capitals[block.length] = 1;
}

function follow(node: Node, kind: Kind, length: number): Node {
  if (length > BLOCK_MAX) throw new Error('a block of a form is too long');
  node.leads = true;
  node.longest[kind] = Math.max(node.longest[kind], length);
  const key = kind * 64 + length;
  // WHY packed: so that a lookup is one load.
  if (node.next.length === 0) node.next = new Array<Node | undefined>(4 * 64).fill(undefined);
  const next = node.next[key] ?? newNode();
  node.next[key] = next;
  return next;
}

/** The kinds of blocks that can match a block of a form; signs that may be either are never all letters, but for capitals. */
function kindsOf(block: string): readonly Kind[] {
  if (/^9+$/.test(block)) return [DIGITS];
  if (/^A+$/.test(block)) return [CAPITALS];
  if (/^a+$/.test(block)) return [CAPITALS, LETTERS];
  if (!/[Aa]/.test(block)) return /^X+$/.test(block) ? [DIGITS, CAPITALS, MIXED] : [DIGITS, MIXED];
  return block.includes('9') || block.includes('*') ? [MIXED] : [CAPITALS, MIXED];
}

function newNode(): Node {
  return { next: [], longest: [0, 0, 0, 0], forms: [], leads: false, ...newBehind() };
}

function newBehind(): Behind {
  return { behind: new Uint8Array(128), isOpen: false };
}
