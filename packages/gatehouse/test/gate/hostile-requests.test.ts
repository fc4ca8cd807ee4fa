/** Requests that were made to be misread: refused by name, on record where somebody sent them, and nothing leaves. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chatBody, startTestGate, type TestGate } from '../support/gate.ts';
import { sendRaw, statusesOf } from '../support/raw.ts';
import { chat } from '../support/upstream.ts';

let gate: TestGate;
before(async () => {
  gate = await startTestGate({
    more: { limits: { body_bytes: 65_536, depth: 32 }, timeouts: { request_ms: 1_500 } },
  });
});
beforeEach(() => gate.upstream.expect(chat('it was let through')));
after(() => gate?.close());

function nothingLeft(): void {
  assert.equal(gate.upstream.calls.length, 0, 'nothing was forwarded');
}

const MESSAGES = '"messages":[{"role":"user","content":"hi"}]';
const BODIES: readonly (readonly [name: string, body: string, code: string])[] = [
  ['a duplicate key', `{"model":"up","model":"sim/echo",${MESSAGES}}`, 'request.json'],
  ['a duplicate key behind an escape', `{"model":"up","\\u006dodel":"sim/echo",${MESSAGES}}`, 'request.json'],
  ['a duplicate key deep inside', `{"model":"up",${MESSAGES},"x":{"a":[{"b":1,"b":2}]}}`, 'request.json'],
  ['a lone surrogate', `{"model":"up","messages":[{"role":"user","content":"\\ud83d"}]}`, 'request.json'],
  ['surrogates in the wrong order', `{"model":"up",${MESSAGES},"x":"\\ude00\\ud83d"}`, 'request.json'],
  ['a number beyond a double', `{"model":"up",${MESSAGES},"seed":1e400}`, 'request.json'],
  ['an integer that no double holds', `{"model":"up",${MESSAGES},"seed":9007199254740993}`, 'request.json'],
  [
    'a number of ten thousand digits',
    `{"model":"up",${MESSAGES},"seed":${'9'.repeat(10_000)}}`,
    'request.json',
  ],
  [
    'a bomb of depth',
    `{"model":"up",${MESSAGES},"x":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
    'request.depth',
  ],
  ['a bomb of depth that is never closed', `{"model":"up","x":${'{"a":'.repeat(9_000)}`, 'request.depth'],
  ['a trailing comma', `{"model":"up",${MESSAGES},}`, 'request.json'],
  ['two documents', `{"model":"up",${MESSAGES}}{"model":"up"}`, 'request.json'],
  ['a byte order mark', `\ufeff{"model":"up",${MESSAGES}}`, 'request.json'],
  ['a comment', `{"model":"up",/* */${MESSAGES}}`, 'request.json'],
  ['a raw control character', `{"model":"up",${MESSAGES},"x":"a\u0001b"}`, 'request.json'],
  ['nothing at all', '', 'request.json'],
  ['no object', '[]', 'request.shape'],
  ['a model that is no string', `{"model":["up"],${MESSAGES}}`, 'request.shape'],
  [
    'content of an unknown form',
    '{"model":"up","messages":[{"role":"user","content":{"text":"x"}}]}',
    'request.shape',
  ],
  [
    'a role that nobody defined',
    '{"model":"up","messages":[{"role":"root","content":"x"}]}',
    'request.shape',
  ],
  ['a stream flag that is a word', `{"model":"up",${MESSAGES},"stream":"true"}`, 'request.shape'],
  ['a prototype for a model', `{"model":"__proto__",${MESSAGES}}`, 'model.unknown'],
];

for (const [name, body, code] of BODIES) {
  test(`a body with ${name} is refused, and the refusal is on record`, async () => {
    const sent = await gate.send(body);
    assert.equal(sent.code, code, sent.text);
    assert.ok(sent.status >= 400 && sent.status < 500);
    nothingLeft();
    assert.equal((await gate.refusal(sent.id)).fault, code);
  });
}

test('a body over the limit is refused by its announced length and by its real one', async () => {
  const body = JSON.stringify(chatBody('up', 'x'.repeat(70_000)));
  const sent = await gate.send(body);
  assert.equal(sent.code, 'request.too_large');
  const chunked = await sendRaw(
    gate.url,
    head('POST', '/openai/v1/chat/completions', ['transfer-encoding: chunked']) +
      `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    300,
  );
  assert.match(chunked, /request\.too_large/);
  nothingLeft();
});

test('compressed bodies are not read, so none can unfold (gzip bombs)', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip', 'GZIP']) {
    const answer = await sendRaw(
      gate.url,
      Buffer.concat([
        Buffer.from(
          head('POST', '/openai/v1/chat/completions', [
            `content-encoding: ${encoding}`,
            `content-length: ${bomb.length}`,
          ]),
        ),
        bomb,
      ]),
      300,
    );
    assert.match(answer, /request\.encoding/, encoding);
  }
  nothingLeft();
});

test('only JSON in UTF-8 is read', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
  ]) {
    const sent = await gate.send(chatBody('up', 'hi'), { headers: { 'content-type': type } });
    assert.equal(sent.code, 'request.encoding', type);
  }
  nothingLeft();
});

