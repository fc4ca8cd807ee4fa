/** The inspector: every passage is read, a failing detector fails the inspection, and memory of the past is bounded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Detector } from '../../src/inspection/detector.ts';
import { BEGINNING } from '../../src/inspection/detector.ts';
import { DETECTORS } from '../../src/inspection/detectors/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { createMemo } from '../../src/inspection/memo.ts';
import { DATA_CLASSES } from '../../src/kernel/classes.ts';
import { findIn, glanceAt, inspector, passageOf, texts } from './support.ts';

/** A detector that counts how much it was given to read. */
function counting(): { readonly detector: Detector; read(): number } {
  let read = 0;
  return {
    detector: {
      name: 'counting',
      classes: ['email'],
      version: '1',
      reach: 0,
      scan: ({ text }, cursor) => {
        read += text.length;
        return { findings: [], next: { ...cursor, from: text.length } };
      },
    },
    read: () => read,
  };
}

test('there is a detector for every class, and no other', () => {
  const found = new Set(DETECTORS.flatMap(({ classes }) => classes));
  assert.deepEqual([...found].sort(), Object.keys(DATA_CLASSES).sort());
});

test('every passage is inspected in its own view', () => {
  const passages = [
    passageOf('a@example.com'),
    passageOf('nothing'),
    passageOf('"b\\u0040example.com"', 'json'),
  ];
  const sightings = inspector.inspect('acme', passages);
  assert.ok(sightings.ok);
  assert.deepEqual(
    sightings.value.map(({ passage, finding }) => [
      passages.indexOf(passage),
      passage.text.slice(finding.start, finding.end),
    ]),
    [
      [0, 'a@example.com'],
      [2, 'b\\u0040example.com'],
    ],
  );
});

test('findings of different classes that overlap are all kept', () => {
  const names = findIn('4111111111111111@example.com').map((finding) => finding.class);
  assert.deepEqual(names.sort(), ['email', 'payment_card']);
});

test('a detector that throws fails the whole inspection, and the fault holds no content', () => {
  const broken: Detector = {
    name: 'broken',
    classes: ['email'],
    version: '1',
    reach: 0,
    scan: () => {
      throw new Error('no');
    },
  };
  const failed = createInspector({ detectors: [...DETECTORS, broken] }).inspect('acme', [
    passageOf('secret text'),
  ]);
  assert.ok(!failed.ok);
  assert.equal(failed.fault.code, 'inspection.failed');
  assert.doesNotMatch(failed.fault.message, /secret/);
});

test('a long text that comes again is not read again, but for each tenant and view anew', () => {
  const { detector, read } = counting();
  const counted = createInspector({ detectors: [detector] });
  const text = 'word '.repeat(200);
  counted.inspect('acme', [passageOf(text), passageOf(text)]);
  counted.inspect('acme', [passageOf(text)]);
  assert.equal(read(), text.length);
  counted.inspect('other', [passageOf(text)]);
  assert.equal(read(), 2 * text.length);
  counted.inspect('acme', [passageOf(text, 'json')]);
  assert.equal(read(), 3 * text.length);
});

test('a text whose digest is not its own is always read', () => {
  const { detector, read } = counting();
  const counted = createInspector({ detectors: [detector] });
  const text = `${'word '.repeat(200)}\ud800`;
  counted.inspect('acme', [passageOf(text), passageOf(text)]);
  assert.equal(read(), 2 * text.length);
});

test('what is remembered is what was found', () => {
  const text = `${'word '.repeat(100)} a@example.com`;
  const [first, second] = [
    inspector.inspect('acme', [passageOf(text)]),
    inspector.inspect('acme', [passageOf(text)]),
  ];
  assert.ok(first.ok && second.ok);
  assert.equal(first.value.length, 1);
  assert.deepEqual(second.value, first.value);
});

test('the memory is bounded: the least recently used is forgotten', () => {
  const memo = createMemo(450);
  memo.set('a', []);
  memo.set('b', []);
  assert.notEqual(memo.get('a'), undefined);
  memo.set('c', []);
  assert.equal(memo.get('b'), undefined);
  assert.notEqual(memo.get('a'), undefined);
  assert.notEqual(memo.get('c'), undefined);
  memo.set(
    'd',
    [1, 2, 3].map((start) => ({ class: 'email', detector: 'x', start, end: 9, confidence: 1 })),
  );
  assert.equal(memo.get('d'), undefined, 'what is larger than the whole memory is not kept');
});

test('tenant and text cannot be confused in a key', () => {
  const memo = createMemo(1000);
  assert.notEqual(
    memo.keyOf('a', { text: 'bc', view: 'text', role: 'user' }),
    memo.keyOf('ab', { text: 'c', view: 'text', role: 'user' }),
  );
});

test('the digest names the rules', () => {
  const [first, ...rest] = DETECTORS;
  assert.ok(first);
  assert.equal(createInspector({ detectors: DETECTORS }).digest, inspector.digest);
  assert.notEqual(createInspector({ detectors: rest }).digest, inspector.digest);
  assert.notEqual(
    createInspector({ detectors: [{ ...first, version: 'x' }, ...rest] }).digest,
    inspector.digest,
  );
});

test('no text makes a detector throw, repeat itself or point outside of the text', () => {
  const anything = fc.oneof(
    texts,
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'@.-% 4BEGIN\\n/=aD8') }),
  );
  fc.assert(
    fc.property(anything, (text) => {
      for (const detector of DETECTORS) {
        const glance = glanceAt(detector, text);
        const { findings, next } = detector.scan(glance, BEGINNING, true);
        assert.deepEqual(detector.scan(glance, BEGINNING, true).findings, findings);
        assert.equal(next.from, text.length);
        const ends = new Map<string, number>();
        for (const finding of findings) {
          assert.ok(detector.classes.includes(finding.class));
          assert.ok(finding.start >= (ends.get(finding.detector) ?? 0));
          assert.ok(finding.end > finding.start && finding.end <= text.length);
          ends.set(finding.detector, finding.end);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
