/** Who holds a data directory: reads `postmaster.pid`, and tells a living server from what a crash left behind. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Postmaster {
  readonly pid: number;
  /** Empty while it is only just starting. */
  readonly socketDir: string;
}

/** The server that runs on `dataDir`; undefined when none does. */
export function runningPostmaster(dataDir: string): Postmaster | undefined {
  const lines = pidFileLines(dataDir);
  const pid = Number(lines[0]);
  return servesDirectory(pid, dataDir) ? { pid, socketDir: lines[4] ?? '' } : undefined;
}

/** Whether the server has let go of `dataDir`. Its last act is to remove the file, so a zombie counts as gone. */
export function isReleased(dataDir: string, pid: number): boolean {
  return Number(pidFileLines(dataDir)[0]) !== pid || !isAlive(pid);
}

/**
 * Makes a stale `postmaster.pid` harmless. WHY: after a crash its process id may belong to something else (in a
 * container it soon does), and PostgreSQL would refuse to start for ever. Its own parent's id is the one that it
 * looks past; the other lines stay, by which it finds survivors that still use its shared memory.
 */
export function disownStalePid(dataDir: string): void {
  const path = pidFile(dataDir);
  if (!isAlive(Number(pidFileLines(dataDir)[0]))) return;
  const taken = `${path}.${process.pid}`;
  renameSync(path, taken); // WHY: taken away first, so that the file of a server that starts just now is not lost.
  const [pid, ...rest] = readFileSync(taken, 'utf8').split('\n');
  if (servesDirectory(Number(pid), dataDir)) renameSync(taken, path);
  else writeFileSync(path, [String(process.pid), ...rest].join('\n'), { flag: 'wx' });
  rmSync(taken, { force: true });
}

function servesDirectory(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  const command = existsSync('/proc/self/cmdline')
    ? readIfThere(`/proc/${pid}/cmdline`).split('\0')
    : spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.split(
        /[ \n]/,
      );
  const text = command.join(' ');
  return text.includes('postgres') && text.includes(dataDir);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function pidFileLines(dataDir: string): readonly string[] {
  return readIfThere(pidFile(dataDir)).split('\n');
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // WHY: it vanishes when the process ends, which is an answer, not an error.
  }
}
