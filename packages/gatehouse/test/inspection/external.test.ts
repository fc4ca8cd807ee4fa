/** External detectors on real sockets: what they are asked, what is made of their answers, and that every failure is closed. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { RemoteRule } from '../../src/inspection/external/dialects.ts';
import { createExternal, type External } from '../../src/inspection/external/external.ts';
import { remoteDetector } from '../../src/inspection/external/remote.ts';
import { windowEnd, windowsOf } from '../../src/inspection/external/windows.ts';
import { mask } from '../../src/inspection/mask.ts';
import type { Passage } from '../../src/kernel/passage.ts';
import { createEgress } from '../../src/net/egress.ts';
import { PATIENT, serveHttp } from '../net/servers.ts';
import { passageOf } from './support.ts';

interface Asked {
  readonly url: string | undefined;
  readonly text: string;
  readonly [name: string]: unknown;
}

interface Running {
  readonly external: External;
  readonly asked: readonly Asked[];
}

type Answer = (asked: Asked, response: ServerResponse) => unknown;

async function start(t: TestContext, answer: Answer, more: Partial<RemoteRule> = {}): Promise<Running> {
  const asked: Asked[] = [];
  const url = await serveHttp(t, async (request, response) => {
    assert.equal(request.headers.authorization, 'Bearer detector-credential-1');
    const question = { ...JSON.parse(await read(request)), url: request.url };
    asked.push(question);
    const told = await answer(question, response);
    if (told === undefined) return;
    response.setHeader('content-type', 'application/json');
    response.end(typeof told === 'string' ? told : JSON.stringify(told));
  });
  const egress = createEgress({
    destinations: [{ purpose: 'detector', url, allowPrivate: true }],
    timeouts: PATIENT,
  });
  t.after(() => egress.close());
  const rule: RemoteRule = {
    id: 'names',
    owner: 'o',
    reason: 'r',
    review: '2027-01-01',
    kind: 'http',
    url: `${url}/find`,
    classes: { PERSON: 'person', NUMBER: 'case_number' },
    language: 'en',
    timeout_ms: 2_000,
    allow_private: true,
    ...more,
  };
  const detector = remoteDetector(more.kind === 'presidio' ? { ...rule, url } : rule, {
    calls: egress,
    apiKey: 'detector-credential-1',
  });
  return { external: createExternal([detector]), asked };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Finds every `Ada`, as an http service. */
const findAda: Answer = ({ text }) => ({
  findings: [...text.matchAll(/Ada/g)].map(({ index }) => ({
    label: 'PERSON',
    start: index,
    end: index + 3,
    score: 0.8,
  })),
});

async function masked({ external }: Running, passage: Passage): Promise<string> {
  const inspected = await external.inspect('acme', [passage]);
  assert.ok(inspected.ok, JSON.stringify(inspected));
  return mask(
    passage,
    inspected.value.map(({ finding }) => finding),
  );
}

