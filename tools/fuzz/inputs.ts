/** Texts for the fuzzer: planted data, pieces of real texts and what detectors look for, mutated, encoded and cut. */
import { DETECTORS } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import { type Passage, ROLES, type Role, type View } from '../../packages/gatehouse/src/kernel/passage.ts';
import { type Chance, seeded } from '../texts/chance.ts';
import { planted } from '../texts/planted.ts';
import { mixedText } from '../texts/texts.ts';

export interface Input {
  readonly text: string;
  readonly view: View;
  readonly role: Role;
  /** Sizes of the pieces in which it is pushed, in turn. */
  readonly cuts: readonly number[];
  /** For an answer: the texts of its request. */
  readonly given?: readonly Pick<Passage, 'text' | 'role'>[];
}

type Make = (chance: Chance) => string;
type Change = (text: string, chance: Chance) => string;

/** The input of that number, always the same one for a seed. */
export function inputAt(seed: number, index: number): Input {
  const chance = seeded(Math.imul(seed, 0x9e3779b1) ^ index);
  const text = mutated(chance);
  const view: View = chance.below(4) === 0 ? 'json' : 'text';
  const source = view === 'json' && chance.below(4) > 0 ? JSON.stringify({ note: text, n: [text] }) : text;
  const role = chance.pick(ROLES);
  const given = role === 'assistant' && chance.below(4) > 0 ? { given: givenTo(source, chance) } : {};
  return { text: source, view, role, cuts: cutsFor(chance), ...given };
}

/** Some of which the answer repeats. */
function givenTo(answer: string, chance: Chance): readonly Pick<Passage, 'text' | 'role'>[] {
  const begin = chance.below(answer.length + 1);
  return [
    { text: mutated(chance), role: chance.pick(ROLES) },
    { text: answer.slice(begin, begin + chance.below(300)), role: chance.pick(ROLES) },
  ];
}

/** What is repeated to see whether the time grows faster than the text. */
export function unitAt(seed: number, index: number): string {
  const chance = seeded(Math.imul(seed, 0x85ebca6b) ^ index);
  const begin = chance.below(20);
  return mutated(chance).slice(begin, begin + 1 + chance.below(40)) || 'a';
}

/** One character at a time is the hardest on a stream, and the slowest to test: every now and then is enough. */
function cutsFor(chance: Chance): readonly number[] {
  if (chance.below(30) === 0) return [1];
  return Array.from({ length: 1 + chance.below(4) }, () => 1 + chance.below(1 << (2 + chance.below(8))));
}

function mutated(chance: Chance): string {
  let text = Array.from({ length: 1 + chance.below(6) }, () => chance.pick(PARTS)(chance)).join('');
  for (let rounds = chance.below(4); rounds > 0; rounds -= 1) text = chance.pick(CHANGES)(text, chance);
  return text.slice(0, 4_000);
}

const LITERALS = ['@', ...DETECTORS.flatMap(({ literals = [] }) => literals)] as [string, ...string[]];
const GLUE = [
  ' ',
  '\n',
  ', ',
  '. ',
  ': ',
  '"',
  "'",
  '(',
  ')',
  '=',
  '-',
  '.',
  '/',
  '\\',
  '%',
  '_',
  '\u200b',
  '[',
  ']',
] as const;
export const PLACEHOLDERS = ['<EMAIL_1>', '<PERSON_12>', '<EMAIL_', '<US_SSN_0>'] as const;
/** Where case, length, direction or meaning of a character surprises. */
export const ODD = [
  '\u0000',
  '\u001b',
  '\u0130',
  '\u0131',
  'ß',
  'ﬀ',
  '\u0301',
  '\u00ad',
  '\u034f',
  '\u200d',
  '\u202e',
  '\u2066',
  '\u2028',
  '\ufeff',
  '\ufe0f',
  '\ufffd',
  '\ufffe',
  '\ud800',
  '\udc00',
  '４',
  '٣',
  '𝟙',
  '𝐚',
  'Ａ',
  'а',
  'ο',
  'ｓ',
  '😀',
  '👨‍👩‍👧',
  '\u{e0041}',
  '\u{e0100}',
  '\u{10ffff}',
  '⠁',
  '㍿',
  '№',
  '\u3000',
  'İ',
] as const;

const PARTS: readonly [Make, ...Make[]] = [
  planted,
  planted,
  planted,
  (chance) => chance.pick(LITERALS),
  (chance) => chance.pick(LITERALS),
  (chance) => chance.pick(GLUE),
  (chance) => chance.pick(GLUE),
  (chance) => chance.pick(ODD),
  (chance) => chance.pick(PLACEHOLDERS),
  (chance) => chance.text('0123456789', 1 + chance.below(20)),
  (chance) => chance.text('ABCDEFGHJKLMNPXYZ0123456789', 1 + chance.below(40)),
  (chance) => chance.text('abcdef0123456789', 1 + chance.below(70)),
  (chance) =>
    Array.from({ length: chance.below(30) }, () => String.fromCharCode(chance.below(65_536))).join(''),
  (chance) =>
    Array.from({ length: chance.below(60) }, () => String.fromCharCode(32 + chance.below(95))).join(''),
  (chance) => (chance.below(8) === 0 ? mixedText(chance, 500) : mixedText(chance, 1).slice(0, 120)),
];

const CHANGES: readonly [Change, ...Change[]] = [
  (text, chance) => within(text, chance, () => ''),
  (text, chance) => within(text, chance, (part) => part + part),
  (text, chance) => within(text, chance, (part) => part.repeat(1 + chance.below(20))),
  (text, chance) => within(text, chance, () => chance.pick(ODD)),
  (text, chance) => within(text, chance, (part) => part + planted(chance)),
  (text, chance) => within(text, chance, (part) => part.toUpperCase()),
  (text, chance) => within(text, chance, (part) => [...part].reverse().join('')),
  (text, chance) => within(text, chance, (part) => [...part].join(chance.pick(GLUE))),
  (text, chance) => within(text, chance, (part) => [...part].join(chance.pick(ODD))),
  (text, chance) => within(text, chance, fullWidth),
  (text, chance) =>
    within(text, chance, (part) => Buffer.from(part).toString(chance.pick(['base64', 'base64url', 'hex']))),
  (text, chance) => within(text, chance, (part) => encodeURIComponent(part.toWellFormed())),
  (text, chance) => within(text, chance, (part) => each(part, (code) => `%${hex(code & 255, 2)}`)),
  (text, chance) => within(text, chance, (part) => each(part, (code) => `&#${code};`)),
  (text, chance) => within(text, chance, (part) => each(part, (code) => `\\u${hex(code, 4)}`)),
  (text, chance) =>
    within(text, chance, (part) => each(part, (code) => `=${hex(code & 255, 2).toUpperCase()}`)),
  (text, chance) => within(text, chance, (part) => JSON.stringify(part)),
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
  (text, chance) => text.slice(chance.below(text.length + 1)),
];

/** Changes a random stretch, sometimes all of it. */
function within(text: string, chance: Chance, change: (part: string) => string): string {
  if (chance.below(4) === 0) return change(text.slice(0, 400));
  const start = chance.below(text.length + 1);
  const end = Math.min(text.length, start + 1 + chance.below(60));
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}

function each(part: string, encode: (code: number) => string): string {
  return Array.from({ length: part.length }, (_, index) => encode(part.charCodeAt(index))).join('');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function fullWidth(part: string): string {
  return part.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}
