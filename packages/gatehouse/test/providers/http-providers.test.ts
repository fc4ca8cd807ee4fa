/** Providers over HTTP: what leaves, what is let in, and what is refused. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { digestOfBody, mint } from '../../src/kernel/clearance.ts';
import { scrub } from '../../src/kernel/scrub.ts';
import type { ProviderWiring } from '../../src/providers/http-provider.ts';
import type { OutgoingCall, Provider } from '../../src/providers/provider.ts';
import { HTTP_PROVIDERS } from '../../src/providers/table.ts';
import { egressTo, serveHttp, textOf } from '../net/servers.ts';

const KEY = 'sk-test-"quoted"-0123456789';

interface Seen {
  url: string;
  headers: Record<string, unknown>;
  body: string;
}

interface Stage {
  readonly wiring: ProviderWiring;
  readonly seen: Seen[];
}

async function stage(t: TestContext, answer = { status: 200, headers: {}, body: '{}' }): Promise<Stage> {
  const seen: Seen[] = [];
  const origin = await serveHttp(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const wiring = { id: 'p', egress: egressTo(t, origin), baseUrl: `${origin}/base/`, apiKey: KEY };
  return { wiring: { ...wiring, apiVersion: undefined }, seen };
}

function callOf(protocol: OutgoingCall['protocol'], rest: Partial<OutgoingCall> = {}): OutgoingCall {
  const body = '{"model":"m","messages":[]}';
  return { operation: 'generate', protocol, model: 'm', stream: false, body, headers: {}, ...rest };
}

function perform(provider: Provider, call: OutgoingCall) {
  const cleared = { crossing: 'cx_0', attempt: 1, tenant: 't', provider: 'p', model: call.model } as const;
  return provider.perform(mint({ ...cleared, bodyDigest: digestOfBody(call.body) }), call);
}

test('each kind of provider is called at its own address with its own credential', async (t) => {
  const anthropic = { 'x-api-key': KEY, 'anthropic-version': '2023-06-01' };
  const cases = [
    ['openai', 'openai-chat', 'generate', '/base/chat/completions', { authorization: `Bearer ${KEY}` }],
    [
      'azure-openai',
      'openai-chat',
      'generate',
      '/base/openai/deployments/a%20b%2Fc/chat/completions?api-version=2024-10-21',
      { 'api-key': KEY },
    ],
    ['anthropic', 'anthropic-messages', 'generate', '/base/v1/messages', anthropic],
    ['anthropic', 'anthropic-messages', 'count', '/base/v1/messages/count_tokens', anthropic],
  ] as const;
  for (const [kind, protocol, operation, url, headers] of cases) {
    const { wiring, seen } = await stage(t);
    const call = callOf(protocol, { operation, model: 'a b/c' });
    assert.equal(await textOf(await perform(HTTP_PROVIDERS[kind].create(wiring), call)), '{}');
    assert.equal(seen[0]?.url, url);
    assert.equal(seen[0]?.body, call.body);
    assert.deepEqual(credentialsIn(seen[0]?.headers ?? {}), headers);
  }
});

function credentialsIn(headers: Record<string, unknown>): Record<string, unknown> {
  const ordinary = ['host', 'connection', 'content-type', 'content-length', 'accept-encoding'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ordinary.includes(name)));
}

test('of the caller’s headers only the listed ones pass, and none of its credentials', async (t) => {
  const headers = {
    authorization: 'Bearer caller',
    'x-api-key': 'caller',
    'api-key': 'caller',
    cookie: 'caller',
    'openai-organization': 'caller',
    'anthropic-version': '2024-01-01',
    'anthropic-beta': 'one-2025-01-01,two-2025-02-02',
    'x-forwarded-for': 'caller',
  };
  for (const [kind, protocol] of [
    ['openai', 'openai-chat'],
    ['azure-openai', 'openai-chat'],
    ['anthropic', 'anthropic-messages'],
  ] as const) {
    const { wiring, seen } = await stage(t);
    await perform(HTTP_PROVIDERS[kind].create(wiring), callOf(protocol, { headers }));
    assert.doesNotMatch(JSON.stringify(seen), /caller/);
    if (kind !== 'anthropic') continue;
    assert.equal(seen[0]?.headers['anthropic-version'], '2024-01-01');
    assert.equal(seen[0]?.headers['anthropic-beta'], 'one-2025-01-01,two-2025-02-02');
  }
});

test('a header with an odd value is refused before anything is sent', async (t) => {
  const { wiring, seen } = await stage(t);
  for (const value of ['a\r\nx-api-key: b', 'A', 'a b', 'x'.repeat(65), '']) {
    const call = callOf('anthropic-messages', { headers: { 'anthropic-beta': value } });
    const performed = await perform(HTTP_PROVIDERS.anthropic.create(wiring), call);
    assert.ok(!performed.ok && performed.reach === 'not_sent');
    assert.equal(performed.fault.code, 'request.headers');
  }
  assert.equal(seen.length, 0);
});

test('nothing leaves without a clearance for exactly this body, once', async (t) => {
  const { wiring, seen } = await stage(t);
  const provider = HTTP_PROVIDERS.openai.create(wiring);
  const call = callOf('openai-chat');
  const cleared = { crossing: 'cx_0', attempt: 1, tenant: 't', provider: 'p', model: 'm' } as const;
  const bodyDigest = digestOfBody(call.body);
  const forged = { ...mint({ ...cleared, bodyDigest }) };
  await assert.rejects(provider.perform(forged, call), /not minted/);
  await assert.rejects(
    provider.perform(mint({ ...cleared, bodyDigest }), { ...call, body: '{}' }),
    /another body/,
  );
  await assert.rejects(
    provider.perform(mint({ ...cleared, provider: 'q', bodyDigest }), call),
    /another provider/,
  );
  const used = mint({ ...cleared, bodyDigest });
  await provider.perform(used, call);
  await assert.rejects(provider.perform(used, call), /used before/);
  assert.equal(seen.length, 1);
});

test('what a provider cannot do is refused before anything is sent', async (t) => {
  const { wiring, seen } = await stage(t);
  for (const [kind, call] of [
    ['openai', callOf('anthropic-messages')],
    ['anthropic', callOf('openai-chat')],
    ['openai', callOf('openai-chat', { operation: 'count' })],
  ] as const) {
    const performed = await perform(HTTP_PROVIDERS[kind].create(wiring), call);
    assert.ok(!performed.ok && performed.reach === 'not_sent');
  }
  assert.equal(seen.length, 0);
});

test('an error that quotes the key arrives without it', async (t) => {
  const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}.` } });
  const headers = { 'content-type': 'application/json', 'x-request-id': `id-${KEY}` };
  const { wiring } = await stage(t, { status: 401, headers, body });
  const performed = await perform(HTTP_PROVIDERS.openai.create(wiring), callOf('openai-chat'));
  assert.ok(performed.ok && performed.value.status === 401);
  assert.equal(performed.value.headers['x-request-id'], 'id-[removed]');
  const text = await textOf(performed);
  assert.equal(text, body.replace(JSON.stringify(KEY).slice(1, -1), '[removed]'));
  assert.doesNotMatch(text, /0123456789/);
});

test('headers about the shared account stay outside', async (t) => {
  const headers = {
    'content-type': 'application/json',
    'retry-after': '3',
    'x-request-id': 'r1',
    'set-cookie': 'a=b',
    'openai-organization': 'ours',
    'x-ratelimit-remaining-tokens': '5',
    'anthropic-ratelimit-requests-limit': '7',
    server: 'x',
  };
  const { wiring } = await stage(t, { status: 429, headers, body: '{}' });
  const performed = await perform(HTTP_PROVIDERS.openai.create(wiring), callOf('openai-chat'));
  assert.deepEqual(performed.ok && performed.value.headers, {
    'content-type': 'application/json',
    'retry-after': '3',
    'x-request-id': 'r1',
  });
});

test('an endless error is cut off', async (t) => {
  const { wiring } = await stage(t, { status: 500, headers: {}, body: 'x'.repeat(100_000) });
  const performed = await perform(HTTP_PROVIDERS.openai.create(wiring), callOf('openai-chat'));
  await assert.rejects(textOf(performed), /larger than the limit/);
});

test('an endpoint without a key gets no credential', async (t) => {
  const { wiring, seen } = await stage(t);
  const provider = HTTP_PROVIDERS.openai.create({ ...wiring, apiKey: undefined });
  await perform(provider, callOf('openai-chat'));
  assert.deepEqual(credentialsIn(seen[0]?.headers ?? {}), {});
});

test('a provider whose key is no header value is refused without saying the key', async (t) => {
  const { wiring, seen } = await stage(t);
  const provider = HTTP_PROVIDERS.openai.create({ ...wiring, apiKey: 'secret\nvalue' });
  const performed = await perform(provider, callOf('openai-chat'));
  assert.ok(!performed.ok && performed.reach === 'not_sent');
  assert.doesNotMatch(JSON.stringify(performed.fault), /secret/);
  assert.equal(seen.length, 0);
});

test('scrubbing takes the secret out wherever it stands, and nothing without one', () => {
  assert.equal(scrub('a key b key', 'key'), 'a [removed] b [removed]');
  assert.equal(scrub('unchanged', undefined), 'unchanged');
  assert.equal(scrub('unchanged', ''), 'unchanged');
});