describe('an external detector', () => {
  it('is asked for each passage, and its findings are those of the passage', async (t) => {
    const running = await start(t, findAda);
    const inspected = await running.external.inspect('acme', [passageOf('Hi Ada'), passageOf('no one')]);
    assert.ok(inspected.ok);
    assert.deepEqual(
      inspected.value.map(({ passage, finding }) => [passage.text, finding]),
      [['Hi Ada', { class: 'person', detector: 'names', start: 3, end: 6, confidence: 0.8 }]],
    );
    assert.deepEqual(running.asked.map(({ url, text, role }) => [url, text, role]).sort(), [
      ['/find', 'Hi Ada', 'user'],
      ['/find', 'no one', 'user'],
    ]);
  });

  it('sees JSON without its escapes, and its findings leave valid JSON', async (t) => {
    const running = await start(t, ({ text }) => ({
      findings: [
        { label: 'PERSON', start: text.indexOf('Ada'), end: text.indexOf('Ada') + 3 },
        { label: 'NUMBER', start: text.indexOf('234'), end: text.indexOf('234') + 2 },
      ],
    }));
    const source = '{"to":"\\u0041da","case":12345}';
    assert.deepEqual(JSON.parse(await masked(running, passageOf(source, 'json'))), {
      to: '[PERSON]',
      case: '[CASE_NUMBER]',
    });
  });

  it('that claims what lies across strings of JSON leaves them strings', async (t) => {
    const running = await start(t, ({ text }) => ({
      findings: [{ label: 'PERSON', start: text.indexOf('Ada'), end: text.indexOf('lace') + 4 }],
    }));
    assert.deepEqual(JSON.parse(await masked(running, passageOf('{"a":"Ada","b":"lace","c":1}', 'json'))), {
      a: '[PERSON]',
      '[PERSON]': '[PERSON]',
      c: 1,
    });
  });

  it('is asked about a text once for each tenant', async (t) => {
    const { external, asked } = await start(t, findAda);
    for (const tenant of ['acme', 'acme', 'other']) {
      const inspected = await external.inspect(tenant, [passageOf('Hi Ada')]);
      assert.ok(inspected.ok && inspected.value.length === 1);
    }
    assert.equal(asked.length, 2);
  });

  it('is asked only about the roles that it is for', async (t) => {
    const { external, asked } = await start(t, findAda, { roles: ['tool'] });
    const inspected = await external.inspect('acme', [
      passageOf('Ada'),
      { ...passageOf('Ada'), role: 'tool' },
    ]);
    assert.ok(inspected.ok && inspected.value.length === 1);
    assert.equal(asked.length, 1);
  });

  it('gets a long text in parts that end with sentences', async (t) => {
    const running = await start(t, findAda);
    const text = 'Nobody here but Ada. '.repeat(2_000);
    assert.equal(await masked(running, passageOf(text)), text.replaceAll('Ada', '[PERSON]'));
    assert.ok(running.asked.length > 3 && running.asked.every((each) => each.text.length <= 10_000));
  });

  it('of Presidio is spoken to as Presidio wants it, with characters counted as Python does', async (t) => {
    const running = await start(
      t,
      () => [{ entity_type: 'PERSON', start: 2, end: 5, score: 0.85, analysis_explanation: null }],
      { kind: 'presidio', language: 'de' },
    );
    assert.equal(await masked(running, passageOf('😀 Ada 😀')), '😀 [PERSON] 😀');
    assert.deepEqual(running.asked, [
      { url: '/analyze', text: '😀 Ada 😀', language: 'de', entities: ['PERSON', 'NUMBER'] },
    ]);
  });
});

describe('closed is the only way to fail', () => {
  const one = (more: object) => ({ findings: [{ label: 'PERSON', start: 0, end: 3, score: 1, ...more }] });
  const failures: Readonly<Record<string, Answer>> = {
    'an error': (_, response) => void response.writeHead(500).end('{}'),
    'a redirect': (_, response) => void response.writeHead(302, { location: '/find' }).end(),
    'no JSON': () => 'Ada is a person',
    'another shape': () => ({ found: [] }),
    'a label that is not known': () => one({ label: 'PLACE' }),
    'a label that every object has': () => one({ label: 'constructor' }),
    'an end beyond the text': () => one({ end: 7 }),
    'an end before the start': () => one({ start: 3, end: 3 }),
    'a start before the text': () => one({ start: -1 }),
    'an offset that is no whole number': () => one({ start: 0.5 }),
    'a score beyond one': () => one({ score: 2 }),
    'an answer without end': () => `{"findings":[],"x":"${'x'.repeat(2_000_000)}"}`,
    'a connection that breaks': (_, response) => void response.destroy(),
  };
  for (const [name, answer] of Object.entries(failures)) {
    it(`${name}`, async (t) => {
      const { external } = await start(t, answer);
      const inspected = await external.inspect('acme', [passageOf('Hi Ada')]);
      assert.ok(!inspected.ok);
      assert.equal(inspected.fault.code, 'inspection.failed');
      assert.ok(!inspected.fault.message.includes('Ada'));
    });
  }

  it('an answer that is late', async (t) => {
    const { external } = await start(t, () => sleep(5_000, undefined, { ref: false }), { timeout_ms: 50 });
    const inspected = await external.inspect('acme', [passageOf('Hi Ada')]);
    assert.ok(!inspected.ok && inspected.fault.code === 'inspection.failed');
  });

  it('an address that is not listed', async (t) => {
    const { external, asked } = await start(t, findAda, { url: 'http://127.0.0.1:9/find' });
    const inspected = await external.inspect('acme', [passageOf('Hi Ada')]);
    assert.ok(!inspected.ok && inspected.fault.code === 'inspection.failed');
    assert.equal(asked.length, 0);
  });

  it('and nothing of a failure is remembered', async (t) => {
    let fails = true;
    const { external } = await start(t, (asked, response) => (fails ? 'no' : findAda(asked, response)));
    assert.ok(!(await external.inspect('acme', [passageOf('Hi Ada')])).ok);
    fails = false;
    assert.ok((await external.inspect('acme', [passageOf('Hi Ada')])).ok);
  });
});

