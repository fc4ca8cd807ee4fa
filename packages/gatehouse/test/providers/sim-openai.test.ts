/** The sim through the official OpenAI SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming as Params } from 'openai/resources/chat/completions';
import { collect, simClients } from './sim-server.ts';

const STREAMED = { stream: true, stream_options: { include_usage: true } } as const;

const user = (content: string) => ({ role: 'user', content }) as const;
const hello: Params = { model: 'sim/echo', messages: [user('Hello there, gate.')] };

const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather at a place.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
      required: ['city', 'days'],
    },
  },
} as const;

test('a plain answer repeats the user, with all that the vendor sends', async (t) => {
  const { openai } = await simClients(t);
  const completion = await openai.chat.completions.create(hello);
  const [choice] = completion.choices;
  assert.equal(choice?.message.content, 'You said: Hello there, gate.');
  assert.equal(choice?.message.refusal, null);
  assert.equal(choice?.finish_reason, 'stop');
  assert.equal(completion.object, 'chat.completion');
  assert.deepEqual(
    completion,
    await openai.chat.completions.create(hello),
    'it depends on nothing but the input',
  );
  const {
    prompt_tokens: input = 0,
    completion_tokens: output = 0,
    total_tokens: total,
  } = completion.usage ?? {};
  assert.ok(input > 0 && output > 0 && total === input + output);
});

test('a stream adds up to the plain answer, whatever was asked for', async (t) => {
  const { openai } = await simClients(t);
  const requests: Params[] = [
    hello,
    { ...hello, n: 3, logprobs: true, top_logprobs: 2 },
    { ...hello, max_tokens: 3 },
    { ...hello, stop: ['there'] },
    { ...hello, model: 'sim/tools', tools: [WEATHER] },
    { ...hello, model: 'sim/slow' },
    { ...hello, model: 'some-model-of-another-vendor' },
    { ...hello, model: 'sim/long', max_tokens: 500 },
    { ...hello, messages: [user('emoji 😀 and  two\n lines ')] },
  ];
  for (const request of requests) {
    const plain = await openai.chat.completions.create(request);
    const streamed = openai.chat.completions.stream({ ...request, ...STREAMED });
    const final = await streamed.finalChatCompletion();
    assert.deepEqual(essence(final), essence(plain));
    assert.deepEqual(
      await streamed.totalUsage().then((usage) => usage.total_tokens),
      plain.usage?.total_tokens,
    );
  }
});

function essence(completion: OpenAI.ChatCompletion) {
  return completion.choices.map(({ index, message, finish_reason, logprobs }) => ({
    index,
    finish_reason,
    content: message.content,
    calls: message.tool_calls?.map((call) => [
      call.id,
      call.type === 'function' && call.function.name,
      call.type === 'function' && JSON.parse(call.function.arguments),
    ]),
    tokens: logprobs?.content?.map(({ token }) => token),
  }));
}

test('usage comes at the end of a stream, and only when it was asked for', async (t) => {
  const { openai } = await simClients(t);
  for (const include_usage of [true, false]) {
    const stream = await openai.chat.completions.create({
      ...hello,
      stream: true,
      stream_options: { include_usage },
    });
    const chunks = await collect(stream);
    const last = chunks.at(-1);
    assert.equal(chunks[0]?.choices[0]?.delta.role, 'assistant');
    assert.equal(last?.choices.length, include_usage ? 0 : 1);
    assert.equal(typeof last?.usage, include_usage ? 'object' : 'undefined');
  }
});

test('logprobs are a copy of the text', async (t) => {
  const { openai } = await simClients(t);
  const { choices } = await openai.chat.completions.create({ ...hello, logprobs: true, top_logprobs: 3 });
  const tokens = choices[0]?.logprobs?.content ?? [];
  assert.equal(tokens.map(({ token }) => token).join(''), choices[0]?.message.content);
  assert.ok(tokens.every(({ top_logprobs }) => top_logprobs.length === 3));
});

test('limits and stop sequences end an answer as the vendor says', async (t) => {
  const { openai } = await simClients(t);
  const cut = await openai.chat.completions.create({ ...hello, max_completion_tokens: 3 });
  assert.equal(cut.choices[0]?.finish_reason, 'length');
  assert.equal(cut.usage?.completion_tokens, 3);
  const stopped = await openai.chat.completions.create({ ...hello, stop: 'there' });
  assert.equal(stopped.choices[0]?.message.content, 'You said: Hello ');
  assert.equal(stopped.choices[0]?.finish_reason, 'stop');
});

test('a tool is called with arguments that its schema accepts, and its result is used', async (t) => {
  const { openai } = await simClients(t);
  const asked: Params = { model: 'sim/tools', messages: [user('Berlin, 9 days')], tools: [WEATHER] };
  const first = await openai.chat.completions.create(asked);
  const message = first.choices[0]?.message;
  const call = message?.tool_calls?.[0];
  assert.ok(message !== undefined && call?.type === 'function');
  assert.equal(first.choices[0]?.finish_reason, 'tool_calls');
  assert.equal(message.content, null);
  assert.equal(call.function.name, 'get_weather');
  assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Berlin, 9 days', days: 7 });
  const result = { role: 'tool', tool_call_id: call.id, content: 'sunny' } as const;
  const second = await openai.chat.completions.create({
    ...asked,
    messages: [...asked.messages, message, result],
  });
  assert.equal(second.choices[0]?.message.content, 'The tool answered: sunny');
});

test('tool choice is obeyed', async (t) => {
  const { openai } = await simClients(t);
  const other = { type: 'function', function: { name: 'other', parameters: { type: 'object' } } } as const;
  const asked: Params = {
    model: 'sim/tools',
    messages: [user('in parallel please')],
    tools: [WEATHER, other],
  };
  const names = async (rest: Partial<Params>) => {
    const { choices } = await openai.chat.completions.create({ ...asked, ...rest, stream: false });
    return choices[0]?.message.tool_calls?.map((call) => call.type === 'function' && call.function.name);
  };
  assert.deepEqual(await names({}), ['get_weather', 'other']);
  assert.deepEqual(await names({ parallel_tool_calls: false }), ['get_weather']);
  assert.deepEqual(await names({ tool_choice: { type: 'function', function: { name: 'other' } } }), [
    'other',
  ]);
  assert.equal(await names({ tool_choice: 'none' }), undefined);
  assert.deepEqual(await names({ model: 'sim/echo', tool_choice: 'required' }), ['get_weather', 'other']);
});

test('structured output is an instance of its schema', async (t) => {
  const { openai } = await simClients(t);
  const schema = {
    type: 'object',
    properties: {
      kind: { enum: ['a', 'b'] },
      when: { type: 'string', format: 'date' },
      tags: { type: 'array' },
    },
  };
  for (const model of ['sim/json', 'sim/echo']) {
    const { choices } = await openai.chat.completions.create({
      ...hello,
      model,
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    });
    const value = JSON.parse(choices[0]?.message.content ?? '');
    assert.deepEqual(value, { kind: 'a', when: '2026-01-01', tags: ['Hello there, gate.'] });
  }
  const free = await openai.chat.completions.create({ ...hello, response_format: { type: 'json_object' } });
  assert.deepEqual(JSON.parse(free.choices[0]?.message.content ?? ''), { answer: 'Hello there, gate.' });
});

test('images and files are mentioned', async (t) => {
  const { openai } = await simClients(t);
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } } as const;
  const file = {
    type: 'file',
    file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' },
  } as const;
  const content = [{ type: 'text', text: 'Look.' } as const, image, file];
  const { choices } = await openai.chat.completions.create({
    ...hello,
    messages: [{ role: 'user', content }],
  });
  assert.equal(choices[0]?.message.content, 'I was given 1 image and 1 document. You said: Look.');
});

test('a long answer is as long as its limit', async (t) => {
  const { openai } = await simClients(t);
  const { choices, usage } = await openai.chat.completions.create({
    ...hello,
    model: 'sim/long',
    max_tokens: 5_000,
  });
  assert.equal(choices[0]?.message.content?.length, 20_000);
  assert.equal(usage?.completion_tokens, 5_000);
});

test('failures by status are the errors that the SDK knows, and quote the user', async (t) => {
  const { openai } = await simClients(t);
  const fail = (text: string) =>
    openai.chat.completions.create({ model: 'sim/fail', messages: [user(text)] });
  await assert.rejects(fail('fail 429 retry-after 3'), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '3');
    return error.message.includes('fail 429 retry-after 3');
  });
  await assert.rejects(fail('fail 401'), OpenAI.AuthenticationError);
  await assert.rejects(fail('fail 500'), OpenAI.InternalServerError);
  await assert.rejects(fail('whatever'), OpenAI.InternalServerError);
  await assert.rejects(fail('reset'), OpenAI.APIConnectionError);
  await assert.rejects(fail('hang'), OpenAI.APIConnectionError);
});
