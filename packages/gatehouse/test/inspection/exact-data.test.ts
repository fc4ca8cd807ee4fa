/** Exact data: identifiers are found however they are written, and cannot be read from what is kept of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createInspector } from '../../src/inspection/engine.ts';
import { columnOf } from '../../src/inspection/exact/csv.ts';
import { exactData } from '../../src/inspection/exact/exact-data.ts';
import { buildIdentifiers, openIdentifiers } from '../../src/inspection/exact/store.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn, maskStream } from './support.ts';

const SECRET = '5'.repeat(64);
const NONCE = new Uint8Array(12).fill(7);
const RULE = {
  id: 'customers',
  owner: 'o',
  reason: 'r',
  review: '2027-01-01',
  class: 'customer',
  store: 's',
};
const VALUES = [
  'AB-123.456',
  'Müller & Söhne',
  'ada.byron@example.com',
  '4711 0815',
  '株式会社夜鷹',
  'Q4',
  '4711 0815 22',
];

function built(values: Iterable<string> = VALUES) {
  return buildIdentifiers(values, { secret: SECRET, nonce: NONCE });
}

function identifiers(values: Iterable<string> = VALUES) {
  const opened = openIdentifiers(built(values).bytes, SECRET);
  assert.ok(opened.ok);
  return opened.value;
}

const DETECTOR = exactData(RULE, identifiers());
const inspector = createInspector({ detectors: [DETECTOR] });

function found(text: string): readonly string[] {
  return findIn(text, 'text', inspector).map(({ start, end }) => text.slice(start, end));
}

keepsTheLaws(
  'exact data',
  [DETECTOR],
  [
    'AB-123.456',
    'ab 123 456',
    'AB-123',
    'Müller und Söhne',
    'müller\nsöhne',
    'ada.byron@example.com',
    'ada.byron@',
    '47110815',
    '4 7 1 1 0 8 1 5',
    '4711-0815-22',
    '株式会社夜鷹',
    'Q4',
  ],
);

describe('exact data', () => {
  it('is found in any case and with any separators, as whole words', () => {
    assert.deepEqual(found('ab123456, AB 123-456, xAB123456, 1AB123456, AB123456x, AB1234567'), [
      'ab123456',
      'AB 123-456',
    ]);
    assert.deepEqual(found('MÜLLER & SÖHNE; Ada.Byron@Example.COM; 新株式会社夜鷹です'), [
      'MÜLLER & SÖHNE',
      'Ada.Byron@Example.COM',
      '株式会社夜鷹',
    ]);
  });

  it('is taken as long as it can be, and not across a gap', () => {
    assert.deepEqual(found('4711-0815-22 4711 0815 23 4711 ---- 0815'), ['4711-0815-22', '4711 0815']);
  });

  it('lets other words of a stream pass at once, even half of one', () => {
    const { released } = maskStream(
      ['The quick brow', 'n fox saw AB', '-123', '456 leap'],
      'text',
      inspector,
    );
    assert.deepEqual(released.slice(0, 3), ['The quick brow', 'n fox saw ', '']);
    assert.equal(released.join(''), 'The quick brown fox saw [CUSTOMER] leap');
  });

  it('counts each value once, and says which are too short or too long', () => {
    const { count, skipped } = built([...VALUES, 'ab 123456', 'x'.repeat(65), '']);
    assert.deepEqual({ count, skipped }, { count: 6, skipped: 3 });
  });
});

describe('what is kept of it', () => {
  it('differs with the secret and the nonce, and holds none of the values', () => {
    const { bytes } = built();
    const text = Buffer.from(bytes).toString('latin1').toLowerCase();
    for (const value of ['ab123456', 'müllersöhne', 'adabyron', '47110815']) assert.ok(!text.includes(value));
    const other = buildIdentifiers(VALUES, { secret: SECRET, nonce: new Uint8Array(12).fill(8) });
    assert.notDeepEqual(Buffer.from(other.bytes).subarray(60, 200), Buffer.from(bytes).subarray(60, 200));
  });

  it('is refused when it was changed, cut off, or made with another secret', () => {
    const { bytes } = built();
    assert.ok(!openIdentifiers(bytes, '6'.repeat(64)).ok);
    assert.ok(!openIdentifiers(bytes.subarray(0, bytes.length - 1), SECRET).ok);
    assert.ok(!openIdentifiers(new Uint8Array(0), SECRET).ok);
    for (const place of [0, 30, 60, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      assert.ok(!openIdentifiers(changed, SECRET).ok, `byte ${place}`);
    }
  });

  it('tells one set of values from another', () => {
    assert.equal(identifiers().digest, identifiers([...VALUES].reverse()).digest);
    assert.notEqual(identifiers().digest, identifiers([...VALUES, 'another']).digest);
  });
});

describe('a table', () => {
  const read = (text: string, column?: string) => {
    const values = columnOf(text, column);
    return typeof values === 'string' ? values : [...values];
  };

  it('is read by column, whatever its separator, quotes and line ends', () => {
    assert.deepEqual(read('\ufeffid,name\r\n1,"Ada, ""the"" first"\r\n2,Bob\r\n\r\n', 'name'), [
      'Ada, "the" first',
      'Bob',
    ]);
    assert.deepEqual(read('id;name\n1;Ada\n2;"two\nlines"', 'name'), ['Ada', 'two\nlines']);
    assert.deepEqual(read('a\tb\n1\t2\n3\n', 'b'), ['2']);
    assert.deepEqual(read('one\n\n two \r\nthree'), ['one', ' two ', 'three']);
    assert.deepEqual(read('a,b\n1,', 'b'), []);
  });

  it('without the column, or with a quote that does not end, is refused', () => {
    assert.match(String(read('id,name\n1,Ada', 'email')), /no such column/);
    assert.match(String(read('', 'email')), /no such column/);
    assert.match(String(read('id\n"1', 'id')), /quoted value/);
  });
});
