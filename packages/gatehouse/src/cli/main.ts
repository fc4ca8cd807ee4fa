/** The command `gatehouse`: binds the terminal, the environment, the disk and the signals of this process. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { World } from './io.ts';
import { runProgram } from './program.ts';

const world: World = {
  io: {
    write: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    // https://no-color.org: present and not empty.
    color: process.stdout.isTTY && !process.env.NO_COLOR,
  },
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // WHY: each command says in its own words which file it could not read.
      return undefined;
    }
  },
  async open(path) {
    if (path === '-') return process.stdin;
    try {
      return (await open(path)).createReadStream();
    } catch {
      // WHY: as above.
      return undefined;
    }
  },
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  async flushed() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  environment: process.env,
  nowMs: () => Date.now(),
  stopped: () =>
    new Promise((resolve) => {
      // WHY not once: a signal to the whole process group arrives twice, from the sender and from the launcher, and
      // the second one must not end in the middle what the first one ends cleanly.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
    }),
};

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

// WHY: whoever reads the answer (`| head`) may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await runProgram(process.argv.slice(2), world);
