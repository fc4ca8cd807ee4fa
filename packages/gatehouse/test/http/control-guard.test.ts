/** Who the control plane turns away: whatever it is asked for, before it looks at the question. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { namesOf } from '../../src/http/control/guard.ts';
import { ROUTES } from '../../src/http/control/routes.ts';
import { type RunningGate, runningGate } from '../support/running-gate.ts';

describe('the control plane turns away', () => {
  let running: RunningGate;
  before(async () => {
    running = await runningGate();
  });
  after(() => running.close());

  const refusal = async (path: string, headers: Record<string, string>, method = 'GET') => {
    const answer = await running.control(path, { method, headers });
    return `${answer.status} ${answer.json?.error?.code ?? 'in'}`;
  };

  it('whoever has no credential, at every address but one', async () => {
    for (const { method, path, open } of ROUTES) {
      const expected = open ? '200 in' : '401 identity.missing';
      assert.equal(await refusal(path.replace('{id}', 'x'), {}, method), expected, path);
    }
    for (const path of [
      '/openapi.json',
      '/',
      '/nowhere',
      '/healthz/',
      '/healthz?x',
      '/HEALTHZ',
      '/v1/status/',
    ])
      assert.notEqual((await refusal(path, {})).split(' ')[0], '200', path);
    // WHY: by now this address is near its limit of refusals, and there are more routes with every version.
    await running.close();
    running = await runningGate();
  });

  it('whoever has something like the credential', async () => {
    const { token } = running;
    const wrong = ['', token.slice(0, -1), `${token}x`, token.toUpperCase(), `${token}, Bearer ${token}`];
    for (const text of wrong) {
      const code = await refusal('/v1/status', { authorization: `Bearer ${text}` });
      assert.equal(code, '401 identity.invalid', text);
    }
    const encoded = Buffer.from(`operator:${token}`).toString('base64');
    assert.equal(await refusal('/v1/status', { authorization: `Basic ${encoded}` }), '401 identity.invalid');
    assert.equal(await refusal(`/v1/status?token=${token}`, {}), '401 identity.missing');
  });

  it('a key of the data plane', async () => {
    const { text } = await running.key('acme');
    assert.equal(await refusal('/v1/keys', { authorization: `Bearer ${text}` }), '401 identity.invalid');
  });

  it('names that are not its own, so that no web page can rebind its way in', async () => {
    const { credential } = running;
    const port = new URL(running.gate.controlUrl).port;
    const elsewhere = [`evil.example:${port}`, 'evil.example', '127.0.0.1', '127.0.0.1:1', `0.0.0.0:${port}`];
    for (const host of elsewhere) {
      for (const path of ['/v1/status', '/healthz']) {
        assert.equal(await refusal(path, { ...credential, host }), '403 control.forbidden', host);
      }
    }
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`]) {
      assert.equal(await refusal('/v1/status', { ...credential, host }), '200 in', host);
    }
  });

  it('two names at once, no name, and another name in the request line', async () => {
    const { token } = running;
    const { port, host } = new URL(running.gate.controlUrl);
    const head = `authorization: Bearer ${token}\r\nconnection: close\r\n\r\n`;
    const raw = [
      `GET /v1/status HTTP/1.1\r\nhost: ${host}\r\nhost: evil.example\r\n${head}`,
      `GET /v1/status HTTP/1.1\r\n${head}`,
      `GET /v1/status HTTP/1.0\r\n${head}`,
      `GET http://evil.example/v1/status HTTP/1.1\r\nhost: ${host}\r\n${head}`,
    ];
    for (const text of raw) {
      const answer = await rawAnswer(Number(port), text);
      assert.match(answer, /^HTTP\/1\.1 40[0-9] /, text);
      assert.doesNotMatch(answer, /policyDigest/);
    }
  });

  it('web pages of other origins, even with the credential', async () => {
    const { credential, gate } = running;
    const foreign = ['https://evil.example', 'null', gate.dataUrl, gate.controlUrl.replace('http', 'https')];
    for (const origin of foreign) {
      const code = await refusal('/v1/status', { ...credential, origin });
      assert.equal(code, '403 control.forbidden', origin);
    }
    for (const site of ['cross-site', 'same-site', 'unheard-of']) {
      const headers = { ...credential, 'sec-fetch-site': site };
      assert.equal(await refusal('/v1/status', headers), '403 control.forbidden', site);
    }
    const own = { ...credential, origin: gate.controlUrl, 'sec-fetch-site': 'same-origin' };
    assert.equal(await refusal('/v1/status', own), '200 in');
  });

  it('the question that browsers ask before they send more, and answers are open to no other origin', async () => {
    const { credential } = running;
    const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const preflight = await running.control('/v1/keys', { method: 'OPTIONS', headers: asked });
    const granted = await running.control('/v1/status', { headers: credential });
    assert.equal(preflight.status, 403);
    for (const { headers } of [preflight, granted]) {
      assert.deepEqual(
        Object.keys(headers).filter((name) => name.startsWith('access-control-')),
        [],
      );
    }
  });

  it('with answers that nothing may keep, frame, sniff or run', async () => {
    for (const path of ['/v1/status', '/nowhere', '/healthz', '/v1/crossings/none', `/v1/crossings/%`]) {
      for (const headers of [running.credential, {}]) {
        const answer = await running.control(path, { headers });
        assert.equal(answer.headers['cache-control'], 'no-store', path);
        assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
        assert.match(
          String(answer.headers['content-security-policy']),
          /default-src 'none'.*frame-ancestors 'none'/,
        );
        assert.match(String(answer.headers['content-type']), /^application\/json/);
      }
    }
  });

  it('guesses by the hundred, without locking out whoever has the credential', async () => {
    const codes = new Set<string>();
    for (let guess = 0; guess < 150; guess++) {
      codes.add(await refusal('/v1/status', { authorization: `Bearer ${guess}` }));
    }
    assert.deepEqual([...codes], ['401 identity.invalid', '429 admission.rate'].slice(2 - codes.size));
    assert.ok(codes.has('429 admission.rate'));
    assert.equal(await refusal('/v1/status', running.credential), '200 in');
  });
});

describe('the names of a listener', () => {
  it('are those of the loopback address in all its spellings, or the one it was given', () => {
    assert.deepEqual([...namesOf('127.0.0.1', 81)].sort(), ['127.0.0.1:81', '[::1]:81', 'localhost:81']);
    assert.deepEqual([...namesOf('Gate.Example', 80)].sort(), ['gate.example', 'gate.example:80']);
  });
});

function rawAnswer(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
