/** Starts a gate of its own for an example, on free ports and with its data in a temporary folder. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export interface ExampleGate {
  /** Where the data plane listens. */
  readonly url: string;
  /** The demo key. */
  readonly key: string;
  /** What `gatehouse explain` tells about a crossing. */
  explain(crossing: string): Promise<string>;
}

const GATEHOUSE = join(import.meta.dirname, '../../packages/gatehouse/src/cli/main.ts');

/** Hands a running gate to `work`, and takes it down again whatever happens. */
export async function withGate(work: (gate: ExampleGate) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-example-'));
  const args = [GATEHOUSE, 'up', '--data', data, '--data-port', '0', '--control-port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const started = JSON.parse(await firstLine(child.stdout)) as { data: string; key: string };
    await work({ url: started.data, key: started.key, explain: (crossing) => explain(crossing, data) });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('The gate ended before it was up.');
}

async function explain(crossing: string, data: string): Promise<string> {
  const args = [GATEHOUSE, 'explain', crossing, '--data', data];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}
