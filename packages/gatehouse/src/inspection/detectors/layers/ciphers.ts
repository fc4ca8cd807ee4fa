/** Undoes letters put in the place of others: rot13 where that makes words, and digits for letters ("leetspeak"). */
import { CONTEXT, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import type { Part, Probe } from './probe.ts';
import { BEFORE, type Decoded, isSpace, type StretchBuilder, tokenStart, UNIT_MAX } from './stretch.ts';

/** Words that attacks on instructions and secrets are written with. */
const TELLING = [
  'ignore',
  'previous',
  'instruct',
  'system',
  'prompt',
  'password',
  'reveal',
  'bypass',
  'secret',
  'disregard',
  'override',
  'jailbreak',
  'forget',
];
/** Common words and endings of addresses, which show that a text is in rot13. */
const COMMON = [' the ', ' and ', ' you ', ' your ', ' please ', '.com', '.org', '.net'];
/** Digits that are written for letters. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
const LEET_LETTERS: Readonly<Record<string, string>> = { o: '0', i: '1', e: '3', a: '4' };
const LEET_DIGIT = /[a-z](?=[013457@$])|[013457@$](?=[a-z])/i;

/** By code unit of ASCII: what it is read as. */
const ROTATED = Uint8Array.from({ length: 128 }, (_, code) => rotatedCode(code));
const UNLEETED = Uint8Array.from({ length: 128 }, (_, code) => {
  return (LEET[String.fromCharCode(code)] ?? String.fromCharCode(code)).charCodeAt(0);
});

/** A sentence in a cipher is looked at so far, or to its end. */
const SENTENCE_MAX = 512;
/** Less than an address is not worth a look. */
const ROTATED_MIN = 12;
/** A sentence has one of them in so many characters. */
const PER_WORD = 48;
const WORDS =
  /\b(?:a|all|and|are|as|be|by|can|do|for|from|have|i|in|is|it|me|my|not|of|on|or|that|the|this|to|what|with|you|your)\b/gi;
const ADDRESS = /\S@\S|:\/\//;

interface Sentence {
  readonly from: number;
  readonly to: number;
  /** Where the text begins that is the context of what is found in it. */
  readonly context: number;
}

interface Cipher {
  readonly name: string;
  /** What it makes of the words that tell it. */
  readonly literals: readonly string[];
  /** Whether it ends with its line. WHY not always: what follows in plain words would hide that a line is rotated. */
  readonly isLine: boolean;
  /** Whether layers are looked for below. */
  readonly look: 'look' | 'lookLast';
  decode(builder: StretchBuilder, text: string, sentence: Sentence): Decoded | undefined;
}

const CIPHERS: readonly Cipher[] = [
  {
    name: 'rot13',
    literals: [...TELLING, ...COMMON].map(rotate),
    isLine: true,
    look: 'look',
    decode: inRot13,
  },
  { name: 'leet', literals: TELLING.flatMap(spellingsOf), isLine: false, look: 'lookLast', decode: inLeet },
];

export function ciphersOf(probe: Probe): readonly Detector[] {
  return CIPHERS.map((cipher) => ({
    name: cipher.name,
    classes: probe.classes,
    version: digestOfRules(2, probe.version, cipher.literals),
    reach: SENTENCE_MAX + BEFORE + UNIT_MAX,
    literals: cipher.literals,
    scan: probe.layer((glance, part) => scan({ probe, cipher }, glance, part)),
  }));
}

function scan(
  { probe, cipher }: { readonly probe: Probe; readonly cipher: Cipher },
  glance: Glance,
  { cursor, last }: Part,
): Scan {
  const { text, hits } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  for (let index = hits.from(from); index < hits.length; index = Math.max(index + 1, hits.from(from))) {
    if (!cipher.isLine && !probe.isFresh(glance, hits.start(index), hits.end(index))) continue;
    const start = Math.max(from, tokenStart(text, firstLetter(text, hits.start(index)), BEFORE));
    const end = cipher.isLine ? lineEnd(text, start) : undefined;
    if (end === undefined && !last && text.length - start < SENTENCE_MAX) {
      return { findings, next: { from: start, floor, inside: false } };
    }
    const to = end ?? Math.min(text.length, start + SENTENCE_MAX);
    from = to;
    if (!probe.isFresh(glance, start, to)) continue;
    const sentence = { context: Math.max(floor, start - CONTEXT), from: start, to };
    const decoded = cipher.decode(probe.builder(), text, sentence);
    if (decoded === undefined) continue;
    for (const finding of probe[cipher.look](glance, decoded, { from: Math.max(start, floor), to })) {
      findings.push(finding);
      floor = Math.max(floor, finding.end);
    }
  }
  if (last) return { findings, next: { from: text.length, floor, inside: false } };
  const open = tokenStart(text, text.length, BEFORE + UNIT_MAX);
  return { findings, next: { from: Math.max(from, open), floor, inside: false } };
}

function firstLetter(text: string, index: number): number {
  return text[index] === ' ' ? index + 1 : index;
}

/** Where the part of a text in a cipher ends; undefined when that is further away, or not here yet. */
function lineEnd(text: string, start: number): number | undefined {
  const end = text.slice(start, start + SENTENCE_MAX).indexOf('\n');
  return end < 0 ? undefined : start + end;
}

/** WHY a test: the literals stand in other languages, too. */
function inRot13(builder: StretchBuilder, text: string, { from, to }: Sentence): Decoded | undefined {
  if (to - from < ROTATED_MIN) return undefined;
  const original = text.slice(from, to);
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    builder.decoded(code < 128 ? (ROTATED[code] as number) : code, index, index + 1);
  }
  const decoded = builder.build('rot13');
  const words = wordsIn(decoded.text);
  const isText = words.length > Math.max(1, wordsIn(original).length) && areDense(words);
  return isText || ADDRESS.test(original) ? decoded : undefined;
}

