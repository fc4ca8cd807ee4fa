/** The JSON view: escapes are undone however the source is cut, and every character knows where it came from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../src/inspection/detector.ts';
import { openJsonView } from '../../src/inspection/json-view.ts';
import type { Piece } from '../../src/inspection/piece.ts';
import { cut, findIn, pieceSizes, seen, sure, texts } from './support.ts';

const jsonLike = fc
  .array(
    fc.constantFrom(
      '\\',
      '\\\\',
      '"',
      'u',
      '\\u',
      '0040',
      '\\u0040',
      '\\ud83d',
      '\\ude00',
      '\\"',
      '\\/',
      '\\n',
      'a',
      ' ',
      '{',
      '1',
    ),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(''));

test('any cut of any source reads as the whole does', () => {
  fc.assert(
    fc.property(fc.oneof(jsonLike, fc.string()), pieceSizes, (source, sizes) => {
      const view = openJsonView();
      const pieces = cut(source, sizes);
      const read = [...pieces, ''].map((piece, index) => view(piece, index === pieces.length));
      const whole = openJsonView()(source, true);
      assert.equal(read.map(({ text }) => text).join(''), whole.text);
      const origins = read.flatMap((piece) => unitsOf(piece));
      assert.deepEqual(origins, unitsOf(whole));
    }),
    { numRuns: 3000 },
  );
});

test('a JSON string reads as what it stands for, and its origins cover the source without gaps', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const source = JSON.stringify(text);
      const { text: read, origins } = openJsonView()(source, true);
      assert.equal(read, `"${text}"`);
      assert.equal(origins?.starts.length, read.length);
      assert.deepEqual([...(origins?.starts ?? []), source.length], [0, ...(origins?.ends ?? [])]);
    }),
  );
});

/**
 * WHY without hidden text: what is invisible at the end of a text stands before a quote in its source. WHY without
 * names: what stands beside them decides whether they are some, and quotes stand beside them here.
 */
function told(findings: readonly Finding[]): readonly Finding[] {
  return sure(findings).filter((finding) => !BY_SURROUNDINGS.includes(finding.class));
}

const BY_SURROUNDINGS = ['hidden_text', 'person', 'organization', 'location'];

test('findings in a JSON string are the findings of what it stands for', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const source = JSON.stringify(text);
      // WHY sure ones: how much stands around a weak one decides whether it is suspected, and quotes stand around it here.
      const found = told(findIn(source, 'json')).map(({ class: name, start, end }) => [
        name,
        JSON.parse(`"${source.slice(start, end)}"`),
      ]);
      const expected = told(findIn(text)).map(({ class: name, start, end }) => [
        name,
        text.slice(start, end),
      ]);
      assert.deepEqual(found, expected);
    }),
    { numRuns: 2000 },
  );
});

for (const source of [
  '{"to":"a\\u0040example.com"}',
  '{"to":"\\u0061\\u0040\\u0065xample.com"}',
  '{"to":"a@example\\u002ecom"}',
]) {
  test(`escapes hide nothing: ${source}`, () => {
    const [found = ''] = seen(source, 'email', 'json');
    assert.equal(JSON.parse(`"${found}"`), 'a@example.com');
  });
}

test('what is no escape stands for itself', () => {
  const { text } = openJsonView()('"\\x \\u00g0 \\', true);
  assert.equal(text, '"\\x \\u00g0 \\');
});

function unitsOf({ origins }: Piece): readonly unknown[] {
  return [...(origins?.starts ?? [])].map((start, index) => [
    start,
    origins?.ends[index],
    origins?.bare[index],
  ]);
}
