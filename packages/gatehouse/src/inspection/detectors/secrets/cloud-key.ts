/** Finds credentials of cloud and AI providers by their published prefixes, or by the name they are assigned to. */
import { beginsWord } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Alphabet, KEY_FORMS, type KeyForm } from './cloud-key-forms.ts';

/** What may stand between a keyword and its value: `secretAccessKey": "…`, `SECRET_ACCESS_KEY=…`, `<Key>…`. */
const ASSIGNMENT_MAX = 12;
const ASSIGNS = new Set([...' \t"\'`:=>,(\\'].map((character) => character.charCodeAt(0)));
/** Fewer different characters than this are a placeholder (`xxxxxxxx`). */
const VARIETY_MIN = 5;

const ALPHABETS: Readonly<Record<Alphabet, Uint8Array>> = {
  upper: alphabet(/[A-Z0-9]/),
  hex: alphabet(/[0-9a-fA-F]/),
  alphanumeric: alphabet(/[A-Za-z0-9]/),
  word: alphabet(/[\w-]/),
  dotted: alphabet(/[\w.-]/),
  base64: alphabet(/[\w+/=-]/),
};

const FORMS: ReadonlyMap<string, KeyForm> = new Map(KEY_FORMS.map((form) => [form.literal, form]));
const LITERALS = new RegExp(KEY_FORMS.toSorted(longestFirst).map(pattern).join('|'), 'g');
const LITERAL_MAX = Math.max(...KEY_FORMS.map(({ literal }) => literal.length));
/** Every proper beginning of a literal: what may stand at the end of a text that goes on. */
const BEGINNINGS = { prefix: beginnings('prefix'), keyword: beginnings('keyword') };

export const cloudKey: Detector = {
  name: 'cloud_key',
  classes: ['cloud_key'],
  version: digestOfRules(1, KEY_FORMS, VARIETY_MIN),
  reach: LITERAL_MAX + ASSIGNMENT_MAX + Math.max(...KEY_FORMS.map(({ max }) => max)) + 1,
  scan,
};

function scan({ text }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  LITERALS.lastIndex = from;
  for (let match = LITERALS.exec(text); match !== null; match = LITERALS.exec(text)) {
    const key = readKey(text, match[0], { at: match.index, floor, last });
    LITERALS.lastIndex = match.index + 1;
    if (key === undefined) continue;
    if (key === 'open') return { findings, next: { from: match.index, floor, inside: false } };
    findings.push({ class: 'cloud_key', detector: 'cloud_key', ...key, confidence: 0.95 });
    from = key.end;
    floor = key.end;
    LITERALS.lastIndex = from;
  }
  return { findings, next: { from: last ? text.length : tail(text, { from, floor }), floor, inside: false } };
}

/** The key that a literal announces; `open` when the text ends before that is known. */
function readKey(
  text: string,
  literal: string,
  { at, floor, last }: { readonly at: number; readonly floor: number; readonly last: boolean },
): { readonly start: number; readonly end: number } | 'open' | undefined {
  const form = FORMS.get(literal) ?? FORMS.get(literal.toLowerCase());
  if (form === undefined) return undefined;
  if (form.kind === 'prefix' && !beginsWord(text, at, floor)) return undefined;
  let body = at + literal.length;
  if (form.kind === 'keyword') {
    const gap = body;
    while (body - gap < ASSIGNMENT_MAX && ASSIGNS.has(text.charCodeAt(body))) body += 1;
    if (body === text.length && !last) return 'open';
    if (body === gap) return undefined;
  }
  const characters = ALPHABETS[form.alphabet];
  // One more than a keyword's value can have: a longer one is something else. Behind a prefix, what is too much stays.
  const limit = body + form.max + (form.kind === 'keyword' ? 1 : 0);
  let end = body;
  while (end < limit && characters[text.charCodeAt(end)] === 1) end += 1;
  if (end === text.length && end < limit && !last) return 'open';
  if (end - body > form.max) return undefined;
  while (end > body && text[end - 1] === '.') end -= 1;
  if (end - body < form.min || !isVaried(text.slice(body, end), form)) return undefined;
  return { start: form.kind === 'prefix' ? at : body, end };
}

function isVaried(body: string, form: KeyForm): boolean {
  if (form.needsDigit === true && !/\d/.test(body)) return false;
  return new Set(body.slice(0, 64)).size >= VARIETY_MIN;
}

/** Where an unfinished literal at the end of the text begins. */
function tail(text: string, { from, floor }: { readonly from: number; readonly floor: number }): number {
  for (let start = Math.max(from, text.length - LITERAL_MAX + 1); start < text.length; start += 1) {
    const rest = text.slice(start);
    if (BEGINNINGS.prefix.has(rest) && beginsWord(text, start, floor)) return start;
    if (BEGINNINGS.keyword.has(rest.toLowerCase())) return start;
  }
  return text.length;
}

function beginnings(kind: KeyForm['kind']): ReadonlySet<string> {
  const literals = KEY_FORMS.filter((form) => form.kind === kind).map(({ literal }) => literal);
  return new Set(literals.flatMap((literal) => [...literal].map((_, index) => literal.slice(0, index))));
}

function longestFirst(left: KeyForm, right: KeyForm): number {
  return right.literal.length - left.literal.length;
}

function pattern({ literal, kind }: KeyForm): string {
  const escaped = literal.replace(/[.\\]/g, '\\$&');
  return kind === 'prefix'
    ? escaped
    : escaped.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function alphabet(members: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (members.test(String.fromCharCode(code)) ? 1 : 0));
}
