/** Workloads that prove themselves by signing their requests, through a whole gate: what was signed, once, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { comesTrue } from '../support/comes-true.ts';
import { startTestGate, type TestGate } from '../support/gate.ts';
import { type Signing, signedHeaders, signingClient } from '../support/signing.ts';

const PATH = '/openai/v1/chat/completions';
const BODY = JSON.stringify({ model: 'sim/echo', messages: [{ role: 'user', content: 'hello' }] });
const JSON_TYPE = { 'content-type': 'application/json' };

const robot = signingClient('robot-2026');
const strict = signingClient('strict-2026');
const stranger = signingClient('robot-2026');
let gate: TestGate;

const entry = { tenant: 'acme', kind: 'workload', roles: ['developer'], principal: 'robot' };
const settings = (files: Readonly<Record<string, string>>) => ({
  more: {
    limits: { failures_per_address_per_minute: 100_000 },
    identity: {
      signatures: [
        { ...entry, id: robot.keyId, key_file: files.robot ?? 'robot.pem' },
        { ...entry, id: strict.keyId, key_file: 'strict.jwk', components: ['x-team'] },
      ],
    },
  },
});

before(async () => {
  gate = await startTestGate();
  const write = (name: string, text: unknown) => writeFileSync(join(gate.dataDir, name), String(text));
  write('robot.pem', robot.publicKey.export({ type: 'spki', format: 'pem' }));
  write('private.pem', robot.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  write('private.jwk', JSON.stringify(robot.privateKey.export({ format: 'jwk' })));
  write('strict.jwk', JSON.stringify(strict.publicKey.export({ format: 'jwk' })));
  gate.configure(settings({}));
  await gate.restart();
});
after(() => gate?.close());

const signedBy = (client = robot, more: Partial<Signing> = {}) =>
  signedHeaders(client, { url: gate.url + PATH, body: BODY, headers: JSON_TYPE, ...more });

async function send(
  headers: Record<string, string>,
  { path = PATH, body = BODY, method = 'POST' }: { path?: string; body?: string; method?: string } = {},
): Promise<{ status: number; code: string | undefined; id: string }> {
  const answer = await fetch(gate.url + path, { method, headers, ...(method === 'POST' ? { body } : {}) });
  const text = await answer.text();
  const id = answer.headers.get('x-gatehouse-crossing') ?? '';
  return { status: answer.status, code: /"code":"([a-z_]+\.[a-z_]+)"/.exec(text)?.[1], id };
}

const codeOf = async (...given: Parameters<typeof send>) => (await send(...given)).code ?? 'in';

describe('a signed request', () => {
  it('proves a workload, and its key stands in the record', async () => {
    const sent = await send(await signedBy());
    assert.equal(sent.status, 200);
    const { principal } = await gate.intent(sent.id);
    assert.deepEqual(
      [principal.kind, principal.id, principal.tenant, principal.roles, { ...principal.credential }],
      ['workload', 'robot', 'acme', ['developer'], { kind: 'signature', id: robot.keyId }],
    );
  });

  it('counts once, however often it is sent at the same time', async () => {
    const headers = await signedBy();
    const sent = await Promise.all([1, 2, 3, 4].map(() => codeOf(headers)));
    assert.deepEqual(sent.sort(), ['identity.invalid', 'identity.invalid', 'identity.invalid', 'in']);
  });

  it('is for one method, one address with its query, and one body', async () => {
    const altered = BODY.replace('hello', 'hacks');
    assert.equal(altered.length, BODY.length);
    const { id, status } = await send(await signedBy(), { body: altered });
    assert.equal(status, 400);
    assert.equal((await gate.entries(id)).at(0)?.kind, 'refusal', 'nothing of it left');
    assert.equal(
      await codeOf(await signedBy(), { path: '/openai/v1/models', method: 'GET' }),
      'identity.invalid',
    );
    assert.equal(await codeOf(await signedBy(), { path: `${PATH}?more=1` }), 'identity.invalid');
    assert.equal(await codeOf(await signedBy(robot, { method: 'PUT' })), 'identity.invalid');
    const elsewhere = await signedBy(robot, { url: `https://other.example${PATH}` });
    assert.equal(await codeOf(elsewhere), 'identity.invalid');
    const { 'content-digest': _gone, ...bare } = await signedBy(robot, {
      components: ['@method', '@target-uri'],
    });
    assert.equal(await codeOf(bare), 'identity.invalid', 'a body that nobody signed');
  });

  it('is of now, and by a key that is known', async () => {
    const seconds = Math.floor(Date.now() / 1_000);
    for (const created of [seconds - 75, seconds + 30])
      assert.equal(await codeOf(await signedBy(robot, { created })), 'identity.invalid', String(created));
    assert.equal(await codeOf(await signedBy(stranger)), 'identity.invalid');
    assert.equal(await codeOf(await signedBy(signingClient('unknown'))), 'identity.invalid');
    const { signature: _missing, ...half } = await signedBy();
    assert.equal(await codeOf(half), 'identity.invalid');
  });

  it('covers what the configuration demands of its key', async () => {
    assert.equal(await codeOf(await signedBy(strict)), 'identity.invalid');
    const components = ['@method', '@target-uri', 'content-digest', 'x-team'];
    const headers = { ...JSON_TYPE, 'x-team': 'red' };
    assert.equal(await codeOf(await signedBy(strict, { headers, components })), 'in');
    const changed = { ...(await signedBy(strict, { headers, components })), 'x-team': 'blue' };
    assert.equal(await codeOf(changed), 'identity.invalid');
  });

  it('and a key agree, or nobody is believed', async () => {
    const own = await gate.newKey({ kind: 'workload', principal: 'robot' });
    const others = await gate.newKey({ kind: 'workload', principal: 'other' });
    const named = await gate.newKey({ kind: 'agent', principal: 'robot' });
    const beside = async (key: string, headers: Record<string, string>) =>
      codeOf({ ...headers, authorization: `Bearer ${key}` });
    assert.equal(await beside(own, await signedBy()), 'in');
    assert.equal(await beside(others, await signedBy()), 'identity.ambiguous');
    assert.equal(await beside(named, await signedBy()), 'identity.ambiguous');
    assert.equal(await beside(own, await signedBy(stranger)), 'identity.invalid');
    assert.equal(await beside('ghk_nonsense', await signedBy()), 'identity.invalid');
    const { signature: _missing, ...half } = await signedBy();
    assert.equal(await beside(own, half), 'identity.invalid');
  });

  it('opens what an official MCP client asks, each request with a signature of its own', async () => {
    const signing: typeof fetch = async (address, init) => {
      const request = new Request(address, init);
      const body = request.method === 'POST' ? await request.text() : undefined;
      const { method, url } = request;
      const plain = Object.fromEntries(request.headers);
      const headers = await signedHeaders(robot, {
        ...{ method, url, headers: plain },
        ...(body === undefined ? {} : { body }),
      });
      return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    };
    const client = new Client({ name: 'tests', version: '1.0.0' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${gate.url}/mcp`), { fetch: signing }));
    assert.deepEqual((await client.listTools()).tools, []);
    await client.close();
  });

  it('is out with its principal, within a second', async () => {
    const { url, token } = JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8')) as {
      url: string;
      token: string;
    };
    const put = (what: string) =>
      fetch(`${url}/v1/principals/${what}`, {
        ...{ method: 'POST', headers: { authorization: `Bearer ${token}`, ...JSON_TYPE } },
        body: JSON.stringify({ tenant: 'acme', kind: 'workload', id: 'robot' }),
      });
    assert.equal((await put('disable')).status, 200);
    assert.ok(await comesTrue(async () => (await codeOf(await signedBy())) === 'identity.revoked', 1_000));
    assert.equal((await put('enable')).status, 200);
    assert.ok(await comesTrue(async () => (await codeOf(await signedBy())) === 'in', 1_000));
  });

  it('is ignored beside a key where nobody proves themselves in this way', async () => {
    gate.configure({ more: { limits: { failures_per_address_per_minute: 100_000 } } });
    await gate.control('POST', '/v1/reload');
    assert.equal(await codeOf({ ...(await signedBy(stranger)), authorization: `Bearer ${gate.key}` }), 'in');
    assert.equal(await codeOf(await signedBy()), 'identity.missing');
  });

  it('needs a public key of the right kind: a private one, another, or none is a mistake of the configuration', async () => {
    for (const robotFile of ['private.pem', 'private.jwk', 'missing.pem', 'gatehouse.yaml']) {
      gate.configure(settings({ robot: robotFile }));
      await assert.rejects(gate.control('POST', '/v1/reload'), /config\.invalid/, robotFile);
    }
  });
});
