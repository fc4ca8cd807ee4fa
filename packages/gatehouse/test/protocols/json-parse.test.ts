/** The strict JSON parser: what it takes, what it refuses, and that it is linear. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  get,
  type JsonDocument,
  type JsonNode,
  numberValue,
  stringValue,
} from '../../src/protocols/json/document.ts';
import { decodeUtf8, parseJson } from '../../src/protocols/json/parse.ts';

const LIMITS = { depthMax: 64 };

function meaning(document: JsonDocument, node: JsonNode): unknown {
  if (node.kind === 'string') return stringValue(document, node);
  if (node.kind === 'number') return numberValue(document, node);
  if (node.kind === 'array') return node.children.map((child) => meaning(document, child));
  if (node.kind === 'object') {
    return Object.fromEntries(
      node.names.map((name, index) => [name, meaning(document, node.children[index] as JsonNode)]),
    );
  }
  return { true: true, false: false, null: null }[node.kind];
}

function codeFor(source: string, depthMax = 64): string {
  const parsed = parseJson(source, { depthMax });
  return parsed.ok ? 'ok' : parsed.fault.code;
}

describe('what is refused', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['a duplicate key', '{"a":1,"a":2}'],
    ['a key that is a duplicate once its escape is undone', '{"model":1,"\\u006dodel":2}'],
    ['a duplicate among many keys', `{${Array.from({ length: 40 }, (_, i) => `"k${i}":0`).join()},"k7":1}`],
    [
      'a late duplicate among many keys',
      `{${Array.from({ length: 40 }, (_, i) => `"k${i}":0`).join()},"k30":1}`,
    ],
    ['a repeated __proto__', '{"__proto__":1,"__proto__":2}'],
    ['a lone high surrogate', '"\ud83d"'],
    ['a lone low surrogate', '"\ude00"'],
    ['an escaped lone surrogate', '"\\ud83d"'],
    ['an escaped low surrogate before a high one', '"\\ude00\\ud83d"'],
    ['a surrogate pair that is half escaped', '"\\ud83d\ude00"'],
    ['an integer beyond 2^53-1', '9007199254740992'],
    ['a negative integer beyond -(2^53-1)', '-9007199254740992'],
    ['a number that overflows', '1e400'],
    ['a number that vanishes', '1e-400'],
    ['an integer of many digits', '9'.repeat(400)],
    ['a byte order mark', '\ufeff{}'],
    ['a NUL after the document', '{}\0'],
    ['a NUL in a string', '"a\0b"'],
    ['a raw newline in a string', '"a\nb"'],
    ['a second document', '{} {}'],
    ['a trailing comma', '[1,]'],
    ['a comment', '{/* */}'],
    ['a leading zero', '01'],
    ['a plus sign', '+1'],
    ['a bare point', '1.'],
    ['NaN', 'NaN'],
    ['single quotes', "{'a':1}"],
    ['an open string', '"abc'],
    ['an unknown escape', '"\\x41"'],
    ['a short unicode escape', '"\\u00"'],
    ['white space beyond RFC 8259', '\u00a0{}'],
    ['nothing', ''],
  ];
  for (const [name, source] of refused) {
    test(name, () => assert.equal(codeFor(source), 'request.json'));
  }

  test('nesting beyond the limit, however deep, without exhausting the stack', () => {
    assert.equal(codeFor('[[[]]]', 3), 'ok');
    assert.equal(codeFor('[[[[]]]]', 3), 'request.depth');
    assert.equal(codeFor('['.repeat(1_000_000), 64), 'request.depth');
    assert.equal(codeFor('{"a":'.repeat(1_000_000), 1_000_000_000), 'request.depth');
  });

  test('the fault says where, and never what', () => {
    const parsed = parseJson('{"secret-key":1,"secret-key":2}', LIMITS);
    assert(!parsed.ok);
    assert.match(parsed.fault.message, /a repeated key at character 16/);
    assert.doesNotMatch(parsed.fault.message, /secret/);
  });
});

