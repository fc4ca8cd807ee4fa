/** An OpenAPI document as a value: bounded, of a version that is known, with references that lead nowhere but into it. */
import { parseDocument } from 'yaml';

export type Node = { readonly [name: string]: unknown };

export interface OpenApiDocument {
  readonly root: Node;
  /** 3.0 writes schemas in a dialect of its own. */
  readonly version: '3.0' | '3.1';
  /** What a node is, references followed. @throws Unsupported when one leads out of the document, nowhere, or in a circle. */
  follow(node: unknown): { readonly node: unknown; readonly pointer: string | undefined };
}

/** What cannot be made a tool, in a sentence that names it. */
export class Unsupported extends Error {}

const LENGTH_MAX = 8_388_608;
const NESTING_MAX = 200;

/** @throws Unsupported when it cannot be read. */
export function readDocument(text: string): OpenApiDocument {
  if (text.length > LENGTH_MAX) throw new Unsupported('The document is larger than 8 MiB.');
  const root = parse(text);
  if (!isNode(root)) throw new Unsupported('The document is not a mapping.');
  const version = /^3\.([01])\.\d+$/.exec(String(root.openapi))?.[1];
  if (version === undefined) throw new Unsupported('The document is not OpenAPI 3.0 or 3.1.');
  const dialect = root.jsonSchemaDialect;
  if (dialect !== undefined && !DIALECTS.has(String(dialect)))
    throw new Unsupported('jsonSchemaDialect names a dialect that is not supported.');
  return { root, version: version === '0' ? '3.0' : '3.1', follow: (node) => follow(root, node) };
}

const DIALECTS = new Set([
  'https://spec.openapis.org/oas/3.1/dialect/base',
  'https://json-schema.org/draft/2020-12/schema',
]);

/** An object of the document: not a list, not a scalar. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  const root = isJson(text) ? parseJson(text) : parseYaml(text);
  refuseDepth(root, 0);
  return root;
}

function isJson(text: string): boolean {
  return /^[\s\uFEFF]*\{/.test(text.slice(0, 1_000));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError)
      throw new Unsupported('The document is not JSON.');
    throw error;
  }
}

function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: true,
      version: '1.2',
    });
    if (document.errors.length + document.warnings.length > 0)
      throw new Unsupported('The document is not plain YAML.');
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // WHY by type: these are the parser's own limits (aliases that multiply, nesting beyond the stack).
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw new Unsupported('The document is nested too deeply, or repeats itself too often.');
    throw error;
  }
}

function refuseDepth(value: unknown, depth: number): void {
  if (depth > NESTING_MAX) throw new Unsupported('The document is nested too deeply.');
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) refuseDepth(part, depth + 1);
}

function follow(
  root: Node,
  start: unknown,
): { readonly node: unknown; readonly pointer: string | undefined } {
  const seen = new Set<string>();
  let node = start;
  let pointer: string | undefined;
  while (isNode(node) && typeof node.$ref === 'string') {
    pointer = node.$ref;
    if (seen.has(pointer)) throw new Unsupported(`The reference ${pointer} leads in a circle.`);
    seen.add(pointer);
    node = at(root, pointer);
  }
  return { node, pointer };
}

/** What a JSON pointer in a fragment leads to (RFC 6901 section 6). */
function at(root: Node, reference: string): unknown {
  if (!reference.startsWith('#/'))
    throw new Unsupported(`The reference ${reference} leads out of the document.`);
  let node: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const name = decode(part, reference).replaceAll('~1', '/').replaceAll('~0', '~');
    // WHY own properties only: `#/constructor` is no part of the document.
    const holds = typeof node === 'object' && node !== null && Object.hasOwn(node, name);
    node = holds ? (node as Node)[name] : undefined;
  }
  if (node === undefined) throw new Unsupported(`The reference ${reference} leads nowhere.`);
  return node;
}

function decode(part: string, reference: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) throw new Unsupported(`The reference ${reference} cannot be read.`);
    throw error;
  }
}
