/** Undoes letters put in the place of others: rot13 where that makes words, and digits for letters ("leetspeak"). */
import { CONTEXT, type Cursor, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import type { Decoded, Probe } from './probe.ts';
import { BEFORE, StretchBuilder, tokenStart, UNIT_MAX } from './stretch.ts';

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

const ROT13 = [...TELLING, ...COMMON].map(rotate);
const SPELLINGS = TELLING.flatMap(spellingsOf);
const LITERALS = [...ROT13, ...SPELLINGS];
/** A sentence in a cipher is looked at so far, or to the end of its line. */
const SENTENCE_MAX = 512;
const WORDS =
  /\b(?:a|all|and|are|as|be|by|can|do|for|from|have|i|in|is|it|me|my|not|of|on|or|that|the|this|to|what|with|you|your)\b/gi;
const ADDRESS = /\S@\S|:\/\//;

export function ciphersOf(probe: Probe): Detector {
  return {
    name: 'ciphers',
    classes: probe.classes,
    version: digestOfRules(1, probe.version, LITERALS),
    reach: SENTENCE_MAX + BEFORE + UNIT_MAX,
    literals: LITERALS,
    scan: (glance, cursor, last) =>
      probe.isDeep()
        ? scan(probe, glance, { cursor, last })
        : { findings: [], next: { from: glance.text.length, floor: 0, inside: false } },
  };
}

function scan(
  probe: Probe,
  glance: Glance,
  { cursor, last }: { readonly cursor: Cursor; readonly last: boolean },
): Scan {
  const { text, hits } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  for (let index = hits.from(from); index < hits.length; index = Math.max(index + 1, hits.from(from))) {
    const start = Math.max(from, tokenStart(text, firstLetter(text, hits.start(index)), BEFORE));
    const end = sentenceEnd(text, start);
    if (end === undefined && !last && text.length - start < SENTENCE_MAX) {
      return { findings, next: { from: start, floor, inside: false } };
    }
    const to = end ?? Math.min(text.length, start + SENTENCE_MAX);
    const isRotated = hits.literal(index) < ROT13.length;
    const decoded = isRotated
      ? inRot13(text, start, to)
      : inLeet(text, { context: Math.max(floor, start - CONTEXT), from: start, to });
    from = to;
    if (decoded === undefined) continue;
    for (const finding of probe.look(glance, decoded, { from: Math.max(start, floor), to })) {
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

function sentenceEnd(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + SENTENCE_MAX);
  for (let index = start; index < limit; index += 1) if (text[index] === '\n') return index;
  return undefined;
}

/** WHY a test: the literals stand in other languages, too. */
function inRot13(text: string, from: number, to: number): Decoded | undefined {
  const original = text.slice(from, to);
  const rotated = rotate(original);
  const isPlausible = wordsIn(rotated) > Math.max(1, wordsIn(original)) || ADDRESS.test(original);
  if (!isPlausible) return undefined;
  const builder = new StretchBuilder(to - from);
  for (let index = from; index < to; index += 1)
    builder.decoded(rotated.charAt(index - from), index, index + 1);
  return builder.build('rot13');
}

function wordsIn(text: string): number {
  return text.match(WORDS)?.length ?? 0;
}

function rotate(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    const base = code < 97 ? 65 : 97;
    return String.fromCharCode(base + ((code - base + 13) % 26));
  });
}

function inLeet(
  text: string,
  { context, from, to }: { readonly context: number; readonly from: number; readonly to: number },
): Decoded {
  const builder = new StretchBuilder(to - context);
  builder.plain(text, context, from);
  for (const word of text.slice(from, to).matchAll(/\s+|\S+/g)) {
    const start = from + word.index;
    const isMixed = LEET_DIGIT.test(word[0]);
    for (let index = 0; index < word[0].length; index += 1) {
      const letter = isMixed ? LEET[word[0].charAt(index)] : undefined;
      if (letter === undefined) builder.plain(text, start + index, start + index + 1);
      else builder.decoded(letter, start + index, start + index + 1);
    }
  }
  return builder.build('leet');
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
