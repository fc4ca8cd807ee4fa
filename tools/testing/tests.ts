/** Runs the test files on `node:test`, with one PostgreSQL for all of them. */
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { startEmbedded } from '../../packages/gatehouse/src/stores/postgres/embedded.ts';
import type { Outcome, Surroundings } from './outcome.ts';

const FILES = [
  'packages/*/test/**/*.test.ts',
  'tools/test/**/*.test.ts',
  'conformance/**/*.test.ts',
  'chaos/**/*.test.ts',
];
const TIMEOUT_MS = 180_000;

export async function runTests(surroundings: Surroundings): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-run-'));
  const chance = { bytes: randomBytes, fraction: () => 0 };
  const server = await startEmbedded({ dataDir, chance });
  if (!server.ok) return { passed: 0, failures: [`${server.fault.message} ${server.fault.cause ?? ''}`] };
  process.env.GATEHOUSE_TEST_DATABASE_URL = server.value.url;
  try {
    return await runFiles(surroundings);
  } finally {
    await server.value.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function runFiles({ root, say }: Surroundings): Promise<Outcome> {
  const files = globSync(FILES, { cwd: root }).map((path) => join(root, path));
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
    if (file !== undefined)
      say(
        `${relative(root, file)}: ${counts.passed} passed, ${counts.tests - counts.passed} failed or skipped`,
      );
  });
  stream.resume();
  await finished(stream);
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
