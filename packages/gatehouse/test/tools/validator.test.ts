/** Arguments against schemas: what does not fit is refused by name, and no schema can run code or hold up the gate. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createValidator } from '../../src/tools/manifests/validator.ts';
import type { JsonSchema } from '../../src/tools/transport.ts';

type Given = Readonly<Record<string, unknown>>;

/** What the validator answers: `fine`, a sentence, or why there is no validator. */
function check(schema: JsonSchema, given: Given): string {
  const validator = createValidator(schema);
  if ('unusable' in validator) return `unusable: ${validator.unusable}`;
  const checked = validator.validate(given);
  return checked.ok ? 'fine' : checked.fault.message;
}

const of = (a: unknown): JsonSchema => ({ type: 'object', properties: { a } });

describe('arguments', () => {
  const rows: readonly [string, JsonSchema, Given, string][] = [
    ['of the right type', of({ type: 'string' }), { a: 'x' }, 'fine'],
    ['of another type', of({ type: 'string' }), { a: 7 }, 'The argument a must be of type string.'],
    ['that are missing', { ...of({}), required: ['a'] }, {}, 'The call lacks "a".'],
    ['that nobody named', of({}), { a: 1, b: 2 }, 'The tool has no argument "b"; leave it out.'],
    [
      'that an open schema would let in',
      { ...of({}), additionalProperties: true },
      { b: 2 },
      'The tool has no argument "b"; leave it out.',
    ],
    [
      'that a pattern would let in',
      { patternProperties: { '.*': {} } },
      { b: 2 },
      'The tool has no argument "b"; leave it out.',
    ],
    ['named in a combination', { allOf: [of({}), { properties: { b: {} } }] }, { a: 1, b: 2 }, 'fine'],
    ['named by a reference', { $ref: '#/$defs/In', $defs: { In: of({}) } }, { a: 1 }, 'fine'],
    [
      'below the root, that nobody named',
      of({ properties: { to: {} } }),
      { a: { to: 1, bcc: 2 } },
      'The argument a has no "bcc".',
    ],
    ['below the root, of a map', of({ type: 'object' }), { a: { any: 1 } }, 'fine'],
    [
      'below the root, through a reference',
      { $defs: { N: { properties: { n: { $ref: '#/$defs/N' } } } }, ...of({ $ref: '#/$defs/N' }) },
      { a: { n: { n: { x: 1 } } } },
      'The argument a.n.n has no "x".',
    ],
    [
      'with a name that could be content',
      of({}),
      { 'my secret is 42': 1 },
      'The tool has no argument of that name; leave it out.',
    ],
    [
      'named like what every object has',
      of({}),
      JSON.parse('{"__proto__":{},"constructor":1}'),
      'The tool has no argument "__proto__"; leave it out.',
    ],
    [
      'whose mail address is two',
      of({ format: 'email' }),
      { a: 'a@b.de,c@d.de' },
      'The argument a must be a well-formed email.',
    ],
    [
      'in tuples of earlier drafts',
      of({ items: [{ type: 'string' }], additionalItems: false }),
      { a: ['x', 1] },
      'The argument a does not fit the schema of the tool.',
    ],
    ['that may be null in OpenAPI', of({ type: 'string', nullable: true }), { a: null }, 'fine'],
    [
      'that repeat an entry',
      of({ uniqueItems: true }),
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
      'The argument a must not repeat an entry.',
    ],
  ];
  for (const [what, schema, given, answer] of rows) {
    it(`${what}: ${answer}`, () => assert.equal(check(schema, given), answer));
  }

  it('never appear in what is said about them', () => {
    const secret = 'hunter2-and-more';
    const schemas = [
      { enum: ['x'] },
      { const: 'x' },
      { pattern: '^x$' },
      { format: 'uuid' },
      { type: 'number' },
      { not: {} },
    ];
    for (const schema of schemas) assert.doesNotMatch(check(of(schema), { a: secret }), /hunter2/);
    assert.doesNotMatch(check(of({ properties: { b: {} } }), { a: { [`${secret} !`]: 1 } }), /hunter2/);
  });
});

