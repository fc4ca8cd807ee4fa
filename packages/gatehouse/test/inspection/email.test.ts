/** E-mail addresses: what is one, what is not, and why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seen } from './support.ts';

const FOUND: readonly (readonly [why: string, text: string, ...addresses: string[]])[] = [
  ['plain', 'write to john@example.com.', 'john@example.com'],
  ['dots, plus and hyphen', 'a.b+c-d@sub.example-site.co.uk', 'a.b+c-d@sub.example-site.co.uk'],
  ['two in a row', 'a@example.com,b@example.org', 'a@example.com', 'b@example.org'],
  ['in angle brackets and mailto', '<mailto:a@example.com>', 'a@example.com'],
  ['in quotes', `'a@example.com' "b@example.com"`, 'a@example.com', 'b@example.com'],
  ['an apostrophe within', "o'brien@example.com", "o'brien@example.com"],
  ['in a query string', 'https://x.example/?mail=a@example.com&x=1', 'a@example.com'],
  ['with the at sign percent-encoded', '?mail=a%40example.com&x=1', 'a%40example.com'],
  ['international domain', 'jürgen@bücher.example', 'jürgen@bücher.example'],
  ['punycode', 'a@xn--bcher-kva.xn--p1ai', 'a@xn--bcher-kva.xn--p1ai'],
  ['Cyrillic', 'почта@пример.рф', 'почта@пример.рф'],
  ['Chinese, whole', '用户@例子.公司', '用户@例子.公司'],
  ['Latin within a Chinese sentence', '请发到a@example.com谢谢', 'a@example.com'],
  ['at the end of a sentence', 'It is a@example.com. Thanks', 'a@example.com'],
  ['followed by a sentence without space', 'a@example.com,thanks', 'a@example.com'],
  ['followed by digits', 'a@example.com4111', 'a@example.com'],
  ['full-width', 'ａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ａ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
  ['zero-width characters within', 'jo\u200bhn@exam\u2060ple.com', 'jo\u200bhn@exam\u2060ple.com'],
  ['soft hyphen within', 'john@exam\u00adple.com', 'john@exam\u00adple.com'],
  ['a second at sign behind it', 'a@example.com@', 'a@example.com'],
];

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['a handle has no domain', '@john said hello'],
  ['a domain needs a dot', 'root@localhost'],
  ['a top-level domain has no digits', 'user@10.0.0.1'],
  ['a package version is no domain', 'react@18.2.0'],
  ['nothing before the at sign', ' @example.com'],
  ['an empty label ends the domain', 'a@.com'],
  ['a dot at the end leaves one label', 'info@example.'],
  ['spaced out is not an address to a machine', 'john @ example . com'],
];

for (const [why, text, ...addresses] of FOUND) {
  test(`an address is found: ${why}`, () => assert.deepEqual(seen(text, 'email'), addresses));
}

for (const [why, text] of NOT_FOUND) {
  test(`no address is found: ${why}`, () => assert.deepEqual(seen(text, 'email'), []));
}

test('a local part beyond its limit is masked as far as it can be one', () => {
  assert.equal(seen(`${'a'.repeat(100)}@example.com`, 'email')[0]?.length, 64 + '@example.com'.length);
});
