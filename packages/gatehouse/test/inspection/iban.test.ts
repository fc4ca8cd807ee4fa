/** International bank account numbers: what is one, what is not, and why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { iban } from '../../src/inspection/detectors/identifiers/iban.ts';
import { ACCOUNT_FORMS } from '../../src/inspection/detectors/identifiers/iban-countries.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { AS_TEXT, seen } from './support.ts';

const FOUND: readonly (readonly [why: string, text: string, ...accounts: string[]])[] = [
  ['plain', 'IBAN: DE89370400440532013000.', 'DE89370400440532013000'],
  ['in groups of four', 'DE89 3704 0044 0532 0130 00', 'DE89 3704 0044 0532 0130 00'],
  ['lower case', 'gb82 west 1234 5698 7654 32', 'gb82 west 1234 5698 7654 32'],
  ['dashes', 'DE89-3704-0044-0532-0130-00', 'DE89-3704-0044-0532-0130-00'],
  [
    'no-break spaces',
    'FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606',
    'FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606',
  ],
  ['the country by itself', 'DE 89 3704 0044 0532 0130 00', 'DE 89 3704 0044 0532 0130 00'],
  ['a country in small letters by itself', 'iban de 89 3704 0044 0532 0130 00', '89 3704 0044 0532 0130 00'],
  ['words behind it', 'NO9386011117947 and more', 'NO9386011117947'],
  ['a word glued before it', 'ibanDE89370400440532013000', 'DE89370400440532013000'],
  ['characters glued behind it', 'DE893704004405320130007x', 'DE89370400440532013000'],
  [
    'full-width',
    'ＤＥ８９３７０４００４４０５３２０１３０００',
    'ＤＥ８９３７０４００４４０５３２０１３０００',
  ],
  ['two in a row', 'BE68539007547034,NO9386011117947', 'BE68539007547034', 'NO9386011117947'],
];

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['wrong check digits', 'DE88370400440532013000'],
  ['no such country', 'ZZ89370400440532013000'],
  ['too short', 'DE8937040044053201300'],
  ['a letter where the country has digits', 'DE8937040044053201300A'],
  ['words that begin with a country and digits', 'MD 20 more reasons to read the docs again today'],
];

for (const [why, text, ...accounts] of FOUND) {
  test(`an account is found: ${why}`, () => assert.deepEqual(seen(text, 'iban'), accounts));
}

for (const [why, text] of NOT_FOUND) {
  test(`no account is found: ${why}`, () => assert.deepEqual(seen(text, 'iban'), []));
}

test('words that are called like countries are not held back', () => {
  for (const text of ['Let me ', 'This is ', 'La casa de ', 'It may be - ']) {
    const pushed = createInspector({ detectors: [iban] })
      .openChannel(AS_TEXT)
      .push(text, false);
    assert.ok(pushed.ok && pushed.value.clear === text.length, text);
  }
});

test('every account of every country is found, in groups and without', () => {
  const account = fc
    .constantFrom(...Object.entries(ACCOUNT_FORMS))
    .chain(([country, form]) =>
      fc.stringMatching(new RegExp(`^${pattern(form)}$`)).map((number) => completed(country, number)),
    );
  fc.assert(
    fc.property(account, (number) => {
      const grouped = number.replace(/(.{4})(?=.)/g, '$1 ');
      assert.deepEqual(seen(`${number}.`, 'iban'), [number]);
      assert.deepEqual(seen(`${grouped}.`, 'iban'), [grouped]);
    }),
    { numRuns: 500 },
  );
});

keepsTheLaws('accounts', [iban], [...FOUND.map(([, text]) => text), ...NOT_FOUND.map(([, text]) => text)]);

function pattern(form: string): string {
  const kinds: Readonly<Record<string, string>> = { n: '[0-9]', a: '[A-Z]', c: '[A-Z0-9]' };
  return form.replace(/(\d+)([nac])/g, (_, count: string, kind: string) => `${kinds[kind]}{${count}}`);
}

/** Check digits by ISO 7064 MOD 97-10, in big integers and so in another way than the detector does it. */
function completed(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}
