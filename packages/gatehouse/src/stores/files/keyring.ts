/** Key files on disk: mode 0600 in a folder of mode 0700, created atomically, refused when anyone else can read them. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { KeyFiles } from '../../ledger/keyring.ts';

/** `folder` is made if it is missing. */
export function createKeyFiles(folder: string): KeyFiles {
  const read: KeyFiles['read'] = (name) => guarded(name, () => readPrivate(folder, name));
  return {
    read,
    create: (name, content) =>
      guarded(name, () => {
        writeOnce(folder, name, content);
        const winner = readPrivate(folder, name);
        if (winner === undefined) throw new Error('it was removed while it was made');
        return winner;
      }),
    remove: (name) => guarded(name, () => removeFile(folder, name)),
  };
}

function readPrivate(folder: string, name: string): Uint8Array | undefined {
  const file = openIfThere(join(folder, name));
  if (file === undefined) return undefined;
  try {
    const { mode } = fstatSync(file);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) throw new Error('it is not a plain file');
    if ((mode & OTHERS) !== 0) throw new Error('others may read or write it; run chmod 600 on it');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Read, write or execute, by group or others. */
const OTHERS = 0o077;

function openIfThere(path: string): number | undefined {
  try {
    // WHY: a symbolic link, or a pipe that never answers, is not a key.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** WHY: `link` fails when the name is taken, so of two processes that make the same key, one wins and both know. */
function writeOnce(folder: string, name: string, content: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${name}.${process.pid}`);
  const file = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
    linkSync(draft, join(folder, name));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
  syncFolder(folder);
}

function removeFile(folder: string, name: string): boolean {
  try {
    unlinkSync(join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  syncFolder(folder);
  return true;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function guarded<T>(name: string, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = 'A key of the ledger cannot be used, so nothing can be recorded.';
    return failed(fault('evidence.unavailable', message, { cause: `key file ${name}: ${reason}` }));
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
