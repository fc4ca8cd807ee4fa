/** Tests of looking up what an answer claims in its sources; prints how well it works on labelled sentences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backgroundOf } from '../../src/inspection/background.ts';
import type { Finding } from '../../src/inspection/detector.ts';
import { ungrounded } from '../../src/inspection/detectors/output/ungrounded.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { GROUNDING, type Truth } from './grounding-set.ts';
import { cut, passageOf, pieceSizes } from './support.ts';

const inspector = createInspector({ detectors: [ungrounded] });

function findings(
  pieces: readonly string[],
  source: string,
  question = 'What does it say?',
): readonly Finding[] {
  const background = backgroundOf([{ ...passageOf(source), role: 'tool' }, passageOf(question)], []);
  const channel = inspector.openChannel({ view: 'text', role: 'assistant', background });
  const found: Finding[] = [];
  let length = 0;
  for (const [index, piece] of [...pieces, ''].entries()) {
    const pushed = channel.push(piece, index === pieces.length);
    assert.ok(pushed.ok);
    length += piece.length;
    assert.ok(pushed.value.clear >= length - 2, 'what is only noted holds nothing back');
    found.push(...pushed.value.findings);
  }
  return found;
}

function seen(text: string, source: string, question?: string): readonly string[] {
  return findings([text], source, question).map(({ start, end }) => text.slice(start, end));
}

test('labelled sentences: invented ones are told from supported ones', (context) => {
  const flagged: Record<Truth, number> = { entailed: 0, number: 0, name: 0, invented: 0 };
  const total: Record<Truth, number> = { entailed: 0, number: 0, name: 0, invented: 0 };
  for (const { source, rows } of GROUNDING) {
    for (const [truth, sentence] of rows) {
      total[truth] += 1;
      if (findings([sentence], source).length === 0) {
        if (truth !== 'entailed') context.diagnostic(`missed (${truth}): ${sentence}`);
        continue;
      }
      if (truth === 'entailed') context.diagnostic(`false alarm: ${sentence}`);
      flagged[truth] += 1;
    }
  }
  const caught = flagged.number + flagged.name + flagged.invented;
  const precision = caught / (caught + flagged.entailed);
  const recall = caught / (total.number + total.name + total.invented);
  for (const truth of ['entailed', 'number', 'name', 'invented'] as const) {
    context.diagnostic(`${truth}: ${flagged[truth]} of ${total[truth]} flagged`);
  }
  context.diagnostic(`precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  assert.ok(precision >= 0.9 && recall >= 0.9, `precision ${precision}, recall ${recall}`);
});

const SOURCE = GROUNDING[0]?.source ?? '';

test('what is noted is the number or the name, or the sentence when all of it is new', () => {
  assert.deepEqual(seen('The dam is 91 metres high. It supplies Drammen.', SOURCE), ['91', 'Drammen']);
  const invented = 'Volunteers plant thousands of young spruces every autumn.';
  assert.deepEqual(seen(`The dam is 71 metres high. ${invented} Really?`, SOURCE), [invented]);
});

test('what the person said, headings, questions, code, links and talk are no claims without a source', () => {
  assert.deepEqual(
    seen('Dear Ottilie, the dam is 71 metres high.', SOURCE, 'I am Ottilie. How high is it?'),
    [],
  );
  const text = [
    '## Further Reading About Reservoirs',
    'Would another question about hydroelectric engineering help?',
    '```python\nprint("unrelated program output", 4711)\n```',
    'See https://docs.example/2031/Report for it.',
    'I am happy to help you with anything else you need, just ask!',
    '1. The dam is 71 metres high.',
  ].join('\n');
  assert.deepEqual(seen(text, SOURCE), []);
});

test('without sources nothing is said to be missing', () => {
  const background = backgroundOf([passageOf('How high is it?')], []);
  const channel = inspector.openChannel({ view: 'text', role: 'assistant', background });
  const pushed = channel.push('It is 4000 metres high, as Nils Holm measured.', true);
  assert.ok(pushed.ok && pushed.value.findings.length === 0);
});

test('sentences are judged as they end, and the way an answer is cut changes nothing', () => {
  const sentences = GROUNDING.flatMap(({ rows }) => rows.map(([, sentence]) => sentence));
  const parts = fc.oneof(
    fc.constantFrom(...sentences),
    fc.constantFrom(' ', '\n', '```\n', 'e.g. ', '...', 'x'.repeat(600), 'word '.repeat(150)),
  );
  const texts = fc.array(parts, { maxLength: 8 }).map((each) => each.join(' '));
  fc.assert(
    fc.property(texts, pieceSizes, (text, sizes) => {
      assert.deepEqual(findings(cut(text, sizes), SOURCE), findings([text], SOURCE));
    }),
    { numRuns: 200 },
  );
});
