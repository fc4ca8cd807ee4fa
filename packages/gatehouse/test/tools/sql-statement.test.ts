/** Texts of named queries: parameters where they are, and nowhere else; one statement, and nothing that hides another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type QueryText, readStatement } from '../../src/tools/sql/statement.ts';

function read(text: string, parameters: readonly string[], rest: Partial<QueryText> = {}) {
  return readStatement({ text, dialect: 'postgresql', parameters, writes: false, ...rest });
}

test('parameters are found outside of quotations and comments, and bound in their order', () => {
  assert.deepEqual(
    read("select a::int, ':x', \":x\", $$ :x $$, E'\\':x' from t where b = :b and c in (:c, :b) -- :x\n;", [
      'b',
      'c',
    ]),
    {
      text: "select a::int, ':x', \":x\", $$ :x $$, E'\\':x' from t where b = $1 and c in ($2, $1)",
      order: ['b', 'c'],
    },
  );
  assert.deepEqual(
    read("select `:x`, ':x\\':x', \":x\" from t where b = :b and c in (:c, :b) # :x", ['b', 'c'], {
      dialect: 'mysql',
    }),
    {
      text: "select `:x`, ':x\\':x', \":x\" from t where b = ? and c in (?, ?)",
      order: ['b', 'c', 'b'],
    },
  );
  assert.deepEqual(read('select /* a /* :x */ b */ a[1:2], $tag$ $$ ; :x $tag$', []), {
    text: 'select   a[1:2], $tag$ $$ ; :x $tag$',
    order: [],
  });
});

test('what is not one statement of an allowed kind is refused', () => {
  const cases: readonly [string, RegExp, Partial<QueryText>?][] = [
    ['select 1; select 2', /more than one/],
    ['select 1; drop table t', /more than one/],
    ["select 'a\\'; drop table t; --'", /more than one|does not end/],
    ["select 'a' /* ; ", /does not end/],
    ["select 'a", /does not end/],
    ['select $a$ x', /does not end/],
    ['select $1', /by number/],
    ['select ?', /question marks/, { dialect: 'mysql' }],
    ['select /*! 1; drop table t */', /would run/, { dialect: 'mysql' }],
    ['select /*M! 1 */', /would run/, { dialect: 'mysql' }],
    ['select 1 into outfile "/tmp/x"', /files/, { dialect: 'mysql' }],
    ["select LOAD_FILE('/etc/passwd')", /files/, { dialect: 'mysql' }],
    ['select 1 \u0000', /control character/],
    ['begin', /must begin/],
    ['set transaction read write', /must begin/],
    ['delete from t', /must begin/],
    ['commit', /must begin/, { writes: true }],
    ['create table t (a int)', /must begin/, { writes: true }],
    ["copy t to program 'x'", /must begin/, { writes: true }],
    ['do $$ begin end $$', /must begin/, { writes: true }],
    ['', /must begin/],
    ['-- select', /must begin/],
    ['select :a', /no parameter "a"/],
  ];
  for (const [text, expected, rest] of cases) {
    const result = read(text, [], rest);
    assert.ok(typeof result === 'string', `taken: ${text}`);
    assert.match(result, expected, text);
  }
  assert.match(String(read('select 1', ['a'])), /stands nowhere/);
  assert.ok(typeof read('delete from t', [], { dialect: 'mysql', writes: true }) === 'object');
});

test('texts of any kind are read in linear time, and quotations come through as they are', () => {
  const text = fc
    .string()
    .map((inner) => `select '${inner.replaceAll("'", "''").replaceAll(/\p{Cc}/gu, '')}' as a, :p`);
  fc.assert(
    fc.property(text, (one) => {
      assert.deepEqual(read(one, ['p']), { text: one.replace(/:p$/, '$1'), order: ['p'] });
    }),
  );
  for (const hostile of ["'", '/*', '$$', '"', '--', ':a', '$a$ ', 'x']) read(hostile.repeat(20_000), []);
});
