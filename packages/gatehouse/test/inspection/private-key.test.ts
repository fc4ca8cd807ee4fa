/** Private keys: all armours, cut short, escaped or folded into code; and what only speaks of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY_BODY, PRIVATE_KEY, seen } from './support.ts';

const BODY = KEY_BODY.join('\n');

for (const label of ['', 'RSA ', 'EC ', 'DSA ', 'ENCRYPTED ', 'OPENSSH ']) {
  test(`a key is found: BEGIN ${label}PRIVATE KEY`, () => {
    const key = `-----BEGIN ${label}PRIVATE KEY-----\n${BODY}\n-----END ${label}PRIVATE KEY-----`;
    assert.deepEqual(seen(`a ${key} b`, 'private_key'), [key]);
  });
}

const PGP = `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2.2 (GNU/Linux)\nComment: mine\n\n${BODY}\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----`;

const FOUND: readonly (readonly [why: string, text: string, key?: string])[] = [
  ['OpenPGP with headers', PGP],
  [
    'encrypted, with headers',
    `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123\n\n${BODY}\n-----END RSA PRIVATE KEY-----`,
  ],
  ['line breaks escaped', PRIVATE_KEY.replaceAll('\n', '\\n')],
  ['line breaks of Windows', PRIVATE_KEY.replaceAll('\n', '\r\n')],
  ['on one line', PRIVATE_KEY.replaceAll('\n', ' ')],
  ['indented', PRIVATE_KEY.replaceAll('\n', '\n        ')],
  ['as a literal of many lines', PRIVATE_KEY.replaceAll('\n', '\\n" +\n  "')],
  ['without line breaks', PRIVATE_KEY.replaceAll('\n', '')],
  [
    'lines of 16',
    `-----BEGIN PRIVATE KEY-----\n${BODY.replace(/(.{16})/g, '$1\n')}\n-----END PRIVATE KEY-----`,
  ],
  ['cut short', PRIVATE_KEY.slice(0, 300)],
  ['cut short, then prose', `${PRIVATE_KEY.slice(0, 300)} and so on`, PRIVATE_KEY.slice(0, 300)],
  ['the end of another armour', PRIVATE_KEY.replace('END RSA', 'END')],
  [
    'a last line that looks like a word',
    `-----BEGIN PRIVATE KEY-----\n${BODY}\nQIDAQAB\n-----END PRIVATE KEY-----`,
  ],
];

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['prose about the armour', 'A key begins with -----BEGIN PRIVATE KEY----- and is secret.'],
  ['a public key', PRIVATE_KEY.replaceAll('PRIVATE', 'PUBLIC')],
  ['a certificate', PRIVATE_KEY.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE')],
  ['a placeholder', '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'],
  ['the end alone', '-----END PRIVATE KEY-----'],
  ['lower case is no armour', PRIVATE_KEY.toLowerCase()],
];

for (const [why, text, key = text] of FOUND) {
  test(`a key is found: ${why}`, () => assert.deepEqual(seen(text, 'private_key'), [key]));
}

for (const [why, text] of NOT_FOUND) {
  test(`no key is found: ${why}`, () => assert.deepEqual(seen(text, 'private_key'), []));
}

test('two keys are two findings', () => {
  assert.equal(seen(`${PRIVATE_KEY}\n${PRIVATE_KEY}`, 'private_key').length, 2);
});

test('a service account in JSON gives up its key in either view', () => {
  const source = JSON.stringify({ type: 'service_account', private_key: `${PRIVATE_KEY}\n` });
  assert.equal(seen(source, 'private_key').length, 1);
  const [found = ''] = seen(source, 'private_key', 'json');
  assert.equal(JSON.parse(`"${found}"`), PRIVATE_KEY);
});
