/** What clients with bad intentions post to the front of the broker, and what they get. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { modern, post, withMeta } from '../../support/mcp-post.ts';
import { sendRaw, statusesOf } from '../../support/raw.ts';
import { scriptedFront } from '../../support/scripted-front.ts';

const at = scriptedFront({ bodyBytesMax: 100_000, clientWriteMs: 400 });
const CALL = modern('tools/call', withMeta({ name: 'echo', arguments: {} }));

describe('a request whose headers and body disagree', () => {
  const lies: readonly (readonly [string, Readonly<Record<string, string | undefined>>])[] = [
    ['names another method', { 'mcp-method': 'tools/list' }],
    ['names another tool', { 'mcp-name': 'harmless' }],
    ['names another tool, in base64', { 'mcp-name': '=?base64?aGFybWxlc3M=?=' }],
    ['names the tool in a second spelling of base64', { 'mcp-name': '=?base64?ZWNobx==?=' }],
    ['names the tool twice', { 'mcp-name': 'echo, echo' }],
    ['names another revision', { 'mcp-protocol-version': '2025-11-25' }],
    ['lacks the method', { 'mcp-method': undefined }],
    ['lacks the name', { 'mcp-name': undefined }],
    ['lacks the revision', { 'mcp-protocol-version': undefined }],
    ['repeats an argument that is none', { 'mcp-param-region': 'eu' }],
  ];
  for (const [what, headers] of lies) {
    it(`is refused when it ${what}`, async () => {
      const { status, last } = await post(at.url, CALL, { headers });
      assert.equal(status, 400);
      assert.equal(last.error.code, -32020);
      assert.equal(last.id, 1);
      assert.equal(at.broker.calls.length, 0);
    });
  }

  it('is served when a header says in base64 what the body says', async () => {
    const { status } = await post(at.url, CALL, { headers: { 'mcp-name': '=?base64?ZWNobw==?=' } });
    assert.equal(status, 200);
  });
});

describe('a body that could be read in two ways', () => {
  const bodies: readonly (readonly [string, string, number])[] = [
    ['a batch', `[${CALL}]`, -32600],
    ['an empty batch', '[]', -32600],
    ['a batch of one, hidden behind white space', ` \n[${CALL},${CALL}]`, -32600],
    ['a repeated method', CALL.replace('{', '{"method":"tools/list",'), -32700],
    ['an unknown field', CALL.replace('{', '{"extra":1,'), -32600],
    ['a result next to its method', CALL.replace('{', '{"result":{},'), -32600],
    ['no version', CALL.replace('"jsonrpc":"2.0",', ''), -32600],
    ['another version', CALL.replace('"2.0"', '"1.0"'), -32600],
    ['a null id', CALL.replace('"id":1', '"id":null'), -32600],
    ['a fraction for an id', CALL.replace('"id":1', '"id":1.5'), -32600],
    ['params that are a list', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}', -32600],
    ['no JSON', 'hello', -32700],
    ['nothing', '', -32700],
    [
      'params nested beyond the limit',
      modern('tools/call', { a: JSON.parse(`${'['.repeat(80)}${']'.repeat(80)}`) }),
      -32700,
    ],
  ];
  for (const [what, body, code] of bodies) {
    it(`is refused: ${what}`, async () => {
      const { status, last } = await post(at.url, body);
      assert.equal(status, 400);
      assert.equal(last.error.code, code);
      assert.equal(at.broker.calls.length, 0);
    });
  }

  it('is refused when it is larger than the limit, with or without saying so', async () => {
    const huge = modern('tools/call', withMeta({ name: 'echo', arguments: { text: 'x'.repeat(200_000) } }));
    assert.equal((await post(at.url, huge)).status, 413);
    const head = `POST /mcp HTTP/1.1\r\nhost: ${new URL(at.url).host}\r\nauthorization: Bearer ada\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    const answer = await sendRaw(at.front.url, `${head}${'30d40'}\r\n${'x'.repeat(200_000)}\r\n`);
    assert.deepEqual(statusesOf(answer), [413]);
    assert.equal(at.broker.calls.length, 0);
  });

  it('is refused before it is read when nobody is known', async () => {
    const { status, headers, last } = await post(at.url, 'not even JSON', {
      headers: { authorization: undefined },
    });
    assert.equal(status, 401);
    assert.equal(last.error.data.code, 'identity.missing');
    const metadata = `${at.front.url}/.well-known/oauth-protected-resource/mcp`;
    assert.equal(headers.get('www-authenticate'), `Bearer resource_metadata="${metadata}"`);
  });
});

describe('a method', () => {
  for (const method of [
    'constructor',
    '__proto__',
    'initialize',
    'resources/subscribe',
    'sampling/createMessage',
  ]) {
    it(`that this revision does not serve is not found: ${method}`, async () => {
      const { status, last } = await post(at.url, modern(method));
      assert.equal(status, 404);
      assert.equal(last.error.code, -32601);
    });
  }

  it('of the stateless revision is refused without its metadata, whatever the headers say', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo' } });
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'echo' };
    const { status, last } = await post(at.url, body, { headers });
    assert.deepEqual([status, last.error.code], [400, -32602]);
  });
});

describe('a caller from elsewhere', () => {
  const strangers: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1' },
  ];
  for (const headers of strangers) {
    it(`is turned away: ${JSON.stringify(headers)}`, async () => {
      assert.equal((await post(at.url, CALL, { headers })).status, 403);
      assert.equal(at.broker.calls.length, 0);
    });
  }

  it('is turned away when it calls the gate by a name of its own', async () => {
    const length = Buffer.byteLength(CALL);
    const request = `POST /mcp HTTP/1.1\r\nhost: evil.example\r\nauthorization: Bearer ada\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${CALL}`;
    assert.deepEqual(statusesOf(await sendRaw(at.front.url, request)), [403]);
  });

  it('is served when its origin is the gate itself', async () => {
    assert.equal((await post(at.url, CALL, { headers: { origin: at.front.url } })).status, 200);
  });
});
