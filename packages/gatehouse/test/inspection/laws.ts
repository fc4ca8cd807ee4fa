/** The laws that every detector keeps, whatever it looks for: a test of one family is one call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BEGINNING, type Detector, type Finding } from '../../src/inspection/detector.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { asUser, cut, findIn, glanceAt, maskStream, maskWhole, pieceSizes, textsWith } from './support.ts';

/** `samples` are texts that these detectors find something in, or almost do. */
export function keepsTheLaws(name: string, detectors: readonly Detector[], samples: readonly string[]): void {
  const inspector = asUser(createInspector({ detectors }));
  const texts = textsWith(fc.constantFrom(...samples));

  test(`${name}: a stream masked as it becomes clear equals the whole text masked at once`, () => {
    fc.assert(
      fc.property(texts, pieceSizes, (text, sizes) => {
        assert.equal(
          maskStream(cut(text, sizes), 'text', inspector).masked,
          maskWhole(text, 'text', inspector),
        );
        const source = JSON.stringify({ note: text });
        assert.equal(
          maskStream(cut(source, sizes), 'json', inspector).masked,
          maskWhole(source, 'json', inspector),
        );
      }),
      { numRuns: 500 },
    );
  });

  test(`${name}: the way a text is cut changes nothing about the findings`, () => {
    fc.assert(
      fc.property(texts, pieceSizes, (text, sizes) => {
        const streamed = maskStream(cut(text, sizes), 'text', inspector).findings;
        assert.deepEqual(grown(streamed), grown(findIn(text, 'text', inspector)));
      }),
      { numRuns: 500 },
    );
  });

  test(`${name}: no text makes a detector throw, repeat itself or point outside of the text`, () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        for (const detector of detectors) keepsOrder(detector, text);
      }),
      { numRuns: 500 },
    );
  });

  test(`${name}: no detector keeps a stream waiting for longer than its reach`, () => {
    for (const sample of samples) {
      for (const detector of detectors) {
        const channel = createInspector({ detectors: [detector] }).openChannel({
          view: 'text',
          role: 'user',
        });
        let length = 0;
        for (let turn = 0; turn < 20; turn += 1) {
          const pushed = channel.push(sample, false);
          length += sample.length;
          assert.ok(pushed.ok, `${detector.name} on ${sample}`);
          assert.ok(length - pushed.value.clear <= detector.reach, `${detector.name} on ${sample}`);
        }
      }
    }
  });
}

function keepsOrder(detector: Detector, text: string): void {
  const glance = glanceAt(detector, text);
  const { findings, next } = detector.scan(glance, BEGINNING, true);
  assert.deepEqual(detector.scan(glance, BEGINNING, true).findings, findings);
  assert.equal(next.from, text.length);
  const ends = new Map<string, number>();
  let start = 0;
  for (const finding of findings) {
    const end = ends.get(finding.detector) ?? 0;
    assert.ok(detector.classes.includes(finding.class), finding.class);
    assert.ok(finding.start >= Math.max(start, end), 'in order, and those of one rule without overlaps');
    assert.ok(finding.end > finding.start && finding.end <= text.length);
    assert.ok(finding.confidence > 0 && finding.confidence <= 1);
    ends.set(finding.detector, finding.end);
    start = finding.start;
  }
}

/** Findings in order of their places; one that was reported as it grew counts as it was in the end. */
function grown(findings: readonly Finding[]): readonly Finding[] {
  const last = new Map(findings.map((finding) => [`${finding.detector}@${finding.start}`, finding]));
  return [...last.values()].sort(
    (left, right) =>
      left.start - right.start || left.end - right.end || (left.detector < right.detector ? -1 : 1),
  );
}
