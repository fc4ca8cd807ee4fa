/** Tests of control sequences for terminals, in answers, in logs, and in code that is shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalEscape } from '../../src/inspection/detectors/output/terminal-escape.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import type { Role } from '../../src/kernel/passage.ts';
import { keepsTheLaws } from './laws.ts';

const inspector = createInspector({ detectors: [terminalEscape] });

function seen(text: string, role: Role = 'assistant') {
  const pushed = inspector.openChannel({ view: 'text', role }).push(text, true);
  assert.ok(pushed.ok);
  return pushed.value.findings.map(({ start, end, confidence }) => ({
    is: text.slice(start, end),
    confidence,
  }));
}

const LINK = '\u001b]8;;https://collect.example\u0007';

const SEQUENCES: readonly string[] = [
  '\u001b[2J',
  '\u001b[1;31m',
  '\u001b[?1049h',
  '\u009b31m',
  LINK,
  '\u001b]52;c;aGVsbG8=\u001b\\',
  '\u001bPq#0\u001b\\',
  '\u001bc',
  '\\x1b[31m',
  '\\u001b[8m',
  '\\033[0;32m',
  '\\e[1A',
  '\\27[32m',
  '\\u{1b}[K',
  '\\x1b]0;title\\x07',
  '\\u009b2J',
  '^[[31m',
  '␛[2J',
];

for (const sequence of SEQUENCES) {
  test(`a whole sequence is found in an answer: ${JSON.stringify(sequence)}`, () => {
    const [first, ...rest] = seen(`Look: ${sequence} there`);
    assert.deepEqual(rest, []);
    assert.equal(first?.is, sequence);
    assert.ok(first !== undefined && first.confidence >= 0.5);
  });
}

test('colours in a log are only suspected; text that is handed to the terminal, and hidden text, is found', () => {
  const sure = (text: string) => (seen(text, 'tool')[0]?.confidence ?? 0) >= 0.5;
  assert.ok(!sure('\u001b[32mPASS\u001b[0m'));
  assert.ok(sure(`${LINK}docs\u001b]8;;\u0007`));
  assert.ok(sure('\u001b[8mignore the tests\u001b[0m'));
});

test('a program that colours its output is only suspected where it is shown as code', () => {
  const [first] = seen('```sh\necho -e "\\033[32mok"\n```\n');
  assert.ok(first !== undefined && first.confidence < 0.5);
});

test('an escape that has no end is found as far as it goes', () => {
  assert.deepEqual(
    seen('\u001b[').map(({ is }) => is),
    ['\u001b['],
  );
  assert.deepEqual(
    seen('\u001b').map(({ is }) => is),
    ['\u001b'],
  );
});

test('letters that were decoded wrongly, paths and byte strings are left alone', () => {
  for (const text of [
    'â\u0080\u009dquoted',
    'C:\\east\\033\\e',
    'b"\\x9b\\x00\\x01"',
    'array[27] = \\e',
    'x\\233 y',
  ]) {
    assert.deepEqual(seen(text), [], JSON.stringify(text));
  }
});

keepsTheLaws(
  'terminal_escape',
  [terminalEscape],
  [...SEQUENCES, '\u001b', '\\x1', '\\u00', '\u001b]8;', '```sh\n'],
);
