/** Providers that hang, break off, lie or flood: a clear fault within the limits, and what may have been billed is charged. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ending } from '../../src/ledger/evidence.ts';
import { chatBody, startTestGate, type TestGate } from '../support/gate.ts';
import { type Answer, chunk, completion, ending, stream } from '../support/upstream.ts';

const LIMITS = { answer_bytes: 200_000, event_bytes: 32_768, depth: 32 };
const TIMEOUTS = { first_byte_ms: 300, idle_ms: 300, total_ms: 1_500 };

let gate: TestGate;
before(async () => {
  gate = await startTestGate({ more: { limits: LIMITS, timeouts: TIMEOUTS } });
});
after(() => gate?.close());

const WHOLE = JSON.stringify(completion('hello'));
const JSON_TYPE = { 'content-type': 'application/json' };
const SSE_TYPE = { 'content-type': 'text/event-stream' };

/** Begins an answer and leaves it there. */
function begins(headers: Record<string, string>, body: string): Answer {
  return ({ response }) => {
    response.writeHead(200, headers);
    response.write(body);
  };
}

/** Begins an answer and resets the connection. */
function breaks(headers: Record<string, string>, body: string): Answer {
  return async (call) => {
    await begins(headers, body)(call);
    await new Promise((resolve) => setTimeout(resolve, 20));
    call.response.socket?.resetAndDestroy();
  };
}

/** Sends bytes for ever, as fast as they are taken. */
function floods(headers: Record<string, string>, piece: string): Answer {
  return async ({ response, closed }) => {
    response.writeHead(200, headers);
    let open = true;
    response.once('close', () => {
      open = false;
    });
    while (open) {
      if (response.write(piece)) await new Promise((resolve) => setImmediate(resolve));
      else await Promise.race([closed, new Promise((resolve) => response.once('drain', resolve))]);
    }
  };
}

interface Broken {
  readonly name: string;
  readonly answer: Answer;
  readonly code: string;
}

