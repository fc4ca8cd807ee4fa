/** Canonical JSON: one value, one text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from '../../src/kernel/canonical.ts';

test('keys are sorted by UTF-16 code units, as in RFC 8785 section 3.2.3', () => {
  const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😂': 5, '\u0080': 6, ö: 7 };
  assert.equal(canonical(value), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😂":5,"\ufb33":3}');
});

test('strings and numbers are written as in RFC 8785 section 3.2.2', () => {
  const value = {
    numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0],
    string: '€$\u000f\nA\'B"\\\\"/',
  };
  assert.equal(
    canonical(value),
    '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('the order in which members were set does not matter, and the value survives', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonical(reversed(value)), text);
      assert.equal(canonical(JSON.parse(text)), text);
    }),
  );
});

test('members that are undefined are left out', () => {
  assert.equal(canonical({ b: undefined, a: 1 }), '{"a":1}');
});

for (const [name, value] of [
  ['a lone surrogate', { text: 'a\ud800b' }],
  ['a lone surrogate in a key', { '\udc00': 1 }],
  ['not a number', { n: Number.NaN }],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a big integer', { n: 1n }],
  ['undefined in a list', [undefined]],
] as const) {
  test(`${name} is a programmer error`, () => {
    assert.throws(() => canonical(value), TypeError);
  });
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value).reverse()) {
    Object.defineProperty(result, key, { value: reversed(member), enumerable: true, configurable: true });
  }
  return result;
}
