/** What each character is to folding: itself, another character, or nothing; tables, since every character asks. */
import { DISGUISES, type Disguise } from '../disguises.ts';

/** What has to be done about a code unit. */
export const PLAIN = 0;
/** It is read as the single unit in `REPLACEMENTS`. */
export const REPLACED = 1;
/** It is read as the units that `expansion` says. */
export const EXPANDED = 2;
export const REMOVED = 3;
export const JOINER = 4;
export const VARIATION = 5;
export const COMBINING = 6;
export const HIGH_SURROGATE = 7;
export const SHOWN = 8;

/** By code unit: one of the above. */
export const ACTIONS = new Uint8Array(65_536);
/** By code unit that is `REPLACED`: what it is read as. */
export const REPLACEMENTS = new Uint16Array(65_536);
/** By code unit: the kind of disguise that it is, and one more; 0 for none. */
export const UNIT_KINDS = new Uint8Array(65_536);

export function kindNumber(kind: Disguise): number {
  return DISGUISES.indexOf(kind);
}

/** Removed wherever they stand (Unicode Standard, section 23.2), by kind of disguise. */
const INVISIBLES: readonly (readonly [Disguise, readonly (readonly [number, number])[]])[] = [
  [
    'zero_width',
    [
      [0x034f, 0x034f],
      [0x115f, 0x1160],
      [0x17b4, 0x17b5],
      [0x180b, 0x180f],
      [0x200b, 0x200b],
      [0x2060, 0x2065],
      [0x206a, 0x206f],
      [0x3164, 0x3164],
      [0xfeff, 0xfeff],
      [0xffa0, 0xffa0],
      [0xfff9, 0xfffb],
    ],
  ],
  ['soft_hyphen', [[0xad, 0xad]]],
  ['bidi_override', [[0x202d, 0x202e]]],
  ['bidi_embedding', [[0x202a, 0x202b]]],
  ['bidi_isolate', [[0x2066, 0x2068]]],
  [
    'bidi_end',
    [
      [0x202c, 0x202c],
      [0x2069, 0x2069],
    ],
  ],
  [
    'bidi_mark',
    [
      [0x061c, 0x061c],
      [0x200e, 0x200f],
    ],
  ],
];

