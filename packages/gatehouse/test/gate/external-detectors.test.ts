/** External detectors on the path of whole gates: asked about requests, answers and streams, and closed when they fail. */
import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  chatBody,
  messagesBody,
  OWNED,
  startTestGate,
  type TestGate,
  UPSTREAM_KEY,
} from '../support/gate.ts';
import { chat, chatStream, chunk, ending, events, json, stream } from '../support/upstream.ts';

interface Question {
  readonly text: string;
  readonly role: string;
}

type Answer = (question: Question, response: ServerResponse) => unknown;

/** Finds code names, which nothing else at the gate knows. */
const findNightjar: Answer = ({ text }) => ({
  findings: [...text.matchAll(/nightjar/g)].map(({ index }) => ({
    label: 'PROJECT',
    start: index,
    end: index + 'nightjar'.length,
    score: 0.9,
  })),
});

let gate: TestGate;
let asked: Question[] = [];
let answer: Answer = findNightjar;

const detector = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += String(part);
  const question = JSON.parse(body) as Question;
  if (request.headers.authorization !== `Bearer ${UPSTREAM_KEY}`) response.statusCode = 401;
  asked.push(question);
  const told = await answer(question, response);
  if (told !== undefined) response.end(JSON.stringify(told));
});

before(async () => {
  await new Promise<void>((listening) => detector.listen(0, '127.0.0.1', listening));
  const { port } = detector.address() as AddressInfo;
  gate = await startTestGate({
    data: [{ id: 'no-projects', ...OWNED, classes: ['project_name'], do: 'mask' }],
    more: {
      inspection: {
        external: [
          {
            id: 'projects',
            ...OWNED,
            kind: 'http',
            url: `http://127.0.0.1:${port}/find`,
            allow_private: true,
            api_key: { env: 'UPSTREAM_KEY' },
            classes: { PROJECT: 'project_name' },
            timeout_ms: 300,
          },
        ],
      },
    },
  });
});
after(async () => {
  await gate?.close();
  detector.closeAllConnections();
  detector.close();
});
beforeEach(() => {
  asked = [];
  answer = findNightjar;
});

const ANTHROPIC = { path: '/anthropic/v1/messages', headers: { 'anthropic-version': '2023-06-01' } };
const STREAM = { stream: true };
const LONG = `${'words that say nothing at all about anything, '.repeat(6)}then nightjar flew. `;
const MASKED = LONG.replace('nightjar', '[PROJECT_NAME]');

function message(text: string): Record<string, unknown> {
  const content = [{ type: 'text', text }];
  const usage = { input_tokens: 3, output_tokens: 3 };
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content,
    stop_reason: 'end_turn',
    usage,
  };
}

