/** `gatehouse inspect`: lines that stay aligned, findings in place, and exit codes that a CI job can tell apart. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { byteLines } from '../../src/cli/byte-lines.ts';
import { EXIT } from '../../src/cli/io.ts';
import { runProgram } from '../../src/cli/program.ts';

/** Runs with files that are handed over in pieces, as they would be read. */
async function inspect(
  args: readonly string[],
  files: Record<string, string | readonly Uint8Array[]>,
  color = false,
) {
  const ran = { out: '', errors: '', written: [] as string[] };
  const code = await runProgram(['inspect', ...args], {
    io: {
      write: (text) => {
        ran.out += text;
        ran.written.push(text);
      },
      error: (text) => {
        ran.errors += text;
      },
      color,
    },
    read: (path) => (typeof files[path] === 'string' ? files[path] : undefined),
    open: async (path) => {
      const content = files[path];
      if (content === undefined) return undefined;
      return stream(typeof content === 'string' ? [Buffer.from(content)] : content);
    },
    flushed: () => Promise.resolve(),
    environment: {},
    nowMs: () => 0,
    stopped: () => Promise.reject(new Error('inspect runs no gate')),
  });
  return { code, ...ran, lines: ran.out.split('\n').slice(0, -1) };
}

async function* stream(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const EMAIL = { class: 'email', verdict: 'found' };

function isEmail({ class: name }: { class: string }): boolean {
  return name === 'email';
}

/** What was found of the one class that these texts hold for sure; other detectors may think what they like. */
function emails(line = ''): unknown {
  return JSON.parse(line)
    .findings.map(({ class: name, verdict }: Record<string, unknown>) => ({ class: name, verdict }))
    .filter(isEmail);
}

describe('inspect --jsonl', () => {
  it('answers each line with one line, in order, with offsets in UTF-16', async () => {
    const texts = ['nothing here', '😀 to jane.roe@example.com', 'and again jane.roe@example.com'];
    const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join('');
    const { code, lines, errors } = await inspect(['--jsonl'], { '-': input });
    assert.deepEqual([code, errors, lines.length], [EXIT.fine, '', 3]);
    assert.deepEqual(lines.map(emails), [[], [EMAIL], [EMAIL]]);
    const { start, end, score } = JSON.parse(lines[1] ?? '').findings.find(isEmail);
    assert.equal(texts[1]?.slice(start, end), 'jane.roe@example.com');
    assert.ok(score >= 0.5 && score <= 1);
  });

  it('ends a line at line feeds only', async () => {
    const input = '{"text":"one\u2028two\u0085three a.b@example.com"}\r\n{"text":"\u2029"}';
    const { code, lines } = await inspect(['--jsonl'], { '-': input });
    assert.deepEqual([code, lines.length], [EXIT.fine, 2]);
    assert.deepEqual(emails(lines[0]), [EMAIL]);
  });

  it('answers malformed lines with an error, goes on, and fails in the end', async () => {
    const rows = [
      '{"text":"x"}',
      '',
      '{',
      '[]',
      '{"text":1}',
      '{"text":"x","place":"nowhere"}',
      '{"text":"y"}',
    ];
    const bytes = [Buffer.from(`${rows.join('\n')}\n`), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])];
    const { code, lines, errors } = await inspect(['--jsonl'], { '-': bytes });
    assert.equal(code, EXIT.refused);
    assert.deepEqual(
      lines.map((line) => Object.keys(JSON.parse(line))[0]),
      ['findings', 'error', 'error', 'error', 'error', 'error', 'findings', 'error'],
    );
    assert.deepEqual(
      [...errors.matchAll(/^line (\d+):/gm)].map(([, line]) => line),
      ['2', '3', '4', '5', '6', '8'],
    );
  });

  it('takes places by their own name and by the role that they mean', async () => {
    const places = ['user', 'system', 'tool_result', 'document', 'output', 'tool_definition', 'metadata'];
    const rows = [...places, 'assistant', 'tool'].map((place) => JSON.stringify({ text: 'x', place }));
    const { code, lines } = await inspect(['--jsonl'], { '-': rows.join('\n') });
    assert.deepEqual([code, new Set(lines)], [EXIT.fine, new Set(['{"findings":[]}'])]);
  });

  it('reads an answer beside what it was given', async () => {
    const text = 'See https://files.example.net/a for more.';
    const rows = [
      { text, place: 'output', given: [{ text: 'What is there?' }] },
      { text, place: 'output', given: [{ text: `It is ${text}`, place: 'document' }] },
      { text, place: 'output', given: [{ text: 1 }] },
      { text, place: 'output', given: 'all' },
    ].map((row) => JSON.stringify(row));
    const { code, lines } = await inspect(['--jsonl'], { '-': rows.join('\n') });
    assert.equal(code, EXIT.refused);
    assert.deepEqual(
      lines.map((line) =>
        JSON.parse(line).findings?.some((each: { class: string }) => each.class === 'unseen_url'),
      ),
      [true, false, undefined, undefined],
    );
  });

  it('answers what has arrived without waiting for more', async () => {
    const { written } = await inspect(['--jsonl'], {
      '-': [Buffer.from('{"text":"a"}\n{"te'), Buffer.from('xt":"b"}\n')],
    });
    assert.equal(written.length, 2);
  });

  it('finds the same lines however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ max: 12 }), fc.nat(5), async (bytes, size) => {
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size + 1) pieces.push(bytes.subarray(at, at + size + 1));
        const lines: unknown[] = [];
        for await (const batch of byteLines(stream(pieces), 3)) {
          lines.push(...batch.map((line) => line?.toString('hex')));
        }
        const expected = Buffer.from(bytes).toString('latin1').split('\n');
        if (expected.at(-1) === '') expected.pop();
        const kept = expected.map((line) =>
          line.length > 3 ? undefined : Buffer.from(line, 'latin1').toString('hex'),
        );
        assert.deepEqual(lines, kept);
      }),
    );
  });
});

