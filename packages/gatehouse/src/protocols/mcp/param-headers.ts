/** Headers that repeat arguments of a tool (2026-07-28, basic/transports, "Custom Headers from Tool Parameters"). */
import { get, type JsonDocument, type JsonNode, stringValue } from '../json/document.ts';
import { decodeHeader } from './classify.ts';

const PREFIX = 'mcp-param-';
const DEPTH_MAX = 16;

type Schema = Readonly<Record<string, unknown>>;

/** Whether the headers are exactly those of the arguments for which the schema declares one, and say the same. */
export function paramHeadersAgree(
  headers: Readonly<Record<string, string>>,
  inputSchema: unknown,
  args: { readonly document: JsonDocument; readonly node: JsonNode | undefined },
): boolean {
  const declared = new Map(declarations(inputSchema, [], 0));
  const given = Object.keys(headers).filter((name) => name.startsWith(PREFIX));
  if (!given.every((name) => declared.has(name.slice(PREFIX.length)))) return false;
  return [...declared].every(([name, path]) => {
    const node = path.reduce<JsonNode | undefined>(
      (at, key) => (at === undefined ? at : get(at, key)),
      args.node,
    );
    const said = headers[PREFIX + name];
    const text = node === undefined ? undefined : textOf(args.document, node);
    // WHY: an argument that is absent, null or no simple value has no header.
    return text === undefined || said === undefined ? text === said : decodeHeader(said.trim()) === text;
  });
}

/** Where each header's value stands in the arguments, through `properties` alone. */
function* declarations(
  schema: unknown,
  path: readonly string[],
  depth: number,
): Generator<readonly [string, readonly string[]]> {
  if (!isSchema(schema) || depth > DEPTH_MAX) return;
  const header = schema['x-mcp-header'];
  if (typeof header === 'string') yield [header.toLowerCase(), path];
  if (!isSchema(schema.properties)) return;
  for (const [name, inner] of Object.entries(schema.properties)) {
    yield* declarations(inner, [...path, name], depth + 1);
  }
}

function textOf(document: JsonDocument, node: JsonNode): string | undefined {
  if (node.kind === 'string') return stringValue(document, node);
  if (node.kind === 'true' || node.kind === 'false') return node.kind;
  return node.kind === 'number' ? String(Number(document.source.slice(node.start, node.end))) : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
