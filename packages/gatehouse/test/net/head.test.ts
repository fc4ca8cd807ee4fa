/** Heads of requests that mean one thing, and those that do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkHead } from '../../src/net/head.ts';

const HOST = ['Host', 'gate.example'] as const;

function codeOf(target: string, rawHeaders: readonly string[] = HOST, method = 'POST'): string {
  const head = checkHead({ method, target, rawHeaders });
  return head.ok ? 'ok' : head.fault.code;
}

test('a usual head is taken apart', () => {
  const rawHeaders = [...HOST, 'X-One', 'a', 'x-one', 'b', 'Content-Length', '2'];
  const head = checkHead({ method: 'POST', target: '/openai/v1/chat/completions?a=1&b=%20', rawHeaders });
  assert.deepEqual(head.ok && head.value, {
    method: 'POST',
    path: '/openai/v1/chat/completions',
    query: '?a=1&b=%20',
    headers: { host: 'gate.example', 'x-one': 'a, b', 'content-length': '2' },
  });
});

const TARGETS_REFUSED = [
  '*',
  '',
  'http://other.example/openai/v1/models',
  'gate.example:443',
  '//openai/v1/models',
  '/openai//v1/models',
  '/openai/./v1',
  '/openai/../control',
  '/openai/..',
  '/openai/%2e%2e/control',
  '/openai/.%2E/control',
  '/openai/..;/control',
  '/openai%2fv1/models',
  '/openai/v1%2Fmodels/a',
  '/openai/v1/models/..%2f..%2Fcontrol',
  '/openai/v1/models/a%2F%2e%2E',
  '/openai%5cv1',
  '/openai\\v1',
  '/openai/v1#fragment',
  '/openai/%00',
  '/openai/v1?x=%00',
  '/openai/%',
  '/openai/%zz',
  '/openai/v1 x',
  '/openai/\u00e4',
  '/openai/\u0000',
  '/openai/v1?x=\u007f',
];

test('a target that two readers could read differently is refused', () => {
  for (const target of TARGETS_REFUSED) assert.equal(codeOf(target), 'request.malformed', target);
});

test('an encoded slash in the last segment is part of a name, and stays as it was sent', () => {
  const head = checkHead({ method: 'GET', target: '/openai/v1/models/sim%2Fecho', rawHeaders: HOST });
  assert.ok(head.ok);
  assert.equal(head.value.path, '/openai/v1/models/sim%2Fecho');
});

test('no accepted path leaves the place where it seems to be', () => {
  const piece = fc.constantFrom('/', '.', '..', '%2e', '%2F', '%5c', 'a', '\\', ';', '?', '//', '%00', '%');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const target = `/${pieces.join('')}`;
      const head = checkHead({ method: 'GET', target, rawHeaders: HOST });
      if (head.ok) assert.equal(new URL(target, 'http://x').pathname, head.value.path);
    }),
  );
});

const REPEATED = ['host', 'content-length', 'transfer-encoding', 'content-type', 'content-encoding'];
const REPEATED_TOO = ['authorization', 'x-api-key', 'api-key', 'anthropic-version', 'expect'];

test('a critical header that is repeated is refused, even with the same value', () => {
  for (const name of [...REPEATED, ...REPEATED_TOO]) {
    const value = { 'transfer-encoding': 'chunked', expect: '100-continue' }[name] ?? '1';
    const headers = name === 'host' ? ['host', '1'] : [...HOST, name, value];
    assert.equal(codeOf('/', headers), 'ok', name);
    assert.equal(codeOf('/', [...headers, name.toUpperCase(), value]), 'request.headers', name);
  }
});

const HEADERS_REFUSED: readonly (readonly string[])[] = [
  [],
  ['x', 'no host'],
  ['host', ''],
  ['host', 'a.example/path'],
  ['host', 'user@a.example'],
  [...HOST, 'content-length', '1', 'transfer-encoding', 'chunked'],
  [...HOST, 'content-length', '+1'],
  [...HOST, 'content-length', '0x1'],
  [...HOST, 'content-length', '1, 1'],
  [...HOST, 'content-length', ''],
  [...HOST, 'transfer-encoding', 'identity'],
  [...HOST, 'transfer-encoding', 'gzip, chunked'],
  [...HOST, 'transfer-encoding', 'chunked, chunked'],
  [...HOST, 'transfer-encoding', '\u000bchunked'],
  [...HOST, 'expect', '200-ok'],
  [...HOST, 'upgrade', 'websocket'],
  [...HOST, 'x', 'a\r\nx-api-key: b'],
  [...HOST, 'x', 'a\u0000'],
  Array.from({ length: 202 }, (_, index) => (index === 0 ? 'host' : `x${index}`)),
];

test('headers that contradict themselves or hide something are refused', () => {
  for (const headers of HEADERS_REFUSED) {
    assert.equal(codeOf('/', headers), 'request.headers', JSON.stringify(headers.slice(0, 6)));
  }
});

test('methods that turn the gate into something else are refused', () => {
  for (const method of ['CONNECT', 'TRACE']) assert.equal(codeOf('/', HOST, method), 'request.method');
});

test('a header called __proto__ is a header like any other', () => {
  const head = checkHead({ method: 'GET', target: '/', rawHeaders: [...HOST, '__proto__', 'x'] });
  assert.ok(head.ok && Object.hasOwn(head.value.headers, '__proto__'));
});
