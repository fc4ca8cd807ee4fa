/** Faults on the wire: the official SDKs raise their typed errors, and causes stay inside. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { FAULTS, fault } from '../../src/kernel/faults.ts';
import { anthropicMessages } from '../../src/protocols/anthropic-messages/index.ts';
import { openAiChat } from '../../src/protocols/openai-chat/index.ts';
import type { Protocol, WireFault } from '../../src/protocols/protocol.ts';

const CROSSING = 'cx_00000000000000000000000000';
const denied = fault('policy.denied', 'The charter does not allow this.', { cause: 'postgres://secret' });

/** An SDK whose every request is answered with the response given. */
function answering(status: number, headers: Record<string, string>, body: string) {
  const fetch = () => Promise.resolve(new Response(body, { status, headers }));
  return { fetch, apiKey: 'gh_test', baseURL: 'http://gate.invalid', maxRetries: 0 };
}

function askOpenAi({ status, headers, body }: WireFault, stream = false) {
  const client = new OpenAI(answering(status, headers, body));
  return client.chat.completions.create({ model: 'm', stream, messages: [{ role: 'user', content: 'x' }] });
}

function askAnthropic({ status, headers, body }: WireFault, stream = false) {
  const client = new Anthropic(answering(status, headers, body));
  return client.messages.create({
    model: 'm',
    stream,
    max_tokens: 1,
    messages: [{ role: 'user', content: 'x' }],
  });
}

async function drained(answer: Promise<unknown>): Promise<void> {
  for await (const _ of (await answer) as AsyncIterable<unknown>) {
    // WHY: the error comes with the event that carries it, so the stream has to be read.
  }
}

describe('before the headers', () => {
  test('openai raises the error of the status, with the code', async () => {
    await assert.rejects(askOpenAi(openAiChat.writeFault(denied, CROSSING)), (error) => {
      assert(error instanceof OpenAI.PermissionDeniedError);
      assert.equal(error.code, 'policy.denied');
      assert.equal(error.type, 'permission_error');
      assert.equal(error.requestID, CROSSING);
      assert.match(error.message, /The charter does not allow this\. \[policy\.denied, cx_/);
      return true;
    });
    const limited = fault('budget.exhausted', 'The budget is used up.', { retryAfterSeconds: 12.2 });
    await assert.rejects(askOpenAi(openAiChat.writeFault(limited, CROSSING)), OpenAI.RateLimitError);
    assert.equal(openAiChat.writeFault(limited, CROSSING).headers['retry-after'], '13');
  });

  test('anthropic raises the error of the status, with the code', async () => {
    await assert.rejects(askAnthropic(anthropicMessages.writeFault(denied, CROSSING)), (error) => {
      assert(error instanceof Anthropic.PermissionDeniedError);
      assert.equal(error.type, 'permission_error');
      assert.equal(error.requestID, CROSSING);
      assert.match(error.message, /policy\.denied/);
      return true;
    });
    const missing = fault('identity.missing', 'No credential was sent.');
    await assert.rejects(
      askAnthropic(anthropicMessages.writeFault(missing, CROSSING)),
      Anthropic.AuthenticationError,
    );
  });
});

describe('in the middle of a stream', () => {
  const headers = { 'content-type': 'text/event-stream' };
  const body = (protocol: Protocol) => protocol.writeStreamFault(denied, CROSSING);

  test('openai raises an error with the code', async () => {
    const answer = askOpenAi({ status: 200, headers, body: body(openAiChat) }, true);
    await assert.rejects(
      drained(answer),
      (error) => error instanceof OpenAI.APIError && error.code === 'policy.denied',
    );
  });

  test('anthropic raises an error with the type', async () => {
    const answer = askAnthropic({ status: 200, headers, body: body(anthropicMessages) }, true);
    await assert.rejects(
      drained(answer),
      (error) => error instanceof Anthropic.APIError && error.type === 'permission_error',
    );
  });
});

for (const protocol of [openAiChat, anthropicMessages]) {
  test(`${protocol.id}: every fault has a type and its own status, and none tells its cause`, () => {
    for (const code of Object.keys(FAULTS) as (keyof typeof FAULTS)[]) {
      const sent = protocol.writeFault(fault(code, 'Sentence.', { cause: new Error('secret') }), CROSSING);
      assert.equal(sent.status, FAULTS[code].status);
      assert.equal(sent.headers['x-should-retry'], String(FAULTS[code].retryable));
      const { error } = JSON.parse(sent.body) as { error: Record<string, unknown> };
      assert.equal(error.code, code);
      assert.equal(typeof error.type, 'string');
      assert.doesNotMatch(sent.body + protocol.writeStreamFault(denied, CROSSING), /secret/);
    }
  });
}
