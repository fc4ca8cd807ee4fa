/** The one way out, against real servers that misbehave. */
import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { createServer as createTlsServer } from 'node:https';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createEgress } from '../../src/net/egress.ts';
import { type Performed, ProviderBreak } from '../../src/providers/provider.ts';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from './certificate.ts';
import { egressTo, eventually, PATIENT, portOf, post, serveHttp, serveRaw, textOf } from './servers.ts';

const to =
  (...addresses: string[]) =>
  async (): Promise<LookupAddress[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

function assertFailed(performed: Performed, code: string, reach: 'not_sent' | 'maybe_billed'): void {
  assert.ok(!performed.ok, 'it failed');
  assert.equal(performed.fault.code, code);
  assert.equal(performed.reach, reach);
}

async function assertBreaks(performed: Performed, code: string): Promise<void> {
  await assert.rejects(
    textOf(performed),
    (error) => error instanceof ProviderBreak && error.fault.code === code,
  );
}

test('a request goes out as it was given, uncompressed, and the answer comes back', async (t) => {
  const seen: unknown[] = [];
  const origin = await serveHttp(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push(request.method, request.url, request.headers['accept-encoding'], request.headers.host, body);
    response.writeHead(200, { 'content-type': 'application/json', 'x-one': '1' });
    response.end('{"a":1}');
  });
  const performed = await post(egressTo(t, origin), `${origin}/v1/chat?x=1`);
  assert.ok(performed.ok);
  assert.equal(performed.value.headers['x-one'], '1');
  assert.equal(await textOf(performed), '{"a":1}');
  assert.deepEqual(seen, ['POST', '/v1/chat?x=1', 'identity', new URL(origin).host, '{}']);
});

test('an origin that is not listed is never connected to', async (t) => {
  let connections = 0;
  const origin = await serveHttp(t, (_request, response) => response.end(String(++connections)));
  assertFailed(await post(egressTo(t, 'http://127.0.0.1:1'), origin), 'egress.denied', 'not_sent');
  assert.equal(connections, 0);
});

test('a public name that resolves to a private address is refused before connecting', async (t) => {
  const destinations = [{ purpose: 'provider', url: 'https://provider.test', allowPrivate: false }] as const;
  for (const addresses of [
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['93.184.215.14', '10.0.0.1'],
    ['::ffff:127.0.0.1'],
    [],
  ]) {
    const egress = egressTo(t, '', { destinations, resolve: to(...addresses) });
    assertFailed(await post(egress, 'https://provider.test/v1'), 'egress.denied', 'not_sent');
  }
});

test('even a private destination never reaches the metadata service', async (t) => {
  const url = 'http://provider.test';
  const named = egressTo(t, url, { resolve: to('169.254.169.254') });
  assertFailed(await post(named, url), 'egress.denied', 'not_sent');
  const literal = egressTo(t, 'http://169.254.169.254');
  assertFailed(await post(literal, 'http://169.254.169.254/latest/'), 'egress.denied', 'not_sent');
});

test('a name is resolved once a connection, and a changed answer is checked anew', async (t) => {
  const origin = await serveRaw(t, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'),
  );
  const url = `http://provider.test:${new URL(origin).port}`;
  const answers = [await to('127.0.0.1')(), await to('169.254.169.254')()];
  let asked = 0;
  const egress = egressTo(t, url, { resolve: async () => answers[Math.min(asked++, 1)] ?? [] });
  assert.equal(await textOf(await post(egress, url)), 'ok');
  assert.equal(asked, 1);
  await eventually(async () => !(await post(egress, url)).ok);
  assertFailed(await post(egress, url), 'egress.denied', 'not_sent');
});

test('certificates are verified against the name, and the name stays on the wire', async (t) => {
  const names: unknown[] = [];
  const server = createTlsServer(
    { cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY },
    (request, response) => {
      names.push(request.headers.host, 'servername' in request.socket ? request.socket.servername : '');
      response.end('ok');
    },
  );
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = await portOf(server);
  const options = { resolve: to('127.0.0.1') };
  const url = `https://provider.test:${port}`;
  const trusting = egressTo(t, url, { ...options, authorities: [TEST_CERTIFICATE] });
  assert.equal(await textOf(await post(trusting, url)), 'ok');
  assert.deepEqual(names, [`provider.test:${port}`, 'provider.test']);
  assertFailed(await post(egressTo(t, url, options), url), 'provider.unavailable', 'not_sent');
  const other = `https://other.test:${port}`;
  const misnamed = egressTo(t, other, { ...options, authorities: [TEST_CERTIFICATE] });
  assertFailed(await post(misnamed, other), 'provider.unavailable', 'not_sent');
  assert.equal(names.length, 2);
});

