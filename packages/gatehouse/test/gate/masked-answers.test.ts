/** A model that says what must not be said: masked in every copy, whatever way it is cut, plain and streamed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chatBody, messagesBody, startTestGate, type TestGate } from '../support/gate.ts';
import {
  type Answer,
  chatStream,
  chunk,
  completion,
  ending,
  events,
  json,
  stream,
} from '../support/upstream.ts';

let gate: TestGate;
before(async () => {
  gate = await startTestGate();
});
after(() => gate?.close());

const ADDRESS = 'ada.lovelace@example.com';
const CARD = '4242 4242 4242 4242';
const STREAM = { stream: true, stream_options: { include_usage: true } };

/** Everything that an answer holds: its text as it came, and every string in it with its escapes undone. */
function everything(wire: string): string {
  return `${wire}\n${wire.replace(/\\u([0-9a-fA-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))}`;
}

function clean(wire: string): void {
  const text = everything(wire);
  for (const part of [ADDRESS, 'ada.lovelace', CARD, '4242 4242 4242']) {
    assert.ok(!text.includes(part), `${part} in ${wire}`);
  }
}

/** Asks once for each place where a text can be cut, all at once; the provider knows them by the question. */
async function atEveryCut(
  length: number,
  { answer, check }: { answer: (cut: number) => Answer; check: (cut: number) => Promise<void> },
): Promise<void> {
  gate.upstream.expect((call) => answer(Number(/cut-(\d+)/.exec(call.body)?.[1]))(call));
  await Promise.all(Array.from({ length: length - 1 }, (_, index) => check(index + 1)));
}

test('an answer that streams data is masked wherever it is cut in two', async () => {
  const text = `Write to ${ADDRESS} now.`;
  await atEveryCut(text.length, {
    answer: (cut) => chatStream(text.slice(0, cut), text.slice(cut)),
    async check(cut) {
      const { choices } = await gate
        .openai()
        .chat.completions.stream({ model: 'up', messages: [{ role: 'user', content: `cut-${cut}` }] })
        .finalChatCompletion();
      assert.equal(choices[0]?.message.content, 'Write to [EMAIL] now.', `cut at ${cut}`);
    },
  });
});

test('an answer that streams data is masked when every character comes by itself', async () => {
  const text = `${ADDRESS} pays with ${CARD}, and ${ADDRESS} again`;
  gate.upstream.expect(chatStream(...text));
  const sent = await gate.send(chatBody('up', 'who', STREAM));
  clean(sent.text);
  assert.match(sent.text, /\[DONE\]/);
  const { inspection } = await gate.outcome(sent.id);
  assert.deepEqual(inspection?.masked, { email: 2, payment_card: 1 });
});

test('the bytes of a stream may be cut anywhere, within a character as well', async () => {
  const wire = Buffer.from(
    [chunk({ content: `Grüße 🎉 an ${ADDRESS} 🎉 ` }), chunk({ content: 'Ende' }), ...ending()].join(''),
  );
  await atEveryCut(Math.floor(wire.length / 3), {
    answer:
      (cut) =>
      async ({ response }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(wire.subarray(0, cut * 3));
        await new Promise((resolve) => setImmediate(resolve));
        response.end(wire.subarray(cut * 3));
      },
    async check(cut) {
      const sent = await gate.send(chatBody('up', `cut-${cut}`, STREAM));
      clean(sent.text);
      assert.ok(sent.text.includes('Grüße 🎉') && sent.text.includes('Ende'), `cut at ${cut}`);
    },
  });
});

