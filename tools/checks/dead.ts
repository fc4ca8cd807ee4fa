/** Dead code: files that nothing reaches, and exports that nothing imports. */
import { type Check, lineAt, type Repository, type Source } from './repository.ts';

/** Files that are run, not imported. */
const ENTRIES = [
  /^packages\/[\w-]+\/src\/(?:main|cli\/main)\.ts$/,
  /^packages\/[\w-]+\/bin\/[\w-]+\.mjs$/,
  /^(?:conformance|chaos|bench)\/main\.ts$/,
  /^packages\/[\w-]+\/training\/[\w-]+\/(?:train|measure|evaluate)\.ts$/,
  /^(?:tools|examples)\/[\w-]+\.(?:ts|mjs)$/,
  /^examples\/[\w-]+\/main\.ts$/,
  /^conformance\/mcp\/client-command\.ts$/,
  /^packages\/[\w-]+\/test\/[\w/-]+\/programs\/[\w-]+\.ts$/,
  /\.test\.ts$/,
  /\.d\.ts$/,
];

/** Tests do not keep production code alive: a file in `src` must be reached from something that runs without them. */
export const deadFiles: Check = {
  name: 'every file is reached from something that runs',
  run({ sources }) {
    const isEntry = ({ path }: Source) => ENTRIES.some((entry) => entry.test(path));
    const running = reach(
      sources,
      sources.filter((source) => isEntry(source) && !isTest(source.path)),
    );
    const tested = reach(sources, sources.filter(isEntry));
    return sources
      .filter(({ path }) => !(isTest(path) ? tested : running).has(path))
      .map(({ path }) => ({ path, line: 1, message: 'is reached from no program (tests do not count)' }));
  },
};

/**
 * A value must be imported by another file; a test counts, because a helper may be exported to be tested. A type must
 * be imported, or be used in its own file, where it belongs to the signature of something else.
 */
export const deadExports: Check = {
  name: 'every export is imported',
  run({ sources }) {
    const used = usedNames(sources);
    return sources
      .filter(({ path }) => !path.endsWith('.d.ts'))
      .flatMap((source) =>
        source.exports
          .filter(({ name }) => !used.has(`${source.path} ${name}`) && !used.has(`${source.path} *`))
          .filter(({ name, isType }) => !(isType && countOf(source.code, name) > 1))
          .map(({ name, offset }) => ({
            path: source.path,
            line: lineAt(source.text, offset),
            message: `exports ${name}, which nothing imports`,
          })),
      );
  },
};

function usedNames(sources: Repository['sources']): ReadonlySet<string> {
  return new Set(
    sources.flatMap(({ imports }) =>
      imports.flatMap(({ target, names }) =>
        target === undefined ? [] : names.map((name) => `${target} ${name}`),
      ),
    ),
  );
}

function reach(sources: Repository['sources'], from: readonly Source[]): ReadonlySet<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const open = [...from];
  for (let source = open.pop(); source !== undefined; source = open.pop()) {
    if (reached.has(source.path)) continue;
    reached.add(source.path);
    for (const { target } of source.imports) {
      const next = target === undefined ? undefined : byPath.get(target);
      if (next !== undefined) open.push(next);
    }
  }
  return reached;
}

function isTest(path: string): boolean {
  return /(?:^|\/)test\//.test(path);
}

function countOf(code: string, name: string): number {
  return code.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0;
}