/** Where common words stand. */
function wordsIn(text: string): readonly number[] {
  return [...text.matchAll(WORDS)].map(({ index }) => index);
}

function areDense(places: readonly number[]): boolean {
  return (places.at(-1) ?? 0) - (places[0] ?? 0) < places.length * PER_WORD;
}

function rotate(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => String.fromCharCode(rotatedCode(letter.charCodeAt(0))));
}

function rotatedCode(code: number): number {
  const base = (code & 0x20) | 0x41;
  const place = code - base;
  return place >= 0 && place < 26 ? base + ((place + 13) % 26) : code;
}

function inLeet(builder: StretchBuilder, text: string, { context, from, to }: Sentence): Decoded {
  builder.plain(text, context, from);
  let index = from;
  while (index < to) {
    const end = wordEnd(text, index, to);
    if (LEET_DIGIT.test(text.slice(index, end))) unleet(builder, text, { from: index, to: end });
    else builder.plain(text, index, end);
    index = end;
  }
  return builder.build('leet');
}

function unleet(
  builder: StretchBuilder,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  let plain = from;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    const letter = code < 128 ? (UNLEETED[code] as number) : code;
    if (letter === code) continue;
    builder.plain(text, plain, index);
    builder.decoded(letter, index, index + 1);
    plain = index + 1;
  }
  builder.plain(text, plain, to);
}

/** Behind the word at `from`, and the white space that follows it. */
function wordEnd(text: string, from: number, limit: number): number {
  let end = from;
  while (end < limit && !isSpace(text.charCodeAt(end))) end += 1;
  while (end < limit && isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

/** A word with some of its letters written as digits, in every way but the plain one. */
function spellingsOf(word: string): readonly string[] {
  let spellings = [''];
  for (const letter of word) {
    const digit = LEET_LETTERS[letter];
    spellings = spellings.flatMap((each) =>
      digit === undefined ? [each + letter] : [each + letter, each + digit],
    );
  }
  return spellings.filter((each) => each !== word);
}
