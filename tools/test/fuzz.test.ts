/** The fuzzer: it notices what is broken, makes it short, and all shipped detectors pass a short run of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Detector, Scan } from '../../packages/gatehouse/src/inspection/detector.ts';
import { DETECTORS } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import { createInspector } from '../../packages/gatehouse/src/inspection/engine.ts';
import { inputAt, unitAt } from '../fuzz/inputs.ts';
import { checkLaws } from '../fuzz/laws.ts';
import { shrink } from '../fuzz/shrink.ts';

const SEED = 20_261_121;
const INPUTS = 3_000;

/** A detector that breaks a law. */
function inspectorOf(scan: Detector['scan']) {
  const detector = { name: 'faulty', classes: ['email'], version: '1', reach: 10, scan };
  return createInspector({ detectors: [detector] });
}

function finding(start: number, end: number, confidence = 1) {
  return { class: 'email', detector: 'faulty', start, end, confidence };
}

function scanned(findings: Scan['findings'], from: number): Scan {
  return { findings, next: { from, floor: 0, inside: false } };
}

describe('the fuzzer', () => {
  it('finds nothing broken in the shipped detectors', () => {
    const inspector = createInspector({ detectors: DETECTORS, memoBytes: 0 });
    let findings = 0;
    for (let index = 0; index < INPUTS; index += 1) {
      const checked = checkLaws(inspector, inputAt(SEED, index));
      assert.equal(checked.broken, undefined, `--seed ${SEED} --from ${index} --inputs 1`);
      findings += checked.findings;
    }
    assert.ok(findings > INPUTS / 10, 'the inputs hold something to find');
  });

  it('draws the same inputs for the same seed, and others for another', () => {
    assert.deepEqual(inputAt(1, 7), inputAt(1, 7));
    assert.notDeepEqual(inputAt(1, 7), inputAt(2, 7));
    assert.equal(unitAt(1, 7), unitAt(1, 7));
    assert.ok(Array.from({ length: 500 }, (_, index) => unitAt(1, index)).every((unit) => unit.length > 0));
  });

  const input = { text: 'one two three', view: 'text', role: 'user', cuts: [4, 1] } as const;
  const broken: readonly (readonly [string, Detector['scan'], RegExp])[] = [
    [
      'a detector that throws',
      () => {
        throw new Error('oh');
      },
      /^the whole text fails: Error: oh$/,
    ],
    [
      'a finding without confidence',
      ({ text }) => scanned(text.length > 5 ? [finding(0, 3, 0)] : [], text.length),
      /^a finding is out of place/,
    ],
    [
      'a finding of no length',
      ({ text }, { from }) => scanned([finding(from, from)], text.length),
      /^a finding is out of place/,
    ],
    [
      'a detector that depends on how the text is cut',
      ({ text }, { from }) => scanned(text.length - from > 5 ? [finding(from, from + 5)] : [], text.length),
      /^whole .*, streamed /,
    ],
  ];
  for (const [name, scan, law] of broken) {
    it(`notices ${name}`, () => {
      assert.match(checkLaws(inspectorOf(scan), input).broken ?? '', law);
    });
  }

  it('makes what is broken as short as it can be', () => {
    assert.equal(
      shrink('some text with a needle in it', (text) => /e.*d.*l/.test(text)),
      'edl',
    );
    assert.equal(
      shrink('aaaa', () => true),
      '',
    );
  });
});
