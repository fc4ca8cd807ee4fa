/** Tool servers that are programs: spoken to over pipes, confined as far as this machine allows, and survived. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createStdioServer, type StdioOptions } from '../../../src/tools/stdio/stdio-server.ts';
import type { ToolPerformed, ToolTransport } from '../../../src/tools/transport.ts';
import { eventually, serveHttp } from '../../net/servers.ts';
import { reachable } from '../../support/reachable.ts';
import { call, SUBJECT } from '../mcp/calling.ts';

interface Started {
  readonly transport: ToolTransport;
  /** What it wrote to stderr, and how it ended. */
  readonly reports: string[];
  /** A folder of ours that it must not see. */
  readonly folder: string;
}

function start(t: TestContext, program: readonly string[], changes: Partial<StdioOptions> = {}): Started {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-stdio-'));
  writeFileSync(join(folder, 'key'), 'the signing key');
  const reports: string[] = [];
  const [script = '', ...rest] = program;
  const transport = createStdioServer({
    id: 'files',
    command: [reachable().node, join(reachable().programs, script), ...rest],
    environment: {},
    workingDirectory: '/',
    user: 65_534,
    network: false,
    memoryBytes: 4_294_967_296,
    hidden: [folder],
    listsAs: SUBJECT,
    asks: [],
    timeoutMs: 3_000,
    answerBytesMax: 200_000,
    idempotencyMember: undefined,
    elapsedMs: () => performance.now(),
    self: process.getuid?.(),
    report: (line) => reports.push(line),
    ...changes,
  });
  t.after(async () => {
    await transport.close();
    rmSync(folder, { recursive: true });
  });
  return { transport, reports, folder };
}

const asking = (name: string, text = '') => JSON.stringify({ name, arguments: { text } });

function textOf(ended: ToolPerformed): string {
  assert.ok(ended.ok, JSON.stringify(ended));
  return (JSON.parse(ended.value.body) as { content: { text: string }[] }).content[0]?.text ?? '';
}

test('a program on the official package is listed and called, and told of progress', async (t) => {
  const { transport } = start(t, ['official.ts']);
  const definitions = await transport.definitions();
  assert.ok(definitions.ok, JSON.stringify(definitions));
  assert.ok(definitions.value.some(({ name }) => name === 'echo'));
  const texts = await Promise.all(
    ['a', 'b', 'c'].map(async (text) => textOf(await call(transport, asking('echo', text)))),
  );
  assert.deepEqual(texts, ['a', 'b', 'c']);
  const notices: unknown[] = [];
  const body = '{\n"name":"progress","arguments":{"text":""},\r\n"_meta":{"progressToken":"mine"}}';
  assert.ok((await call(transport, body, { notify: (notice) => notices.push(notice) })).ok);
  assert.deepEqual(notices, [
    { method: 'notifications/progress', params: { progressToken: 'mine', progress: 1 } },
  ]);
});

test('a program sees neither our folders nor our processes, environment or network', async (t) => {
  process.env.GATEHOUSE_TEST_SECRET = 'of ours';
  const { transport, folder } = start(t, ['official.ts'], { environment: { SETTING: 'of its own' } });
  if (transport.confinement !== 'confined')
    return t.skip('this machine confines no programs; that is on record');
  const origin = await serveHttp(t, (_, response) => void response.end());
  const self = JSON.parse(textOf(await call(transport, asking('self'))));
  assert.deepEqual(
    Object.keys(self.environment).toSorted(),
    ['LC_ALL', 'PATH', 'PWD', 'SETTING'].filter((name) => name in self.environment),
  );
  assert.equal(self.environment.SETTING, 'of its own');
  assert.equal(self.folder, '/');
  if (process.getuid?.() === 0) assert.equal(self.user, 65_534);
  assert.match(textOf(await call(transport, asking('list', folder))), /^failed: |^\[\]$/);
  assert.match(textOf(await call(transport, asking('read', join(folder, 'key')))), /^failed: /);
  assert.match(textOf(await call(transport, asking('read', `/proc/${process.pid}/environ`))), /^failed: /);
  assert.match(textOf(await call(transport, asking('kill', String(process.pid)))), /^failed: /);
  assert.match(textOf(await call(transport, asking('connect', new URL(origin).port))), /^failed: /);
});