test('a redirect of a model call is a fault, and its target is not asked', async (t) => {
  let asked = 0;
  const target = await serveHttp(t, (_request, response) => response.end(String(++asked)));
  for (const status of [301, 302, 303, 307, 308]) {
    const origin = await serveHttp(t, (_request, response) =>
      response.writeHead(status, { location: target }).end(),
    );
    assertFailed(await post(egressTo(t, origin), origin), 'provider.protocol', 'maybe_billed');
  }
  assert.equal(asked, 0);
});

test('a compressed answer is refused unread', async (t) => {
  for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip']) {
    const origin = await serveHttp(t, (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync(Buffer.alloc(1_000_000))),
    );
    assertFailed(await post(egressTo(t, origin), origin), 'provider.protocol', 'maybe_billed');
  }
});

test('a refused connection was not sent; one lost after the request may be billed', async (t) => {
  const origin = await serveRaw(t, (socket) => socket.resetAndDestroy());
  assertFailed(await post(egressTo(t, origin), origin), 'provider.unavailable', 'maybe_billed');
  const closed = await serveRaw(t, (socket) => socket.end());
  assertFailed(await post(egressTo(t, closed), closed), 'provider.unavailable', 'maybe_billed');
  const nobody = 'http://127.0.0.1:1';
  assertFailed(await post(egressTo(t, nobody), nobody), 'provider.unavailable', 'not_sent');
});

const LIES: Readonly<Record<string, string>> = {
  'a body shorter than announced': 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf',
  'chunks without an end': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n',
  'a chunk cut in the middle': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nhalf',
  'a chunk size that is no number':
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n',
};

for (const [name, bytes] of Object.entries(LIES)) {
  test(`${name} breaks the answer instead of ending it`, async (t) => {
    const origin = await serveRaw(t, (socket) => socket.end(bytes));
    await assertBreaks(await post(egressTo(t, origin), origin), 'provider.protocol');
  });
}

test('a reset in the middle of the body breaks the answer', async (t) => {
  const origin = await serveRaw(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
  });
  const performed = await post(egressTo(t, origin), origin);
  // WHY: a reset may overtake the head of the answer; either way nothing looks complete.
  if (performed.ok) await assertBreaks(performed, 'provider.protocol');
  else assert.equal(performed.reach, 'maybe_billed');
});

const NOT_HTTP: Readonly<Record<string, string>> = {
  'another protocol': 'SSH-2.0-OpenSSH_9.9\r\n',
  'a head without end': `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`,
  'two lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc',
  'length and chunks': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
};

for (const [name, bytes] of Object.entries(NOT_HTTP)) {
  test(`${name} is not taken for an answer`, async (t) => {
    const origin = await serveRaw(t, (socket) => socket.end(bytes));
    const performed = await post(egressTo(t, origin), origin);
    if (performed.ok) await assertBreaks(performed, 'provider.protocol');
    else assertFailed(performed, 'provider.protocol', 'maybe_billed');
  });
}

test('interim answers and trailers are ignored', async (t) => {
  const origin = await serveRaw(t, (socket) =>
    socket.end(
      'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n' +
        '2\r\nok\r\n0\r\nx-status: 500\r\n\r\n',
    ),
  );
  const performed = await post(egressTo(t, origin), origin);
  assert.ok(performed.ok);
  assert.equal(performed.value.status, 200);
  assert.equal(await textOf(performed), 'ok');
});

