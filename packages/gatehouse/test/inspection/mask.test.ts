/** Masks: one for each region, JSON stays JSON, and nothing of the masked classes is left to find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mask } from '../../src/inspection/mask.ts';
import { delimitedTexts, findIn, maskStream, maskWhole, PLANTED, sure } from './support.ts';

test('every class has its mask', () => {
  assert.equal(
    maskWhole('to a@example.com, 4111 1111 1111 1111, DE89370400440532013000, AKIAQ7R3T5V9X2Z4B6D8.'),
    'to [EMAIL], [PAYMENT_CARD], [IBAN], [CLOUD_KEY].',
  );
});

test('a text that is masked until nothing is found takes no more rounds than the gate allows', () => {
  fc.assert(
    fc.property(delimitedTexts, fc.constantFrom('text', 'json'), (text, view) => {
      // WHY rounds: what stands beside a mask may be judged anew, a name or an order most of all.
      let masked = text;
      for (let round = 0; round < 3; round += 1) masked = maskWhole(masked, view);
      assert.deepEqual(sure(findIn(masked, view)), []);
    }),
    { numRuns: 2500 },
  );
});

test('masking one class leaves nothing of that class', () => {
  fc.assert(
    fc.property(
      delimitedTexts,
      fc.constantFrom('email', 'payment_card', 'iban', 'cloud_key', 'private_key'),
      (text, name) => {
        const masked = mask(
          { text, view: 'text' },
          findIn(text).filter((finding) => finding.class === name),
        );
        assert.deepEqual(
          findIn(masked).filter((finding) => finding.class === name),
          [],
        );
      },
    ),
    { numRuns: 2500 },
  );
});

test('nothing planted is left in a masked text', () => {
  // A number in odd groups counts only where no other digits adjoin it, so it is not among these.
  const planted = PLANTED.filter((each) => !/^(\d )+\d$/.test(each));
  fc.assert(
    fc.property(delimitedTexts, (text) => {
      const masked = maskWhole(text);
      for (const each of planted) assert.ok(!masked.includes(each), each);
    }),
    { numRuns: 2500 },
  );
});

test('overlapping findings become one, named by the more telling class', () => {
  const finding = { detector: 'x', confidence: 1 };
  const masked = mask({ text: '0123456789', view: 'text' }, [
    { ...finding, class: 'email', start: 0, end: 6 },
    { ...finding, class: 'cloud_key', start: 4, end: 8 },
  ]);
  assert.equal(masked, '[CLOUD_KEY]89');
});

test('adjacent findings keep a mask each', () => {
  const finding = { detector: 'x', confidence: 1, class: 'email' };
  const masked = mask({ text: '0123', view: 'text' }, [
    { ...finding, start: 0, end: 2 },
    { ...finding, start: 2, end: 4 },
  ]);
  assert.equal(masked, '[EMAIL][EMAIL]');
});

for (const source of [
  '{"card":4111111111111111}',
  '[-4111111111111111,4111111111111111.0, 4111111111111111e0]',
  '{"a":"4111111111111111","b":"\\"x\\" 4111111111111111"}',
  '4111111111111111',
  ' "4111111111111111"',
  '{"a":"mail a\\u0040example.com, or \\"b@example.com\\""}',
]) {
  test(`masked JSON is still JSON: ${source}`, () => {
    const masked = maskWhole(source, 'json');
    assert.doesNotThrow(() => JSON.parse(masked), masked);
    assert.doesNotMatch(masked, /4111|example/);
    assert.equal(maskStream([...source], 'json').masked, masked);
  });
}

test('a fragment that begins within a string is masked without quotes', () => {
  assert.equal(maskWhole('card is 4111111111111111", "b": 1', 'json'), 'card is [PAYMENT_CARD]", "b": 1');
});
