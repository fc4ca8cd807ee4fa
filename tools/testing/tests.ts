/** Runs the test files on `node:test`, with one PostgreSQL for all of them. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinTestServer } from '../../packages/gatehouse/test/support/server.ts';
import type { Outcome, Surroundings } from './outcome.ts';

const FILES = [
  'packages/*/test/**/*.test.ts',
  'tools/test/**/*.test.ts',
  'conformance/**/*.test.ts',
  'chaos/**/*.test.ts',
  'bench/**/*.test.ts',
];
const TIMEOUT_MS = 120_000;
const DEADLINE_MS = 480_000;

/** WHY a server here: test files share one of their own, and it would stop and start between any two of them. */
export async function runTests(surroundings: Surroundings): Promise<Outcome> {
  const server = await joinTestServer();
  try {
    return await runFiles(surroundings);
  } finally {
    await server.stop();
  }
}

async function runFiles({ root, say }: Surroundings): Promise<Outcome> {
  const files = globSync(FILES, { cwd: root }).map((path) => join(root, path));
  const open = new Set(files.map((file) => relative(root, file)));
  const failures: string[] = [];
  let passed = 0;
  const stream = run({ files: files.sort(), cwd: root, concurrency: 2, timeout: TIMEOUT_MS });
  stream.on('test:fail', ({ name, file, line, details }) => {
    // WHY: a suite fails because one of its tests did, which has been counted; unless it never came to its tests.
    if (details.type === 'suite' && isOnlyItsTests(details.error)) return;
    const failure = `${name} (${relative(root, file)}:${line ?? 1})\n${reasonOf(details.error)}`;
    failures.push(failure);
    say(`FAIL ${failure}`);
  });
  stream.on('test:pass', ({ details, skip, todo }) => {
    if (details.type === 'test' && skip === undefined && todo === undefined) passed++;
  });
  stream.on('test:summary', ({ file, counts }) => {
    if (file === undefined) return;
    open.delete(relative(root, file));
    const others = counts.tests - counts.passed;
    say(`${relative(root, file)}: ${counts.passed} passed, ${others} failed or skipped`);
  });
  stream.resume();
  const late = await Promise.race([finished(stream), sleep(DEADLINE_MS, 'late' as const, { ref: false })]);
  // WHY: a test that spins for ever cannot be timed out from within its process, and would keep everybody waiting.
  if (late === 'late') failures.push(`not finished in time: ${[...open].join(', ')}`);
  return { passed, failures };
}

function isOnlyItsTests(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

function reasonOf(error: Error): string {
  const cause =
    error.cause instanceof Error
      ? (error.cause.stack ?? error.cause.message)
      : String(error.cause ?? error.message);
  return cause.split('\n').slice(0, 30).join('\n');
}

function relative(root: string, file: string | undefined): string {
  return file?.replace(`${root}/`, '') ?? '';
}
