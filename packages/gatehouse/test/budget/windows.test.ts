/** Windows of budgets: they tile time without gaps, in whole units of UTC. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { secondsLeft, windowAt } from '../../src/budget/windows.ts';

const period = fc.constantFrom('minute', 'hour', 'day', 'month');
const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

test('every instant lies in exactly one window, and the next begins where it ends', () => {
  fc.assert(
    fc.property(period, instant, (per, atMs) => {
      const window = windowAt(per, atMs);
      assert.ok(window.startMs <= atMs && atMs < window.endMs);
      assert.deepEqual(windowAt(per, window.startMs), window);
      assert.deepEqual(windowAt(per, window.endMs - 1), window);
      assert.equal(windowAt(per, window.endMs).startMs, window.endMs);
    }),
  );
});

test('a month ends with its last day, in leap years too', () => {
  assert.deepEqual(windowAt('month', Date.UTC(2028, 1, 29, 23, 59)), {
    startMs: Date.UTC(2028, 1, 1),
    endMs: Date.UTC(2028, 2, 1),
  });
});

test('the wait is never shorter than the window, and never zero', () => {
  const window = windowAt('minute', 0);
  assert.equal(secondsLeft(window, 0), 60);
  assert.equal(secondsLeft(window, 58_999), 2);
  assert.equal(secondsLeft(window, 59_999), 1);
  assert.equal(secondsLeft(window, 61_000), 1);
});
