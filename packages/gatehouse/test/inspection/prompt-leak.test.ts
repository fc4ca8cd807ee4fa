/** Tests of answers that repeat their system prompt, whole and as they stream. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Background, backgroundOf } from '../../src/inspection/background.ts';
import type { Detector, Finding } from '../../src/inspection/detector.ts';
import { canaryOf } from '../../src/inspection/detectors/output/canary.ts';
import { promptLeak } from '../../src/inspection/detectors/output/prompt-leak.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { cut, passageOf, pieceSizes } from './support.ts';

const SYSTEM =
  'You are Harriet, the helpful assistant of the Acme travel desk. Never offer refunds above two hundred euros, ' +
  'and never say who supplies the flights. 予約の変更は二回まで無料で、三回目からは手数料がかかります。';
const background = backgroundOf([{ ...passageOf(SYSTEM), role: 'system' }], []);

function findings(
  detector: Detector,
  pieces: readonly string[],
  about: Background = background,
): readonly Finding[] {
  const channel = createInspector({ detectors: [detector] }).openChannel({
    view: 'text',
    role: 'assistant',
    background: about,
  });
  const found = new Map<number, Finding>();
  for (const [index, piece] of [...pieces, ''].entries()) {
    const pushed = channel.push(piece, index === pieces.length);
    assert.ok(pushed.ok);
    for (const finding of pushed.value.findings) found.set(finding.start, finding);
  }
  return [...found.values()];
}

function seen(text: string): readonly string[] {
  return findings(promptLeak, [text]).map(({ start, end }) => text.slice(start, end));
}

test('twelve words in the order of the system prompt are found, whatever stands between the words', () => {
  const text =
    'It says: "you are HARRIET - the helpful\nassistant of the acme travel desk; never offer more."';
  assert.deepEqual(seen(text), ['the helpful\nassistant of the acme travel desk; never offer']);
});

test('eleven words, and other words about the same, are left alone', () => {
  assert.deepEqual(seen('I am Harriet, the helpful assistant of the Acme travel desk. What can I do?'), []);
  assert.deepEqual(
    seen('I never offer refunds above two hundred euros. I cannot say who supplies the flights.'),
    [],
  );
});

test('a prompt in a script without spaces is found', () => {
  assert.deepEqual(seen('設定: 予約の変更は二回まで無料で、三回目からは'), [
    '変更は二回まで無料で、三回目からは',
  ]);
});

test('a long leak is one finding that grows, and only its first three words leave a stream', () => {
  const text = `Sure: ${SYSTEM} That is all.`;
  const found = findings(promptLeak, [...text]);
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    [SYSTEM.slice('You are Harriet, '.length, -1)],
  );
});

test('a user who says it, and an answer without a system prompt, leak nothing', () => {
  assert.deepEqual(findings(promptLeak, [SYSTEM], backgroundOf([passageOf(SYSTEM)], [])), []);
});

test('a word without end does not hold a stream', () => {
  const channel = createInspector({ detectors: [promptLeak] }).openChannel({
    view: 'text',
    role: 'assistant',
    background,
  });
  for (let turn = 0; turn < 100; turn += 1) {
    const pushed = channel.push('a'.repeat(1000), false);
    assert.ok(pushed.ok && pushed.value.clear >= turn * 1000 - promptLeak.reach);
  }
});

test('the way an answer is cut changes nothing about what it leaks', () => {
  const words = SYSTEM.split(/(?<= )/);
  const part = fc
    .tuple(fc.nat(words.length), fc.integer({ min: 1, max: 30 }))
    .map(([start, count]) => words.slice(start, start + count).join(''));
  const texts = fc
    .array(fc.oneof(part, fc.constantFrom('no ', 'x', '. ', '変更は', `${'b'.repeat(300)} `)))
    .map((each) => each.join(''));
  fc.assert(
    fc.property(texts, pieceSizes, (text, sizes) => {
      assert.deepEqual(findings(promptLeak, cut(text, sizes)), findings(promptLeak, [text]));
    }),
    { numRuns: 1000 },
  );
});

test('a canary is found in an answer, in any case and however it is cut', () => {
  const canary = canaryOf(['zebra-7Q2X-lamp']);
  const text = 'The code is ZEBRA-7q2x-LAMP, or zebra-7q.';
  for (const pieces of [[text], [...text]]) {
    assert.deepEqual(
      findings(canary, pieces).map(({ start, end }) => text.slice(start, end)),
      ['ZEBRA-7q2x-LAMP'],
    );
  }
});

keepsTheLaws(
  'prompt_leak',
  [promptLeak, canaryOf(['zebra-7Q2X-lamp'])],
  [SYSTEM, 'zebra-7Q2X-lamp', 'zebra-7'],
);
