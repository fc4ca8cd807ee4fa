/** What the tests of inspection share: planted data, texts around it, and a stream that releases what is clear. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Detector, type Finding, type Glance, verdictOf } from '../../src/inspection/detector.ts';
import { DETECTORS } from '../../src/inspection/detectors/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import type { Inspector, Opening } from '../../src/inspection/inspector.ts';
import { mask } from '../../src/inspection/mask.ts';
import { Reading } from '../../src/inspection/reading.ts';
import { planSurvey, Survey, type SurveyPlan } from '../../src/inspection/survey.ts';
import type { Passage, Role, View } from '../../src/kernel/passage.ts';

export const AS_TEXT: Opening = { view: 'text', role: 'assistant' };
export const AS_JSON: Opening = { view: 'json', role: 'assistant' };

/** The same, reading as it reads what people write; by default texts are read as answers, for only these stream. */
export function asUser(by: Inspector): Inspector {
  return { ...by, openChannel: (opening) => by.openChannel({ ...opening, role: 'user' }) };
}

export const inspector = createInspector({ detectors: DETECTORS });

export function findIn(text: string, view: View = 'text', by: Inspector = inspector): readonly Finding[] {
  const found = by.openChannel({ view, role: 'assistant' }).push(text, true);
  assert.ok(found.ok);
  return found.value.findings;
}

/** What was found for certain. */
export function sure(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => verdictOf(finding) === 'found');
}

/** What was found of a class, as it stands in the text. */
export function seen(text: string, name: string, view: View = 'text'): readonly string[] {
  return findIn(text, view)
    .filter((finding) => finding.class === name)
    .map(({ start, end }) => text.slice(start, end));
}

export function maskWhole(text: string, view: View = 'text', by: Inspector = inspector): string {
  return mask({ text, view }, findIn(text, view, by));
}

/** Masks a text that arrives in pieces and releases only what is clear, as a gate does. */
export function maskStream(pieces: readonly string[], view: View = 'text', by: Inspector = inspector) {
  const channel = by.openChannel({ view, role: 'assistant' });
  const known: Finding[] = [];
  const released: string[] = [];
  let text = '';
  let clear = 0;
  for (const [index, piece] of [...pieces, ''].entries()) {
    const pushed = channel.push(piece, index === pieces.length);
    assert.ok(pushed.ok);
    text += piece;
    assert.ok(pushed.value.clear >= clear && pushed.value.clear <= text.length);
    for (const finding of pushed.value.findings) {
      assert.ok(finding.end <= pushed.value.clear, 'a finding is reported once it is clear');
      assert.ok(finding.end > clear, 'a finding is reported before its text is released');
    }
    known.push(...pushed.value.findings);
    released.push(release(text, { from: clear, to: pushed.value.clear, view }, known));
    clear = pushed.value.clear;
  }
  assert.equal(clear, text.length, 'at the end everything is clear');
  return { masked: released.join(''), released, findings: known };
}

/** What leaves of a text from one offset to the next: masks stand where their findings begin. */
function release(
  text: string,
  span: { readonly from: number; readonly to: number; readonly view: View },
  known: readonly Finding[],
): string {
  const before = mask({ text: text.slice(0, span.from), view: span.view }, until(known, span.from));
  const after = mask({ text: text.slice(0, span.to), view: span.view }, until(known, span.to));
  assert.ok(after.startsWith(before), 'what was released is never taken back');
  return after.slice(before.length);
}

function until(known: readonly Finding[], end: number): readonly Finding[] {
  return known.filter((finding) => finding.end <= end);
}

/** WHY kept: an automaton of hundreds of literals takes longer to build than a text to read. */
const PLANS = new WeakMap<Detector, SurveyPlan>();