test('each limit of time has its own consequence', async (t) => {
  const silent = await serveRaw(t, () => {});
  const firstByte = egressTo(t, silent, { timeouts: { ...PATIENT, firstByteMs: 30 } });
  assertFailed(await post(firstByte, silent), 'provider.timeout', 'maybe_billed');
  const total = egressTo(t, silent, { timeouts: { ...PATIENT, totalMs: 30 } });
  assertFailed(await post(total, silent), 'provider.timeout', 'maybe_billed');
  const unresolved = 'http://provider.test';
  const connect = egressTo(t, unresolved, {
    timeouts: { ...PATIENT, connectMs: 30 },
    resolve: () => new Promise(() => {}),
  });
  assertFailed(await post(connect, unresolved), 'provider.timeout', 'not_sent');
  const stops = await serveRaw(t, (socket) =>
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
  );
  const idle = egressTo(t, stops, { timeouts: { ...PATIENT, idleMs: 30 } });
  await assertBreaks(await post(idle, stops), 'provider.timeout');
});

test('abandoning closes the connection and can be repeated', async (t) => {
  let closed = false;
  const origin = await serveHttp(t, (_request, response) => {
    response.on('close', () => {
      closed = true;
    });
    response.write('begin');
  });
  const performed = await post(egressTo(t, origin), origin);
  assert.ok(performed.ok);
  performed.value.abandon();
  performed.value.abandon();
  await eventually(() => closed);
});

test('a reader that is waiting when the answer is abandoned does not see it end well', async (t) => {
  const origin = await serveHttp(t, (_request, response) => void response.write('begin'));
  const performed = await post(egressTo(t, origin), origin);
  assert.ok(performed.ok);
  const reading = textOf(performed);
  performed.value.abandon();
  await assert.rejects(reading, ProviderBreak);
});

test('a slow reader holds back 100 MB, and an idle limit does not count against it', async (t) => {
  const total = 100 * 1_024 * 1_024;
  const piece = Buffer.alloc(262_144, 97);
  let sent = 0;
  const origin = await serveHttp(t, (_request, response) => {
    response.writeHead(200, { 'content-length': total });
    const more = () => {
      while (sent < total) {
        sent += piece.byteLength;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  });
  const egress = egressTo(t, origin, { timeouts: { ...PATIENT, idleMs: 100 } });
  const performed = await post(egress, origin);
  assert.ok(performed.ok);
  await stalled(() => sent);
  const beforeReading = sent;
  let received = 0;
  let ahead = 0;
  for await (const chunk of performed.value.body) {
    received += chunk.byteLength;
    ahead = Math.max(ahead, sent - received);
  }
  assert.equal(received, total);
  // The rest of what is ahead lies in the sockets' buffers of the operating system.
  assert.ok(beforeReading < 16_000_000, `${beforeReading} bytes left before anything was read`);
  assert.ok(ahead < 16_000_000, `${ahead} bytes were ahead of the reader`);
});

test('a document of an issuer is read only from a listed issuer, bounded, and as JSON', async (t) => {
  const bodies: Record<string, string> = {
    '/ok': '{"keys":[]}',
    '/html': '<html>',
    '/big': JSON.stringify('x'.repeat(2_000_000)),
  };
  const origin = await serveHttp(t, ({ url = '' }, response) => {
    if (url === '/silent') return;
    if (url === '/moved') response.writeHead(302, { location: '/ok' });
    response.end(bodies[url] ?? '{}');
  });
  const egress = createEgress({
    destinations: [{ purpose: 'issuer', url: origin, allowPrivate: true }],
    timeouts: PATIENT,
  });
  t.after(() => void egress.close());
  const limits = { maxBytes: 1_000_000, timeoutMs: 5_000 };
  const read = async (path: string, allowPrivate = true) => {
    const result = await egress.fetchJson(origin + path, { ...limits, allowPrivate });
    return result.ok ? result.value : result.fault.code;
  };
  assert.deepEqual(await read('/ok'), { keys: [] });
  assert.equal(await read('/ok', false), 'egress.denied');
  assert.equal(await read('/html'), 'provider.protocol');
  assert.equal(await read('/moved'), 'provider.protocol');
  assert.equal(await read('/big'), 'provider.too_large');
  assertFailed(await post(egress, origin), 'egress.denied', 'not_sent');
  const hurried = await egress.fetchJson(`${origin}/silent`, {
    ...limits,
    allowPrivate: true,
    timeoutMs: 30,
  });
  assert.ok(!hurried.ok && hurried.fault.code === 'provider.timeout');
});

/** Waits until a number has stopped growing. */
async function stalled(value: () => number): Promise<void> {
  let last = -1;
  await eventually(async () => {
    const still = value() === last && last > 0;
    last = value();
    await sleep(150);
    return still;
  });
}