test('a program that may use the network is on record as unconfined, and still sees none of our folders', async (t) => {
  const { transport, folder } = start(t, ['official.ts'], { network: true });
  assert.equal(transport.confinement, 'unconfined');
  const origin = await serveHttp(t, (_, response) => void response.end());
  assert.equal(textOf(await call(transport, asking('connect', new URL(origin).port))), '"connected"');
  assert.match(textOf(await call(transport, asking('read', join(folder, 'key')))), /^failed: /);
});

const BAD = [
  { deed: 'hang', code: 'tool.timeout' },
  { deed: 'die', code: 'tool.unavailable' },
  { deed: 'garbage', code: 'tool.protocol' },
  { deed: 'twice', code: 'tool.protocol' },
  { deed: 'endless line', code: 'tool.too_large' },
  { deed: 'notice flood', code: 'tool.too_large' },
  { deed: 'long answer', code: 'tool.too_large' },
  { deed: 'other id', code: 'tool.timeout' },
] as const;

for (const { deed, code } of BAD) {
  test(`a program that does this, ${deed}, is told as ${code}, and that it may have acted`, async (t) => {
    const { transport } = start(t, ['hostile.ts', deed], { timeoutMs: 1_500 });
    const ended = await call(transport, asking('x'), { answerBytesMax: 200_000 });
    assert.ok(!ended.ok);
    assert.deepEqual([ended.fault.code, ended.reach], [code, 'maybe_reached']);
  });
}

test('a program that died is started again by itself, and until then calls do not reach it', async (t) => {
  const { transport, reports } = start(t, ['hostile.ts', 'die']);
  assert.equal((await call(transport, asking('x'))).ok, false);
  const meanwhile = await call(transport, asking('x'));
  assert.ok(!meanwhile.ok);
  assert.deepEqual([meanwhile.fault.code, meanwhile.reach], ['tool.unavailable', 'not_reached']);
  assert.ok(reports.some((line) => line.includes('status 3')));
  await eventually(async () => {
    const again = await call(transport, asking('x'));
    return !again.ok && again.reach === 'maybe_reached';
  });
});

test('what a program writes to stderr is bounded, harmless and without its secrets', async (t) => {
  const { transport, reports } = start(t, ['hostile.ts', 'stderr'], {
    environment: { TOKEN: 'very-secret-token' },
  });
  assert.ok((await call(transport, asking('x'))).ok);
  await eventually(() => reports.length >= 200);
  const all = reports.join('\n');
  assert.ok(!all.includes('very-secret-token') && !all.includes('\u001b'));
  assert.match(all, /secret \[removed\]/);
  assert.ok(reports.length <= 201 && reports.every((line) => line.length <= 500));
});

test('what a program started ends with it', async (t) => {
  const { transport } = start(t, ['hostile.ts', 'child']);
  if (transport.confinement !== 'confined')
    return t.skip('this machine confines no programs; that is on record');
  assert.match(textOf(await call(transport, asking('x'))), /^\d+$/);
  await transport.close();

  const left = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '/bin/sleep\x300\0';
    } catch {
      return false;
    }
  });
  assert.deepEqual(left, []);
});

test('a program that is not there is told, and nothing else happens', async (t) => {
  const { transport } = start(t, ['none.ts'], { command: ['/nonexistent/program'] });
  const ended = await call(transport, asking('x'));
  assert.ok(!ended.ok);
  assert.deepEqual([ended.fault.code, ended.reach], ['tool.unavailable', 'not_reached']);
});
