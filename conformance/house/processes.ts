/** The processes of the stage: started, read for their first line, and ended. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Running {
  readonly child: ChildProcess;
  /** What it said on its error output so far; the end of it, should it be long. */
  complaints(): string;
}

const COMPLAINTS_MAX = 8_192;
const STOP_WITHIN_MS = 15_000;

export function run(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Running {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let complaints = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    complaints = (complaints + bytes.toString()).slice(-COMPLAINTS_MAX);
  });
  return { child, complaints: () => complaints };
}

export function firstLine({ child, complaints }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`it ended early (${code}): ${complaints().trim()}`)));
  });
}

export async function stop({ child }: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
