/** Which URLs are on the list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDestination, createDestinations } from '../../src/net/destinations.ts';

const locate = createDestinations([
  { purpose: 'provider', url: 'https://api.example.com/v1', allowPrivate: false },
  { purpose: 'provider', url: 'http://127.0.0.1:11434', allowPrivate: true },
  { purpose: 'provider', url: 'http://plain.example.com', allowPrivate: false },
  { purpose: 'issuer', url: 'https://issuer.example.com', allowPrivate: false },
  contentDestination('images.example.com'),
]);

const LISTED = [
  'https://api.example.com/v1/chat/completions',
  'https://api.example.com:443/other',
  'https://API.EXAMPLE.COM/v1',
  'https://api.ex%61mple.com/v1',
  'https://api.example.com/v1',
  'https://api.example.com\\@evil.test/',
  'http://127.0.0.1:11434/v1',
  'http://0x7f.1:11434/v1',
  'http://2130706433:11434/v1',
];

const HOSTILE = [
  'not a url',
  '',
  '//api.example.com/v1',
  'file:///etc/passwd',
  'ftp://api.example.com/',
  'data:application/json,{}',
  'javascript:alert(1)',
  'http://api.example.com/v1',
  'http://plain.example.com/',
  'https://api.example.com./v1',
  'https://api.example.com:8443/v1',
  'https://api.example.com.evil.test/',
  'https://evil.test/?https://api.example.com',
  'https://api.example.com@evil.test/',
  'https://user:secret@api.example.com/v1',
  'https://evil.test#@api.example.com/',
  'https://xn--pi-6kc.example.com/',
  'https://аpi.example.com/',
  'http://127.0.0.1/',
  'http://0177.0.0.1/',
  'http://127.1:80/',
  'http://[::ffff:127.0.0.1]:11434/',
  'http://[::1]:11434/',
  'http://localhost:11434/',
  'http://169.254.169.254/latest/meta-data/',
  'https://metadata.google.internal/',
];

test('a listed origin is found however it is spelled', () => {
  for (const url of LISTED) assert.equal(locate('provider', url).ok, true, url);
});

test('every other URL is denied', () => {
  for (const url of HOSTILE) {
    const located = locate('provider', url);
    assert.equal(located.ok, false, url);
    if (!located.ok) assert.equal(located.fault.code, 'egress.denied', url);
  }
});

test('an origin is listed for its own purpose only', () => {
  assert.equal(locate('content', 'https://api.example.com/v1').ok, false);
  assert.equal(locate('content', 'http://127.0.0.1:11434/v1').ok, false);
  assert.equal(locate('provider', 'https://issuer.example.com/').ok, false);
  assert.equal(locate('provider', 'https://images.example.com/').ok, false);
  assert.equal(locate('content', 'https://images.example.com/a.png').ok, true);
});

test('of two entries for one origin the stricter holds, whatever their order', () => {
  const strict = { purpose: 'provider', url: 'http://127.0.0.1:1/a', allowPrivate: false } as const;
  const open = { ...strict, url: 'http://127.0.0.1:1/b', allowPrivate: true };
  for (const list of [
    [strict, open],
    [open, strict],
  ]) {
    assert.equal(createDestinations(list)('provider', open.url).ok, false);
  }
});

test('a refusal does not tell the caller what is listed', () => {
  const located = locate('content', 'https://evil.test/');
  assert.ok(
    !located.ok && !located.fault.message.includes('evil') && !located.fault.message.includes('example'),
  );
});

test('a remote host without a scheme means https at a public address', () => {
  assert.deepEqual(contentDestination('images.example.com'), {
    purpose: 'content',
    url: 'https://images.example.com',
    allowPrivate: false,
  });
  assert.equal(contentDestination('http://127.0.0.1:9000').allowPrivate, true);
});
