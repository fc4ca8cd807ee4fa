/** Whether the arguments of a tool can be repeated in headers as its schema demands (MCP 2026-07-28, `x-mcp-header`). */
import type { JsonObject } from './params.ts';

const KEYWORD = 'x-mcp-header';
const TYPES: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean']);
/** A field name (RFC 9110 section 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * A tool whose declarations break the rules is left out, as the specification demands: headers are tokens, unique
 * without regard to case, on values of simple types that are reached through `properties` alone.
 */
export function hasSendableHeaders(inputSchema: unknown): boolean {
  const names = new Set<string>();

  function isFine(schema: unknown, reached: boolean): boolean {
    if (Array.isArray(schema)) return schema.every((item) => isFine(item, false));
    if (!isObject(schema)) return true;
    const { properties, ...rest } = schema;
    if (Object.hasOwn(schema, KEYWORD) && !(reached && isHeader(schema, names))) return false;
    const inner = isObject(properties) ? Object.values(properties) : [properties];
    return (
      inner.every((property) => isFine(property, reached)) &&
      Object.values(rest).every((value) => isFine(value, false))
    );
  }

  return !(isObject(inputSchema) && Object.hasOwn(inputSchema, KEYWORD)) && isFine(inputSchema, true);
}

/** Takes the name, so that no other property may have it. */
function isHeader(schema: JsonObject, names: Set<string>): boolean {
  const name = schema[KEYWORD];
  if (typeof name !== 'string' || !TOKEN.test(name) || !TYPES.has(schema.type)) return false;
  const isNew = !names.has(name.toLowerCase());
  names.add(name.toLowerCase());
  return isNew;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
