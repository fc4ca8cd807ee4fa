/** The repository as its checks see it: every source file with its code, its imports and its exports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blank } from './blank.ts';
import { type Export, exportsOf, type Import, importsOf } from './modules.ts';

/** A source file; paths are relative to the root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The text with all that is not code blanked. */
  readonly code: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

export interface Repository {
  /** Of every file, text or not. */
  readonly paths: readonly string[];
  readonly sources: readonly Source[];
  /** Every other text file that a check may ask for: documents and manifests. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a check found, and where. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Check {
  readonly name: string;
  readonly run: (repository: Repository) => readonly Problem[];
}

/** Reads a repository from disk. */
export function readRepository(root: string): Repository {
  const paths = list(root, '');
  const texts = paths.filter((path) => TEXT.test(path) && !path.endsWith('package-lock.json'));
  const files = texts.map((path) => [path, readFileSync(join(root, path), 'utf8')]);
  return { ...repositoryOf(Object.fromEntries(files)), paths };
}

/** A repository of these files; for the tests of the checks. */
export function repositoryOf(files: Readonly<Record<string, string>>): Repository {
  const entries = Object.entries(files);
  const sources = entries.filter(([path]) => SOURCE.test(path)).map(([path, text]) => sourceOf(path, text));
  const texts = new Map(entries.filter(([path]) => !SOURCE.test(path)));
  return { paths: Object.keys(files), sources, texts };
}

/** The line, from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const SOURCE = /\.(?:ts|mjs)$/;
const TEXT = /\.(?:ts|mjs|md|json|sql)$/;
const SKIPPED = new Set(['node_modules', '.git', '.gatehouse', 'dist', 'coverage']);

function sourceOf(path: string, text: string): Source {
  const code = blank(text);
  return { path, text, code, imports: importsOf(path, text, code), exports: exportsOf(code) };
}

function list(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : list(root, path);
    return entry.isFile() ? [path] : [];
  });
}