describe('a stream', () => {
  const SENTENCE = `${'Some words of which nobody has to know anything '.repeat(4)}but Ada does. `;

  async function findIn({ external }: Running, pieces: readonly string[], view: 'text' | 'json' = 'text') {
    const channel = external.openChannel({ view, role: 'assistant' });
    assert.ok(channel !== undefined);
    const found = [];
    let clear = 0;
    for (const [index, piece] of [...pieces, ''].entries()) {
      const pushed = await channel.push(piece, index === pieces.length);
      assert.ok(pushed.ok, JSON.stringify(pushed));
      assert.ok(pushed.value.clear >= clear);
      assert.ok(pushed.value.findings.every(({ start }) => start >= clear));
      clear = pushed.value.clear;
      found.push(...pushed.value.findings.map(({ start, end }) => [start, end]));
    }
    assert.equal(clear, pieces.join('').length);
    return found;
  }

  it('is asked about in windows that end with sentences, and however it is cut, they are the same', async (t) => {
    const running = await start(t, findAda);
    const text = SENTENCE.repeat(3);
    const places = [0, 1, 2].map((index) => index * SENTENCE.length + SENTENCE.indexOf('Ada'));
    const expected = places.map((place) => [place, place + 3]);
    const asked = () => running.asked.map((each) => each.text);
    assert.deepEqual(await findIn(running, [text]), expected);
    const windows = asked();
    assert.deepEqual(windows, [SENTENCE, SENTENCE, SENTENCE]);
    assert.deepEqual(await findIn(running, [...text]), expected);
    assert.deepEqual(asked().slice(3), windows);
  });

  it('of JSON is asked about without its escapes, in raw offsets', async (t) => {
    const running = await start(t, findAda);
    const source = JSON.stringify({ text: SENTENCE.repeat(2), to: 'Ada' }).replaceAll('Ada', '\\u0041da');
    const found = await findIn(running, source.match(/[\s\S]{1,7}/g) ?? [], 'json');
    assert.deepEqual(
      found.map(([start, end]) => source.slice(start, end)),
      ['\\u0041da', '\\u0041da', '\\u0041da'],
    );
  });

  it('of a voice that nobody is asked about is not asked about', async (t) => {
    const { external } = await start(t, findAda, { roles: ['tool'] });
    assert.equal(external.openChannel({ view: 'text', role: 'assistant' }), undefined);
  });
});

describe('windows', () => {
  it('of a growing text end where they end in the whole text', () => {
    const parts = fc.constantFrom('a', 'word '.repeat(20), 'End. ', '\n', '😀'.repeat(300), 'x'.repeat(900));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), fc.nat(), (all, cut) => {
        const text = all.join('');
        const end = windowEnd(text, 0);
        const before = windowEnd(text.slice(0, cut % (text.length + 1)), 0);
        assert.ok(before === undefined || before === end, `${before} ${end}`);
        assert.ok(end === undefined || (end <= 2_000 && text.slice(0, end).isWellFormed()));
        assert.ok(end !== undefined || text.length <= 2_000);
      }),
    );
  });

  it('follow each other without gap, are never too long, and never split a character', () => {
    const parts = fc.constantFrom('a', 'word ', 'End. ', '\n', '😀', '。');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 80 }), fc.integer({ min: 2, max: 20 }), (all, size) => {
        const text = all.join('');
        const windows = windowsOf(text, size);
        const pieces = windows.map(({ start, end }) => text.slice(start, end));
        assert.equal(pieces.join(''), text);
        assert.ok(pieces.every((piece) => piece.length > 0 && piece.length <= size && piece.isWellFormed()));
      }),
    );
  });
});
