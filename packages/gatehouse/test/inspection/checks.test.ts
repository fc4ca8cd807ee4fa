/** Check digits: what each scheme promises to detect. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasDate, isDate, luhn, mod11and10, rest, verhoeff } from '../../src/inspection/checks.ts';

const digits = fc.stringMatching(/^\d{5,14}$/);
const SCHEMES: readonly (readonly [string, (value: string) => boolean])[] = [
  ['Luhn', luhn],
  ['Verhoeff', verhoeff],
  ['ISO 7064 MOD 11,10', mod11and10],
];

for (const [name, passes] of SCHEMES) {
  test(`${name}: every number has exactly one check digit`, () => {
    fc.assert(
      fc.property(digits, (value) => {
        assert.equal([...'0123456789'].filter((digit) => passes(value + digit)).length, 1);
      }),
    );
  });

  test(`${name}: a single wrong digit is detected`, () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (value, place, by) => {
        const whole = [...'0123456789'].map((digit) => value + digit).find(passes) ?? '';
        const index = place % whole.length;
        const wrong = (Number(whole[index]) + by) % 10;
        assert.equal(passes(whole.slice(0, index) + wrong + whole.slice(index + 1)), false);
      }),
    );
  });
}

test('Verhoeff: neighbours that change places are detected', () => {
  fc.assert(
    fc.property(digits, fc.nat(), (value, place) => {
      const whole = [...'0123456789'].map((digit) => value + digit).find(verhoeff) ?? '';
      const index = place % (whole.length - 1);
      const [left = '', right = ''] = whole.slice(index, index + 2);
      fc.pre(left !== right);
      assert.equal(verhoeff(whole.slice(0, index) + right + left + whole.slice(index + 2)), false);
    }),
  );
});

test('the rest of a long number is that of the number, letters counting as two digits', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9A-Z]{1,30}$/),
      fc.integer({ min: 2, max: 1000 }),
      (value, modulus) => {
        const written = [...value].map((sign) => Number.parseInt(sign, 36)).join('');
        assert.equal(rest(value, modulus), Number(BigInt(written) % BigInt(modulus)));
      },
    ),
  );
});

test('days exist as the calendar has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1850, max: 2099 }), fc.nat(14), fc.nat(33), (year, month, day) => {
      const date = new Date(Date.UTC(year, month - 1, day));
      assert.equal(isDate(year, month, day), date.getUTCMonth() === month - 1 && date.getUTCDate() === day);
    }),
  );
  assert.ok(hasDate('290224', 'dmy') && !hasDate('290223', 'dmy') && hasDate('240229', 'ymd'));
});