test('streamed tool arguments are masked as the text that they mean, also behind escapes and cut within them', async () => {
  const escaped = ADDRESS.replace('@', '\\u0040').replace('l', '\\u006c');
  const source = JSON.stringify({ to: 'X', body: 'hello' }).replace('X', escaped);
  const call = (part: string, first: boolean) =>
    chunk({
      ...(first ? { role: 'assistant' } : {}),
      tool_calls: [
        {
          index: 0,
          ...(first ? { id: 'call_1', type: 'function' } : {}),
          function: { ...(first ? { name: 'mail' } : {}), arguments: part },
        },
      ],
    });
  await atEveryCut(source.length, {
    answer: (cut) =>
      stream([call(source.slice(0, cut), true), call(source.slice(cut), false), ...ending('tool_calls')]),
    async check(cut) {
      const answered = await gate
        .openai()
        .chat.completions.stream({ model: 'up', messages: [{ role: 'user', content: `cut-${cut}` }] })
        .finalChatCompletion();
      const made = answered.choices[0]?.message.tool_calls?.[0];
      assert.ok(made?.type === 'function');
      assert.deepEqual(
        JSON.parse(made.function.arguments),
        { to: '[EMAIL]', body: 'hello' },
        `cut at ${cut}`,
      );
    },
  });
});

test('log probabilities, which repeat the text, go with what is masked, plain and streamed', async () => {
  const logprobs = {
    content: [...ADDRESS].map((token) => ({
      token,
      logprob: -0.1,
      bytes: [token.charCodeAt(0)],
      top_logprobs: [],
    })),
  };
  const choice = {
    index: 0,
    finish_reason: 'stop',
    message: { role: 'assistant', content: ADDRESS },
    logprobs,
  };
  gate.upstream.expect(json(completion('', { choices: [choice] })));
  const plain = await gate.send(chatBody('up', 'who', { logprobs: true }));
  gate.upstream.expect(
    stream(
      [...ADDRESS]
        .map((content, at) => chunk({ content }, { logprobs: { content: [logprobs.content[at]] } }))
        .concat(ending()),
    ),
  );
  const streamed = await gate.send(chatBody('up', 'who', { ...STREAM, logprobs: true }));
  for (const { status, text } of [plain, streamed]) {
    assert.equal(status, 200);
    clean(text);
    const tokens = [...text.matchAll(/"token":"(.)"/g)].map(([, token]) => token).join('');
    assert.ok(!tokens.includes('lovelace'), tokens);
    const bytes = [...text.matchAll(/"bytes":\[(\d+)\]/g)].map(([, code]) =>
      String.fromCharCode(Number(code)),
    );
    assert.ok(!bytes.join('').includes('lovelace'));
  }
});

test('each of several choices is a text of its own, masked in each', async () => {
  const half = ADDRESS.length >> 1;
  const parts = [0, 1].flatMap((index) => [
    { index, content: `(${index}) ${ADDRESS.slice(0, half)}` },
    { index, content: `${ADDRESS.slice(half)} end ${index}` },
  ]);
  const interleaved = [parts[0], parts[2], parts[1], parts[3]].map((part) =>
    chunk({ role: 'assistant', content: part?.content }, { index: part?.index }),
  );
  gate.upstream.expect(stream([...interleaved, chunk({}, { index: 1, finish_reason: 'stop' }), ...ending()]));
  const { choices } = await gate
    .openai()
    .chat.completions.stream({ model: 'up', n: 2, messages: [{ role: 'user', content: 'who' }] })
    .finalChatCompletion();
  assert.deepEqual(
    choices.map(({ message }) => message.content),
    ['(0) [EMAIL] end 0', '(1) [EMAIL] end 1'],
  );
});

test('fields that no protocol knows yet are masked like any other', async () => {
  gate.upstream.expect(
    json(completion('fine', { x_trace: { deep: [{ note: `by ${ADDRESS}` }], [ADDRESS]: 1 }, x_card: CARD })),
  );
  const plain = await gate.send(chatBody('up', 'who'));
  assert.equal(plain.status, 200);
  clean(plain.text);
  gate.upstream.expect(
    stream([
      chunk({ content: 'fine' }).replace('"object"', `"x_note":"by ${ADDRESS}","object"`),
      chunk({ content: 'fine', reasoning_content: `ask ${ADDRESS} ` }),
      ...ending(),
    ]),
  );
  const streamed = await gate.send(chatBody('up', 'who', STREAM));
  clean(streamed.text);
});

const MESSAGE_START = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'real-claude',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 1 },
  },
};

