/** Chat Completions requests: roles, views, what is opaque, what is remote, and what goes around the gate. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseJson } from '../../src/protocols/json/parse.ts';
import { openAiChat } from '../../src/protocols/openai-chat/index.ts';
import { documentOf, find, outcome, request, told, value } from './support.ts';

const base = { model: 'gpt', messages: [{ role: 'user', content: 'hi' }] };

function read(extra: Record<string, unknown>) {
  return request(openAiChat, { ...base, ...extra });
}

function refusal(extra: Record<string, unknown>): string {
  return outcome(openAiChat.readRequest(documentOf({ ...base, ...extra }), 'generate'));
}

function withPart(part: Record<string, unknown>) {
  return read({ messages: [{ role: 'user', content: [part] }] });
}

describe('passages', () => {
  test('every role has its voice, and tool arguments are read as JSON', () => {
    const { passages } = read({
      messages: [
        { role: 'system', content: 'S' },
        { role: 'developer', content: [{ type: 'text', text: 'D' }] },
        { role: 'user', content: 'U', name: 'N' },
        {
          role: 'assistant',
          content: null,
          refusal: 'R',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"to":"A"}' } },
            { id: 'c2', type: 'custom', custom: { name: 'g', input: 'I' } },
          ],
          function_call: { name: 'h', arguments: '{}' },
        },
        { role: 'tool', tool_call_id: 'c1', content: 'T' },
        { role: 'function', name: 'h', content: 'F' },
      ],
      tools: [
        {
          type: 'function',
          function: { name: 'f', description: 'about', parameters: { properties: { secretly: {} } } },
        },
      ],
    });
    const seen = told(passages);
    for (const line of [
      '$.messages[0].content system S',
      '$.messages[1].content[0].text system D',
      '$.messages[2].content user U',
      '$.messages[2].name user N',
      '$.messages[3].refusal assistant R',
      '$.messages[3].tool_calls[0].function.arguments assistant json {"to":"A"}',
      '$.messages[3].tool_calls[1].custom.input assistant I',
      '$.messages[3].function_call.arguments assistant json {}',
      '$.messages[4].content tool T',
      '$.messages[5].content tool F',
      '$.tools[0].function.description definition about',
      '$.tools[0].function.parameters.properties.{0}~key definition secretly',
    ]) {
      assert.ok(seen.includes(line), line);
    }
  });

  test('keys that a caller chose are passages, and stand in no place', () => {
    const { passages } = read({ metadata: { 'a@b.example': 'x' } });
    assert.deepEqual(find(passages, 'a@b.example'), ['$.metadata.{0}~key metadata a@b.example']);
    assert.deepEqual(find(passages, 'x'), ['$.metadata.{0} metadata x']);
  });

  test('long numbers are passages in full digits, however they are written', () => {
    const source = JSON.stringify({ ...base, a: 0, c: 1234567, d: 0.5 });
    for (const written of ['4111111111111111', '4.111111111111111e15', '41111111111111110e-1']) {
      const document = value(parseJson(source.replace('"a":0', `"a":${written}`), { depthMax: 64 }));
      const { passages } = value(openAiChat.readRequest(document, 'generate'));
      assert.deepEqual(find(passages, '4111111111111111'), ['$.{2} metadata 4111111111111111']);
      assert.deepEqual(find(passages, '1234567'), []);
    }
  });
});

describe('what cannot be read', () => {
  test('base64 at its place is opaque, and nothing else is', () => {
    const image = withPart({
      type: 'image_url',
      image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' },
    });
    assert.deepEqual(image.opaque, [
      { place: '$.messages[0].content[0].image_url.url', kind: 'image', bytes: 3 },
    ]);
    const audio = withPart({ type: 'input_audio', input_audio: { data: 'AAAAAAAA', format: 'wav' } });
    assert.deepEqual(audio.opaque, [
      { place: '$.messages[0].content[0].input_audio.data', kind: 'audio', bytes: 6 },
    ]);
    const file = withPart({
      type: 'file',
      file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' },
    });
    assert.equal(file.opaque[0]?.kind, 'document');
    const smuggled = withPart({
      type: 'text',
      text: 'x',
      data: 'QUFBQQ==',
      image_url: { url: 'data:image/png;base64,AAAA' },
    });
    assert.deepEqual(smuggled.opaque, []);
    assert.equal(find(smuggled.passages, 'QUFBQQ==').length, 1);
    assert.equal(find(smuggled.passages, 'data:image/png;base64,AAAA').length, 1);
  });

  test('what only claims to be base64 is read', () => {
    const { passages, opaque } = withPart({
      type: 'input_audio',
      input_audio: { data: 'a@b.example', format: 'wav' },
    });
    assert.deepEqual(opaque, []);
    assert.equal(find(passages, 'a@b.example').length, 1);
  });

  test('a data address in another encoding is read, and not trusted to have been read', () => {
    const { passages, opaque, remote } = withPart({
      type: 'image_url',
      image_url: { url: 'data:text/plain,a@b.example' },
    });
    assert.equal(opaque[0]?.kind, 'document');
    assert.equal(find(passages, 'data:text/plain,a@b.example').length, 1);
    assert.deepEqual(remote, []);
  });

  test('token ids are opaque', () => {
    assert.equal(read({ prompt: [15339, 1917] }).opaque[0]?.kind, 'tokens');
    assert.equal(find(read({ prompt: 'text' }).passages, 'text').length, 1);
  });
});

describe('remote addresses', () => {
  for (const url of [
    'https://x.example/a.png',
    'http://169.254.169.254/',
    'file:///etc/passwd',
    ' HTTPS://x',
    'localhost/a',
  ]) {
    test(`an image at ${url}`, () => {
      const { remote, passages } = withPart({ type: 'image_url', image_url: { url } });
      assert.deepEqual(
        remote.map((content) => [content.url, content.kind]),
        [[url, 'image']],
      );
      assert.equal(find(passages, url).length, 1);
    });
  }

  test('fetched content takes the place of its address', () => {
    const asked = withPart({ type: 'image_url', image_url: { url: 'https://x.example/a.png' } });
    const [content] = asked.remote;
    assert(content);
    const inlined = [{ content, mediaType: 'image/png', base64: 'AAAA' }];
    const rewrites = asked.passages.map((passage) => ({ passage, text: 'masked' }));
    const body = openAiChat.writeRequest(asked, { model: 'm', cacheKey: String, rewrites, inlined });
    assert.match(body, /"url":"data:image\/png;base64,AAAA"/);
  });
});

describe('what goes around the gate', () => {
  const cases: readonly (readonly [Record<string, unknown>, string, string])[] = [
    [{ tools: [{ type: 'web_search' }] }, 'provider_tool', 'web_search'],
    [
      { tools: [{ type: 'web_search_preview_2025_03_11' }] },
      'provider_tool',
      'web_search_preview_2025_03_11',
    ],
    [{ tools: [{ type: 'mcp', server_url: 'https://x' }] }, 'provider_tool', 'mcp'],
    [{ tools: [{ type: 'brand_new' }] }, 'unknown_tool', 'brand_new'],
    [{ tools: [{ type: 'a@b.example' }] }, 'unknown_tool', 'unnamed'],
    [{ tools: [{}] }, 'unknown_tool', 'unnamed'],
    [
      { tools: [{ type: 'function', function: { name: 'f' } }, { type: 'Function' }] },
      'unknown_tool',
      'Function',
    ],
    [{ tool_choice: { type: 'web_search' } }, 'provider_tool', 'web_search'],
    [
      { tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [{ type: 'mcp' }] } } },
      'provider_tool',
      'mcp',
    ],
    [{ web_search_options: {} }, 'provider_tool', 'web_search_options'],
    [{ models: ['other'] }, 'provider_tool', 'models'],
    [{ store: true }, 'provider_state', 'store'],
    [{ previous_response_id: 'r' }, 'provider_state', 'previous_response_id'],
    [{ conversation: 'c' }, 'provider_state', 'conversation'],
    [{ prompt: { id: 'p' } }, 'provider_state', 'prompt'],
    [{ background: true }, 'provider_state', 'background'],
    [{ audio: { voice: { id: 'v' }, format: 'wav' } }, 'provider_state', 'audio.voice.id'],
    [{ messages: [{ role: 'assistant', audio: { id: 'a' } }] }, 'provider_state', 'audio.id'],
    [
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] },
      'provider_state',
      'file_id',
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

  test('what asks for nothing passes', () => {
    const asked = read({
      store: false,
      background: null,
      models: [],
      tool_choice: { type: 'function', function: { name: 'f' } },
      tools: [
        { type: 'function', function: { name: 'f' } },
        { type: 'custom', custom: { name: 'g' } },
      ],
    });
    assert.deepEqual(asked.bypasses, []);
  });
});

describe('shape', () => {
  const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ model: '' }, /\$\.model/],
    [{ model: 7 }, /\$\.model/],
    [{ messages: [] }, /\$\.messages/],
    [{ messages: 'hi' }, /\$\.messages/],
    [{ messages: ['hi'] }, /\$\.messages\[0\] has no role/],
    [{ messages: [{ role: 'critic', content: 'x' }] }, /\$\.messages\[0\] has no role/],
    [{ messages: [{ role: 'user', content: { text: 'x' } }] }, /\$\.messages\[0\]\.content/],
    [{ messages: [{ role: 'user', content: [{ type: 'video_url' }] }] }, /content\[0\] is of no type/],
    [{ messages: [{ role: 'assistant', tool_calls: [{ type: 'shell' }] }] }, /tool_calls\[0\] is of no type/],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 7 } }] }] },
      /url must be a string/,
    ],
    [{ stream: 'true' }, /\$\.stream must be a boolean/],
    [{ stream_options: [] }, /\$\.stream_options/],
    [{ tools: { type: 'web_search' } }, /\$\.tools must be an array/],
    [{ n: 0 }, /\$\.n must be an integer/],
    [{ n: 1.5 }, /\$\.n must/],
    [{ n: 129 }, /\$\.n must/],
    [{ max_tokens: -1 }, /\$\.max_tokens/],
    [{ max_completion_tokens: '9' }, /\$\.max_completion_tokens/],
  ];
  for (const [extra, message] of cases) {
    test(JSON.stringify(extra), () => {
      const said = refusal(extra);
      assert.match(said, /^request\.shape: /);
      assert.match(said, message);
    });
  }

  test('what was asked for is told', () => {
    const { model, stream, choices, outputTokensMax } = read({
      stream: true,
      n: 3,
      max_tokens: 5,
      max_completion_tokens: 7,
    });
    assert.deepEqual(
      { model, stream, choices, outputTokensMax },
      { model: 'gpt', stream: true, choices: 3, outputTokensMax: 7 },
    );
    assert.equal(read({ n: null, max_tokens: null }).outputTokensMax, undefined);
  });

  test('a service level above the listed price is told, also one that nobody has heard of', () => {
    for (const tier of ['auto', 'default', 'flex', null]) {
      assert.equal(read({ service_tier: tier }).surcharged, false, String(tier));
    }
    for (const tier of ['priority', 'Priority', 'platinum', 7]) {
      assert.equal(read({ service_tier: tier }).surcharged, true, String(tier));
    }
  });

  test('it counts no tokens', () => {
    assert.match(outcome(openAiChat.readRequest(documentOf(base), 'count')), /^route\.unknown/);
  });
});

describe('published fields', () => {
  function written(extra: Record<string, unknown>): Record<string, unknown> {
    const changes = {
      model: 'deployed',
      cacheKey: (key: string) => `tenant:${key}`,
      rewrites: [],
      inlined: [],
    };
    return JSON.parse(openAiChat.writeRequest(read(extra), changes)) as Record<string, unknown>;
  }

  test('the model, the usage of streams, and the cache key', () => {
    assert.deepEqual(written({ prompt_cache_key: 'k' }), {
      ...base,
      model: 'deployed',
      prompt_cache_key: 'tenant:k',
    });
    for (const options of [
      undefined,
      null,
      {},
      { include_usage: false },
      { include_usage: null },
      { include_usage: true },
    ]) {
      assert.deepEqual(written({ stream: true, stream_options: options }).stream_options, {
        include_usage: true,
      });
    }
    assert.deepEqual(written({ stream: true, stream_options: { a: 1 } }).stream_options, {
      a: 1,
      include_usage: true,
    });
    assert.equal('stream_options' in written({ stream: false }), false);
  });

  test('masked keys stay apart from each other and from keys that look like them', () => {
    const metadata = { 'a@b.example': 1, 'c@d.example': 2, '[EMAIL]': 3, '[EMAIL]_2': 4 };
    const asked = read({ metadata });
    const rewrites = asked.passages
      .filter(({ text }) => text.includes('@'))
      .map((passage) => ({ passage, text: '[EMAIL]' }));
    const body = openAiChat.writeRequest(asked, { model: 'm', cacheKey: String, rewrites, inlined: [] });
    const expected = { '[EMAIL]_3': 1, '[EMAIL]_4': 2, '[EMAIL]': 3, '[EMAIL]_2': 4 };
    assert.deepEqual(JSON.parse(body).metadata, expected);
  });

  test('a cache key that was masked leaves in no form', () => {
    const asked = read({ prompt_cache_key: 'a@b.example' });
    const rewrites = asked.passages
      .filter(({ text }) => text === 'a@b.example')
      .map((passage) => ({ passage, text: '[EMAIL]' }));
    const body = openAiChat.writeRequest(asked, {
      model: 'm',
      cacheKey: (key) => `t:${key}`,
      rewrites,
      inlined: [],
    });
    assert.match(body, /"prompt_cache_key":"t:\[EMAIL\]"/);
  });
});
