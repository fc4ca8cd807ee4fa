/** Builds a value that a JSON Schema accepts, out of one text; deterministic. */
import { isJson, type Json, listOf, recordOf, stringOf } from './prompt.ts';
import { beginningOf } from './words.ts';

const DEPTH_MAX = 12;

/** Values for the string formats of JSON Schema 2020-12, section 7.3 of its validation part. */
const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-01',
  time: '12:00:00Z',
  'date-time': '2026-01-01T12:00:00Z',
  duration: 'P1D',
  email: 'sim@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

interface Source {
  readonly root: Json;
  readonly text: string;
  readonly depth: number;
}

/** Strings become `text`, numbers the first number in it, choices their first member. */
export function instanceOf(schema: Json, text: string): unknown {
  return build(schema, { root: schema, text, depth: 0 });
}

function build(schema: unknown, source: Source): unknown {
  if (!isJson(schema) || source.depth > DEPTH_MAX) return source.text;
  const deeper = { ...source, depth: source.depth + 1 };
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  if (typeof schema.$ref === 'string') return build(resolve(source.root, schema.$ref), deeper);
  const choices = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  if (choices.length > 0) return build(choices.find((choice) => !isNull(choice)) ?? choices[0], deeper);
  if (Array.isArray(schema.allOf)) return build(merge(schema), deeper);
  return ofType(schema, deeper);
}

function ofType(schema: Json, source: Source): unknown {
  switch (typeOf(schema)) {
    case 'object':
      return buildObject(schema, source);
    case 'array':
      return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () =>
        build(schema.items, source),
      );
    case 'integer':
      return Math.round(buildNumber(schema, source.text));
    case 'number':
      return buildNumber(schema, source.text);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return buildString(schema, source.text);
  }
}

function typeOf(schema: Json): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null') ?? 'null';
  if (schema.type !== undefined) return schema.type;
  if (schema.properties !== undefined) return 'object';
  return schema.items === undefined ? 'string' : 'array';
}

function buildObject(schema: Json, source: Source): Json {
  const properties = recordOf(schema.properties);
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, build(value, source)]));
}

function buildNumber(schema: Json, text: string): number {
  const wanted = Number(/-?\d{1,9}(?:\.\d{1,6})?/.exec(text)?.[0] ?? 1);
  const low = bound(schema.minimum, schema.exclusiveMinimum, 1);
  const high = bound(schema.maximum, schema.exclusiveMaximum, -1);
  return Math.min(high ?? wanted, Math.max(low ?? wanted, wanted));
}

function bound(inclusive: unknown, exclusive: unknown, inward: number): number | undefined {
  if (typeof inclusive === 'number') return inclusive;
  return typeof exclusive === 'number' ? exclusive + inward : undefined;
}

function buildString(schema: Json, text: string): string {
  const format = stringOf(schema.format);
  const value = Object.hasOwn(FORMATS, format) ? (FORMATS[format] ?? text) : text;
  const padded = value.padEnd(Number(schema.minLength ?? 0), '.');
  return beginningOf(padded, Number(schema.maxLength ?? padded.length));
}

function merge(schema: Json): Json {
  const parts = [{ ...schema, allOf: undefined }, ...listOf(schema.allOf).map(recordOf)];
  const properties = Object.assign({}, ...parts.map((part) => recordOf(part.properties))) as Json;
  return Object.assign({}, ...parts, { allOf: undefined }, { properties }) as Json;
}

function isNull(schema: unknown): boolean {
  return recordOf(schema).type === 'null';
}

/** Follows a pointer within the document (RFC 6901), such as `#/$defs/address`. */
function resolve(root: Json, pointer: string): unknown {
  if (!pointer.startsWith('#')) return {};
  const steps = pointer.slice(1).split('/').slice(1);
  return steps.reduce<unknown>(
    (node, step) => recordOf(node)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
}
