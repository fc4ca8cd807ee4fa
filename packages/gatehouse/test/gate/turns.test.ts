/** Turns: one after another under one name, whatever becomes of each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTurns } from '../../src/gate/turns.ts';

test('under one name nothing overlaps, everything is done in order, and other names do not wait', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name: fc.constantFrom('a', 'b'), fails: fc.boolean() }), { maxLength: 20 }),
      async (works) => {
        const turns = createTurns();
        const busy = new Map<string, number>();
        const done: number[] = [];
        const results = await Promise.allSettled(
          works.map(({ name, fails }, index) =>
            turns.take(name, async (waited) => {
              assert.equal(busy.get(name) ?? 0, 0);
              assert.equal(
                waited,
                works.slice(0, index).some((other) => other.name === name),
              );
              busy.set(name, 1);
              await new Promise((resolve) => setImmediate(resolve));
              busy.set(name, 0);
              done.push(index);
              if (fails) throw new Error('it failed');
            }),
          ),
        );
        assert.deepEqual(
          results.map(({ status }) => status === 'rejected'),
          works.map(({ fails }) => fails),
        );
        for (const wanted of ['a', 'b']) {
          const order = done.filter((index) => works[index]?.name === wanted);
          assert.deepEqual(
            order,
            order.toSorted((one, other) => one - other),
          );
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a name that nobody holds is nobody waited for', async () => {
  const turns = createTurns();
  await turns.take('a', async () => undefined);
  assert.equal(await turns.take('a', async (waited) => waited), false);
});