describe('a hostile schema', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `d${at}`,
      at === 39
        ? { type: 'string' }
        : { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
    ]),
  );
  const steps = 'Checking the arguments takes more steps than are allowed.';
  const useless = 'The schema of the tool cannot be used to check arguments.';
  let deep: unknown = 1;
  for (let depth = 0; depth < 28; depth += 1) deep = { a: deep };
  const enumeration = Array.from({ length: 5_000 }, (_, at) => `v${at}`);
  const last = Array.from({ length: 40_000 }, () => 'v4999');
  const rows: readonly [string, JsonSchema, Given, string][] = [
    ['that doubles at every reference', { ...of({ $ref: '#/$defs/d0' }), $defs: chain }, { a: 'x' }, steps],
    [
      'that triples at every depth',
      { properties: { a: { allOf: [{ $ref: '#' }, { $ref: '#' }, { $ref: '#' }] } } },
      { a: deep },
      steps,
    ],
    ['that refers to itself', of({ $ref: '#/properties/a' }), { a: 1 }, steps],
    ['that lists more than can be compared', of({ items: { enum: enumeration } }), { a: last }, steps],
    [
      'whose pattern backtracks',
      of({ pattern: '^(a+)+$' }),
      { a: `${'a'.repeat(60_000)}b` },
      'The argument a must match its pattern.',
    ],
    [
      'whose pattern looks around',
      of({ pattern: '^(?=x)' }),
      { a: 'x' },
      'unusable: a pattern cannot be matched in linear time',
    ],
    [
      'whose pattern is large',
      of({ pattern: '((a{100}){100})' }),
      { a: 'x' },
      'unusable: a pattern cannot be matched in linear time',
    ],
    [
      'that refers elsewhere',
      of({ $ref: 'https://evil.example/schema' }),
      { a: 1 },
      'unusable: it refers to something outside of itself',
    ],
    [
      'that refers to a file',
      of({ $ref: 'file:///etc/passwd' }),
      { a: 1 },
      'unusable: it refers to something outside of itself',
    ],
    ['that refers to nothing', of({ $ref: '#/$defs/none' }), { a: 1 }, useless],
    ['with an address of its own', of({ $id: 'https://evil.example/' }), { a: 1 }, 'unusable: it uses $id'],
    [
      'that refers by another name',
      of({ $ref: '#named' }),
      { a: 1 },
      'unusable: it refers to something outside of itself',
    ],
    ['with a moving reference', of({ $dynamicRef: '#x' }), { a: 1 }, 'unusable: it uses $dynamicRef'],
    [
      'that names __proto__',
      JSON.parse('{"properties":{"__proto__":{}}}'),
      {},
      'unusable: it names __proto__',
    ],
    ['with code for a type', of({ type: "string');process.exit(7)//" }), { a: 1 }, useless],
    ['with code for a number', of({ minimum: '0);process.exit(7)//' }), { a: 1 }, useless],
    ['with code for a keyword', of({ "x');process.exit(7)//": 1 }), { a: 1 }, 'fine'],
    ['with data as keywords', of({ maximum: { $data: '1/b' } }), { a: 1 }, useless],
  ];
  for (const [what, schema, given, answer] of rows) {
    it(`${what}: ${answer}`, () => assert.equal(check(schema, given), answer));
  }

  it('with code in its names runs none of it', () => {
    const name = `'];process.exit(7);//\${process.exit(8)}"+process.exit(9)+"`;
    const schema = {
      properties: { [name]: { const: name }, b: { required: [name], properties: { [name]: {} } } },
    };
    assert.equal(check(schema, { [name]: 1 }), 'The argument <name> must be the one value that is allowed.');
    assert.equal(check(schema, { b: {} }), 'The argument b lacks a part that is required.');
  });

  it('is answered or refused, whatever it is, and lets no unnamed argument in', () => {
    const keyword = fc.constantFrom(
      ...'type properties items allOf anyOf not if then else required enum const pattern format $ref minimum uniqueItems additionalProperties patternProperties dependentRequired dependencies definitions $defs nullable'.split(
        ' ',
      ),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(
          fc.jsonValue({ maxDepth: 1 }),
          fc.constantFrom('string', '#', '#/properties/a', '^a+$', 'object', true),
        ),
        fc.dictionary(keyword, tie('tree'), { maxKeys: 4 }),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.jsonValue({ maxDepth: 2 }), (schema, value) => {
        assert.notEqual(check(of(schema), { zzz: value }), 'fine');
        assert.equal(typeof check(of(schema), { a: value }), 'string');
      }),
      { numRuns: 500 },
    );
  });
});
