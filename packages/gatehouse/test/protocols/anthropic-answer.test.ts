/** Messages answers and streams: channels, signatures, usage, ends, errors, splits. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { anthropicMessages } from '../../src/protocols/anthropic-messages/index.ts';
import type { StreamEvent } from '../../src/protocols/protocol.ts';
import { answer, channels, documentOf, find, outcome, request, sse, stream, told, value } from './support.ts';

const asked = request(anthropicMessages, {
  model: 'c',
  max_tokens: 9,
  stream: true,
  messages: [{ role: 'user', content: 'x' }],
});

function wire(...events: readonly Record<string, unknown>[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

function readAll(...events: readonly Record<string, unknown>[]): readonly StreamEvent[] {
  return stream(anthropicMessages, asked, sse(wire(...events)));
}

const start = (index: number, block: Record<string, unknown>) => ({
  type: 'content_block_start',
  index,
  content_block: block,
});
const piece = (index: number, delta: Record<string, unknown>) => ({
  type: 'content_block_delta',
  index,
  delta,
});
const stop = (index: number) => ({ type: 'content_block_stop', index });
const begin = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    role: 'assistant',
    model: 'claude-1',
    content: [],
    usage: { input_tokens: 5, output_tokens: 1, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 },
  },
};

describe('answers', () => {
  test('everything said is a passage; signed and encrypted reasoning are told apart', () => {
    const read = answer(anthropicMessages, {
      type: 'message',
      model: 'claude-1',
      content: [
        { type: 'thinking', thinking: 'H', signature: 'G' },
        { type: 'redacted_thinking', data: 'AAAA' },
        { type: 'text', text: 'T', citations: [{ type: 'char_location', cited_text: 'Q' }] },
        { type: 'tool_use', id: 't', name: 'n', input: { to: 'A', encrypted_content: 'QUFB' } },
        {
          type: 'web_search_tool_result',
          content: [{ type: 'web_search_result', title: 'W', encrypted_content: 'AAAA' }],
        },
        { type: 'brand_new', something: 'B' },
      ],
      usage: {
        input_tokens: 5,
        output_tokens: 2,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: null,
      },
    });
    const seen = told(read.passages);
    for (const line of [
      '$.content[0].thinking assistant signed H',
      '$.content[2].text assistant T',
      '$.content[2].citations[0].cited_text assistant Q',
      '$.content[3].input.{0} assistant A',
      '$.content[3].input.encrypted_content assistant QUFB',
      '$.content[4].content[0].title tool W',
      '$.content[5].{1} assistant B',
    ]) {
      assert.ok(seen.includes(line), line);
    }
    assert.deepEqual(
      read.opaque.map(({ place, kind }) => `${place} ${kind}`),
      [
        '$.content[1].data encrypted_reasoning',
        '$.content[4].content[0].encrypted_content encrypted_reasoning',
      ],
    );
    assert.deepEqual(read.usage, {
      inputTokens: 8,
      outputTokens: 2,
      cacheReadTokens: 3,
      cacheWriteTokens: 0,
    });
  });

  test('count_tokens and errors', () => {
    const counted = value(anthropicMessages.readAnswer(documentOf({ input_tokens: 7 }), 'count'));
    assert.deepEqual(counted.usage, {
      inputTokens: 7,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    });
    const failed = answer(anthropicMessages, {
      type: 'error',
      error: { type: 'api_error', message: 'a@b.example' },
    });
    assert.deepEqual(find(failed.passages, 'a@b.example'), ['$.error.message error a@b.example']);
    assert.equal(failed.usage, undefined);
  });
});

describe('streams', () => {
  test('every block has its channels, from its start to its stop', () => {
    const events = readAll(
      begin,
      start(0, { type: 'thinking', thinking: 'h', signature: '' }),
      piece(0, { type: 'thinking_delta', thinking: 'mm' }),
      piece(0, { type: 'signature_delta', signature: 'SIG' }),
      stop(0),
      start(1, { type: 'text', text: 'a@' }),
      { type: 'ping' },
      piece(1, { type: 'text_delta', text: 'b.example' }),
      piece(1, { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'Q' } }),
      stop(1),
      start(2, { type: 'tool_use', id: 't', name: 'n', input: {} }),
      piece(2, { type: 'input_json_delta', partial_json: '{"a' }),
      piece(2, { type: 'input_json_delta', partial_json: '":1}' }),
      stop(2),
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 12 } },
      { type: 'message_stop' },
    );
    assert.deepEqual(channels(events), {
      '0/thinking': 'hmm',
      '1/text': 'a@b.example',
      '2/partial_json': '{"a":1}',
    });
    assert.deepEqual(
      events.map(({ ends }) => ends).filter((ends) => ends.length > 0),
      [['0/thinking'], ['1/text'], ['2/partial_json'], 'all'],
    );
    const deltas = events.flatMap((event) => event.deltas);
    assert.ok(deltas.every(({ channel, passage }) => passage.signed === (channel === '0/thinking')));
    assert.ok(deltas.every(({ channel, passage }) => (passage.view === 'json') === channel.startsWith('2')));
    const passages = events.flatMap((event) => event.passages);
    assert.deepEqual(find(passages, 'SIG'), ['$.delta.signature assistant signed SIG']);
    assert.deepEqual(find(passages, 'Q'), ['$.delta.citation.cited_text assistant Q']);
    assert.equal(events[0]?.model, 'claude-1');
    assert.deepEqual(events.findLast(({ usage }) => usage !== undefined)?.usage, {
      inputTokens: 10,
      outputTokens: 12,
      cacheReadTokens: 3,
      cacheWriteTokens: 2,
    });
    assert.deepEqual(events.map(({ terminal }) => terminal).indexOf(true), events.length - 1);
  });

  test('a field of a delta that nobody knows continues a channel of its own', () => {
    const events = readAll(
      start(0, { type: 'text', text: '' }),
      piece(0, { type: 'text_delta', text: 'a', shadow: 'b' }),
    );
    assert.deepEqual(channels(events), { '0/text': 'a', '0/shadow': 'b' });
  });

  test('what a provider-run tool returned is read in its start', () => {
    const block = {
      type: 'web_search_tool_result',
      content: [{ type: 'web_search_result', title: 'W', encrypted_content: 'AAAA' }],
    };
    const [event] = readAll(start(0, block));
    assert.deepEqual(find(event?.passages ?? [], 'W'), ['$.content_block.content[0].title tool W']);
    assert.equal(event?.opaque[0]?.kind, 'encrypted_reasoning');
  });

  test('an error in the middle is told', () => {
    assert.equal(
      readAll({ type: 'error', error: { type: 'overloaded_error', message: 'x' } })[0]?.error,
      true,
    );
  });

  const text = start(0, { type: 'text', text: '' });
  const broken: readonly (readonly [string, string])[] = [
    ['an unknown event', wire({ type: 'brand_new' })],
    ['an unknown delta', wire(text, piece(0, { type: 'brand_new_delta', text: 'x' }))],
    ['a delta without a type', wire(text, piece(0, { text: 'x' }))],
    ['a delta of a block that had not begun', wire(piece(0, { type: 'text_delta', text: 'x' }))],
    ['a delta of a block that had ended', wire(text, stop(0), piece(0, { type: 'text_delta', text: 'x' }))],
    ['a block that begins twice', wire(text, text)],
    ['a block that begins again after its end', wire(text, stop(0), text)],
    ['a block without a number', wire({ type: 'content_block_start', content_block: {} })],
    ['an event after the end', wire({ type: 'message_stop' }, { type: 'ping' })],
    ['a name that says something else', 'event: ping\ndata: {"type":"message_stop"}\n\n'],
    ['what is no JSON', 'event: ping\ndata: {"type"\n\n'],
  ];
  for (const [name, hostile] of broken) {
    test(`${name} breaks the stream`, () => {
      const reader = anthropicMessages.openStream(asked);
      const outcomes = sse(hostile).map((event) => outcome(reader.read(event)));
      assert.match(outcomes.at(-1) ?? '', /^provider\.protocol/);
    });
  }

  test('a delta is split anywhere, and its halves join again', () => {
    const delta = piece(0, { type: 'text_delta', text: 'a😀"b' });
    for (let head = 0; head < 8; head += 1) {
      const event = readAll(text, delta)[1];
      assert(event);
      const parts = anthropicMessages.splitEvent(event, head);
      if (parts === undefined) continue;
      assert.ok((parts[0].deltas[0]?.passage.text.length ?? 9) <= head);
      const written = parts
        .map((part) => anthropicMessages.writeEvent(part, { rewrites: [], removed: [] }))
        .join('');
      assert.equal(channels(stream(anthropicMessages, asked, sse(wire(text) + written)))['0/text'], 'a😀"b');
    }
    const whole = readAll(text, delta)[1];
    assert(whole);
    assert.equal(anthropicMessages.splitEvent(whole, 2)?.[0].deltas[0]?.passage.text, 'a');
    assert.equal(anthropicMessages.splitEvent(whole, 0), undefined);
    assert.equal(anthropicMessages.splitEvent(whole, 5), undefined);
  });
});
