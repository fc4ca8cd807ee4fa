/** The official OpenAI client against the gate and the built-in provider: what an application does, unchanged. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { startTestGate, type TestGate } from '../support/gate.ts';

let gate: TestGate;
let client: OpenAI;
before(async () => {
  gate = await startTestGate();
  client = gate.openai();
});
after(() => gate?.close());

const TOOLS = [
  {
    type: 'function' as const,
    function: {
      name: 'weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function said(text: string): OpenAI.ChatCompletionMessageParam[] {
  return [{ role: 'user', content: text }];
}

test('a plain completion comes back with its usage, and its record names model, tokens and cost', async () => {
  const { data, request_id } = await client.chat.completions
    .create({ model: 'sim/echo', messages: said('good morning') })
    .withResponse();
  assert.equal(data.choices[0]?.message.content, 'You said: good morning');
  const outcome = await gate.outcome(request_id ?? '');
  assert.equal(outcome.ending, 'completed');
  assert.equal(outcome.usage.inputTokens, data.usage?.prompt_tokens);
  assert.equal(outcome.usage.outputTokens, data.usage?.completion_tokens);
  assert.equal(
    outcome.usage.microUsd,
    outcome.usage.inputTokens + outcome.usage.outputTokens * 10,
    'cost at the price of the configuration',
  );
});

test('a streamed completion reads the same as a plain one', async () => {
  const stream = client.chat.completions.stream({ model: 'sim/echo', messages: said('good evening') });
  const completion = await stream.finalChatCompletion();
  assert.equal(completion.choices[0]?.message.content, 'You said: good evening');
  assert.equal(completion.choices[0]?.finish_reason, 'stop');
});

test('usage reaches only those callers of a stream who asked for it', async () => {
  for (const asked of [true, false]) {
    const stream = await client.chat.completions.create({
      model: 'sim/echo',
      messages: said('count'),
      stream: true,
      ...(asked ? { stream_options: { include_usage: true } } : {}),
    });
    let seen = false;
    for await (const chunk of stream) {
      seen ||= chunk.usage !== undefined && chunk.usage !== null;
      if (!asked) assert.ok(chunk.choices.length > 0, 'no usage chunk for those who did not ask');
    }
    assert.equal(seen, asked);
  }
});

test('tool calls arrive whole, plain and streamed, and the tool can answer', async () => {
  const request = { model: 'sim/tools', messages: said('Paris'), tools: TOOLS };
  const plain = await client.chat.completions.create(request);
  const streamed = await client.chat.completions.stream(request).finalChatCompletion();
  for (const completion of [plain, streamed]) {
    const call = completion.choices[0]?.message.tool_calls?.[0];
    assert.ok(call?.type === 'function');
    assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Paris' });
  }
  const [message] = plain.choices.map((choice) => choice.message);
  const answered = await client.chat.completions.create({
    ...request,
    messages: [
      ...request.messages,
      message as OpenAI.ChatCompletionMessageParam,
      { role: 'tool', tool_call_id: message?.tool_calls?.[0]?.id ?? '', content: 'sunny' },
    ],
  });
  assert.equal(answered.choices[0]?.message.content, 'The tool answered: sunny');
});

test('structured output follows its schema, plain and streamed', async () => {
  const request = {
    model: 'sim/json',
    messages: said('Ada is 36'),
    response_format: {
      type: 'json_schema' as const,
      json_schema: {
        name: 'person',
        schema: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } },
      },
    },
  };
  const plain = await client.chat.completions.create(request);
  const streamed = await client.chat.completions.stream(request).finalChatCompletion();
  for (const { choices } of [plain, streamed]) {
    assert.deepEqual(JSON.parse(choices[0]?.message.content ?? ''), { name: 'Ada is 36', age: 36 });
  }
});

test('several choices are all there, plain and streamed, and each stream stays its own', async () => {
  const request = { model: 'sim/echo', messages: said('twice'), n: 2 };
  const plain = await client.chat.completions.create(request);
  const streamed = await client.chat.completions.stream(request).finalChatCompletion();
  for (const { choices } of [plain, streamed]) {
    const texts = choices.map(({ message }) => message.content);
    assert.deepEqual(texts, ['You said: twice', '(2) You said: twice']);
  }
});

test('log probabilities pass while the text that they copy is untouched', async () => {
  const request = { model: 'sim/echo', messages: said('two words'), logprobs: true };
  const { choices } = await client.chat.completions.create(request);
  const tokens = choices[0]?.logprobs?.content?.map(({ token }) => token).join('');
  assert.equal(tokens, 'You said: two words');
});

test('an image passes for those who may send what the gate cannot read, and the record says it was not read', async () => {
  const content = [
    { type: 'text' as const, text: 'what is this' },
    { type: 'image_url' as const, image_url: { url: PIXEL } },
  ];
  const { data, request_id } = await client.chat.completions
    .create({ model: 'sim/echo', messages: [{ role: 'user', content }] })
    .withResponse();
  assert.match(data.choices[0]?.message.content ?? '', /1 image/);
  const { inspection } = await gate.intent(request_id ?? '');
  assert.deepEqual(
    inspection.notInspected.map(({ kind }) => kind),
    ['image'],
  );
});

test('models are listed and retrieved, also those with a slash in their name', async () => {
  const names = (await client.models.list()).data.map(({ id }) => id);
  assert.ok(names.includes('sim/echo') && names.includes('up'));
  assert.ok(!names.includes('claude'), 'a model of the other protocol is not served here');
  assert.equal((await client.models.retrieve('sim/echo')).id, 'sim/echo');
  await assert.rejects(client.models.retrieve('sim/none'), OpenAI.NotFoundError);
});

test('whoever may use fewer models sees fewer, and cannot tell the others from models that do not exist', async () => {
  const narrow = gate.openai(await gate.newKey({ models: ['sim/echo'] }));
  assert.deepEqual(
    (await narrow.models.list()).data.map(({ id }) => id),
    ['sim/echo'],
  );
  await assert.rejects(narrow.models.retrieve('up'), OpenAI.NotFoundError);
  const refused = narrow.chat.completions.create({ model: 'up', messages: said('hi') });
  await assert.rejects(refused, OpenAI.PermissionDeniedError);
});
