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
  /** The demo key of the quick start; with a configuration of one's own there is none. */
  readonly key: string;
  /** Runs the command line, and gives what it prints. Rejects when it says no. */
  gatehouse(...args: readonly string[]): Promise<string>;
  /** What `gatehouse explain` tells about a crossing. */
  explain(crossing: string): Promise<string>;
}

const GATEHOUSE = join(import.meta.dirname, '../../packages/gatehouse/src/cli/main.ts');

/** Hands a running gate to `work`, and takes it down again whatever happens. Without `config`, it is the quick start. */
export async function withGate(work: (gate: ExampleGate) => Promise<void>, config?: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-example-'));
  const args = [GATEHOUSE, 'up', '--data', data, '--data-port', '0', '--control-port', '0', '--json'];
  const more = config === undefined ? [] : ['--config', config];
  const child = spawn(process.execPath, [...args, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const gatehouse = async (...asked: readonly string[]) =>
    (await promisify(execFile)(process.execPath, [GATEHOUSE, ...asked, '--data', data])).stdout;
  try {
    const { data: url, key = '' } = JSON.parse(await firstLine(child.stdout)) as Started;
    await work({ url, key, gatehouse, explain: (crossing) => gatehouse('explain', crossing) });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
}

interface Started {
  readonly data: string;
  readonly key?: string;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('The gate ended before it was up.');
}
