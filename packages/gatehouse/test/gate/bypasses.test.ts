/** What would go around the gate: refused by name, on record, and never forwarded. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import {
  chatBody,
  messagesBody,
  OWNED,
  PRICE,
  type Sent,
  startTestGate,
  type TestGate,
} from '../support/gate.ts';
import { chat } from '../support/upstream.ts';

let gate: TestGate;
const files = await startFiles();
before(async () => {
  const behind = { provider: 'upstream', retries: 0, max_output_tokens: 1_000, price: PRICE };
  gate = await startTestGate({
    models: {
      helper: { ...behind, model: 'gpt-4o-search-preview' },
      'looks-like-search-preview': { ...behind, model: 'plain' },
      routed: { ...behind, model: 'plain' },
    },
    access: [
      { id: 'developers', ...OWNED, who: { roles: ['developer'] }, opaque: ['image', 'document'] },
      {
        id: 'searchers',
        ...OWNED,
        who: { roles: ['searcher'] },
        models: ['routed'],
        provider_tools: ['web_search*'],
      },
      { id: 'searchers-else', ...OWNED, who: { roles: ['searcher'] }, models: ['up'] },
    ],
    data: [
      {
        id: 'route-iban',
        ...OWNED,
        models: ['routed'],
        directions: ['request'],
        classes: ['iban'],
        do: 'route',
        route_to: 'up',
      },
    ],
    more: {
      remote_content: { hosts: [files.url, `localhost:${new URL(files.url).port}`], max_bytes: 100_000 },
    },
  });
});
beforeEach(() => {
  gate.upstream.expect(chat('it was let through'));
  files.asked.length = 0;
});
after(async () => {
  await gate?.close();
  await files.close();
});

const MESSAGES = { path: '/anthropic/v1/messages' };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A host of files, some of which lead elsewhere. */
async function startFiles() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const to = path === '/loop' ? path : new URLSearchParams(path.split('?')[1]).get('to');
    if (to !== null) response.writeHead(302, { location: to }).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

async function refused(sent: Sent, code: string): Promise<void> {
  assert.equal(sent.code, code, sent.text);
  assert.equal(gate.upstream.calls.length, 0, 'nothing was forwarded');
  assert.equal((await gate.refusal(sent.id)).fault, code, 'the refusal is on record');
}

const OPENAI_STATE: readonly object[] = [
  { store: true },
  { previous_response_id: 'resp_1' },
  { conversation: 'conv_1' },
  { background: true },
  { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
  { messages: [{ role: 'assistant', audio: { id: 'audio_1' } }] },
];
const ANTHROPIC_STATE: readonly object[] = [
  { container: 'container_1' },
  {
    messages: [
      { role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'file_1' } }] },
    ],
  },
];

test("state that a provider keeps is refused: its key is everybody's", async () => {
  for (const more of OPENAI_STATE)
    await refused(await gate.send(chatBody('up', 'hi', more)), 'provider_state.denied');
  for (const more of ANTHROPIC_STATE) {
    await refused(await gate.send(messagesBody('claude', 'hi', more), MESSAGES), 'provider_state.denied');
  }
});

test('a tool that the provider would run is refused, one of an unknown type as well', async () => {
  for (const type of ['web_search', 'code_interpreter', 'mcp', 'image_generation']) {
    await refused(await gate.send(chatBody('up', 'hi', { tools: [{ type }] })), 'provider_tool.denied');
  }
  for (const type of ['web_search_20250305', 'code_execution_20250825', 'mcp_toolset']) {
    const body = messagesBody('claude', 'hi', { tools: [{ type, name: 'x' }] });
    await refused(await gate.send(body, MESSAGES), 'provider_tool.denied');
  }
  const servers = [{ type: 'url', url: 'https://mcp.example', name: 'x' }];
  await refused(
    await gate.send(messagesBody('claude', 'hi', { mcp_servers: servers }), MESSAGES),
    'provider_tool.denied',
  );
  await refused(await gate.send(chatBody('up', 'hi', { web_search_options: {} })), 'provider_tool.denied');
  for (const type of ['brand_new_tool', 'Function', '']) {
    await refused(await gate.send(chatBody('up', 'hi', { tools: [{ type }] })), 'provider_tool.unknown');
  }
  const unknown = messagesBody('claude', 'hi', { tools: [{ type: 'web_dream_20300101', name: 'x' }] });
  await refused(await gate.send(unknown, MESSAGES), 'provider_tool.unknown');
});

