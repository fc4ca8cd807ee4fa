/** Runs a script of this repository with the pinned Node, after installing what is missing. For any Node since 16. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../packages/gatehouse/bin/launch.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.gatehouse-install');
const node = join(root, 'node_modules', '.bin', 'node');
const lock = join(root, '.gatehouse', 'install.lock');

const [script, ...args] = process.argv.slice(2);
if (script === undefined) stop('say which script to run');
if (!isInstalled()) await install();
const command =
  script === 'up' ? [join(root, 'packages/gatehouse/src/cli/main.ts'), 'up'] : [resolve(root, script)];
await launch(node, [...command, ...args]);

/** Whether `node_modules` holds what `package-lock.json` says, for this kind of machine. */
function isInstalled() {
  return existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

function wanted() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

/** One at a time: of two starts at once, the second waits for the first. */
async function install() {
  await takeLock();
  process.on('exit', () => rmSync(lock, { force: true }));
  if (!isInstalled()) {
    // WHY: on stderr, because the standard output of some scripts is read by machines.
    process.stderr.write('Installing what is missing (npm ci); this takes a minute, once.\n');
    // WHY: whatever the user's own npm settings are: the pinned Node is a development dependency, set up by a script.
    // WHY: warnings off: npm warns of the old Node that the pinned one is about to replace.
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    const flags = ['ci', '--include=dev', '--ignore-scripts=false', ...quiet];
    const npm = process.env.npm_execpath;
    const [program, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
    const result = spawnSync(program, [...first, ...flags], { cwd: root, stdio: ['ignore', 2, 2] });
    if (result.status !== 0) stop('npm ci failed, see above; nothing was started', result.error);
    if (!existsSync(node)) stop('npm ci did not set up the pinned Node; check that install scripts may run');
    writeFileSync(stamp, wanted());
  }
  rmSync(lock, { force: true });
}

async function takeLock() {
  mkdirSync(dirname(lock), { recursive: true, mode: 0o700 });
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (waits === 0) process.stderr.write('Waiting for another start to finish installing.\n');
    if (!isAlive(holder()))
      rmSync(lock, { force: true }); // WHY: whoever held it was killed.
    else await new Promise((done) => setTimeout(done, 250));
  }
}

function holder() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0; // WHY: it was let go just now; the next attempt takes it.
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function stop(why, error) {
  process.stderr.write(`gatehouse: ${why}${error === undefined ? '' : ` (${error.message})`}.\n`);
  process.exit(1);
}