function messageStream(...parts: readonly string[]): string[] {
  return events(
    { type: 'message_start', message: { ...message(''), content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...parts.map((text) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  );
}

/** The text of a streamed answer, in either protocol. */
function textOf(wire: string): string {
  return [...wire.matchAll(/^data: (\{.*)$/gm)]
    .map(([, data = '']) => JSON.parse(data))
    .map((event) => event.choices?.[0]?.delta?.content ?? event.delta?.text ?? '')
    .join('');
}

describe('an external detector', () => {
  it('has requests masked, in both protocols, and the record says so', async () => {
    gate.upstream.expect(chat('fine'));
    const sent = await gate.send(chatBody('up', 'About nightjar.'));
    assert.equal(sent.status, 200, sent.text);
    assert.ok(gate.upstream.calls[0]?.body.includes('About [PROJECT_NAME].'));
    const { inspection } = await gate.intent(sent.id);
    assert.deepEqual([inspection.findings, inspection.masked], [{ project_name: 1 }, { project_name: 1 }]);

    gate.upstream.expect(json(message('fine')));
    const other = await gate.send(messagesBody('claude', 'Of nightjar.'), ANTHROPIC);
    assert.equal(other.status, 200, other.text);
    assert.ok(gate.upstream.calls[0]?.body.includes('Of [PROJECT_NAME].'));
  });

  it('has whole answers masked, in both protocols', async () => {
    gate.upstream.expect(chat('Ask about nightjar.'));
    const sent = await gate.send(chatBody('up', 'what'));
    assert.match(sent.text, /Ask about \[PROJECT_NAME\]\./);
    const { inspection } = await gate.outcome(sent.id);
    assert.deepEqual(inspection?.masked, { project_name: 1 });

    gate.upstream.expect(json(message('Ask for nightjar.')));
    const other = await gate.send(messagesBody('claude', 'what'), ANTHROPIC);
    assert.match(other.text, /Ask for \[PROJECT_NAME\]\./);
  });

  it('has streamed answers masked, however they are cut, in both protocols', async () => {
    const text = `${LONG.repeat(3)}the end of nightjar`;
    const expected = `${MASKED.repeat(3)}the end of [PROJECT_NAME]`;
    for (const size of [1, 7, 400, text.length]) {
      const parts = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      gate.upstream.expect(chatStream(...parts));
      const sent = await gate.send(chatBody('up', 'what', STREAM));
      assert.equal(textOf(sent.text), expected, `in pieces of ${size}`);
      assert.match(sent.text, /\[DONE\]/);
      const { inspection } = await gate.outcome(sent.id);
      assert.deepEqual(inspection?.masked, { project_name: 4 });

      gate.upstream.expect(stream(messageStream(...parts)));
      const other = await gate.send(messagesBody('claude', 'what', STREAM), ANTHROPIC);
      assert.equal(textOf(other.text), expected, `in pieces of ${size}`);
      assert.match(other.text, /message_stop/);
    }
  });

  it('has streamed tool arguments masked as what they mean', async () => {
    const source = JSON.stringify({ note: LONG, about: 'nightjar' }).replaceAll('nightjar', 'night\\u006aar');
    const pieces = (source.match(/[\s\S]{1,9}/g) ?? []).map((part, index) =>
      chunk({
        tool_calls: [
          {
            index: 0,
            ...(index === 0 ? { id: 'c', type: 'function' } : {}),
            function: { name: index === 0 ? 'f' : undefined, arguments: part },
          },
        ],
      }),
    );
    gate.upstream.expect(stream([chunk({ role: 'assistant' }), ...pieces, ...ending('tool_calls')]));
    const sent = await gate.send(chatBody('up', 'what', STREAM));
    const given = [...sent.text.matchAll(/^data: (\{.*)$/gm)]
      .flatMap(([, data = '']) => JSON.parse(data).choices?.[0]?.delta?.tool_calls ?? [])
      .map((call) => call.function.arguments)
      .join('');
    assert.deepEqual(JSON.parse(given), { note: MASKED, about: '[PROJECT_NAME]' });
  });

  it('sees what streams before it leaves: window after window, not all at the end', async () => {
    const released = Promise.withResolvers<void>();
    gate.upstream.expect(async ({ response, closed }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk({ role: 'assistant', content: LONG }));
      await Promise.race([released.promise, closed]);
      for (const part of [chunk({ content: 'Bye.' }), ...ending()]) response.write(part);
      response.end();
    });
    const response = await fetch(`${gate.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gate.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(chatBody('up', 'what', STREAM)),
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (text.includes('[PROJECT_NAME] flew')) released.resolve();
    }
    assert.equal(textOf(text), `${MASKED}Bye.`);
    assert.ok(asked.some(({ text: window }) => window.trim() === LONG.trim()));
  });
});

describe('closed is the only way to fail', () => {
  const failures: Readonly<Record<string, Answer>> = {
    'an error': (_, response) => void response.writeHead(500).end(),
    'an answer of another shape': () => ({ nothing: 1 }),
    'an answer that is late': () =>
      new Promise((resolve) => setTimeout(resolve, 1_000, { findings: [] }).unref()),
  };
  const unlessAbout =
    (word: string, failing: Answer): Answer =>
    (question, response) =>
      question.text.includes(word) ? failing(question, response) : findNightjar(question, response);

  for (const [name, failing] of Object.entries(failures)) {
    it(`${name} keeps a request in`, async () => {
      answer = unlessAbout(`in ${name}`, failing);
      gate.upstream.expect(chat('fine'));
      const sent = await gate.send(chatBody('up', `asked in ${name}`));
      assert.deepEqual([sent.status, sent.code], [500, 'inspection.failed']);
      assert.equal(gate.upstream.calls.length, 0);
      assert.equal((await gate.refusal(sent.id)).fault, 'inspection.failed');
    });

    it(`${name} withholds a whole answer`, async () => {
      answer = unlessAbout(`back ${name}`, failing);
      gate.upstream.expect(chat(`told back ${name}`));
      const sent = await gate.send(chatBody('up', 'what'));
      assert.equal(sent.code, 'inspection.failed');
      assert.ok(!sent.text.includes('told back'));
      assert.equal((await gate.outcome(sent.id)).fault, 'inspection.failed');
    });

    it(`${name} cuts a stream before what it was asked about`, async () => {
      answer = unlessAbout('quoth', failing);
      gate.upstream.expect(chatStream(LONG, 'quoth the raven. '));
      const sent = await gate.send(chatBody('up', 'what', STREAM));
      assert.equal(sent.code, 'inspection.failed');
      assert.ok(sent.text.includes('[PROJECT_NAME] flew') && !sent.text.includes('quoth'));
      assert.deepEqual(await gate.outcome(sent.id).then(({ ending: how, fault }) => [how, fault]), [
        'cut',
        'inspection.failed',
      ]);
    });
  }

  it('a secret that is not there keeps the configuration from becoming active', async () => {
    const external = {
      id: 'x',
      ...OWNED,
      kind: 'http',
      url: 'https://detector.example/',
      classes: { A: 'a' },
    };
    await assert.rejects(
      startTestGate({ more: { inspection: { external: [{ ...external, api_key: { env: 'NOT_THERE' } }] } } }),
      /This secret is not there/,
    );
  });

  it('a model without its runtime, its file or its labels keeps the configuration from becoming active', async () => {
    const onnx = {
      id: 'm',
      ...OWNED,
      task: 'text_classification',
      model: 'gatehouse.yaml',
      tokenizer: 'gatehouse.yaml',
      labels: ['SAFE', 'ATTACK'],
      classes: { ATTACK: 'injection' },
    };
    const startWith = (changes: object) =>
      startTestGate({ more: { inspection: { onnx: [{ ...onnx, ...changes }] } } });
    await assert.rejects(startWith({}), /tokenizer\.json with a WordPiece model/);
    await assert.rejects(startWith({ model: 'not-there.onnx' }), /cannot be read/);
    await assert.rejects(startWith({ classes: { ATTAK: 'injection' } }), /no label "ATTAK"/);
  });
});
