/** Finds postal codes that their words announce, and German ones that stand alone (UPU S42; Deutsche Post). */
import { charactersOf } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { Probe } from '../seek.ts';
import { WordTable, wordsOf } from '../word-table.ts';
import { Figures } from './figures.ts';

/** `94105-1234`, `1234 AB`, `110 00`, `K1A 0B1` begin with at most this. */
const CODE_MAX = 10;
const FORM =
  /^(?:\d{5}-\d{4}|\d{5}-\d{3}|\d{3}[ -]\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4,6})(?![\w-])/;
/** The shortest and the longest run of digits that one begins with. */
const DIGITS_MIN = 2;
const DIGITS_MAX = 6;
/** From here on digits may be one by themselves. */
const ALONE_MIN = 4;
/** Deutsche Post gives codes from 01067 to 99998. */
const PLZ = /^\d{5}$/;
const PLZ_FIRST = '01067';
const PLZ_LAST = '99998';
const MEMBERS = charactersOf(/[\dA-Z -]/);
/** What makes digits part of something else. */
const BEFORE = Uint8Array.from({ length: 256 }, (_, code) =>
  /[\w.,$€£#+/-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const SPACE = 0x20;
const HYPHEN = 0x2d;
const EURO = 0x20ac;
const CUE_COUNT = 3;
const ANY = 1;
const GERMAN = 2;
const CUES = new WordTable([
  ...wordsOf(
    'zip zipcode postcode postal postalcode cap cep postnummer postnr irányítószám psc psč codigo código pincode pin postale postcodes zips',
  ).map((word) => [word, ANY] as const),
  ...wordsOf('plz postleitzahl postleitzahlen').map((word) => [word, ANY | GERMAN] as const),
]);

export const postalCode: Detector = {
  name: 'postal_code',
  classes: ['postal_code', 'de_plz'],
  version: digestOfRules(2, FORM.source, PLZ_FIRST, PLZ_LAST),
  reach: CODE_MAX + 2,
  scan,
};

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const { text } = glance;
  const figures = new Figures(glance);
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  for (let index = figures.from(from); index < figures.length; index += 1) {
    const at = figures.start(index);
    if (at < from || !isLikely(text, at, figures.end(index))) continue;
    const cues = figures.cues(index, CUES, { count: CUE_COUNT, floor });
    if (cues === 0 && at > 0) continue;
    const end = read(text, at, last);
    if (end === 'open') return { findings, next: { from: at, floor, inside: false } };
    if (end === undefined) continue;
    const { length } = findings;
    judge(findings, {
      code: text.slice(at, end),
      at,
      cues,
      isWhole: at === 0 && last && end === text.length,
    });
    if (findings.length > length) from = floor = end;
  }
  return { findings, next: { from: Math.max(from, text.length), floor, inside: false } };
}

/** The quick answer for most figures. */
function isLikely(text: string, start: number, end: number): boolean {
  const before = start === 0 ? SPACE : text.charCodeAt(start - 1);
  if (before < BEFORE.length ? BEFORE[before] === 1 : before === EURO) return false;
  if (end === text.length) return end - start <= DIGITS_MAX;
  if (end - start >= ALONE_MIN) return end - start <= DIGITS_MAX;
  const behind = text.charCodeAt(end);
  return end - start >= DIGITS_MIN && (behind === SPACE || behind === HYPHEN);
}

function read(text: string, at: number, last: boolean): number | 'open' | undefined {
  const probe = new Probe(text, at);
  probe.skip(MEMBERS, CODE_MAX + 1);
  if (probe.touched && !last) return 'open';
  const code = FORM.exec(text.slice(at, at + CODE_MAX + 2))?.[0];
  return code === undefined ? undefined : at + code.length;
}

function judge(
  findings: Finding[],
  found: { readonly code: string; readonly at: number; readonly cues: number; readonly isWhole: boolean },
): void {
  const { code, at: start, cues, isWhole } = found;
  const end = start + code.length;
  if ((cues & ANY) !== 0) {
    findings.push({ class: 'postal_code', detector: 'postal_code', start, end, confidence: 0.6 });
  }
  if (!PLZ.test(code) || code < PLZ_FIRST || code > PLZ_LAST) return;
  if ((cues & GERMAN) === 0 && !isWhole) return;
  const confidence = (cues & GERMAN) === 0 ? 0.2 : 0.7;
  findings.push({ class: 'de_plz', detector: 'de_plz', start, end, confidence });
}
