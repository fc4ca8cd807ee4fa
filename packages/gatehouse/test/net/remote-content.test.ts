/** Fetching listed remote content. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { type TestContext, test } from 'node:test';
import { createEgress } from '../../src/net/egress.ts';
import { PATIENT, serveHttp } from './servers.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');

async function fetchFrom(t: TestContext, listener: RequestListener, listed: readonly string[] = []) {
  const origin = await serveHttp(t, listener);
  const destinations = [origin, ...listed].map((url) => {
    return { purpose: 'content', url, allowPrivate: true } as const;
  });
  const egress = createEgress({ destinations, timeouts: PATIENT });
  t.after(() => void egress.close());
  const result = await egress.fetchRemoteContent(`${origin}/0`, { maxBytes: 1_000 });
  return result.ok ? result.value : result.fault.code;
}

const image =
  (type: string, bytes: Buffer): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type }).end(bytes);

test('an image comes back with its media type, in base64', async (t) => {
  const expected = { mediaType: 'image/png', base64: PNG.toString('base64') };
  assert.deepEqual(await fetchFrom(t, image('Image/PNG; charset=binary', PNG)), expected);
});

test('content whose bytes are not what its header says is refused', async (t) => {
  const cases: [string, Buffer][] = [
    ['image/png', Buffer.from('<svg/>')],
    ['image/jpeg', PNG],
    ['image/webp', Buffer.from('RIFF')],
    ['application/pdf', PNG],
    ['text/html', Buffer.from('<html>')],
    ['image/svg+xml', Buffer.from('<svg/>')],
    ['constructor', PNG],
    ['', PNG],
  ];
  for (const [type, bytes] of cases) {
    assert.equal(await fetchFrom(t, image(type, bytes)), 'remote_content.failed', type);
  }
});

test('content larger than the limit is refused', async (t) => {
  const large = Buffer.concat([PNG, Buffer.alloc(1_000)]);
  assert.equal(await fetchFrom(t, image('image/png', large)), 'remote_content.failed');
});

test('an error page is refused even if it is an image', async (t) => {
  const missing: RequestListener = (_request, response) =>
    response.writeHead(404, { 'content-type': 'image/png' }).end(PNG);
  assert.equal(await fetchFrom(t, missing), 'remote_content.failed');
});

/** Redirects from /0 to /1 and so on, up to the last, which has the image. */
const hops =
  (count: number): RequestListener =>
  (request, response) => {
    const hop = Number(request.url?.slice(1));
    if (hop < count) response.writeHead(302, { location: `/${hop + 1}` }).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  };

test('three redirects are followed and a fourth is not', async (t) => {
  assert.equal(typeof (await fetchFrom(t, hops(3))), 'object');
  assert.equal(await fetchFrom(t, hops(4)), 'remote_content.failed');
});

test('a redirect is checked like the first address', async (t) => {
  let asked = 0;
  const inside = await serveHttp(t, (_request, response) => response.end(String(++asked)));
  for (const location of [
    inside,
    'http://169.254.169.254/',
    'file:///etc/passwd',
    '//evil.test/x.png',
    'http://user@127.0.0.1/',
  ]) {
    const redirect: RequestListener = (_request, response) => response.writeHead(302, { location }).end();
    assert.equal(await fetchFrom(t, redirect), 'remote_content.denied', location);
  }
  assert.equal(asked, 0);
});