test('a model that searches by itself is known by its name at the provider, whatever it is called here', async () => {
  const sent = await gate.send(chatBody('helper', 'hi'));
  await refused(sent, 'provider_tool.denied');
  assert.deepEqual((await gate.refusal(sent.id)).bypasses, ['provider_tool:search_model']);
  assert.equal((await gate.send(chatBody('looks-like-search-preview', 'hi'))).status, 200);
});

test('a tool that is allowed with one model is not allowed with the model that the charter routes to', async () => {
  const key = await gate.newKey({ principal: 'sherlock', roles: ['searcher'] });
  const tools = { tools: [{ type: 'web_search' }] };
  assert.equal((await gate.send(chatBody('routed', 'hi', tools), { key })).status, 200);
  gate.upstream.expect(chat('it was let through'));
  const routed = await gate.send(chatBody('routed', 'account DE89 3704 0044 0532 0130 00', tools), { key });
  await refused(routed, 'provider_tool.denied');
});

test('no request chooses its own provider by an address or a header (CVE-2025-66405)', async () => {
  const headers = {
    'x-portkey-custom-host': 'http://169.254.169.254',
    'x-portkey-provider': 'openai',
    'x-base-url': 'http://evil.example',
    'x-forwarded-host': 'evil.example',
    'helicone-target-url': 'http://evil.example',
    'openai-base-url': 'http://evil.example',
  };
  const more = {
    api_base: 'http://evil.example',
    base_url: 'http://evil.example',
    custom_host: 'http://evil.example',
  };
  const sent = await gate.send(chatBody('up', 'hi', more), { headers });
  assert.equal(sent.status, 200);
  const [call] = gate.upstream.calls;
  assert.equal(call?.path, '/v1/chat/completions');
  for (const name of Object.keys(headers)) assert.equal(call?.headers[name], undefined, name);
});

function image(url: string): object {
  return chatBody('up', '', {
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
  });
}

function source(url: string): object {
  const block = { type: 'image', source: { type: 'url', url } };
  return messagesBody('claude', '', { messages: [{ role: 'user', content: [block] }] });
}

test('a listed address is fetched by the gate and inlined, each fetch on record first', async () => {
  const sent = await gate.send(image(`${files.url}/cat.png`));
  assert.equal(sent.status, 200, sent.text);
  const [call] = gate.upstream.calls;
  assert.ok(call?.body.includes(`data:image/png;base64,${PNG.toString('base64')}`));
  assert.ok(!call?.body.includes(files.url), 'the provider does not learn the address');
  const [act] = await gate.fresh.superuser<{ body: string }>(
    "select body from gatehouse.evidence where kind = 'act' and body like '%remote_content.fetch%' and body like '%' || $1 || '%'",
    [sent.id],
  );
  assert.ok(act);
  assert.ok(!act.body.includes('cat.png'), 'the address is content, so only its digest is kept');
});

const ELSEWHERE = [
  'https://example.com/cat.png',
  'http://169.254.169.254/latest/meta-data/iam',
  'http://[fd00:ec2::254]/latest',
  'http://metadata.google.internal/computeMetadata/v1',
  'http://100.100.100.200/latest',
  'http://0x7f.1:1/',
  'http://2130706433/',
  'http://[::ffff:127.0.0.1]/',
  'http://127.0.0.1:1/',
  'http://localhost/',
  'file:///etc/passwd',
  'ftp://example.com/x',
  'gopher://127.0.0.1/',
  '//example.com/x',
  'example.com/cat.png',
  '/etc/passwd',
];

