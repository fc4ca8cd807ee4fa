#!/usr/bin/env node
/** The command `gatehouse`: finds the pinned Node and runs the command line with it. Written for any Node since 16. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'cli', 'main.ts');
await launch(pinnedNode(here), [main, ...process.argv.slice(2)]);

/** The nearest installed `node` above a folder; our own when there is none, as in a global install. */
function pinnedNode(folder) {
  const candidate = join(folder, 'node_modules', '.bin', 'node');
  if (existsSync(candidate)) return candidate;
  return dirname(folder) === folder ? process.execPath : pinnedNode(dirname(folder));
}
