/** The listener over raw sockets: smuggling, slow bodies, floods, and going away. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createListener, type Incoming, type ListenerOptions } from '../../src/net/listener.ts';
import { readBody } from '../../src/net/read-body.ts';
import { eventually } from './servers.ts';

const LIMITS = { bytesMax: 1_000, timeoutMs: 5_000 };

async function echo({ request, response }: Incoming, limits = LIMITS): Promise<void> {
  const body = await readBody(request, limits);
  response.end(body.ok ? `read ${body.value.byteLength}` : body.fault.code);
}

async function start(t: TestContext, options: Partial<ListenerOptions> = {}) {
  const defects: unknown[] = [];
  const onDefect = (cause: unknown) => void defects.push(cause);
  const listener = createListener({ handle: echo, onDefect, ...options });
  const bound = await listener.listen({ host: '127.0.0.1', port: 0 });
  assert.ok(bound.ok);
  t.after(() => listener.drain(0));
  return { listener, port: bound.value.port, defects };
}

/** Sends bytes and answers all that comes back until the server closes. */
async function exchange(port: number, bytes: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let answer = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  socket.on('close', () => resolve()).on('error', () => {});
  await promise;
  return answer;
}

const HEAD = 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const CLOSE = 'Connection: close\r\n';

test('a well-formed request is handled', async (t) => {
  const { port } = await start(t);
  assert.match(
    await exchange(port, `${HEAD}${CLOSE}Content-Length: 2\r\n\r\n{}`),
    /^HTTP\/1.1 200 .*read 2$/s,
  );
  const chunked = `${HEAD}${CLOSE}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
  assert.match(await exchange(port, chunked), /^HTTP\/1.1 200 .*read 2$/s);
});

/** Each would let something behind or in front of the gate read another request than the gate did. */
const SMUGGLED: Readonly<Record<string, string>> = {
  'length and chunks': `${HEAD}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`,
  'chunks and length': `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG`,
  'two lengths': `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} `,
  'the same length twice': `${HEAD}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
  'a list of lengths': `${HEAD}Content-Length: 2, 2\r\n\r\n{}`,
  'a signed length': `${HEAD}Content-Length: +2\r\n\r\n{}`,
  'a space before the colon': `${HEAD}Content-Length : 2\r\n\r\n{}`,
  'an unknown transfer coding': `${HEAD}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'chunked twice': `${HEAD}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`,
  'a folded header': `${HEAD}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`,
  'a folded value': `${HEAD}X-One: a\r\n b\r\nContent-Length: 2\r\n\r\n{}`,
  'line feeds alone': 'POST /x HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: 2\n\n{}',
  'a line feed in a head': `${HEAD}X-One: a\nX-Two: b\r\nContent-Length: 2\r\n\r\n{}`,
  'a carriage return in a value': `${HEAD}X-One: a\rb\r\nContent-Length: 2\r\n\r\n{}`,
  'a NUL in a value': `${HEAD}X-One: a\0b\r\nContent-Length: 2\r\n\r\n{}`,
  'a NUL in a name': `${HEAD}X-\0One: a\r\nContent-Length: 2\r\n\r\n{}`,
  'two hosts': `${HEAD}Host: b\r\nContent-Length: 2\r\n\r\n{}`,
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  'two credentials': `${HEAD}Authorization: Bearer a\r\nAuthorization: Bearer b\r\nContent-Length: 2\r\n\r\n{}`,
  'an absolute target': 'GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n',
  'an asterisk': 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'a dot segment': 'GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n',
  'an encoded slash before the last segment': 'GET /a%2fb/c HTTP/1.1\r\nHost: a\r\n\r\n',
  'an upgrade': 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
  'HTTP/2 in clear': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'an unknown expectation': `${HEAD}Expect: magic\r\nContent-Length: 2\r\n\r\n{}`,
  'a tunnel': 'CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n',
  'an unknown version': 'GET / HTTP/3.7\r\nHost: a\r\n\r\n',
  'bytes that are not HTTP': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a huge head': `${HEAD}X-One: ${'a'.repeat(20_000)}\r\n\r\n`,
  'many headers': `${HEAD}${Array.from({ length: 200 }, (_, index) => `X-${index}: a\r\n`).join('')}\r\n`,
  'a trace': 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n',
};

for (const [name, bytes] of Object.entries(SMUGGLED)) {
  test(`${name}: refused, the connection closed, and nothing handled`, async (t) => {
    let handled = 0;
    const { port } = await start(t, {
      handle: async (incoming) => {
        handled++;
        await echo(incoming);
      },
    });
    const answer = await exchange(port, bytes);
    assert.equal(handled, 0);
    // WHY: a tunnel is cut without a word, as Node does when nobody listens for one.
    if (name !== 'a tunnel') assert.match(answer, /^HTTP\/1.1 40[05] .*\{"error":\{"code":"request\./s);
    assert.equal(answer.split('HTTP/1.1').length, name === 'a tunnel' ? 1 : 2, 'one answer');
  });
}

test('a chunk of a bad size ends the request without a second one', async (t) => {
  const { port } = await start(t);
  const answer = await exchange(
    port,
    `${HEAD}Transfer-Encoding: chunked\r\n\r\n2x\r\n{}\r\n0\r\n\r\nGET / HTTP/1.1\r\n`,
  );
  assert.doesNotMatch(answer, /read/);
});

const BODIES_REFUSED: Readonly<Record<string, readonly [string, string]>> = {
  'a compressed body': ['request.encoding', 'Content-Encoding: gzip\r\nContent-Type: application/json\r\n'],
  'a form': ['request.encoding', 'Content-Type: application/x-www-form-urlencoded\r\n'],
  'another character set': ['request.encoding', 'Content-Type: application/json; charset=utf-16\r\n'],
  'no type': ['request.encoding', ''],
  'a long body': ['request.too_large', 'Content-Type: application/json\r\nContent-Length: 5000\r\n'],
};

for (const [name, [code, headers]] of Object.entries(BODIES_REFUSED)) {
  test(`${name} is refused as ${code}`, async (t) => {
    const { port } = await start(t);
    const length = headers.includes('Length') ? '' : 'Content-Length: 2\r\n';
    const answer = await exchange(port, `POST / HTTP/1.1\r\nHost: a\r\n${CLOSE}${headers}${length}\r\n{}`);
    assert.ok(answer.endsWith(code), answer);
  });
}

test('a chunked body is counted while it arrives', async (t) => {
  const { port } = await start(t);
  const chunk = `258\r\n${'a'.repeat(600)}\r\n`;
  const answer = await exchange(port, `${HEAD}${CLOSE}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`);
  assert.ok(answer.endsWith('request.too_large'), answer);
});

test('a body that trickles is cut off when its time is up', async (t) => {
  const { port } = await start(t, {
    handle: (incoming) => echo(incoming, { bytesMax: 1_000, timeoutMs: 100 }),
  });
  const answered = exchange(port, `${HEAD}${CLOSE}Content-Length: 100\r\n\r\n{`);
  assert.ok((await answered).endsWith('request.timeout'));
});

test('a body is asked for only when its head is in order', async (t) => {
  const { port } = await start(t);
  const expecting = `${HEAD}${CLOSE}Expect: 100-continue\r\nContent-Length: 2\r\n`;
  assert.match(await exchange(port, `${expecting}\r\n{}`), /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
  assert.match(await exchange(port, `${expecting}Host: b\r\n\r\n`), /^HTTP\/1.1 400 /);
});

test('a defect is answered with 500 and reported, and says nothing', async (t) => {
  const { port, defects } = await start(t, { handle: async () => Promise.reject(new Error('inner secret')) });
  const answer = await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.match(answer, /^HTTP\/1.1 500 .*internal\.error/s);
  assert.doesNotMatch(answer, /secret/);
  assert.equal(defects.length, 1);
});

test('a taken port is a fault in words', async (t) => {
  const { port } = await start(t);
  const second = createListener({ handle: echo, onDefect: () => {} });
  const bound = await second.listen({ host: '127.0.0.1', port });
  assert.ok(!bound.ok && bound.fault.code === 'start.failed');
  assert.match(bound.fault.message, new RegExp(`port ${port}: it is taken`));
});

test('draining lets what is under way end, and takes nothing new', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { listener, port } = await start(t, {
    handle: async ({ response }) => {
      await gate.promise;
      response.end('done');
    },
  });
  const answered = exchange(port, `GET / HTTP/1.1\r\nHost: a\r\n${CLOSE}\r\n`);
  const idle: Socket = connect(port, '127.0.0.1');
  await eventually(() => idle.readyState === 'open');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const drained = listener.drain(5_000);
  gate.resolve();
  assert.match(await answered, /done$/);
  idle.destroy();
  await drained;
  assert.equal(await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'), '');
});