describe('inspect', () => {
  const files = { 'notes.txt': 'Hello,\n  write to jane.roe@example.com today\u001b[2J.\n' };

  it('shows findings where they stand, and counts them', async () => {
    const { code, out } = await inspect(['notes.txt'], files);
    assert.equal(code, EXIT.fine);
    assert.match(out, /^notes\.txt\n {2}2:12 {4}write to «jane\.roe@example\.com»\[email 0\.\d\d\] today/);
    assert.match(out, /\nclass +found +unsure\nemail +1 +0\n/);
  });

  it('never lets a text steer the terminal, and paints on one only', async () => {
    const plain = await inspect(['notes.txt'], files);
    assert.ok(!plain.out.includes('\u001b'));
    const painted = await inspect(['notes.txt'], files, true);
    assert.ok(painted.out.includes('\u001b[31mjane.roe@example.com\u001b[0m'));
    assert.ok(!painted.out.includes('\u001b[2J'));
  });

  it('tells programs where each finding stands', async () => {
    const { out } = await inspect(['--json', '--text', 'x\nto jane.roe@example.com'], {});
    const [{ name, findings }] = JSON.parse(out).texts;
    const { class: found, start, end, line, column, verdict } = findings.find(isEmail);
    assert.deepEqual(
      [name, found, start, end, line, column, verdict],
      ['text 1', 'email', 5, 25, 2, 4, 'found'],
    );
  });

  it('fails on findings only when it is told to', async () => {
    const codes = [['notes.txt'], ['notes.txt', '--fail-on', 'found'], ['-', '--fail-on', 'unsure']].map(
      async (args) => (await inspect(args, { ...files, '-': 'Nothing.' })).code,
    );
    assert.deepEqual(await Promise.all(codes), [EXIT.fine, EXIT.found, EXIT.fine]);
    const lines = await inspect(['--jsonl', '--fail-on', 'found'], {
      '-': '{"text":"jane.roe@example.com"}',
    });
    assert.equal(lines.code, EXIT.found);
  });

  const own = (ignored: string) => `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim } }
models: { sim/echo: { provider: sim } }
charter: { access: [], data: [] }
inspection:
  detectors:
    - id: staff-number
      owner: security@acme.example
      reason: Staff numbers stay in the house.
      review: 2030-01-01
      class: staff_number
      pattern: 'ST-[0-9]{6}'
      tests: { finds: [ST-123456], ignores: [${ignored}] }
`;

  it("looks with a configuration's own detectors as well, when they keep their promises", async () => {
    const args = ['--config', 'g.yaml', '--text', 'ST-654321 of jane.roe@example.com', '--json'];
    const { code, out } = await inspect(args, { 'g.yaml': own('ST-12') });
    const [{ findings }] = JSON.parse(out).texts;
    assert.deepEqual(
      [
        code,
        findings.some(isEmail),
        findings.some(({ class: name }: { class: string }) => name === 'staff_number'),
      ],
      [EXIT.fine, true, true],
    );
    const refused = await inspect(args, { 'g.yaml': own('ST-111111') });
    assert.deepEqual([refused.code, refused.out], [EXIT.refused, '']);
    assert.match(refused.errors, /^g\.yaml:14:\d+: error: /);
  });

  it('refuses files that cannot be read, and places that there are not', async () => {
    const missing = await inspect(['gone.txt'], files);
    assert.deepEqual([missing.code, missing.out], [EXIT.refused, '']);
    assert.match(missing.errors, /^The file gone\.txt cannot be read\.\n$/);
    assert.equal((await inspect(['--place', 'moon'], { '-': '' })).code, EXIT.usage);
  });

  it('shows a line with many findings once, and only the ends of what is long', async () => {
    const filler = 'word '.repeat(100);
    const text = `${filler}a.b@example.com ${filler} c.d@example.com ${filler}`;
    const { out } = await inspect(['--text', text], {});
    const row = out.split('\n')[1] ?? '';
    assert.match(row, /^ {2}1:\d+ {2}….*«a\.b@example\.com».*….*«c\.d@example\.com».*…$/);
    assert.ok(row.length < text.length / 2);
  });
});
