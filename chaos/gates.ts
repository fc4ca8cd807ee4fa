/** Gates under trial: processes that are started on what the last one left, and die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Broken } from './broken.ts';
import type { Kill } from './points.ts';

export interface RunningGate {
  readonly dataPort: number;
  readonly controlUrl: string;
  /** Resolves when the process is dead. */
  readonly killed: Promise<void>;
  /** Waits until recovery is done and nothing is pending. */
  settle(): Promise<void>;
  verify(): Promise<readonly Broken[]>;
  stop(): Promise<void>;
}

/** Statements of a superuser, past everything that the gate does. */
export type Superuser = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

export interface Surroundings {
  readonly folder: string;
  /** The same for all of them: tokens are bound to the address. */
  readonly dataPort: number;
  readonly databaseUrl: string;
  readonly superuser: Superuser;
}

const CLI = fileURLToPath(new URL('../packages/gatehouse/src/cli/main.ts', import.meta.url));
const KILLER = fileURLToPath(new URL('./killer.ts', import.meta.url));
const SETTLE_MS = 20_000;
/** A point that nobody came to by then is not waited for. */
const LIFE_MS = 20_000;

export async function startGate(
  { folder, dataPort, databaseUrl, superuser }: Surroundings,
  kill?: Kill,
): Promise<RunningGate> {
  const flags = ['--config', join(folder, 'gatehouse.yaml'), '--data', join(folder, 'data'), '--json'];
  const chaos = kill === undefined ? {} : { CHAOS_KILL: JSON.stringify(kill) };
  // WHY: most of a short life would be spent on reading the same modules again.
  const NODE_COMPILE_CACHE = join(folder, 'compiled');
  const env = { ...process.env, NODE_COMPILE_CACHE, DATABASE_URL: databaseUrl, ...chaos };
  const child = spawn(
    process.execPath,
    ['--import', KILLER, CLI, 'up', ...flags, '--data-port', String(dataPort), '--control-port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'], env },
  );
  const killed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { control } = JSON.parse(await firstLine(child)) as { control: string };
  if (kill !== undefined) setTimeout(() => child.kill('SIGKILL'), LIFE_MS).unref();
  return {
    dataPort,
    controlUrl: control,
    killed,
    settle: () => settle(superuser),
    verify: () => verify(join(folder, 'data')),
    async stop() {
      child.kill('SIGTERM');
      await killed;
    },
  };
}

async function settle(superuser: Superuser): Promise<void> {
  const until = Date.now() + SETTLE_MS;
  while (Date.now() < until) {
    const [row] = await superuser<{ open: string }>(
      `select (select count(*) from gatehouse.open_crossing) + (select count(*) from gatehouse.ledger_pending)
        + (select count(*) from gatehouse.instance) - 1 as open`,
    );
    if (Number(row?.open) <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function verify(data: string): Promise<readonly Broken[]> {
  const child = spawn(process.execPath, [CLI, 'ledger', 'verify', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  return code === 0 ? [] : [{ law: 'the ledger verifies', detail: said.trim().slice(0, 2_000) }];
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      errors = `${errors}${bytes.toString()}`.slice(-2_000);
    });
    child.once('exit', (code) => reject(new Error(`the gate ended before it was up (${code}): ${errors}`)));
  });
}
