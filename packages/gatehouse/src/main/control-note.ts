/** `control.json`: how the command line finds the gate of a data directory, and proves that it may speak to it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export const CONTROL_FILE = 'control.json';

export interface ControlNote {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** Replaces the note whole; readable by its owner alone from the first byte. */
export function writeControlNote(file: string, note: ControlNote): void {
  const draft = `${file}.${note.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(note)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, file);
}

/** Undefined when no gate has left one, or it is not one. */
export function readControlNote(file: string): ControlNote | undefined {
  try {
    const { url, token, pid } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (typeof url !== 'string' || typeof token !== 'string' || typeof pid !== 'number') return undefined;
    return { url, token, pid };
  } catch {
    // WHY: no file, not ours to read, or not JSON: in each case there is no gate to be found here.
    return undefined;
  }
}

/** Removes the note, unless a later start has put its own in its place. */
export function removeControlNote(file: string, token: string): void {
  if (readControlNote(file)?.token === token) rmSync(file, { force: true });
}
