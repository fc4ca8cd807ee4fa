/** Programs that another user can run: a checkout in a private folder, such as root's home, is copied out of it. */
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Reachable {
  readonly node: string;
  /** Where the programs of `test/tools/stdio/programs` lie. */
  readonly programs: string;
}

const PROGRAMS = fileURLToPath(new URL('../tools/stdio/programs', import.meta.url));
const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
/** What the programs import, with what that imports. */
const PACKAGES = ['@modelcontextprotocol/server', '@modelcontextprotocol/core', 'zod'];

let found: Reachable | undefined;

/** WHY once for a process: the runtime alone is 150 MB. */
export function reachable(): Reachable {
  found ??=
    isOpen(process.execPath) && isOpen(PROGRAMS) ? { node: process.execPath, programs: PROGRAMS } : copied();
  return found;
}

/** Whether everybody may pass through every folder on the way. */
function isOpen(path: string): boolean {
  if ((statSync(path).mode & 0o005) !== 0o005) return false;
  const above = dirname(path);
  return above === path || isOpen(above);
}

function copied(): Reachable {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-programs-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const node = join(folder, 'node');
  cpSync(process.execPath, node);
  const programs = join(folder, 'programs');
  cpSync(PROGRAMS, programs, { recursive: true });
  for (const name of PACKAGES)
    cpSync(join(MODULES, name), join(folder, 'node_modules', name), { recursive: true });
  return { node, programs };
}
