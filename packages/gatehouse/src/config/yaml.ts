/** Reads a YAML file against a schema; every problem has its line, its column and, where possible, a suggestion. */
import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { explainIssues } from './issues.ts';
import type { Path, Problem, Report } from './problem.ts';

export interface YamlFile<Value> {
  readonly value: Value;
  readonly report: Report;
}

const LENGTH_MAX = 4_194_304;
const ALIASES_MAX = 100;
/** One slip of syntax makes the parser complain all the way down. */
const SYNTAX_PROBLEMS_MAX = 10;

export function readYaml<Value>(
  file: { readonly name: string; readonly text: string },
  schema: z.ZodType<Value>,
): YamlFile<Value> | { readonly problems: readonly Problem[] } {
  const top = (message: string): { problems: Problem[] } => ({
    problems: [{ file: file.name, line: 1, column: 1, path: '', message }],
  });
  if (file.text.length > LENGTH_MAX) return top('The file is larger than 4 MiB.');
  try {
    return readBounded(file, schema);
  } catch (cause) {
    // WHY by type: the parser has no code for its own limits (aliases that multiply, nesting beyond the stack).
    if (cause instanceof ReferenceError) return top('Aliases are used too often; write the values out.');
    if (cause instanceof RangeError) return top('The file is nested too deeply.');
    throw cause;
  }
}

function readBounded<Value>(
  file: { readonly name: string; readonly text: string },
  schema: z.ZodType<Value>,
): YamlFile<Value> | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
    version: '1.2',
  });
  const at = (offset: number, path: string, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1), path, message };
  };
  // WHY warnings refuse: an unknown tag is read as something else than what its author wrote.
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    const told = broken.slice(0, SYNTAX_PROBLEMS_MAX);
    return { problems: told.map((error) => at(error.pos[0], '', messageOf(error))) };
  }
  const report: Report = (path, message, { key, suggestion } = {}) => ({
    ...at(
      offsetAt(document.contents, { path, key, resolve: (alias) => alias.resolve(document) }),
      show(path, key),
      message,
    ),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: ALIASES_MAX }), { reportInput: true });
  if (parsed.success) return { value: parsed.data, report };
  return { problems: explainIssues(parsed.error.issues, schema, report) };
}

function messageOf({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS')
    return 'The file holds more than one document; it is one document without `---`.';
  return message.endsWith('.') ? message : `${message}.`;
}

interface Sought {
  readonly path: Path;
  readonly key: string | undefined;
  readonly resolve: (alias: Alias) => Node | undefined;
}

/** Where the node at the path begins, or the deepest node on the way that exists. */
function offsetAt(root: Node | null, { path, key, resolve }: Sought): number {
  let node: Node | undefined = root ?? undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const parent: Node | undefined = isAlias(node) ? resolve(node) : node;
    const pair = pairOf(parent, step);
    const child: unknown = pair ? pair.value : itemOf(parent, step);
    const start = isNode(child) && hasContent(child) ? child.range?.[0] : pair?.keyOffset;
    if (start === undefined) return offset;
    offset = start;
    node = isNode(child) ? child : undefined;
  }
  const holder: Node | undefined = isAlias(node) ? resolve(node) : node;
  return (key === undefined ? undefined : pairOf(holder, key)?.keyOffset) ?? offset;
}

function pairOf(node: Node | undefined, step: string | number) {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
  if (pair === undefined) return undefined;
  return { value: pair.value, keyOffset: isNode(pair.key) ? pair.key.range?.[0] : undefined };
}

function itemOf(node: Node | undefined, step: string | number): unknown {
  const items = (node as { items?: unknown[] } | undefined)?.items;
  return isMap(node) || typeof step !== 'number' ? undefined : items?.[step];
}

/** An empty value has no place of its own; its key has. */
function hasContent(node: Node): boolean {
  return node.range !== undefined && node.range !== null && node.range[1] > node.range[0];
}

function show(path: Path, key: string | undefined): string {
  const steps = key === undefined ? path : [...path, key];
  return steps.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const plain = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(step);
    return plain ? (text === '' ? step : `${text}.${step}`) : `${text}[${JSON.stringify(step)}]`;
  }, '');
}