test('an address that is not listed is refused, also those of metadata services (SSRF)', async () => {
  const { port } = new URL(files.url);
  const near = [
    `${files.url}@evil.example/`,
    `http://evil.example#${files.url}`,
    `http://user@127.0.0.1:${port}/x`,
    `http://127.0.0.1.evil.example:${port}/`,
    `http://127.0.0.2:${port}/`,
    `https://127.0.0.1:${port}/`,
  ];
  for (const url of [...ELSEWHERE, ...near]) {
    await refused(await gate.send(image(url)), 'remote_content.denied');
    await refused(await gate.send(source(url), MESSAGES), 'remote_content.denied');
  }
  assert.deepEqual(files.asked, [], 'nothing was fetched');
});

test('a listed name that resolves to a private address is not connected to (DNS rebinding)', async () => {
  const { port } = new URL(files.url);
  await refused(await gate.send(image(`https://localhost:${port}/cat.png`)), 'remote_content.denied');
  assert.deepEqual(files.asked, []);
});

test('a redirect of a listed host leads nowhere that is not listed', async () => {
  for (const to of [
    'http://169.254.169.254/latest',
    'http://127.0.0.1:1/',
    gate.upstream.url,
    'file:///etc/passwd',
    '//evil.example/x',
  ]) {
    const sent = await gate.send(image(`${files.url}/go?to=${encodeURIComponent(to)}`));
    assert.match(sent.code ?? '', /^remote_content\./, to);
    assert.equal(gate.upstream.calls.length, 0, to);
  }
  const round = `${files.url}/go?to=${encodeURIComponent('/go?to=/go')}`;
  assert.equal((await gate.send(image(round))).status, 200, 'within the listed host it may');
  gate.upstream.expect(chat('it was let through'));
  await refused(await gate.send(image(`${files.url}/loop`)), 'remote_content.failed');
});

test('what is fetched must be what it says it is, and fits', async () => {
  const html = await gate.send(image(`${files.url}/go?to=${encodeURIComponent('data:text/html,x')}`));
  assert.match(html.code ?? '', /^remote_content\./);
  assert.equal(gate.upstream.calls.length, 0);
});

test('too many addresses in one request are refused before the first is fetched', async () => {
  const content = Array.from({ length: 17 }, () => ({
    type: 'image_url',
    image_url: { url: `${files.url}/x` },
  }));
  const sent = await gate.send(chatBody('up', '', { messages: [{ role: 'user', content }] }));
  await refused(sent, 'request.too_large');
  assert.deepEqual(files.asked, []);
});

test('a provider that redirects is not followed: the call was cleared for one address', async () => {
  const elsewhere = `${files.url}/collect`;
  for (const status of [301, 302, 303, 307, 308]) {
    gate.upstream.expect(({ response }) => void response.writeHead(status, { location: elsewhere }).end());
    const sent = await gate.send(chatBody('up', 'secret plans'));
    assert.equal(sent.code, 'provider.protocol');
    assert.ok(!JSON.stringify([...sent.headers]).includes('collect'));
  }
  assert.deepEqual(files.asked, []);
});

test("of a provider's headers only those reach the caller that say nothing of the account", async () => {
  gate.upstream.expect(({ response }) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'set-cookie': 'session=account-77',
      'openai-organization': 'account-77',
      'x-ratelimit-remaining-requests': '3',
      'x-request-id': 'account-77',
      server: 'account-77',
      via: 'account-77',
      'access-control-allow-origin': '*',
      authorization: 'Bearer upstream-credential-4711',
    });
    response.end(JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [] }));
  });
  const { headers, status } = await gate.send(chatBody('up', 'hi'));
  assert.equal(status, 200);
  const all = JSON.stringify([...headers]);
  assert.ok(!/account-77|4711|ratelimit|allow-origin/.test(all), all);
});