/** Small capitals and look-alikes of the phonetic alphabet, which NFKC leaves alone; each with what it is read as. */
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɡgɑaǫq';
/** The letters of Braille (Unicode Standard, section 21.1), and its blank. */
const BRAILLE = '⠁a⠃b⠉c⠙d⠑e⠋f⠛g⠓h⠊i⠚j⠅k⠇l⠍m⠝n⠕o⠏p⠟q⠗r⠎s⠞t⠥u⠧v⠺w⠭x⠽y⠵z⠀ ';
/** Unicode Standard, section 7.9 and 22: marks that are put on letters of any script. */
const MARKS = [
  [0x0300, 0x034e],
  [0x0350, 0x036f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
] as const;
/**
 * NFKC changes them, but readers know them as they are: ellipses, primes, signs of trade and fractions would change
 * the words that they touch; jamo and compatibility ideographs are ordinary Korean and Chinese.
 */
const KEPT =
  /[\u00b5\u2025\u2026\u2033\u2034\u2036\u2037\u2057\u2120\u2122\u2139\u3130-\u3163\u3165-\u318f\uffa1-\uffdc]/;
const UNWANTED = /\u2044|[\u0300-\u036f]|^ ./;
const EXPANSION_MAX = 4;

/** Blocks of the BMP in which NFKC changes characters; Han and Hangul are not among them. */
const COMPATIBILITY = [
  [0xa0, 0x33ff],
  [0xa600, 0xabff],
  [0xfb00, 0xffff],
] as const;
/** Compatibility characters that are decoration: a disguise wherever they stand for an ASCII letter. */
const DECORATED =
  /[\u1d2c-\u1d6a\u2071\u207f\u2090-\u209c\u2100-\u2129\u212c-\u2138\u213c-\u214f\u249c-\u24e9]/;

const HIGHEST_BMP = 0xffff;
const DIGIT = /\p{Nd}/u;

/** What a code point is read as (NFKC, less what is kept); itself if nothing else. */
function compatible(code: number): string {
  const character = String.fromCodePoint(code);
  if (DIGIT.test(character)) return digitOf(code);
  if (KEPT.test(character)) return character;
  const folded = character.normalize('NFKC');
  // WHY: spacing accents would become a space and a mark, fractions the digits that stand beside them.
  return folded.length > EXPANSION_MAX || UNWANTED.test(folded) ? character : folded;
}

/** The value of a digit of any script: blocks have ten in order, and where blocks touch the first is a zero. */
function digitOf(code: number): string {
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

function fillTables(): void {
  for (const [first, last] of COMPATIBILITY) {
    for (let code = first; code <= last; code += 1) fillCompatible(code);
  }
  for (const [first, last] of MARKS) ACTIONS.fill(COMBINING, first, last + 1);
  for (const [kind, ranges] of INVISIBLES) {
    for (const [first, last] of ranges) {
      ACTIONS.fill(REMOVED, first, last + 1);
      UNIT_KINDS.fill(kindNumber(kind) + 1, first, last + 1);
    }
  }
  ACTIONS.fill(JOINER, 0x200c, 0x200e);
  ACTIONS.fill(VARIATION, 0xfe00, 0xfe10);
  fillPairs('compatibility', SMALL_CAPITALS);
  fillShown('braille', 0x2800, 0x28ff);
  fillPairs('braille', BRAILLE);
  fillShown('private_use', 0xe000, 0xf8ff);
  for (const [first, last] of HIGH_SURROGATES) ACTIONS.fill(HIGH_SURROGATE, first, last + 1);
}

function fillCompatible(code: number): void {
  const character = String.fromCharCode(code);
  const folded = compatible(code);
  if (folded === character) return;
  const isDecorated = DECORATED.test(character) && /^\p{Script=Latin}$/u.test(folded);
  if (isDecorated) UNIT_KINDS[code] = kindNumber('compatibility') + 1;
  ACTIONS[code] = folded.length === 1 ? REPLACED : EXPANDED;
  REPLACEMENTS[code] = folded.charCodeAt(0);
}

function fillPairs(kind: Disguise, pairs: string): void {
  for (let at = 0; at < pairs.length; at += 2) {
    const code = pairs.charCodeAt(at);
    ACTIONS[code] = REPLACED;
    UNIT_KINDS[code] = kindNumber(kind) + 1;
    REPLACEMENTS[code] = pairs.charCodeAt(at + 1);
  }
}

/** What stays in the text as it is, and is told. */
function fillShown(kind: Disguise, first: number, last: number): void {
  ACTIONS.fill(SHOWN, first, last + 1);
  UNIT_KINDS.fill(kindNumber(kind) + 1, first, last + 1);
}

/**
 * The high surrogates of blocks that have something to fold: digits of scripts, mathematical letters, enclosed letters,
 * tags and variation selectors, private planes.
 */
const HIGH_SURROGATES = [
  [0xd801, 0xd807],
  [0xd81a, 0xd81b],
  [0xd833, 0xd833],
  [0xd835, 0xd835],
  [0xd838, 0xd83c],
  [0xd83e, 0xd83e],
  [0xdb40, 0xdb40],
  [0xdb80, 0xdbff],
] as const;

/** Letters in circles and squares that NFKC leaves alone, and the letters that flags are made of. */
const ASTRAL_LETTERS = [
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
  [0x1f1e6, 0x1f1ff],
] as const;

/** What was asked before; plane 1 bounds it. */
const ASTRAL = new Map<number, string | undefined>();

/** What a character beyond the BMP is read as; undefined when it stands for itself. */
export function foldAstral(code: number): string | undefined {
  if (code >= 0x2_0000) return undefined;
  if (!ASTRAL.has(code)) ASTRAL.set(code, readAstral(code));
  return ASTRAL.get(code);
}

function readAstral(code: number): string | undefined {
  for (const [first, last] of ASTRAL_LETTERS) {
    if (code >= first && code <= last) return String.fromCharCode(0x41 + code - first);
  }
  const folded = compatible(code);
  if (folded === String.fromCodePoint(code)) return undefined;
  return folded.length === 1 ? String.fromCharCode(readAs(folded.charCodeAt(0))) : folded;
}

/** What a code unit of several is read as. */
export function expansion(code: number): string {
  return compatible(code);
}

/** The unit that a unit is read as. */
function readAs(code: number): number {
  return ACTIONS[code] === REPLACED ? (REPLACEMENTS[code] ?? code) : code;
}

/** Whether folding a character beyond the BMP undoes a disguise; regional indicators and digits are ordinary. */
export function isDecoration(code: number): boolean {
  return (code >= 0x1d400 && code <= 0x1d7cb) || (code >= 0x1f110 && code <= 0x1f189);
}

fillTables();
// WHY twice: some are read as what is itself read as something else.
for (let code = 0; code <= HIGHEST_BMP; code += 1) {
  if (ACTIONS[code] === REPLACED) REPLACEMENTS[code] = readAs(REPLACEMENTS[code] ?? code);
}

/** Finds the first unit that is not `PLAIN`. */
export const DISGUISED = new RegExp(`[${rangesOf(ACTIONS)}]`);

function rangesOf(actions: Uint8Array): string {
  let ranges = '';
  for (let code = 0; code <= HIGHEST_BMP; code += 1) {
    if (actions[code] === PLAIN) continue;
    const first = code;
    while (code < HIGHEST_BMP && actions[code + 1] !== PLAIN) code += 1;
    ranges += `${escaped(first)}-${escaped(code)}`;
  }
  return ranges;
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