/** What a detector sees of a whole text. */
export function glanceAt(detector: Detector, text: string, role: Role = 'user'): Glance {
  const plan = PLANS.get(detector) ?? planSurvey([detector]);
  PLANS.set(detector, plan);
  const survey = new Survey(plan);
  survey.extend(text, true);
  return {
    text,
    role,
    hits: survey.hits(0),
    words: survey.words,
    numbers: survey.numbers,
    capitals: survey.capitals,
    disguises: new Reading('text').disguises,
    background: undefined,
  };
}

export function passageOf(text: string, view: View = 'text'): Passage {
  return {
    place: '$.x',
    role: 'user',
    view,
    text,
    slot: { start: 0, end: 0, kind: 'string' },
    signed: false,
  };
}

/** A private key that was made up, with the shape of a real one. */
export const KEY_BODY = Array.from({ length: 6 }, (_, line) =>
  Array.from({ length: 64 }, (_, column) => 'AbC9dEf+GhIj/KlM0nOp'.charAt((line * 7 + column * 3) % 20)).join(
    '',
  ),
);
export const PRIVATE_KEY = `-----BEGIN RSA PRIVATE KEY-----\n${KEY_BODY.join('\n')}\nQIDAQAB=\n-----END RSA PRIVATE KEY-----`;

/** Test numbers and examples that issuers publish; none of them belongs to anyone. */
export const PLANTED: readonly string[] = [
  'john.doe+spam@example.com',
  "o'brien@mail.example.co.uk",
  'jürgen@bücher.example',
  'jane%40example.org',
  '4111111111111111',
  '4111 1111 1111 1111',
  '5555-5555-5555-4444',
  '3782 822463 10005',
  '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
  'DE89 3704 0044 0532 0130 00',
  'gb82west12345698765432',
  'AKIAQ7R3T5V9X2Z4B6D8',
  'sk-proj-aB3dE6gH9jK2mN5pQ8sT1vW4yZ7',
  'ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dE3fG6',
  PRIVATE_KEY,
  PRIVATE_KEY.slice(0, 200),
  PRIVATE_KEY.replaceAll('\n', '\\n'),
];

const FILLERS = [
  ' ',
  '\n',
  ', ',
  '. ',
  ': ',
  '"',
  "'",
  '(',
  ')',
  '@',
  '-',
  '.',
  '%',
  '%4',
  '\\',
  '\\n',
  '=',
  '/',
  '_',
  '5',
  '42',
  'a',
  'sk-',
  'Hello ',
  'the quick brown fox',
  'gh',
  'AKIA',
  'DE',
  'no ',
  'a@b',
  '-----',
  '-----BEGIN',
  '-----BEGIN PRIVATE KEY-----',
  '-----END',
  '2026-11-21 10:30',
  '1234 5678',
  '0.5432109876543210',
  '请发邮件到',
  '。',
  'é',
  '\u200b',
  '４',
  '＠',
  '😀',
  '\ud800',
  'MIIEpAIBAAKCAQEA',
  'Version: 1',
  '[EMAIL]',
  'accountkey=',
  '{"a":',
  '}',
  ',',
];

/** Texts with planted data, and with much that almost is data, all of it glued together. */
export const texts = textsWith(fc.constantFrom(...PLANTED));

/** The same, but planted data has something that is no part of it on either side, as it has wherever people write it. */
export const delimitedTexts = textsWith(
  fc
    .tuple(fc.constantFrom(...PLANTED), fc.constantFrom(' ', '\n', ', ', '; ', '" "', '|'))
    .map(([planted, delimiter]) => delimiter + planted + delimiter),
);

export function textsWith(planted: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...FILLERS) },
    { weight: 2, arbitrary: planted },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  return fc.array(parts, { maxLength: 14 }).map((each) => each.join(''));
}

/** A text, and sizes of the pieces in which it arrives. */
export function cut(text: string, sizes: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  let index = 0;
  for (let turn = 0; index < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(text.slice(index, index + size));
    index += size;
  }
  return pieces;
}

export const pieceSizes = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })), {
  minLength: 1,
  maxLength: 6,
});