function head(method: string, path: string, more: readonly string[] = []): string {
  const credential = `authorization: Bearer ${gate.key}`;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: gate',
    credential,
    'content-type: application/json',
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const BODY = JSON.stringify(chatBody('up', 'smuggled'));
const CHAT = '/openai/v1/chat/completions';

test('smuggling: no head lets a second request hide within the first', async () => {
  const hidden = `POST ${CHAT} HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
  const heads: readonly (readonly string[])[] = [
    [`content-length: ${hidden.length}`, 'transfer-encoding: chunked'],
    ['transfer-encoding: chunked', `content-length: 5`],
    ['content-length: 5', `content-length: ${hidden.length + 5}`],
    ['content-length: 5, 6'],
    ['content-length: +5'],
    ['content-length: 0x5'],
    ['content-length : 5'],
    ['transfer-encoding: xchunked'],
    ['transfer-encoding: chunked, identity'],
    ['transfer-encoding: identity'],
    ['transfer-encoding:\x0bchunked'],
    ['transfer-encoding: chunked', 'transfer-encoding: chunked'],
    ['x: y\ntransfer-encoding: chunked'],
    ['content-length: 5', ' folded: yes'],
  ];
  for (const more of heads) {
    const answer = await sendRaw(gate.url, `${head('POST', CHAT, more)}0\r\n\r\n${hidden}`, 300);
    const [first, ...others] = statusesOf(answer);
    assert.equal(first, 400, `${more} ${answer}`);
    assert.deepEqual(others, [], `${more}: a second answer`);
    assert.ok(!answer.includes('it was let through'), `${more}`);
  }
  nothingLeft();
});

test('duplicate headers that decide anything are refused, also with the same value', async () => {
  const length = `content-length: ${BODY.length}`;
  for (const twice of [
    'content-type: application/json',
    'host: gate',
    length,
    `authorization: Bearer ${gate.key}`,
  ]) {
    const answer = await sendRaw(gate.url, head('POST', CHAT, [length, twice]) + BODY, 300);
    assert.equal(statusesOf(answer)[0], 400, `${twice} ${answer}`);
  }
  nothingLeft();
});

test('routes: nothing that is not in the table is forwarded, however it is spelled (pass-through routes)', async () => {
  const paths = [
    '/openai/v1/responses',
    '/openai/v1/embeddings',
    '/openai/v1/files',
    '/openai/v1/realtime',
    '/openai/v1/chat/completions/',
    '/openai/v1/chat/completions/x',
    '/openai/v1/Chat/completions',
    '/openai/v1/chat%2Fcompletions',
    '/v1/chat/completions',
    '/v1/proxy/chat/completions',
    '/anthropic/v1/messages/batches',
    '/anthropic/v1/complete',
    '/admin',
    '/config/update',
    '/metrics',
    '/v1/reload',
    '/v1/keys',
  ];
  for (const path of paths) {
    const sent = await gate.send(chatBody('up', 'hi'), { path });
    assert.equal(sent.status, 404, path);
    assert.equal(sent.code, 'route.unknown', path);
    assert.equal((await gate.refusal(sent.id)).fault, 'route.unknown');
    const nobody = await gate.send(chatBody('up', 'hi'), { path, key: 'nobody' });
    assert.equal(nobody.code, 'identity.invalid', `${path} tells nobody whether it exists`);
  }
  nothingLeft();
});

test('Host-header tricks choose neither route nor plane (CVE-2026-49468)', async () => {
  for (const host of ['admin.internal', '127.0.0.1:8081', 'gate/../admin', 'gate@evil', 'gate\tevil', '']) {
    const request = `POST /v1/reload HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${gate.key}\r\ncontent-length: 0\r\n\r\n`;
    const [status] = statusesOf(await sendRaw(gate.url, request, 300));
    assert.ok(status === 404 || status === 400, `${host}: ${status}`);
  }
  for (const target of [
    'http://127.0.0.1:8081/v1/reload',
    '//evil/openai/v1/models',
    '*',
    `/openai/v1/../../v1/reload`,
  ]) {
    const request = `GET ${target} HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\n\r\n`;
    assert.deepEqual(statusesOf(await sendRaw(gate.url, request, 300)), [400], target);
  }
  nothingLeft();
});

test('the model routes take a name and never a path', async () => {
  const ask = async (path: string) => {
    const request = `GET ${path} HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\nconnection: close\r\n\r\n`;
    return statusesOf(await sendRaw(gate.url, request))[0];
  };
  assert.equal(await ask('/openai/v1/models/sim%2Fecho'), 200);
  assert.equal(await ask('/openai/v1/models/sim/echo'), 200);
  assert.equal(await ask('/openai/v1/models/%73im%2Fecho'), 200);
  assert.equal(await ask('/openai/v1/models/%ff'), 404, 'no text in UTF-8, and no defect');
  assert.equal(await ask('/openai/v1/models/sim%252Fecho'), 404, 'decoded once');
  assert.equal(await ask('/openai/v1/models/..%2F..%2Fmodels'), 400);
  assert.equal(await ask('/openai/v1/models%2Fsim%2Fecho'), 404, 'the name of no route');
  assert.equal(await ask('/openai/v1%2Fmodels/up'), 400);
});

test('a body that arrives a byte at a time is cut off, and costs nobody else anything', async () => {
  const answer = new Promise<string>((resolve) => {
    void sendRaw(gate.url, `${head('POST', CHAT, ['content-length: 5000'])}{"model"`, 6_000).then(resolve);
  });
  const others = await gate.send(chatBody('sim/echo', 'still here'));
  assert.equal(others.status, 200);
  assert.match(await answer, /request\.timeout/);
  nothingLeft();
});
