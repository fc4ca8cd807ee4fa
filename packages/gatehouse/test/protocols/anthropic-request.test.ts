/** Messages and count_tokens requests: roles, blocks, what is opaque or remote, and what goes around the gate. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { anthropicMessages } from '../../src/protocols/anthropic-messages/index.ts';
import { documentOf, find, outcome, request, told } from './support.ts';

const base = { model: 'claude', max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] };

function read(extra: Record<string, unknown>) {
  return request(anthropicMessages, { ...base, ...extra });
}

function withBlock(block: Record<string, unknown>, role = 'user') {
  return read({ messages: [{ role, content: [block] }] });
}

const AT = '$.messages[0].content[0]';

describe('passages', () => {
  test('every block has its voice', () => {
    const { passages } = read({
      system: [{ type: 'text', text: 'S', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'U' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'H', signature: 'G' },
            { type: 'tool_use', id: 't', name: 'n', input: { to: ['A'], 'a@b.example': 12345678 } },
            { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'Q' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'T' }] },
            { type: 'tool_result', tool_use_id: 't', content: 'T2' },
            { type: 'search_result', source: 'W', title: 'V', content: [{ type: 'text', text: 'X' }] },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'D' }, title: 'E' },
            { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'C' }] } },
          ],
        },
        { role: 'system', content: 'M' },
      ],
      tools: [{ name: 'n', description: 'about', input_schema: { type: 'object' } }],
      metadata: { user_id: 'someone' },
    });
    const seen = told(passages);
    for (const line of [
      '$.system[0].text system S',
      '$.messages[0].content user U',
      '$.messages[1].content[0].thinking assistant signed H',
      '$.messages[1].content[0].signature assistant signed G',
      '$.messages[1].content[1].input.{0}[0] assistant A',
      '$.messages[1].content[1].input.{1}~key assistant a@b.example',
      '$.messages[1].content[1].input.{1} assistant 12345678',
      '$.messages[1].content[2].input.{0} tool Q',
      '$.messages[2].content[0].content[0].text tool T',
      '$.messages[2].content[1].content tool T2',
      '$.messages[2].content[2].source document W',
      '$.messages[2].content[2].content[0].text document X',
      '$.messages[2].content[3].source.data document D',
      '$.messages[2].content[3].title document E',
      '$.messages[2].content[4].source.content[0].text document C',
      '$.messages[3].content system M',
      '$.tools[0].description definition about',
      '$.metadata.user_id metadata someone',
    ]) {
      assert.ok(seen.includes(line), line);
    }
  });

  test('thinking without a signature is not signed', () => {
    assert.deepEqual(find(withBlock({ type: 'thinking', thinking: 'H' }, 'assistant').passages, 'H'), [
      `${AT}.thinking assistant H`,
    ]);
  });
});

describe('what cannot be read', () => {
  test('base64 at its place is opaque', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'AAAA' };
    assert.deepEqual(withBlock({ type: 'image', source }).opaque, [
      { place: `${AT}.source.data`, kind: 'image', bytes: 3 },
    ]);
    assert.equal(withBlock({ type: 'document', source }).opaque[0]?.kind, 'document');
    assert.equal(
      withBlock({ type: 'redacted_thinking', data: 'AAAA' }).opaque[0]?.kind,
      'encrypted_reasoning',
    );
    const nested = { type: 'tool_result', tool_use_id: 't', content: [{ type: 'image', source }] };
    assert.equal(withBlock(nested).opaque[0]?.place, `${AT}.content[0].source.data`);
    const fetched = { type: 'web_fetch_result', url: 'u', content: { type: 'document', source } };
    assert.equal(
      withBlock({ type: 'web_fetch_tool_result', tool_use_id: 't', content: fetched }).opaque[0]?.kind,
      'document',
    );
  });

  test('base64 anywhere else is read', () => {
    const smuggled = { type: 'base64', data: 'QUFBQQ==' };
    for (const block of [
      { type: 'text', text: 'x', source: smuggled },
      { type: 'tool_use', id: 't', name: 'n', input: { source: smuggled, encrypted_content: 'QUFBQQ==' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QUFB', extra: smuggled } },
      { type: 'redacted_thinking', data: 'a@b.example' },
    ]) {
      const { passages } = withBlock(block);
      assert.ok(find(passages, 'QUFBQQ==').length + find(passages, 'a@b.example').length > 0, block.type);
    }
  });
});

test('a remote source is told, and replaced as a whole once it is fetched', () => {
  const asked = withBlock({
    type: 'document',
    source: { type: 'url', url: 'https://x.example/a.pdf' },
    title: 'E',
  });
  const [content] = asked.remote;
  assert(content);
  assert.deepEqual(
    [content.url, content.kind, content.place],
    ['https://x.example/a.pdf', 'document', `${AT}.source`],
  );
  const inlined = [{ content, mediaType: 'application/pdf', base64: 'AAAA' }];
  const rewrites = asked.passages
    .filter(({ text }) => text.startsWith('https'))
    .map((passage) => ({ passage, text: 'masked' }));
  const body = anthropicMessages.writeRequest(asked, {
    model: 'claude',
    cacheKey: String,
    rewrites,
    inlined,
  });
  assert.match(
    body,
    /"source":\{"type":"base64","media_type":"application\/pdf","data":"AAAA"\},"title":"E"/,
  );
  assert.doesNotMatch(body, /x\.example|masked/);
});

describe('what goes around the gate', () => {
  const cases: readonly (readonly [Record<string, unknown>, string, string])[] = [
    ...[
      'web_search_20250305',
      'web_fetch_20260318',
      'code_execution_20250825',
      'advisor_20260301',
      'mcp_toolset',
    ].map((type) => [{ tools: [{ type, name: 'n' }] }, 'provider_tool', type] as const),
    [{ tools: [{ type: 'tool_search_tool_regex' }] }, 'provider_tool', 'tool_search_tool_regex'],
    [{ tools: [{ type: 'bash_99999999_remote' }] }, 'unknown_tool', 'bash_99999999_remote'],
    [{ tools: [{ type: 7 }] }, 'unknown_tool', 'unnamed'],
    [{ mcp_servers: [{ type: 'url', url: 'https://x' }] }, 'provider_tool', 'mcp_servers'],
    [{ fallbacks: 'default' }, 'provider_tool', 'fallbacks'],
    [{ container: 'c' }, 'provider_state', 'container'],
    [{ thread: { id: 't' } }, 'provider_state', 'thread'],
    [{ workspace_id: 'w' }, 'provider_state', 'workspace_id'],
    [{ diagnostics: { previous_message_id: 'm' } }, 'provider_state', 'previous_message_id'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file', file_id: 'f' } }] }] },
      'provider_state',
      'file_id',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'container_upload', file_id: 'f' }] }] },
      'provider_state',
      'file_id',
    ],
    [
      {
        messages: [
          {
            role: 'system',
            content: [
              {
                type: 'tool_addition',
                tool: { type: 'tool_definition', definition: { type: 'web_search_20250305' } },
              },
            ],
          },
        ],
      },
      'provider_tool',
      'web_search_20250305',
    ],
  ];
  for (const [extra, kind, name] of cases) {
    test(`${kind} ${name}: ${JSON.stringify(extra)}`, () => {
      assert.deepEqual(
        read(extra).bypasses.map((bypass) => [bypass.kind, bypass.name]),
        [[kind, name]],
      );
    });
  }

  test("the caller's own tools pass", () => {
    const types = [
      undefined,
      null,
      'custom',
      'bash_20250124',
      'text_editor_20250728',
      'computer_20251124',
      'memory_20250818',
    ];
    assert.deepEqual(read({ tools: types.map((type) => ({ type, name: 'n' })) }).bypasses, []);
    assert.deepEqual(read({ mcp_servers: [], container: null }).bypasses, []);
  });
});

describe('shape', () => {
  const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ model: null }, /\$\.model/],
    [{ messages: {} }, /\$\.messages/],
    [{ max_tokens: undefined }, /\$\.max_tokens/],
    [{ max_tokens: 0 }, /\$\.max_tokens/],
    [{ messages: [{ role: 'tool', content: 'x' }] }, /has no role/],
    [{ messages: [{ role: 'user', content: 7 }] }, /content must be/],
    [{ messages: [{ role: 'user', content: [{ type: 'hologram' }] }] }, /content\[0\] is of no type/],
    [
      { messages: [{ role: 'user', content: [{ type: 'tool_result', content: [{ type: 'hologram' }] }] }] },
      /is of no type/,
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 's3' } }] }] },
      /source is of no type/,
    ],
    [{ system: [{ type: 'image' }] }, /\$\.system/],
    [{ system: 7 }, /\$\.system/],
    [{ tools: { type: 'web_search_20250305' } }, /\$\.tools must be an array/],
    [{ stream: 1 }, /\$\.stream/],
  ];
  for (const [extra, message] of cases) {
    test(JSON.stringify(extra), () => {
      const said = outcome(anthropicMessages.readRequest(documentOf({ ...base, ...extra }), 'generate'));
      assert.match(said, /^request\.shape: /);
      assert.match(said, message);
    });
  }

  test('count_tokens needs no max_tokens and never streams', () => {
    const { max_tokens: _, ...counted } = base;
    const asked = request(anthropicMessages, { ...counted, stream: true }, 'count');
    assert.deepEqual([asked.operation, asked.stream, asked.outputTokensMax], ['count', false, undefined]);
  });

  test('what costs more than the listed price is told', () => {
    const surcharged = (extra: object) => request(anthropicMessages, { ...base, ...extra }).surcharged;
    assert.equal(surcharged({ service_tier: 'auto', speed: 'standard', inference_geo: 'global' }), false);
    for (const extra of [{ service_tier: 'priority' }, { speed: 'fast' }, { inference_geo: 'us' }]) {
      assert.equal(surcharged(extra), true, JSON.stringify(extra));
    }
  });
});
