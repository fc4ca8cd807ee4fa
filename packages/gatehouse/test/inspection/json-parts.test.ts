/** What reaches over the borders of JSON strings: masked within each string, and the source stays JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openChannel, watchOf } from '../../src/inspection/channel.ts';
import type { Detector } from '../../src/inspection/detector.ts';
import { mask } from '../../src/inspection/mask.ts';

/** Finds everything from one place to another, whatever stands there. */
function greedy(from: number, to: number): Detector {
  return {
    name: 'greedy',
    classes: ['injection'],
    version: '1',
    reach: 4_096,
    scan: ({ text }, cursor, last) => {
      const next = { ...cursor, from: last ? text.length : Math.min(from, text.length) };
      const end = Math.min(to, text.length);
      if (!last || from >= end) return { findings: [], next };
      return {
        findings: [{ class: 'injection', detector: 'greedy', start: from, end, confidence: 1 }],
        next,
      };
    },
  };
}

/** WHY not those with `true`, `false` and `null`: no detector finds half of one, as this one would. */
const sources = fc.json().filter((source) => !/true|false|null/.test(source));

test('whatever stretch of a JSON source is found, its mask leaves JSON', () => {
  fc.assert(
    fc.property(sources, fc.nat(200), fc.nat(200), (source, from, length) => {
      const channel = openChannel(watchOf([greedy(from, from + length)]), { view: 'json', role: 'tool' });
      const pushed = channel.push(source, true);
      assert.ok(pushed.ok);
      const masked = mask({ text: source, view: 'json' }, pushed.value.findings);
      assert.doesNotThrow(() => JSON.parse(masked), `${source} became ${masked}`);
    }),
    { numRuns: 3000 },
  );
});

test('nothing of a finding stays where a source is no JSON', () => {
  for (const source of ['" "sk-proj-aB3dE6gH9jK2" "', 'x"a b" c {d', '"a" b c "d']) {
    const channel = openChannel(watchOf([greedy(0, source.length)]), { view: 'json', role: 'tool' });
    const pushed = channel.push(source, true);
    assert.ok(pushed.ok);
    const masked = mask({ text: source, view: 'json' }, pushed.value.findings);
    assert.doesNotMatch(masked.replaceAll('[INJECTION]', ''), /[a-zA-Z0-9]/, masked);
  }
});

test('of a stretch over several strings each part is masked', () => {
  const source = '{"a":"one two","b":[12345678,"three"]}';
  const channel = openChannel(watchOf([greedy(6, 36)]), { view: 'json', role: 'tool' });
  const pushed = channel.push(source, true);
  assert.ok(pushed.ok);
  assert.equal(
    mask({ text: source, view: 'json' }, pushed.value.findings),
    '{"a":"[INJECTION]","[INJECTION]":["[INJECTION]","[INJECTION]"]}',
  );
});
