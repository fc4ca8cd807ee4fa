/** The command line as programs see it: exit codes, answers on standard output, complaints on standard error. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../src/cli/program.ts';
import { type RunningGate, runningGate } from '../support/running-gate.ts';
import { until } from '../support/until.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** As a process of its own. */
function child(args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const { GATEHOUSE_DATA: _unset, ...inherited } = process.env;
    const options = { cwd: ROOT, env: { ...inherited, ...environment } };
    execFile(process.execPath, [MAIN, ...args], options, (error, out, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, errors });
    });
  });
}

/** The same command line within this process, which starts faster. */
async function gatehouse(args: readonly string[], { color = false } = {}): Promise<Ran> {
  const ran = { out: '', errors: '' };
  const write = (text: string) => {
    ran.out += text;
  };
  const error = (text: string) => {
    ran.errors += text;
  };
  const code = await runProgram(args, {
    io: { write, error, color },
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    environment: {},
    open: () => Promise.resolve(undefined),
    flushed: () => Promise.resolve(),
    nowMs: () => Date.now(),
    stopped: () => Promise.reject(new Error('no test starts a gate this way')),
  });
  return { code, ...ran };
}

describe('the command line', () => {
  let running: RunningGate;
  let key: { readonly id: string; readonly text: string };
  let data: string[];
  before(async () => {
    running = await runningGate();
    key = await running.key('acme');
    data = ['--data', running.dataDir];
    await running.cross(key.text, 'my-call');
    // WHY: a story says where its entries stand, and that changes once, when they are sealed.
    await until(async () => {
      const { json } = await running.control('/v1/crossings/my-call?tenant=acme');
      return json.entries.every(({ place }: { place: { state: string } }) => place.state === 'sealed');
    });
  });
  after(() => running.close());

  it('tells a crossing in words and in JSON', async () => {
    const [words, json, last] = await Promise.all([
      gatehouse(['explain', 'my-call', '--tenant', 'acme', ...data]),
      gatehouse(['explain', 'my-call', '--tenant', 'acme', '--json', ...data]),
      gatehouse(['explain', '--tenant', 'acme', ...data]),
    ]);
    assert.deepEqual([words.code, words.errors], [0, '']);
    assert.match(words.out, /^Crossing (cx_\w+): completed\n\nWho asked for what\n/);
    assert.equal(JSON.parse(json.out).text, words.out);
    assert.equal(last.out, words.out);
  });

  it('gives programs exit codes that they can tell apart', async () => {
    const environment = { GATEHOUSE_DATA: running.dataDir };
    const [fine, refused, usage, away] = await Promise.all([
      child(['explain', 'my-call', '--tenant', 'acme'], environment),
      child(['explain', 'nothing', '--tenant', 'acme'], environment),
      child(['expain'], environment),
      child(['status', '--data', join(running.dataDir, 'elsewhere')], environment),
    ]);
    assert.deepEqual([fine.code, refused.code, usage.code, away.code], [0, 1, 2, 3]);
    assert.match(fine.out, /^Crossing cx_/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what must not be there.
    assert.doesNotMatch(fine.out, /\u001b/, 'colour without a terminal');
    assert.match(usage.errors, /Did you mean explain\?/);
    assert.equal(refused.out + usage.out + away.out, '');
  });

  for (const [code, args, message] of [
    [1, ['explain', 'my-call', '--tenant', 'globex'], /^There is no such crossing/],
    [1, ['keys', 'revoke', 'x', '--tenant', 'acme'], /^There is no usable key/],
    [2, ['keys', 'lst'], /Did you mean list\?/],
    [2, ['explain', '--jsn'], /Did you mean --json\?/],
    [2, [], /Usage: gatehouse/],
    [2, ['keys', 'create', '--name', 'x'], /--principal/],
    [2, ['keys', 'create', '--name', 'x', '--principal', 'y', '--kind', 'god'], /person, workload, agent/],
    [2, ['keys', 'create', '--name', 'x', '--principal', 'y', '--lifetime', 'long'], /Write it as 90d/],
    [2, ['keys', 'create', '--name', 'x', '--principal', 'y', '--attribute', 'long'], /name=value/],
    [
      2,
      ['keys', 'create', '--name', 'x', '--principal', 'y', '--lifetime', '999d', '--tenant', 'acme'],
      /lifetime/,
    ],
    [2, ['up', '--data-port', '99999'], /A port is a number/],
    [2, ['crossings', '--limit', '0'], /a number from 1 to 200/],
    [2, ['crossings'], /^Say which tenant: acme, globex\./],
    [3, ['dev', 'token', '--as', 'alice'], /^No quick start has run/],
  ] as const) {
    it(`answers "${args.join(' ')}" with ${code} and says why`, async () => {
      const here = args.length === 0 || args[0] === 'up' ? [] : data;
      const ran = await gatehouse([...args, ...here]);
      assert.equal(ran.code, code, ran.errors);
      assert.match(ran.errors, message);
      assert.equal(ran.out, '');
    });
  }

  it('sets headings off on a terminal that has colours', async () => {
    const plain = await gatehouse(['explain', '--tenant', 'acme', ...data]);
    const bold = await gatehouse(['explain', '--tenant', 'acme', ...data], { color: true });
    const control = String.fromCharCode(27);
    assert.ok(bold.out.includes(`${control}[1mWho asked for what${control}[0m\n`));
    assert.equal(bold.out.replaceAll(`${control}[1m`, '').replaceAll(`${control}[0m`, ''), plain.out);
  });

  it('complains in JSON to whoever asked in JSON', async () => {
    const { code, out, errors } = await gatehouse(['explain', 'x', '--tenant', 'acme', '--json', ...data]);
    assert.deepEqual([code, errors], [1, '']);
    assert.equal(JSON.parse(out).error.code, 'control.not_found');
  });

  it('makes, lists and ends a key', async () => {
    const scope = ['--tenant', 'acme', ...data];
    const flags = [
      '--name',
      'night\u202ebatch',
      '--principal',
      'batch',
      '--role',
      'developer',
      '--role',
      'x',
    ];
    const made = await gatehouse(['keys', 'create', ...flags, '--attribute', 'region=eu', ...scope]);
    assert.equal(made.code, 0, made.errors);
    const text = made.out.trim().split('\n').at(-1) ?? '';
    assert.equal((await running.cross(text)).status, 200);

    const listed = await gatehouse(['keys', 'list', ...scope]);
    const id = text.slice(0, 'ghk_'.length + 16);
    assert.match(listed.out, new RegExp(`^${id} .*workload batch +developer x +\\* +until 20`, 'm'));
    assert.doesNotMatch(listed.out, /\u202e/, 'a name steers the terminal');

    const revoked = await gatehouse(['keys', 'revoke', id, '--json', ...scope]);
    assert.equal(JSON.parse(revoked.out).key.id, id);
  });

  it('reports status, budgets, crossings, the ledger and a reload in words and in JSON', async () => {
    const scope = ['--tenant', 'acme'];
    await Promise.all(
      (
        [
          [['status'], /^Gatehouse \d+\.\d+\.\d+ has been up for /, 'policyDigest'],
          [['budgets', ...scope], /^BUDGET +WHOSE +SPENT/, 'budgets'],
          [['crossings', ...scope], /^CROSSING .*\ncx_\w+ .* completed$/m, 'crossings'],
          [['keys', 'list', ...scope], /^KEY +NAME/, 'keys'],
          [['ledger', 'verify'], /^The ledger is whole/, 'problemCount'],
          [['ledger', 'head'], /^Verifier key: gatehouse\/main\+/, 'size'],
          [['reload'], /^The configuration is active; policy [0-9a-f]{12}\.$/m, 'policyDigest'],
        ] as const
      ).map(async ([args, words, field]) => {
        const [told, json] = [
          await gatehouse([...args, ...data]),
          await gatehouse([...args, '--json', ...data]),
        ];
        assert.deepEqual([told.code, told.errors, json.code], [0, '', 0], args.join(' '));
        assert.match(told.out, words);
        assert.ok(field in JSON.parse(json.out), field);
      }),
    );
  });

  it('checks and tests a charter', async () => {
    const file = join(ROOT, 'gatehouse.yaml');
    const checked = await gatehouse(['check', file]);
    const tested = await gatehouse(['test', join(ROOT, 'gatehouse.tests.yaml'), '--config', file, '--json']);
    assert.deepEqual([checked.code, tested.code], [0, 0]);
    assert.match(checked.out, /gatehouse\.yaml is valid/);
    const { cases, passed } = JSON.parse(tested.out);
    assert.equal(passed, cases);
  });

  it('answers 1 when the ledger is not whole', async () => {
    await running.superuser('alter table gatehouse.evidence disable trigger evidence_is_append_only');
    await running.superuser("update gatehouse.evidence set body = body || ' ' where kind = 'intent'");
    const verified = await gatehouse(['ledger', 'verify', ...data]);
    assert.equal(verified.code, 1);
    assert.match(verified.out, /^The ledger was tampered with, or is damaged: \d+ problem/);
  });
});

describe('a gate that is gone', () => {
  it('is told apart from one that answers to another data directory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-gone-'));
    const server = createServer((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"code":"identity.invalid","message":"Not ours."}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const note = (url: string) =>
      writeFileSync(join(folder, 'control.json'), JSON.stringify({ url, token: 'x', pid: 1 }));
    try {
      note(`http://127.0.0.1:${port}`);
      const other = await gatehouse(['status', '--data', folder]);
      assert.deepEqual([other.code, other.errors], [3, 'Not ours. (identity.invalid)\n']);
      server.close();
      const gone = await gatehouse(['status', '--data', folder]);
      assert.equal(gone.code, 3);
      assert.match(gone.errors, /^No gate answers at http:\/\/127\.0\.0\.1:\d+\./);
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('takes its address and credential with it, unless a later one has left its own', async () => {
    const running = await runningGate();
    const file = join(running.dataDir, 'control.json');
    await running.gate.stop();
    assert.equal(existsSync(file), false);
    await running.close();

    const second = await runningGate();
    const theirs = join(second.dataDir, 'control.json');
    writeFileSync(theirs, JSON.stringify({ url: second.gate.controlUrl, token: 'later', pid: 2 }));
    await second.gate.stop();
    assert.equal(existsSync(theirs), true);
    await second.close();
  });
});
