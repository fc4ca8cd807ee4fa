/** What a module takes from others and offers to them, read from its code. */
import { posix } from 'node:path';

export interface Import {
  /** As written: `../kernel/ids.ts`, `node:fs`, `pg`. */
  readonly specifier: string;
  /** The file that a relative specifier means. */
  readonly target: string | undefined;
  /** Names that are taken; `*` for all of them. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly offset: number;
}

export interface Export {
  readonly name: string;
  readonly isType: boolean;
  readonly offset: number;
}

/** Static and dynamic imports, re-exports, and relative paths to modules in strings (workers, child programs). */
export function importsOf(path: string, text: string, code: string): readonly Import[] {
  const make = (offset: number, length: number, clause: string): Import => {
    const specifier = text.slice(offset, offset + length);
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;
    return { specifier, target, names: namesIn(clause), typeOnly: isTypeOnly(clause), offset };
  };
  const found = [...code.matchAll(FROM)].map((match) =>
    make(match.index + match[0].length - 1 - (match[2]?.length ?? 0), match[2]?.length ?? 0, match[1] ?? ''),
  );
  const known = new Set(found.map(({ offset }) => offset));
  const strings = [...code.matchAll(STRING)]
    .filter((match) => !known.has(match.index + 1))
    .map((match) => ({ match, dynamic: DYNAMIC.test(code.slice(0, match.index)) }))
    .filter(
      ({ match, dynamic }) =>
        dynamic || MODULE_PATH.test(text.slice(match.index + 1, match.index + match[0].length - 1)),
    )
    .map(({ match }) => make(match.index + 1, match[0].length - 2, '*'));
  return [...found, ...strings];
}

export function exportsOf(code: string): readonly Export[] {
  const declared = [...code.matchAll(DECLARATION)].map((match) => ({
    name: match[2] ?? '',
    isType: TYPE_KEYWORD.test(match[1] ?? ''),
    offset: match.index,
  }));
  const listed = [...code.matchAll(EXPORT_LIST)].flatMap((match) =>
    namesIn(match[0].replace(/\bas\s+\w+/g, '').replace(/^export/, '')).map((name) => ({
      name,
      isType: isTypeOnly(match[0].slice('export'.length)),
      offset: match.index,
    })),
  );
  return [...declared, ...listed];
}

const FROM = /\b(?:import|export)\b([\w$\s{},*]*?)(?:\bfrom\s*)?(?:'([ ]+)'|"[ ]+")/g;
const STRING = /'[ ]+'|"[ ]+"/g;
const DYNAMIC = /\bimport\s*\(\s*$/;
const MODULE_PATH = /^\.{1,2}\/[\w./-]+\.(?:ts|mjs)$/;
const TYPE_KEYWORD = /\b(?:interface|type)\b/;
const DECLARATION =
  /\bexport\s+(?:declare\s+)?((?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:const|let|function\*?|class|interface|type))\s+([\w$]+)/g;
const EXPORT_LIST = /\bexport\s+(?:type\s+)?\{[^}]*\}(?!\s*from)/g;

function namesIn(clause: string): readonly string[] {
  if (clause.includes('*')) return ['*'];
  const listed = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  const names = listed.split(',').map(
    (part) =>
      part
        .trim()
        .replace(/^type\s+/, '')
        .split(/\s+as\s+/)[0] ?? '',
  );
  const first = /^\s*(?:type\s+)?([\w$]+)/.exec(clause.replace(/\{[^}]*\}/, ''))?.[1];
  return [
    ...names.filter((name) => name !== ''),
    ...(first === undefined || first === 'type' ? [] : ['default']),
  ];
}

function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const listed =
    /^\s*\{([^}]*)\}/
      .exec(clause)?.[1]
      ?.split(',')
      .filter((part) => part.trim() !== '') ?? [];
  return listed.length > 0 && listed.every((part) => /^\s*type\s/.test(part));
}
