/** An OpenAPI document as tools: every operation that is wanted, or everything for which that cannot be. */
import { createHash } from 'node:crypto';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { ToolEgress } from '../egress.ts';
import type { HttpTool } from '../http/request.ts';
import { readAnswer } from '../read-answer.ts';
import { toolFault } from '../wire-faults.ts';
import { isNode, type Node, type OpenApiDocument, readDocument, Unsupported } from './document.ts';
import { type Method, type Operation, readOperation } from './operation.ts';

export interface OpenApiOptions {
  /** Names of the tools that are wanted; undefined for all. */
  readonly operations: readonly string[] | undefined;
  readonly slashes: boolean;
}

export type OpenApiTools = { readonly tools: readonly HttpTool[] } | { readonly problems: readonly string[] };

const METHODS: Readonly<Record<string, Method>> = {
  get: 'GET',
  head: 'HEAD',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
const OTHER_METHODS = ['options', 'trace', 'query', 'connect'];
const OPERATIONS_MAX = 2_000;

/** INVARIANT: what cannot be called exactly as it is described is refused by name; nothing of it is guessed or left out. */
export function readOpenApi(text: string, options: OpenApiOptions): OpenApiTools {
  try {
    return toolsOf(readDocument(text), options);
  } catch (error) {
    if (error instanceof Unsupported) return { problems: [error.message] };
    throw error;
  }
}

function toolsOf(document: OpenApiDocument, { operations, slashes }: OpenApiOptions): OpenApiTools {
  const problems: string[] = [];
  const tools = new Map<string, HttpTool>();
  const found = operationsOf(document);
  if (operations === undefined) problems.push(...otherMethods(document));
  for (const [name, group] of Map.groupBy(found, (operation) => nameOf(operation))) {
    if (operations !== undefined && !operations.includes(name)) continue;
    const [operation, twin] = group;
    if (operation === undefined) continue;
    const refuse = (why: string) => problems.push(`${operation.method} ${operation.path} (${name}): ${why}`);
    if (twin !== undefined) {
      refuse(`${twin.method} ${twin.path} has the same name.`);
      continue;
    }
    try {
      tools.set(name, readOperation(document, operation, { name, slashes }));
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      refuse(error.message);
    }
  }
  for (const name of operations ?? []) {
    if (!found.some((operation) => nameOf(operation) === name))
      problems.push(`There is no operation "${name}".`);
  }
  return problems.length > 0 ? { problems } : { tools: [...tools.values()] };
}

function operationsOf(document: OpenApiDocument): readonly Operation[] {
  const found = itemsOf(document).flatMap(({ path, item }) => {
    return Object.entries(METHODS).flatMap(([key, method]) => {
      const node = item[key];
      return isNode(node) ? [{ method, path, item, node }] : [];
    });
  });
  if (found.length > OPERATIONS_MAX)
    throw new Unsupported(`There are more than ${OPERATIONS_MAX} operations.`);
  return found;
}

function otherMethods(document: OpenApiDocument): readonly string[] {
  return itemsOf(document).flatMap(({ path, item }) =>
    OTHER_METHODS.filter((method) => item[method] !== undefined).map(
      (method) => `${path}: the method ${method} is not supported.`,
    ),
  );
}

function itemsOf(document: OpenApiDocument): readonly { readonly path: string; readonly item: Node }[] {
  const { paths } = document.root;
  const entries = isNode(paths) ? Object.entries(paths).filter(([path]) => !path.startsWith('x-')) : [];
  return entries.map(([path, entry]) => {
    const { node: item } = document.follow(entry);
    if (!isNode(item)) throw new Unsupported(`The path ${path} is not a mapping.`);
    return { path, item };
  });
}

/** By `operationId`, or by method and path; in characters that every client takes. */
function nameOf({ method, path, node }: Operation): string {
  const given = typeof node.operationId === 'string' ? node.operationId : '';
  const plain = (text: string) => text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '');
  return (plain(given) || `${method.toLowerCase()}_${plain(path)}`).slice(0, 94);
}

const DOCUMENT_MS = 30_000;
const DOCUMENT_BYTES_MAX = 8_388_608;

/** Fetches a document from a listed origin; another one than was pinned is a fault. */
export async function fetchOpenApi(
  egress: ToolEgress,
  { url, sha256 }: { readonly url: string; readonly sha256: string },
): Promise<Result<string>> {
  const headers = { accept: 'application/json, application/yaml, text/yaml, */*;q=0.1' };
  const performed = await egress.askTool({
    purpose: 'tool',
    method: 'GET',
    url,
    headers,
    timeoutMs: DOCUMENT_MS,
  });
  if (!performed.ok) return failed(toolFault(performed.fault));
  if (performed.value.status !== 200) {
    performed.value.abandon();
    const cause = `status ${performed.value.status}`;
    return failed(fault('tool.protocol', 'The document is not at its address.', { cause }));
  }
  const text = await readAnswer(performed.value, DOCUMENT_BYTES_MAX);
  if (!text.ok) return text;
  const digest = createHash('sha256').update(text.value).digest('hex');
  if (digest === sha256) return ok(text.value);
  const message = `The document is not the one that was pinned; this one has the digest ${digest}.`;
  return failed(fault('tool.protocol', message));
}
