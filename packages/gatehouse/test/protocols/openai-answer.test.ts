/** Chat Completions answers and streams: channels, copies, usage, ends, errors, splits. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { openAiChat } from '../../src/protocols/openai-chat/index.ts';
import type { StreamEvent } from '../../src/protocols/protocol.ts';
import { answer, channels, find, outcome, request, sse, stream, told, value } from './support.ts';

const body = { model: 'gpt', stream: true, messages: [{ role: 'user', content: 'hi' }] };
const asked = request(openAiChat, body);

function chunk(choice: Record<string, unknown>, extra: Record<string, unknown> = {}): string {
  const choices = [{ index: 0, finish_reason: null, ...choice }];
  return `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'gpt-1', choices, ...extra })}\n\n`;
}

function readAll(...wire: readonly string[]): readonly StreamEvent[] {
  return stream(openAiChat, asked, sse(wire.join('')));
}

function only(events: readonly StreamEvent[]): StreamEvent {
  const [event] = events;
  assert(event);
  return event;
}

const usage = {
  prompt_tokens: 9,
  completion_tokens: 4,
  total_tokens: 13,
  prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
};

describe('answers', () => {
  const read = answer(openAiChat, {
    model: 'gpt-1',
    choices: [
      {
        index: 1,
        finish_reason: 'stop',
        message: {
          role: 'assistant',
          content: 'C',
          refusal: null,
          reasoning_content: 'R',
          annotations: [{ type: 'url_citation', url_citation: { url: 'U', title: 'T' } }],
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
          audio: { id: 'a', data: 'AAAA', transcript: 'S' },
        },
        logprobs: { content: [{ token: 'C', logprob: -0.1, bytes: [67], top_logprobs: [] }], refusal: null },
      },
    ],
    usage,
  });

  test('everything said is a passage, and sound is opaque', () => {
    for (const text of ['C', 'R', 'U', 'T', 'S']) assert.ok(find(read.passages, text).length > 0, text);
    assert.ok(told(read.passages).some((line) => line.endsWith('arguments assistant json {"a":1}')));
    assert.deepEqual(
      read.opaque.map(({ kind, bytes }) => [kind, bytes]),
      [['audio', 3]],
    );
  });

  test('usage tells all input, and what of it was cached', () => {
    assert.deepEqual(read.usage, {
      inputTokens: 9,
      outputTokens: 4,
      cacheReadTokens: 3,
      cacheWriteTokens: 2,
    });
    assert.equal(read.model, 'gpt-1');
    assert.equal(answer(openAiChat, { usage: { prompt_tokens: -1, completion_tokens: 2 } }).usage, undefined);
  });

  test('copies go when what they copy is touched', () => {
    const passage = read.passages.find(({ text }) => text === 'C');
    assert(passage);
    const channel = read.channels.get(passage.place);
    assert.equal(channel, '1/content');
    const removed = read.copies.filter((copy) => copy.channel === channel);
    const rewrites = read.passages
      .filter(({ text }) => text === 'C')
      .map((found) => ({ passage: found, text: '[X]' }));
    const written = JSON.parse(openAiChat.writeAnswer(read, { rewrites, removed }));
    assert.equal(written.choices[0].message.content, '[X]');
    assert.equal(written.choices[0].logprobs, null);
    assert.equal(written.choices[0].message.audio.data, 'AAAA');
  });

  test('an error body is read like everything else', () => {
    const failed = answer(openAiChat, { error: { message: 'bad key a@b.example', code: 'x' } });
    assert.deepEqual(find(failed.passages, 'bad key a@b.example'), [
      '$.error.message error bad key a@b.example',
    ]);
    assert.deepEqual([failed.model, failed.usage], [undefined, undefined]);
    assert.match(
      outcome(
        openAiChat.readAnswer(
          { ...failed.document, root: { ...failed.document.root, kind: 'array' } },
          'generate',
        ),
      ),
      /^provider\.protocol/,
    );
  });
});

describe('streams', () => {
  test('everything that reads as one text is one channel', () => {
    const events = readAll(
      chunk({ delta: { role: 'assistant', content: 'a@' } }),
      chunk({ delta: { content: 'b.example', reasoning_content: 'R1', refusal: 'N' } }),
      chunk({ delta: { reasoning: 'Q', reasoning_content: 'R2', brand_new: { text: 'x1' } } }),
      chunk({ delta: { brand_new: { text: 'x2' }, function_call: { name: 'h', arguments: '{}' } } }),
      chunk({
        delta: {
          tool_calls: [{ index: 1, id: 'c', type: 'function', function: { name: 'f', arguments: '{"t' } }],
        },
      }),
      chunk({
        delta: {
          tool_calls: [
            { index: 1, function: { arguments: 'o":1}' } },
            { index: 2, custom: { input: 'I' } },
          ],
        },
      }),
      chunk({ index: 1, delta: { content: 'other' } }),
    );
    assert.deepEqual(channels(events), {
      '0/content': 'a@b.example',
      '0/refusal': 'N',
      '0/reasoning': 'Q',
      '0/reasoning_content': 'R1R2',
      '0/brand_new/text': 'x1x2',
      '0/function_call/arguments': '{}',
      '0/tool_calls/1/function/arguments': '{"to":1}',
      '0/tool_calls/2/custom/input': 'I',
      '1/content': 'other',
    });
    const views = events.flatMap(({ deltas }) =>
      deltas.map(({ channel, passage }) => `${channel} ${passage.view}`),
    );
    assert.ok(views.includes('0/tool_calls/1/function/arguments json'));
    assert.ok(views.includes('0/content text'));
  });

  test('every string of a chunk is a delta or a passage, never both', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (delta, other) => {
        const wire = JSON.stringify({ choices: [{ index: 0, delta, other }], other });
        const read = openAiChat.openStream(asked).read({ name: undefined, data: wire });
        fc.pre(read.ok);
        const { passages, deltas } = value(read);
        const starts = [...passages, ...deltas.map(({ passage }) => passage)].map(({ slot }) => slot.start);
        assert.equal(new Set(starts).size, starts.length);
        const strings = JSON.stringify(JSON.parse(wire), (_, item: unknown) =>
          typeof item === 'string' ? `§${item}` : item,
        );
        const values = [...passages, ...deltas.map(({ passage }) => passage)].filter(
          ({ slot }) => slot.kind === 'string',
        );
        assert.equal(values.length, strings.split('"§').length - 1);
      }),
    );
  });

  test('the reason to finish ends the channels of its choice, and the last event ends all', () => {
    const events = readAll(
      chunk({ delta: { content: 'a' } }),
      chunk({ index: 1, delta: { content: 'b' } }),
      chunk({ delta: {}, finish_reason: 'stop' }),
      chunk({ delta: { content: '' } }),
      'data: [DONE]\n\n',
    );
    assert.deepEqual(
      events.map(({ ends, terminal }) => [ends, terminal]),
      [
        [[], false],
        [[], false],
        [['0/content'], false],
        [[], false],
        ['all', true],
      ],
    );
  });

  test('the usage chunk is for those who asked for it', () => {
    const wire = `data: ${JSON.stringify({ choices: [], usage })}\n\n`;
    const wanting = request(openAiChat, { ...body, stream_options: { include_usage: true } });
    assert.equal(only(readAll(wire)).forClient, false);
    assert.equal(only(readAll(wire)).usage?.inputTokens, 9);
    assert.equal(only(stream(openAiChat, wanting, sse(wire))).forClient, true);
    assert.equal(only(readAll(`data: {"choices":[],"prompt_filter_results":[]}\n\n`)).forClient, true);
  });

  test('probabilities are copies of their text, and sound of its transcript', () => {
    const { copies, opaque } = only(
      readAll(
        chunk({
          delta: { content: 'a', audio: { data: 'AAAA', transcript: 'T' } },
          logprobs: { content: [] },
        }),
      ),
    );
    assert.deepEqual(
      copies.map(({ channel }) => channel),
      ['0/audio/transcript', '0/content', '0/refusal'],
    );
    assert.equal(opaque[0]?.kind, 'audio');
  });

  test('an error in the middle is told', () => {
    assert.equal(only(readAll('data: {"error":{"message":"x"}}\n\n')).error, true);
    assert.equal(only(readAll('event: error\ndata: {"message":"x"}\n\n')).error, true);
    assert.equal(only(readAll(chunk({ delta: {} }, { error: null }))).error, false);
  });

  const broken: readonly (readonly [string, string])[] = [
    ['what is no JSON', 'data: {"choices":\n\n'],
    ['what is no object', 'data: []\n\n'],
    ['a repeated key', 'data: {"a":1,"a":2}\n\n'],
    ['an event after the end', 'data: [DONE]\n\ndata: {}\n\n'],
    [
      'text of a choice that had ended',
      chunk({ delta: { content: 'a' }, finish_reason: 'stop' }) + chunk({ delta: { content: 'b' } }),
    ],
    ['a name that could carry data', 'event: a@b.example\ndata: {}\n\n'],
  ];
  for (const [name, wire] of broken) {
    test(`${name} breaks the stream`, () => {
      const reader = openAiChat.openStream(asked);
      const outcomes = sse(wire).map((event) => outcome(reader.read(event)));
      assert.match(outcomes.at(-1) ?? '', /^provider\.protocol/);
    });
  }
});

describe('splitting and writing', () => {
  test('any split keeps the text, at most that much leaves, and no surrogate pair breaks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '😀', 'é') });
    fc.assert(
      fc.property(text, fc.nat(12), (content, head) => {
        const event = only(readAll(chunk({ delta: { content } }, { after: 'tail' })));
        const parts = openAiChat.splitEvent(event, head);
        if (parts === undefined) return;
        const [first, second] = parts;
        const headText = first.deltas[0]?.passage.text ?? '';
        assert.ok(headText.length <= head && headText.length > 0);
        assert.ok(headText.isWellFormed());
        const wire = parts.map((part) => openAiChat.writeEvent(part, { rewrites: [], removed: [] })).join('');
        assert.equal(channels(readAll(wire))['0/content'], content);
        for (const part of [first, second]) {
          for (const passage of [...part.passages, ...part.deltas.map((delta) => delta.passage)]) {
            const source = part.document?.source.slice(passage.slot.start, passage.slot.end) ?? '';
            assert.equal(JSON.parse(source), passage.text);
          }
        }
      }),
    );
  });

  test('what must not be sent twice is not split', () => {
    for (const wire of [
      chunk({ delta: { role: 'assistant', content: 'abc' } }),
      chunk({ delta: { content: 'abc' }, logprobs: { content: [] } }),
      chunk({ delta: { content: 'abc' }, finish_reason: 'stop' }),
      chunk({ delta: { content: 'abc', reasoning: 'abc' } }),
      chunk({ delta: { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: 'abc' } }] } }),
      'data: [DONE]\n\n',
    ]) {
      assert.equal(openAiChat.splitEvent(only(readAll(wire)), 1), undefined, wire);
    }
  });

  test('rewrites and removals change only what they name, also after a split', () => {
    const event = only(readAll(chunk({ delta: { content: 'secret' }, logprobs: { content: [] } })));
    const rewrites = event.deltas.map(({ passage }) => ({ passage, text: '[X]' }));
    const wire = openAiChat.writeEvent(event, { rewrites, removed: event.copies });
    assert.equal(wire, chunk({ delta: { content: '[X]' }, logprobs: null }));

    const plain = only(readAll(chunk({ delta: { content: 'secret' } }, { after: 'mail' })));
    const [, tail] = openAiChat.splitEvent(plain, 2) ?? [];
    const passage = plain.passages.find(({ text }) => text === 'mail');
    assert(tail && passage);
    assert.equal(
      openAiChat.writeEvent(tail, { rewrites: [{ passage, text: '[EMAIL]' }], removed: [] }),
      chunk({ delta: { content: 'cret' } }, { after: '[EMAIL]' }),
    );
  });

  test('an untouched event is written as it came', () => {
    const wire = 'event: x\ndata: {"choices" : [ ]}\n\n';
    assert.equal(openAiChat.writeEvent(only(readAll(wire)), { rewrites: [], removed: [] }), wire);
  });
});
