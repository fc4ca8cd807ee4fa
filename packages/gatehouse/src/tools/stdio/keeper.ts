/** Keeps one program running: started with us, started again after it ended, ever more slowly; no call reaches this. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { scrub } from '../../kernel/scrub.ts';

export interface Program {
  /** The program, an absolute path, and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly prefix: readonly string[];
}

export interface KeeperOptions {
  readonly program: Program;
  /** Told what it writes to stderr, line by line, and why it ended. */
  readonly report: (line: string) => void;
  readonly elapsedMs: () => number;
}

export interface Keeper {
  /** The program as it runs now; undefined while it does not. */
  current(): ChildProcessWithoutNullStreams | undefined;
  /** Ends it for good. */
  close(): Promise<void>;
}

const PAUSE_MS = 500;
const PAUSE_MAX_MS = 60_000;
/** A program that ran for this long was well; the next pause is the shortest again. */
const WELL_MS = 60_000;
const LINE_MAX = 500;
/** A program that says more is not listened to until it is started again. */
const LINES_MAX = 200;

export function keepRunning({ program, report, elapsedMs }: KeeperOptions): Keeper {
  let child: ChildProcessWithoutNullStreams | undefined;
  let pause: NodeJS.Timeout | undefined;
  let pauseMs = PAUSE_MS;
  let closed = false;

  function start(): void {
    const startedMs = elapsedMs();
    const [command = '', ...rest] = [...program.prefix, ...program.command];
    const fresh = spawn(command, rest, {
      cwd: program.workingDirectory,
      env: program.environment,
      stdio: 'pipe',
      // WHY: a group of its own, so that whatever it starts ends with it.
      detached: true,
    });
    child = fresh;
    listenTo(fresh, { report, secrets: Object.values(program.environment) });
    fresh.stdin.on('error', () => undefined);
    fresh.once('error', (error) => report(`could not be started: ${error.message}`));
    fresh.once('close', (status, signal) => {
      endGroup(fresh);
      if (child === fresh) child = undefined;
      if (closed) return;
      report(`ended with ${signal ?? `status ${status}`}`);
      pauseMs = elapsedMs() - startedMs >= WELL_MS ? PAUSE_MS : Math.min(2 * pauseMs, PAUSE_MAX_MS);
      pause = setTimeout(start, pauseMs).unref();
    });
  }

  start();
  return {
    current: () =>
      child?.exitCode === null && child.signalCode === null && child.pid !== undefined ? child : undefined,
    async close() {
      closed = true;
      clearTimeout(pause);
      const last = child;
      if (last === undefined || last.pid === undefined) return;
      const ended = new Promise<void>((resolve) => last.once('close', () => resolve()));
      if (last.exitCode === null && last.signalCode === null) endGroup(last);
      else return;
      await ended;
    },
  };
}

/** Ends a program and all that it started, at once: what it wanted to do must have been done while it was asked. */
export function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // WHY: there is nobody left in the group.
  }
}

interface Listening {
  readonly report: (line: string) => void;
  readonly secrets: readonly string[];
}

/** INVARIANT: what reaches a log is bounded, has no control characters, and none of the program's secrets. */
function listenTo(child: ChildProcessWithoutNullStreams, { report, secrets }: Listening): void {
  let held = '';
  let lines = 0;
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    const [first = '', ...rest] = text.split('\n');
    const whole = [held + first, ...rest];
    held = (whole.pop() ?? '').slice(0, LINE_MAX);
    for (const line of whole) {
      lines += 1;
      if (lines <= LINES_MAX) report(clean(line, secrets));
    }
  });
}

function clean(line: string, secrets: readonly string[]): string {
  const scrubbed = secrets
    .filter((secret) => secret.length >= SECRET_MIN)
    .reduce((text, secret) => scrub(text, secret), line);
  return scrubbed.replace(/\p{C}/gu, ' ').slice(0, LINE_MAX);
}

/** WHY: a shorter value is a setting, and taking every `1` out of a log helps nobody. */
const SECRET_MIN = 6;
