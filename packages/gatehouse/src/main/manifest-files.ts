/** Finds the files that a pattern of the configuration names. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { covers } from '../kernel/pattern.ts';

/** Relative to `folder`, sorted. `*` stands for any part of a file's name, and never for a folder. */
export function filesNamed(folder: string, pattern: string): readonly string[] {
  const name = pattern.slice(pattern.lastIndexOf('/') + 1);
  if (!name.includes('*')) return [pattern];
  const within = dirname(pattern);
  // WHY the pattern itself: a folder that is not there is a mistake, and reading this then says so.
  if (!existsSync(resolve(folder, within))) return [pattern];
  return readdirSync(resolve(folder, within))
    .filter((file) => covers(name, file))
    .sort()
    .map((file) => join(within, file));
}
