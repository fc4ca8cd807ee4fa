/** The official Anthropic client against the gate and the built-in provider: what an application does, unchanged. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { startTestGate, type TestGate } from '../support/gate.ts';

let gate: TestGate;
let client: Anthropic;
before(async () => {
  gate = await startTestGate();
  client = gate.anthropic();
});
after(() => gate?.close());

const WEATHER = {
  name: 'weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
};

function said(content: Anthropic.MessageParam['content']): Anthropic.MessageParam[] {
  return [{ role: 'user', content }];
}

function textOf(message: Anthropic.Message): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

test('a plain message comes back with its usage, and its record names model, tokens and cost', async () => {
  const { data, request_id } = await client.messages
    .create({ model: 'sim/echo', max_tokens: 100, messages: said('good morning') })
    .withResponse();
  assert.equal(textOf(data), 'You said: good morning');
  const outcome = await gate.outcome(request_id ?? '');
  assert.equal(outcome.usage.inputTokens, data.usage.input_tokens);
  assert.equal(outcome.usage.outputTokens, data.usage.output_tokens);
  assert.equal(outcome.usage.microUsd, data.usage.input_tokens + data.usage.output_tokens * 10);
});

test('a streamed message reads the same as a plain one', async () => {
  const request = { model: 'sim/echo', max_tokens: 100, messages: said('good evening') };
  const plain = await client.messages.create(request);
  const streamed = await client.messages.stream(request).finalMessage();
  assert.equal(textOf(streamed), textOf(plain));
  assert.equal(streamed.stop_reason, 'end_turn');
  assert.equal(streamed.usage.output_tokens, plain.usage.output_tokens);
});

test('tool calls arrive whole, plain and streamed, and the tool can answer', async () => {
  const request = { model: 'sim/tools', max_tokens: 200, messages: said('Paris'), tools: [WEATHER] };
  const plain = await client.messages.create(request);
  const streamed = await client.messages.stream(request).finalMessage();
  for (const { content, stop_reason } of [plain, streamed]) {
    assert.equal(stop_reason, 'tool_use');
    const call = content.find((block) => block.type === 'tool_use');
    assert.deepEqual(call?.input, { city: 'Paris' });
  }
  const call = plain.content.find((block) => block.type === 'tool_use');
  const answered = await client.messages.create({
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: plain.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call?.id ?? '', content: 'sunny' }] },
    ],
  });
  assert.equal(textOf(answered), 'The tool answered: sunny');
});

test('thinking passes with its signature, plain and streamed', async () => {
  const request = {
    model: 'sim/echo',
    max_tokens: 4_000,
    thinking: { type: 'enabled' as const, budget_tokens: 1_024 },
    messages: said('think of it'),
  };
  const plain = await client.messages.create(request);
  const streamed = await client.messages.stream(request).finalMessage();
  for (const { content } of [plain, streamed]) {
    const block = content.find(({ type }) => type === 'thinking');
    assert.ok(block?.type === 'thinking' && block.thinking.length > 0 && block.signature.length > 0);
  }
});

test('a document passes for those who may send what the gate cannot read, and its text is inspected', async () => {
  const pdf = Buffer.from('%PDF-1.4 nothing').toString('base64');
  const { data, request_id } = await client.messages
    .create({
      model: 'sim/echo',
      max_tokens: 100,
      messages: said([
        { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: pdf } },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ask ada@example.com' } },
        { type: 'text', text: 'read them' },
      ]),
    })
    .withResponse();
  assert.match(textOf(data), /2 documents/);
  const { inspection } = await gate.intent(request_id ?? '');
  assert.deepEqual(
    inspection.notInspected.map(({ kind }) => kind),
    ['document'],
  );
  assert.deepEqual(inspection.masked, { email: 1 });
});

test('tokens are counted through the gate, and the count is a crossing of its own', async () => {
  const { data, request_id } = await client.messages
    .countTokens({ model: 'sim/echo', messages: said('how many are these') })
    .withResponse();
  assert.ok(data.input_tokens > 0);
  const intent = await gate.intent(request_id ?? '');
  assert.equal(intent.operation, 'count');
  assert.equal((await gate.outcome(request_id ?? '')).ending, 'completed');
});

test('models are listed and retrieved, also those with a slash in their name', async () => {
  const names = (await client.models.list()).data.map(({ id }) => id);
  assert.ok(names.includes('sim/echo') && names.includes('claude') && !names.includes('up'));
  assert.equal((await client.models.retrieve('sim/echo')).id, 'sim/echo');
  await assert.rejects(client.models.retrieve('up'), Anthropic.NotFoundError);
});

test('a prompt cache marker and unknown fields reach the provider as they were', async () => {
  gate.upstream.expect(({ response }) => {
    const body = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'real-claude-2026',
      content: [{ type: 'text', text: 'ok' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 1 },
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const source =
    '{ "model":"claude",\n "max_tokens" : 10, "x_future": {"b":1,"a":[1.50]}, "messages":[{"role":"user","content":' +
    '[{"type":"text","text":"mail ada@example.com","cache_control":{"type":"ephemeral"}}]}] }';
  const sent = await gate.send(source, { path: '/anthropic/v1/messages' });
  assert.equal(sent.status, 200);
  const [call] = gate.upstream.calls;
  assert.equal(
    call?.body,
    source.replace('"claude"', '"real-claude"').replace('ada@example.com', '[EMAIL]'),
    'byte for byte, but for the model and the masked address',
  );
  assert.equal(call?.headers['x-api-key'], 'upstream-credential-4711');
});
