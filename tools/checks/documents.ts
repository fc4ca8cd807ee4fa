/** Documents: dependencies are justified, generated pages are current, and commands and links lead somewhere. */
import { posix } from 'node:path';
import { GENERATED } from '../docs/generated.ts';
import { type Check, lineAt, type Repository } from './repository.ts';

const DEPENDENCIES = 'docs/dependencies.md';

export const dependencies: Check = {
  name: 'every dependency is justified',
  run(repository) {
    const lines = (repository.texts.get(DEPENDENCIES) ?? '').split('\n');
    const justified = new Map(
      lines.map((text, index) => [/^\| `([^`]+)` \|/.exec(text)?.[1] ?? '', index + 1]),
    );
    justified.delete('');
    const named = new Set(manifests(repository).flatMap(({ names }) => names));
    return [
      ...manifests(repository).flatMap(({ path, names }) =>
        names
          .filter((name) => !justified.has(name))
          .map((name) => ({ path, line: 1, message: `${name} has no line in ${DEPENDENCIES}` })),
      ),
      ...[...justified]
        .filter(([name]) => !named.has(name))
        .map(([name, line]) => ({ path: DEPENDENCIES, line, message: `${name} is no dependency` })),
    ];
  },
};

export const generatedPages: Check = {
  name: 'generated pages are current',
  run: ({ texts }) =>
    GENERATED.filter(({ path, render }) => texts.get(path) !== render()).map(({ path }) => ({
      path,
      line: 1,
      message: 'is not what its source says; run `npm run docs`',
    })),
};

export const commands: Check = {
  name: 'commands that documents show exist',
  run(repository) {
    const documents = [...repository.texts].filter(([path]) => path.endsWith('.md'));
    return documents.flatMap(([path, text]) =>
      [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```/gm)].flatMap((block) =>
        [...(block[1] ?? '').matchAll(COMMAND)]
          .filter((match) => !exists(repository, match[0]))
          .map((match) => ({
            path,
            line: lineAt(text, block.index + block[0].indexOf('\n') + 1 + match.index),
            message: `shows \`${match[0]}\`, which does not exist`,
          })),
      ),
    );
  },
};

export const links: Check = {
  name: 'links between documents resolve',
  run({ paths, texts }) {
    const documents = [...texts].filter(([path]) => path.endsWith('.md'));
    const anchors = new Map(documents.map(([path, text]) => [path, anchorsOf(text)]));
    const leads = (from: string, link: string): boolean => {
      const [file = '', anchor] = link.split('#', 2);
      const target = file === '' ? from : posix.join(posix.dirname(from), file);
      if (anchor !== undefined && target.endsWith('.md')) return anchors.get(target)?.has(anchor) ?? false;
      const folder = target.endsWith('/') ? target : `${target}/`;
      return paths.some((path) => path === target || path.startsWith(folder));
    };
    return documents.flatMap(([path, text]) =>
      [...withoutCode(text).matchAll(LINK)]
        .filter(([, link = '']) => !/^[a-z]+:/.test(link) && !leads(path, link))
        .map(({ index, 1: link }) => ({
          path,
          line: lineAt(text, index),
          message: `links to ${link}, which is not there`,
        })),
    );
  },
};

const LINK = /\]\(([^)\s]+)\)/g;

/** The text with code blanked, position by position. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, ' '));
}

/** The anchors of its headings, as GitHub makes them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(
    headings.map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const COMMAND =
  /\b(?:npm (?:run (?:--silent )?gatehouse -- [a-z][\w-]*|run (?:--silent )?[\w:-]+|start|test)|npx gatehouse [a-z][\w-]*|(?:^|(?<=\s))gatehouse [a-z][\w-]*)/gm;

function exists({ sources, texts }: Repository, command: string): boolean {
  const gatehouse = /gatehouse(?: --)? ([a-z][\w-]*)$/.exec(command)?.[1];
  if (gatehouse !== undefined) {
    return sources.some(({ path }) => new RegExp(`/src/cli/(?:commands/)?${gatehouse}\\.ts$`).test(path));
  }
  const script = command.replace(/^npm (?:run )?(?:--silent )?/, '');
  const manifest: { scripts?: Record<string, string> } = JSON.parse(texts.get('package.json') ?? '{}');
  return manifest.scripts?.[script] !== undefined;
}

function manifests({
  texts,
}: Repository): readonly { readonly path: string; readonly names: readonly string[] }[] {
  return [...texts]
    .filter(([path]) => /(?:^|\/)package\.json$/.test(path))
    .map(([path, text]) => {
      const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(text);
      const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
      return { path, names: kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})) };
    });
}