const PLAIN: readonly Broken[] = [
  { name: 'never answers', answer: () => undefined, code: 'provider.timeout' },
  { name: 'stops after its head', answer: begins(JSON_TYPE, ''), code: 'provider.timeout' },
  {
    name: 'stops in the middle',
    answer: begins(JSON_TYPE, WHOLE.slice(0, 40)),
    code: 'provider.timeout',
  },
  {
    name: 'closes without an answer',
    answer: ({ response }) => void response.destroy(),
    code: 'provider.unavailable',
  },
  {
    name: 'resets in the middle',
    answer: breaks(JSON_TYPE, WHOLE.slice(0, 40)),
    code: 'provider.protocol',
  },
  {
    name: 'announces more than it sends',
    answer: breaks({ ...JSON_TYPE, 'content-length': String(WHOLE.length + 10) }, WHOLE),
    code: 'provider.protocol',
  },
  {
    name: 'announces less than it sends',
    answer: ({ response }) => {
      response.strictContentLength = false;
      response.socket?.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n${WHOLE}`,
      );
    },
    code: 'inspection.unreadable',
  },
  {
    name: 'ends its JSON early, cleanly',
    answer: ({ response }) => void response.writeHead(200, JSON_TYPE).end(WHOLE.slice(0, 40)),
    code: 'inspection.unreadable',
  },
  {
    name: 'says a thing twice in one answer',
    answer: ({ response }) =>
      void response.writeHead(200, JSON_TYPE).end(WHOLE.replace('{', '{"id":"other",')),
    code: 'inspection.unreadable',
  },
  {
    name: 'answers with a bomb of depth',
    answer: ({ response }) => void response.writeHead(200, JSON_TYPE).end(`{"x":${'['.repeat(5_000)}`),
    code: 'inspection.unreadable',
  },
  {
    name: 'answers in another form than it says',
    answer: ({ response }) => void response.writeHead(200, SSE_TYPE).end(chunk({ content: 'a@b.example' })),
    code: 'provider.protocol',
  },
  {
    name: 'compresses what nobody asked it to',
    answer: ({ response }) =>
      void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('x'),
    code: 'provider.protocol',
  },
  {
    name: 'speaks no HTTP',
    answer: ({ response }) => void response.socket?.end('hello\r\n\r\n'),
    code: 'provider.protocol',
  },
  {
    name: 'has a head that never ends',
    answer: ({ response }) =>
      void response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
    code: 'provider.protocol',
  },
  {
    name: 'answers without end',
    answer: floods(JSON_TYPE, `"${'x'.repeat(65_536)}`),
    code: 'provider.too_large',
  },
];

for (const { name, answer, code } of PLAIN) {
  test(`a provider that ${name} is a clear fault, and its call is charged as far as it may have been billed`, async () => {
    gate.upstream.expect(answer);
    const sent = await gate.send(chatBody('up', 'hi'));
    assert.equal(sent.code, code, sent.text);
    assert.ok(sent.status >= 500);
    const outcome = await gate.outcome(sent.id);
    assert.equal(outcome.ending, 'failed');
    assert.equal(outcome.fault, code);
    assert.equal(outcome.usage.basis, 'bound');
    await Promise.all(gate.upstream.calls.map(({ closed }) => closed));
  });
}

const START = chunk({ role: 'assistant', content: 'It begins like this. ' });
const STREAMS: readonly (readonly [name: string, answer: Answer, code: string, ending: Ending])[] = [
  ['stops in mid-stream', begins(SSE_TYPE, START), 'provider.timeout', 'failed'],
  ['resets in mid-stream', breaks(SSE_TYPE, START), 'provider.protocol', 'failed'],
  ['sends half an event', stream([START, START.slice(0, 50)]), 'provider.protocol', 'failed'],
  [
    'sends half an event and stops',
    begins(SSE_TYPE, START + START.slice(0, 50)),
    'provider.timeout',
    'failed',
  ],
  ['ends without an ending', stream([START]), 'provider.protocol', 'failed'],
  [
    'sends an event that is no JSON',
    stream([START, 'data: {"choices":[\n\n', ...ending()]),
    'provider.protocol',
    'failed',
  ],
  [
    'sends an event without end',
    floods(SSE_TYPE, `data: ${'x'.repeat(20_000)}`),
    'provider.too_large',
    'failed',
  ],
  ['streams without end', floods(SSE_TYPE, START), 'provider.timeout', 'failed'],
  [
    'answers a stream with a whole',
    ({ response }) => void response.writeHead(200, JSON_TYPE).end(WHOLE),
    'provider.protocol',
    'failed',
  ],
  [
    'goes on after its end',
    stream([START, ...ending(), chunk({ content: 'and ada@example.com' })]),
    'provider.protocol',
    'failed',
  ],
];

for (const [name, answer, code, how] of STREAMS) {
  test(`a provider that ${name} ends in a fault that is the last thing the caller reads`, async () => {
    gate.upstream.expect(answer);
    const sent = await gate.send(chatBody('up', 'hi', { stream: true }));
    assert.equal(sent.code, code, sent.text.slice(-500));
    assert.ok(!sent.text.includes('[DONE]'), 'it never looks complete');
    assert.ok(!sent.text.includes('ada@example.com'));
    const outcome = await gate.outcome(sent.id);
    assert.equal(outcome.ending, how);
    assert.equal(outcome.fault, code);
    assert.notEqual(outcome.usage.basis, 'none');
    await Promise.all(gate.upstream.calls.map(({ closed }) => closed));
  });
}

test('the caller learns which limit it was: silence, a pause, or the time for the whole', async () => {
  const cases: readonly (readonly [Answer, RegExp])[] = [
    [() => undefined, /did not begin to answer/],
    [begins(SSE_TYPE, START), /stopped in the middle/],
    [floods(SSE_TYPE, START), /took longer than the time limit/],
  ];
  for (const [answer, message] of cases) {
    gate.upstream.expect(answer);
    assert.match((await gate.send(chatBody('up', 'hi', { stream: true }))).text, message);
  }
});

test('a provider that cannot be reached was never billed', async (t) => {
  const far = await startTestGate({
    providers: { nowhere: { kind: 'openai', base_url: 'http://127.0.0.1:9/v1', allow_private: true } },
    models: { lost: { provider: 'nowhere', retries: 1, max_output_tokens: 10 } },
  });
  t.after(() => far.close());
  const sent = await far.send(chatBody('lost', 'hi'));
  assert.equal(sent.code, 'provider.unavailable');
  const outcome = await far.outcome(sent.id);
  assert.equal(outcome.usage.basis, 'none');
  assert.equal(outcome.attempt, 2, 'it was tried again, and each attempt is on record');
});
