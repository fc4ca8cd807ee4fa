/** Refusals and failures as applications meet them: the typed errors of the official clients. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { chunk, events, stream } from '../support/upstream.ts';

let gate: TestGate;
before(async () => {
  gate = await startTestGate({
    budgets: [
      {
        id: 'one-a-day',
        ...OWNED,
        who: { roles: ['counted'] },
        each: 'key',
        measure: 'requests',
        per: 'day',
        limit: 1,
      },
    ],
    access: [
      { id: 'developers', ...OWNED, who: { roles: ['developer', 'counted'] } },
      { id: 'not-this-one', ...OWNED, effect: 'deny', models: ['sim/compromised'] },
    ],
  });
});
after(() => gate?.close());

function chat(client: OpenAI, model: string, more: object = {}) {
  return client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }], ...more });
}

function message(client: Anthropic, model: string, more: object = {}) {
  return client.messages.create({
    model,
    max_tokens: 50,
    messages: [{ role: 'user', content: 'hi' }],
    ...more,
  });
}

/** What both vendors' errors have in common. */
interface Wanted {
  readonly type: abstract new (...args: never[]) => Error;
  readonly status: number;
  readonly code: string;
}

async function raises(call: Promise<unknown>, { type, status, code }: Wanted): Promise<Error> {
  const error = await call.then(
    () => assert.fail('it was let through'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof type, `${error}`);
  assert.equal((error as { status?: number }).status, status);
  assert.ok(JSON.stringify((error as { error?: unknown }).error).includes(code), `${error}`);
  const id = (error as { requestID?: string; requestId?: string }).requestID;
  assert.ok(id, 'the error carries the id of the crossing');
  return error;
}

test('a wrong key raises AuthenticationError', async () => {
  const wanted = { status: 401, code: 'identity.invalid' };
  await raises(chat(gate.openai('sk-nothing'), 'sim/echo'), { ...wanted, type: OpenAI.AuthenticationError });
  await raises(message(gate.anthropic('sk-nothing'), 'sim/echo'), {
    ...wanted,
    type: Anthropic.AuthenticationError,
  });
});

test('what the charter denies raises PermissionDeniedError with the rule and its reason', async () => {
  const wanted = { status: 403, code: 'policy.denied' };
  const first = await raises(chat(gate.openai(), 'sim/compromised'), {
    ...wanted,
    type: OpenAI.PermissionDeniedError,
  });
  const second = await raises(message(gate.anthropic(), 'sim/compromised'), {
    ...wanted,
    type: Anthropic.PermissionDeniedError,
  });
  for (const error of [first, second]) assert.match(error.message, /not-this-one/);
});

test('an exhausted budget raises RateLimitError that says when to come back', async () => {
  const counted = { roles: ['counted'] };
  const wanted = { status: 429, code: 'budget.exhausted' };
  const openai = gate.openai(await gate.newKey(counted));
  const anthropic = gate.anthropic(await gate.newKey(counted));
  await chat(openai, 'sim/echo');
  await message(anthropic, 'sim/echo');
  const errors = [
    await raises(chat(openai, 'sim/echo'), { ...wanted, type: OpenAI.RateLimitError }),
    await raises(message(anthropic, 'sim/echo'), { ...wanted, type: Anthropic.RateLimitError }),
  ];
  for (const error of errors as { headers?: Headers }[]) {
    const seconds = Number(error.headers?.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 86_400, 'within the day that the budget counts');
  }
});

test('a field of a wrong type raises BadRequestError', async () => {
  const wanted = { status: 400, code: 'request.shape' };
  await raises(chat(gate.openai(), 'sim/echo', { n: 'two' }), {
    ...wanted,
    type: OpenAI.BadRequestError,
  });
  await raises(message(gate.anthropic(), 'sim/echo', { max_tokens: -1 }), {
    ...wanted,
    type: Anthropic.BadRequestError,
  });
});

test('a model that is not configured raises NotFoundError, and so does a route that the gate cannot inspect', async () => {
  await raises(chat(gate.openai(), 'no-such-model'), {
    type: OpenAI.NotFoundError,
    status: 404,
    code: 'model.unknown',
  });
  await raises(gate.openai().responses.create({ model: 'sim/echo', input: 'hi' }), {
    type: OpenAI.NotFoundError,
    status: 404,
    code: 'route.unknown',
  });
  await raises(gate.anthropic().beta.files.list(), {
    type: Anthropic.NotFoundError,
    status: 404,
    code: 'route.unknown',
  });
});

test("a provider's rate limit reaches the caller as one, with its retry-after", async () => {
  const call = chat(gate.openai(), 'sim/fail', {
    messages: [{ role: 'user', content: 'fail 429 retry-after 7' }],
  }).then(
    () => assert.fail(),
    (error: unknown) => error,
  );
  const error = await call;
  assert.ok(error instanceof OpenAI.RateLimitError);
  assert.equal(error.headers?.get('retry-after'), '7');
});

test("a provider's refusal of the gate's own credential is no AuthenticationError of the caller", async () => {
  for (const status of [401, 403, 407]) {
    gate.upstream.expect(({ response }) => {
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end('{"error":{"message":"bad key"}}');
    });
    await raises(chat(gate.openai(), 'up'), {
      type: OpenAI.InternalServerError,
      status: 502,
      code: 'provider.refused',
    });
  }
});

/** Reads a stream to its end, and gives what it was and how it ended. */
async function readAll(iterable: AsyncIterable<unknown>): Promise<{ pieces: number; error: unknown }> {
  let pieces = 0;
  try {
    for await (const _ of iterable) pieces += 1;
    return { pieces, error: undefined };
  } catch (error) {
    return { pieces, error };
  }
}

test('a provider that reports an error in mid-stream raises in the clients, after what came before it', async () => {
  gate.upstream.expect(
    stream([
      chunk({ content: 'so far so good. And then some more of it.' }),
      'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n',
    ]),
  );
  const openai = await readAll((await chat(gate.openai(), 'up', { stream: true })) as never);
  assert.ok(openai.pieces > 0);
  assert.ok(openai.error instanceof OpenAI.APIError);
  assert.match(openai.error.message, /middle of its answer/);

  gate.upstream.expect(
    stream([
      ...ANTHROPIC_START,
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    ]),
  );
  const anthropic = await readAll((await message(gate.anthropic(), 'claude', { stream: true })) as never);
  assert.ok(anthropic.pieces > 0);
  assert.ok(anthropic.error instanceof Anthropic.APIError);
});

test('a stream that ends before its answer is complete raises, and does not pass for a whole one', async () => {
  gate.upstream.expect(stream([chunk({ content: 'only the beginning of the answer' })]));
  const openai = await readAll((await chat(gate.openai(), 'up', { stream: true })) as never);
  assert.ok(openai.error instanceof OpenAI.APIError, `${openai.error}`);

  gate.upstream.expect(stream(ANTHROPIC_START));
  const anthropic = await readAll((await message(gate.anthropic(), 'claude', { stream: true })) as never);
  assert.ok(anthropic.error instanceof Anthropic.APIError, `${anthropic.error}`);
});

const ANTHROPIC_START = events(
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'real-claude-2026',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: 'so far so good, and more. ' },
  },
);
