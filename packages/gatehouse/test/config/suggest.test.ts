/** Suggestions: near enough to help, never far enough to mislead. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { nearest } from '../../src/config/suggest.ts';

const names = ['tenants', 'tenant', 'models', 'providers'];

it('finds a name despite one slip', () => {
  const slip = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('drop', 'double', 'swap'));
  fc.assert(
    fc.property(slip, ([name, seed, kind]) => {
      const at = seed % (name.length - 1);
      const [before, here, after] = [name.slice(0, at), name.slice(at, at + 2), name.slice(at + 2)];
      const slipped = { drop: here.slice(1), double: `${here[0]}${here}`, swap: `${here[1]}${here[0]}` }[
        kind
      ];
      assert(nearest(`${before}${slipped}${after}`, [name]) === name);
    }),
  );
});

it('prefers the nearest, and ignores case', () => {
  assert.equal(nearest('tenantz', names), 'tenants');
  assert.equal(nearest('MODELS', names), 'models');
});

it('suggests nothing for something else altogether', () => {
  assert.equal(nearest('budgets', names), undefined);
  assert.equal(nearest('x', names), undefined);
  assert.equal(nearest('x'.repeat(100_000), names), undefined);
});
