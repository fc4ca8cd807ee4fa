/** The label lattice keeps its laws, so that joining labels never forgets anything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { join, type Label, NOTHING } from '../../src/kernel/labels.ts';

const names = fc
  .uniqueArray(fc.constantFrom('email', 'iban', 'payment_card', 'private_key'))
  .map((list) => list.sort());
const labels: fc.Arbitrary<Label> = fc.record(
  {
    integrity: fc.constantFrom('trusted' as const, 'untrusted' as const),
    classes: names,
    opaque: names,
  },
  { noNullPrototype: true },
);

test('joining is associative, commutative and idempotent', () => {
  fc.assert(
    fc.property(labels, labels, labels, (a, b, c) => {
      assert.deepEqual(join(join(a, b), c), join(a, join(b, c)));
      assert.deepEqual(join(a, b), join(b, a));
      assert.deepEqual(join(a, a), a);
    }),
  );
});

test('a joined label says everything that either said', () => {
  fc.assert(
    fc.property(labels, labels, (a, b) => {
      const joined = join(a, b);
      for (const { classes, opaque, integrity } of [a, b]) {
        assert.ok(classes.every((name) => joined.classes.includes(name)));
        assert.ok(opaque.every((kind) => joined.opaque.includes(kind)));
        if (integrity === 'untrusted') assert.equal(joined.integrity, 'untrusted');
      }
      assert.ok(joined.classes.every((name) => a.classes.includes(name) || b.classes.includes(name)));
    }),
  );
});

test('the bottom adds nothing', () => {
  fc.assert(fc.property(labels, (label) => assert.deepEqual(join(NOTHING, label), label)));
});
