/** Reads out of the code of the detectors what the reference says of them: where each one is, and the tables it rests on. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Detector } from '../../packages/gatehouse/src/inspection/detector.ts';
import { FAMILIES } from '../../packages/gatehouse/src/inspection/detectors/all.ts';

const FOLDER = join(import.meta.dirname, '../../packages/gatehouse/src/inspection/detectors');

/** A row of a table that detectors rest on, as far as all families write it alike. */
export interface Rule {
  /** Where a table gives its rows names; otherwise the class is the name. */
  readonly id?: string;
  readonly class: string;
  /** Where the form is defined: a page of whoever gives it out, or a standard. */
  readonly source: string;
  readonly forms: readonly string[];
  /** What it is assigned to, or which words announce it. */
  readonly names?: readonly string[];
  readonly context?: string;
}

interface Module {
  readonly path: string;
  readonly exported: readonly unknown[];
}

const MODULES: readonly Module[] = await Promise.all(
  Object.keys(FAMILIES)
    .flatMap((family) => filesFrom(`${family}/all.ts`))
    .map(async (path) => ({ path, exported: Object.values(await import(join(FOLDER, path))) })),
);

/** The files of a family that its table leads to. */
function filesFrom(entry: string): readonly string[] {
  const files = new Set([entry]);
  for (const path of files) {
    for (const [, specifier = ''] of textOf(path).matchAll(/ from '(\.[^']+)';/g)) {
      const target = posix.join(posix.dirname(path), specifier);
      if (target.startsWith(`${posix.dirname(entry)}/`)) files.add(target);
    }
  }
  return [...files];
}

/** The rules of a family: the rows of every table that its folder exports, each once. */
export function rulesOf(family: string): readonly Rule[] {
  const tables = MODULES.filter(({ path }) => path.startsWith(`${family}/`))
    .flatMap(({ exported }) => exported)
    .filter((value): value is readonly unknown[] => Array.isArray(value));
  return [...new Set(tables.flat().filter(isRule))];
}

function isRule(row: unknown): row is Rule {
  if (typeof row !== 'object' || row === null) return false;
  return 'class' in row && 'source' in row && 'forms' in row && Array.isArray(row.forms);
}

/** What the first line of the file says that a detector is written in. */
export function meaningOf(detector: Detector): string {
  const homes = MODULES.filter(({ exported }) => exported.flat().includes(detector));
  const home = homes.find(({ path }) => !path.endsWith('/all.ts')) ?? homes[0];
  return home === undefined ? '' : firstLine(home.path);
}

export function meaningOfFamily(family: string): string {
  return firstLine(`${family}/all.ts`);
}

function firstLine(path: string): string {
  return /^\/\*\* (.*?) ?\*\/$/m.exec(textOf(path))?.[1] ?? '';
}

function textOf(path: string): string {
  return readFileSync(join(FOLDER, path), 'utf8');
}