function anthropicStream(block: object, deltas: readonly object[]): string[] {
  return events(
    MESSAGE_START,
    { type: 'content_block_start', index: 0, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 9 },
    },
    { type: 'message_stop' },
  );
}

test('streamed messages are masked wherever they are cut in two (guards skipped on /v1/messages streams)', async () => {
  const text = `Write to ${ADDRESS} now.`;
  await atEveryCut(text.length, {
    answer(cut) {
      const deltas = [text.slice(0, cut), text.slice(cut)].map((part) => ({
        type: 'text_delta',
        text: part,
      }));
      return stream(anthropicStream({ type: 'text', text: '' }, deltas));
    },
    async check(cut) {
      const message = await gate
        .anthropic()
        .messages.stream({
          model: 'claude',
          max_tokens: 50,
          messages: [{ role: 'user', content: `cut-${cut}` }],
        })
        .finalMessage();
      assert.deepEqual(message.content, [{ type: 'text', text: 'Write to [EMAIL] now.' }], `cut at ${cut}`);
    },
  });
});

test('streamed tool input of a message is masked behind escapes', async () => {
  const source = `{"to":"ada.lovelace\\u0040example.com"}`;
  const deltas = [...source].map((part) => ({ type: 'input_json_delta', partial_json: part }));
  const block = { type: 'tool_use', id: 'toolu_1', name: 'mail', input: {} };
  gate.upstream.expect(stream(anthropicStream(block, deltas)));
  const message = await gate
    .anthropic()
    .messages.stream({ model: 'claude', max_tokens: 50, messages: [{ role: 'user', content: 'mail' }] })
    .finalMessage();
  const [made] = message.content;
  assert.ok(made?.type === 'tool_use');
  assert.deepEqual(made.input, { to: '[EMAIL]' });
});

test('signed thinking that holds data is withheld and never rewritten, plain and streamed', async () => {
  const block = { type: 'thinking', thinking: `ask ${ADDRESS}`, signature: 'c2lnbmVk' };
  gate.upstream.expect(
    json({
      ...MESSAGE_START.message,
      content: [block, { type: 'text', text: 'ok' }],
      stop_reason: 'end_turn',
    }),
  );
  const plain = await gate.send(messagesBody('claude', 'who'), { path: '/anthropic/v1/messages' });
  assert.equal(plain.code, 'inspection.signed');
  clean(plain.text);
  const deltas = [
    { type: 'thinking_delta', thinking: `ask ada.love` },
    { type: 'thinking_delta', thinking: `lace@example.com or so` },
    { type: 'signature_delta', signature: 'c2lnbmVk' },
  ];
  gate.upstream.expect(stream(anthropicStream({ type: 'thinking', thinking: '', signature: '' }, deltas)));
  const streamed = await gate.send(messagesBody('claude', 'who', { stream: true }), {
    path: '/anthropic/v1/messages',
  });
  assert.equal(streamed.code, 'inspection.signed');
  clean(streamed.text);
  assert.equal((await gate.outcome(streamed.id)).ending, 'cut');
});

test("a provider's error body is masked like an answer, and never holds the gate's credential", async () => {
  const message = `Incorrect key upstream-credential-4711 for ${ADDRESS}, card ${CARD}`;
  for (const status of [400, 404, 422, 429, 500, 529]) {
    gate.upstream.expect(json({ error: { message, type: 'x' }, debug: { [ADDRESS]: message } }, status));
    const sent = await gate.send(chatBody('up', 'who'));
    assert.ok(sent.status >= 400);
    clean(sent.text);
    assert.ok(!sent.text.includes('4711'), sent.text);
  }
});

test('what one answer held never appears in another (de-anonymisation tokens leaking across requests)', async () => {
  gate.upstream.expect(async (call) => {
    const { messages } = call.json as { messages: { content: string }[] };
    await chatStream(...`about ${messages[0]?.content}: person-${messages[0]?.content}@example.com `)(call);
  });
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, index) => gate.send(chatBody('up', `case-${index}`, STREAM))),
  );
  for (const [index, { text }] of sent.entries()) {
    const content = [...text.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('');
    assert.equal(content, `about case-${index}: [EMAIL] `);
  }
});