describe('what is taken', () => {
  test('names that objects are born with are names like any other', () => {
    const parsed = parseJson('{"__proto__":{"x":1},"constructor":2,"__entity":3,"toString":4}', LIMITS);
    assert(parsed.ok);
    const { root } = parsed.value;
    assert.deepEqual(root.names, ['__proto__', 'constructor', '__entity', 'toString']);
    assert.equal(get(root, 'valueOf'), undefined);
    assert.equal(get(root, 'x'), undefined);
    assert.equal(get(root, '__proto__')?.kind, 'object');
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });

  test('numbers at the edges', () => {
    for (const source of [
      '9007199254740991',
      '-9007199254740991',
      '0',
      '-0',
      '0.1',
      '1e308',
      '5e-324',
      '0e-999',
      '1E5',
    ]) {
      assert.equal(codeFor(source), 'ok', source);
    }
  });

  test('every position is where it says', () => {
    const source = ' {"a" : [ 1.5, "x\\n" , {} ] }\n';
    const parsed = parseJson(source, LIMITS);
    assert(parsed.ok);
    const list = get(parsed.value.root, 'a');
    assert(list);
    assert.equal(source.slice(list.start, list.end), '[ 1.5, "x\\n" , {} ]');
    assert.deepEqual(
      list.children.map(({ start, end }) => source.slice(start, end)),
      ['1.5', '"x\\n"', '{}'],
    );
  });
});

describe('laws', () => {
  const unicodeJson = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 6 });
  const spacing = fc.constantFrom(undefined, 1, '\t', '\r\n ');

  test('what it takes means the same to JSON.parse, and whatever JSON.stringify wrote within I-JSON is taken', () => {
    fc.assert(
      fc.property(unicodeJson, spacing, (value, space) => {
        const source = JSON.stringify(value, null, space === '\r\n ' ? ' ' : space).replaceAll(
          '\n',
          space === '\r\n ' ? '\r\n' : '\n',
        );
        const parsed = parseJson(source, LIMITS);
        if (parsed.ok) assert.deepEqual(meaning(parsed.value, parsed.value.root), JSON.parse(source));
        else assert.match(parsed.fault.message, /number|surrogate/);
      }),
      { numRuns: 500 },
    );
  });

  test('mutated and truncated sources never throw, and what JSON.parse refuses is refused', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      'e',
      '-',
      '0',
      '\\u',
      '\ud800',
      '\0',
      '\ufeff',
      ' ',
    );
    const mutation = fc.record({ at: fc.nat(), cut: fc.nat(3), piece: pieces });
    fc.assert(
      fc.property(unicodeJson, mutation, (value, { at, cut, piece }) => {
        const source = JSON.stringify(value);
        const index = at % (source.length + 1);
        const mutated = source.slice(0, index) + piece + source.slice(index + cut);
        for (const text of [mutated, source.slice(0, index)]) {
          const parsed = parseJson(text, LIMITS);
          if (!parsed.ok) continue;
          assert.deepEqual(meaning(parsed.value, parsed.value.root), JSON.parse(text));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the work grows with the length alone, also for hostile sources', () => {
    const shapes: readonly ((n: number) => string)[] = [
      (n) => `"${'\\u0041'.repeat(n)}"`,
      (n) => `"${'\\ud83d\\ude00'.repeat(n)}"`,
      (n) => `{${Array.from({ length: n }, (_, i) => `"${i}":0`).join()}}`,
      (n) => `[${'0.1e1,'.repeat(n)}1]`,
      (n) => ' '.repeat(n),
      (n) => `1${'0'.repeat(n)}`,
      (n) => `"${'a'.repeat(n)}`,
      (n) => '[{"a":'.repeat(n),
    ];
    for (const shape of shapes) {
      const source = shape(3000);
      assert.ok(steps(source) < 12 * source.length + 100, source.slice(0, 12));
    }
  });
});

/** Counts how often the parser looks at a character, or copies one. */
function steps(source: string): number {
  let count = 0;
  const counting = {
    length: source.length,
    charCodeAt(at: number) {
      count += 1;
      return source.charCodeAt(at);
    },
    slice(start: number, end: number) {
      count += end - start;
      return source.slice(start, end);
    },
  };
  parseJson(counting as unknown as string, { depthMax: 512 });
  return count;
}

describe('decoding', () => {
  test('UTF-8 is decoded, and nothing else', () => {
    assert.deepEqual(decodeUtf8(Buffer.from('{"a":"é😀"}')), { ok: true, value: '{"a":"é😀"}' });
    for (const bytes of [
      [0xc3],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
      [0xff, 0xfe, 0x7b, 0x00],
      [0xef, 0xbb, 0xbf, 0x7b, 0x7d],
    ]) {
      assert.equal(decodeUtf8(Uint8Array.from(bytes)).ok, false);
    }
  });
});
