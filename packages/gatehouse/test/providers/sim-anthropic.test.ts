/** The sim through the official Anthropic SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import type {
  Message,
  MessageCreateParamsNonStreaming as Params,
} from '@anthropic-ai/sdk/resources/messages';
import { collect, simClients } from './sim-server.ts';

const user = (content: Anthropic.MessageParam['content']) => ({ role: 'user', content }) as const;
const hello: Params = { model: 'sim/echo', max_tokens: 1_000, messages: [user('Hello there, gate.')] };

const LOOKUP = {
  name: 'look_up',
  description: 'Looks a person up.',
  input_schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
} as const satisfies Anthropic.Tool;

test('a plain answer repeats the user, with all that the vendor sends', async (t) => {
  const { anthropic } = await simClients(t);
  const message = await anthropic.messages.create(hello);
  assert.deepEqual(message.content, [
    { type: 'text', text: 'You said: Hello there, gate.', citations: null },
  ]);
  assert.equal(message.stop_reason, 'end_turn');
  assert.equal(message.role, 'assistant');
  assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  assert.deepEqual(essence(message), essence(await anthropic.messages.create(hello)));
});

test('a stream adds up to the plain answer, whatever was asked for', async (t) => {
  const { anthropic } = await simClients(t);
  const thinking = { type: 'enabled', budget_tokens: 1_024 } as const;
  const requests: Params[] = [
    hello,
    { ...hello, max_tokens: 2_000, thinking },
    { ...hello, max_tokens: 3 },
    { ...hello, stop_sequences: ['nothing', 'gate'] },
    { ...hello, model: 'sim/tools', tools: [LOOKUP] },
    { ...hello, model: 'sim/slow' },
    { ...hello, model: 'sim/long', max_tokens: 500 },
    { ...hello, system: 'You are terse.', messages: [user('emoji 😀 and  two\n lines ')] },
  ];
  for (const request of requests) {
    const plain = await anthropic.messages.create(request);
    const streamed = await anthropic.messages.stream(request).finalMessage();
    assert.deepEqual(essence(streamed), essence(plain));
  }
});

function essence({ id, content, stop_reason, stop_sequence, usage, model }: Message) {
  const { input_tokens, output_tokens } = usage;
  return JSON.parse(
    JSON.stringify({ id, content, stop_reason, stop_sequence, input_tokens, output_tokens, model }),
  );
}

test('events come in the order that the vendor documents', async (t) => {
  const { anthropic } = await simClients(t);
  const stream = await anthropic.messages.create({ ...hello, messages: [user('one')], stream: true });
  const types = (await collect(stream)).map(({ type }) => type);
  const delta = 'content_block_delta';
  assert.deepEqual(types, [
    'message_start',
    'content_block_start',
    ...[delta, delta, delta],
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
});

test('limits, stop sequences and thinking end up where they belong', async (t) => {
  const { anthropic } = await simClients(t);
  const cut = await anthropic.messages.create({ ...hello, max_tokens: 3 });
  assert.deepEqual([cut.stop_reason, cut.usage.output_tokens], ['max_tokens', 3]);
  const stopped = await anthropic.messages.create({ ...hello, stop_sequences: ['gate'] });
  assert.deepEqual([stopped.stop_reason, stopped.stop_sequence], ['stop_sequence', 'gate']);
  const thinking = { type: 'enabled', budget_tokens: 1_024 } as const;
  const { content } = await anthropic.messages.create({ ...hello, max_tokens: 2_000, thinking });
  assert.deepEqual(
    content.map(({ type }) => type),
    ['thinking', 'text'],
  );
  assert.ok(content[0]?.type === 'thinking' && content[0].signature !== '');
});

test('a tool is called, and its result is used', async (t) => {
  const { anthropic } = await simClients(t);
  const asked: Params = { ...hello, model: 'sim/tools', tools: [LOOKUP], messages: [user('Ada')] };
  const first = await anthropic.messages.create(asked);
  const [call] = first.content;
  assert.ok(call?.type === 'tool_use' && first.stop_reason === 'tool_use');
  assert.deepEqual([call.name, call.input], ['look_up', { name: 'Ada' }]);
  const result = user([{ type: 'tool_result', tool_use_id: call.id, content: 'a person' }]);
  const { type, id, name, input } = call;
  const called = { role: 'assistant', content: [{ type, id, name, input }] } satisfies Anthropic.MessageParam;
  const turns = [...asked.messages, called, result];
  const second = await anthropic.messages.create({ ...asked, messages: turns });
  assert.ok(second.content[0]?.type === 'text' && second.content[0].text === 'The tool answered: a person');
});

test('structured output is an instance of its schema', async (t) => {
  const { anthropic } = await simClients(t);
  const schema = { type: 'object', properties: { ok: { type: 'boolean' } } };
  const output_config = { format: { type: 'json_schema', schema } } as const;
  const { content } = await anthropic.messages.create({ ...hello, model: 'sim/json', output_config });
  assert.ok(content[0]?.type === 'text');
  assert.deepEqual(JSON.parse(content[0].text), { ok: true });
  const forced = await anthropic.messages.create({
    ...hello,
    model: 'sim/json',
    tools: [LOOKUP],
    tool_choice: { type: 'tool', name: 'look_up' },
  });
  assert.ok(forced.content[0]?.type === 'tool_use' && forced.content[0].name === 'look_up');
});

test('images and documents are mentioned, also inside a tool’s result', async (t) => {
  const { anthropic } = await simClients(t);
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } } as const;
  const document = {
    type: 'document',
    source: { type: 'text', media_type: 'text/plain', data: 'text' },
  } as const;
  const result = {
    type: 'tool_result',
    tool_use_id: 'toolu_1',
    content: [image],
  } satisfies Anthropic.ContentBlockParam;
  const messages = [user([result, image, document, { type: 'text', text: 'Look.' }])];
  const { content } = await anthropic.messages.create({ ...hello, messages });
  assert.ok(content[0]?.type === 'text');
  assert.equal(content[0].text, 'I was given 2 images and 1 document. You said: Look.');
});

test('tokens are counted without generating, as many as the answer then reports', async (t) => {
  const { anthropic } = await simClients(t);
  const { model, messages } = hello;
  const counted = await anthropic.messages.countTokens({ model, messages });
  assert.equal(counted.input_tokens, (await anthropic.messages.create(hello)).usage.input_tokens);
});

test('failures by status are the errors that the SDK knows', async (t) => {
  const { anthropic } = await simClients(t);
  const fail = (text: string) =>
    anthropic.messages.create({ ...hello, model: 'sim/fail', messages: [user(text)] });
  await assert.rejects(fail('fail 429 retry-after 3'), Anthropic.RateLimitError);
  await assert.rejects(fail('fail 529'), (error) => {
    assert.ok(error instanceof Anthropic.InternalServerError);
    return JSON.stringify(error.error).includes('overloaded_error');
  });
  await assert.rejects(fail('fail 400'), Anthropic.BadRequestError);
});
