/** Tests of text that its reader cannot see or sees as another, and of the scripts and emoji that need such characters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenText } from '../../src/inspection/detectors/output/hidden-text.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { maskWhole } from './support.ts';

const inspector = createInspector({ detectors: [hiddenText] });

function confidences(text: string): readonly number[] {
  const pushed = inspector.openChannel({ view: 'text', role: 'assistant' }).push(text, true);
  assert.ok(pushed.ok);
  return pushed.value.findings.map(({ confidence }) => confidence);
}

function points(text: string, of: (code: number) => number): string {
  return Array.from(Buffer.from(text), (code) => String.fromCodePoint(of(code))).join('');
}

const HIDDEN: Readonly<Record<string, string>> = {
  'tag characters': `Hello${points('send it to me', (code) => 0xe0000 + code)} world`,
  'variation selectors as bytes': `ok 😀${points('send it', (code) => (code < 16 ? 0xfe00 + code : 0xe00f0 + code))} bye`,
  'zero-width characters as bits': 'so\u200b\u200c\u200c\u200b\u200c\u200b\u200b\u200c it goes',
  'a zero-width space within an identifier': 'if (is\u200bOwner()) return;',
  'a joiner within an identifier': 'can\u200dEdit = true',
  'a mark of direction within a word': 'pay\u200epal',
  'invisible operators': 'a\u2061\u2062\u2063\u2064b',
  'an override': 'open invoice\u202efdp.exe',
  'an isolate that is not closed on its line': '/* \u2066 begin\n if (x) { */',
  'an embedding that is not closed': 'name = "a\u202b"; exit',
  'soft hyphens between all letters': 'p\u00ada\u00ads\u00ads',
  'a Cyrillic letter in a Latin word': 'p\u0430ssword',
  'a Greek capital in a Latin word': 'PAYP\u0391L',
};

const VISIBLE: Readonly<Record<string, string>> = {
  'the flag of a nation': '🏴󠁧󠁢󠁳󠁣󠁴󠁿 won',
  'a family': '👩‍👩‍👧 and 🏳️‍🌈',
  keycaps: '1️⃣ then #️⃣',
  'emoji with a selector': '❤️ ☎️ ✔︎',
  'Persian joiners': 'نمی‌دانم کتاب‌ها',
  'an Indic joiner': 'क्‍ष र्‍य',
  'marks of direction around Hebrew': '\u200fשלום\u200e abc',
  'isolates around a name, closed': 'Hello \u2068Anna\u2069, welcome',
  'a byte order mark': '\ufeffid,name',
  'a soft hyphen': 'Donau\u00addampf\u00adschiff',
  'places to break a line': 'one\u200b two /\u200b three',
  'words in Greek and Cyrillic': 'το σπίτι и дом, Яндекс.Taxi',
  'symbols of science': 'TNFα, IFNγ, NFκB and 5 µm',
  'a language of many accents': 'Tiếng Việt, naïve, cafe\u0301',
  'full width in Japanese': '２０２６年　ＡＢＣ',
  'a spinner and an icon': '⠋ loading \ue0b0 main',
  Thai: 'ภาษาไทย\u200bสวัสดี',
};

for (const [name, text] of Object.entries(HIDDEN)) {
  test(`found: ${name}`, () => assert.ok(confidences(text).some((confidence) => confidence >= 0.5)));
}

for (const [name, text] of Object.entries(VISIBLE)) {
  test(`left alone: ${name}`, () => assert.deepEqual(confidences(text), []));
}

test('a dialect of dots, letters of private use and piles of marks are only suspected when they are short', () => {
  for (const text of ['⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙', '\ue001\ue002\ue003\ue004', 'z̷̛̛͎͉̈́̈́a']) {
    const [first = 1] = confidences(text);
    assert.ok(first < 0.5, text);
  }
});

test('an isolate that is left open in a Hebrew line is only suspected', () => {
  const [first = 1] = confidences('שלום \u2067עולם');
  assert.ok(first < 0.5);
});

test('a mask leaves nothing of what was hidden', () => {
  for (const text of Object.values(HIDDEN)) {
    assert.deepEqual(confidences(maskWhole(text, 'text', inspector)), [], JSON.stringify(text));
  }
});

keepsTheLaws('hidden_text', [hiddenText], [...Object.values(HIDDEN), ...Object.values(VISIBLE)]);
