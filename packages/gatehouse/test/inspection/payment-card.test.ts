/** Payment cards: what is a number, what is not, and why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ISSUERS } from '../../src/inspection/detectors/identifiers/card-issuers.ts';
import { paymentCard } from '../../src/inspection/detectors/identifiers/payment-card.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { AS_TEXT, seen } from './support.ts';

const FOUND: readonly (readonly [why: string, text: string, ...numbers: string[]])[] = [
  ['Visa', 'card 4111111111111111.', '4111111111111111'],
  ['Visa of 13 digits', '4222222222222', '4222222222222'],
  ['American Express', '378282246310005', '378282246310005'],
  ['Diners Club', '30569309025904', '30569309025904'],
  ['Discover', '6011000990139424', '6011000990139424'],
  ['JCB', '3530111333300000', '3530111333300000'],
  ['Mastercard, new range', '2223003122003222', '2223003122003222'],
  ['Maestro of 12 digits', '676770000005', '676770000005'],
  ['spaces', '4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['dashes', '4111-1111-1111-1111', '4111-1111-1111-1111'],
  ['dots', '4111.1111.1111.1111', '4111.1111.1111.1111'],
  ['no-break spaces', '4111\u00a01111\u00a01111\u00a01111', '4111\u00a01111\u00a01111\u00a01111'],
  ['spaced dashes', '4111 - 1111 - 1111 - 1111', '4111 - 1111 - 1111 - 1111'],
  ['groups of American Express', '3782 822463 10005', '3782 822463 10005'],
  ['odd groups', 'card 41 11-111 1111.11111!', '41 11-111 1111.11111'],
  ['digit by digit', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
  ['several, adjoining', '4111111111111111 5555-5555-5555-4444', '4111111111111111', '5555-5555-5555-4444'],
  [
    'digit by digit behind another',
    '5555-5555-5555-4444 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
    '5555-5555-5555-4444',
    '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
  ],
  ['with an expiry date behind', '4111 1111 1111 1111 12/27', '4111 1111 1111 1111'],
  ['a list number before', '1. 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['letters at both sides', 'VISA4111111111111111EUR', '4111111111111111'],
  ['full-width digits', '４１１１ １１１１ １１１１ １１１１', '４１１１ １１１１ １１１１ １１１１'],
  ['Arabic-Indic digits', '٤١١١١١١١١١١١١١١١', '٤١١١١١١١١١١١١١١١'],
  ['zero-width spaces between', '4111\u200b1111\u200b1111\u200b1111', '4111\u200b1111\u200b1111\u200b1111'],
  ['en dashes', '4111–1111–1111–1111', '4111–1111–1111–1111'],
];

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['wrong check digit', '4111111111111112'],
  ['no issuer has this prefix', '9999999999999995'],
  ['an issuer has no numbers of this length', '41111111111111'],
  ['part of a longer run of digits', '94111111111111111000000'],
  ['the decimals of a number', '0.4111111111111111'],
  ['a decimal number', '4.111111111111111'],
  ['milliseconds since the epoch', '1763720000000'],
  ['a date and time', '2026-11-21 10:30:00.000000'],
  ['a row of figures', '9 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 7'],
  ['lines are not groups', '4111\n1111\n1111\n1111'],
  ['four separators are more than grouping', '4111    1111    1111    1111'],
  ['a UUID', '4111e111-1111-4111-8111-111111111111'],
];

for (const [why, text, ...numbers] of FOUND) {
  test(`a card is found: ${why}`, () => assert.deepEqual(seen(text, 'payment_card'), numbers));
}

for (const [why, text] of NOT_FOUND) {
  test(`no card is found: ${why}`, () => assert.deepEqual(seen(text, 'payment_card'), []));
}

test('figures that no card begins with are not held back', () => {
  for (const text of ['It took 500 ', 'In 2024-', 'call 0800 - ', 'It costs 42,']) {
    const pushed = createInspector({ detectors: [paymentCard] })
      .openChannel(AS_TEXT)
      .push(text, false);
    assert.ok(pushed.ok && pushed.value.clear === text.length, text);
  }
});

test('every number that an issuer of the table can issue is found, in groups of four and without', () => {
  const issued = fc
    .constantFrom(...ISSUERS)
    .chain((issuer) =>
      fc.tuple(
        fc.constantFrom(issuer.from, issuer.to),
        fc.constantFrom(...issuer.lengths),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 19, maxLength: 19 }),
      ),
    )
    .map(([prefix, length, digits]) => completed((prefix + digits.join('')).slice(0, length - 1)));
  fc.assert(
    fc.property(issued, (number) => {
      const grouped = number.replace(/(.{4})(?=.)/g, '$1 ');
      assert.deepEqual(seen(number, 'payment_card'), [number]);
      assert.deepEqual(seen(grouped, 'payment_card'), [grouped]);
    }),
    { numRuns: 500 },
  );
});

keepsTheLaws(
  'cards',
  [paymentCard],
  [...FOUND.map(([, text]) => text), ...NOT_FOUND.map(([, text]) => text)],
);

/** `digits` with the check digit behind it. */
function completed(digits: string): string {
  const last = [...'0123456789'].find((digit) => luhn(digits + digit));
  assert.ok(last !== undefined);
  return digits + last;
}

function luhn(number: string): boolean {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = [...number]
    .reverse()
    .reduce(
      (total, digit, index) => total + (index % 2 === 0 ? Number(digit) : (doubled[Number(digit)] ?? 0)),
      0,
    );
  return sum % 10 === 0;
}
