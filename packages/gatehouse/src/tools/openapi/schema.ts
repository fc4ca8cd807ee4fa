/** Schemas of OpenAPI as JSON Schema 2020-12: known keywords only, references gathered under `$defs`, circles kept apart. */
import type { JsonSchema } from '../transport.ts';
import { isNode, type Node, type OpenApiDocument, Unsupported } from './document.ts';

/** Turns schemas of one tool; all of them share their `$defs`. */
export interface SchemaWriter {
  write(schema: unknown): unknown;
  /** Everything that was referred to. @throws Unsupported when a schema stands in itself with nothing in between. */
  definitions(): JsonSchema;
}

/**
 * `exact` keeps all constraints. `loose` keeps what things are called and what they are, for results: a service that
 * leaves out a field it promised is no reason for clients to refuse its answer.
 */
export type Strictness = 'exact' | 'loose';

type Keyword = 'schema' | 'schemas' | 'named' | ((value: unknown) => boolean);

const isText = (value: unknown) => typeof value === 'string';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isNumber = (value: unknown) => typeof value === 'number';
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

const STRUCTURE: Readonly<Record<string, Keyword>> = {
  type: (value) => isText(value) || areTexts(value),
  title: isText,
  description: isText,
  format: isText,
  properties: 'named',
  items: 'schema',
  prefixItems: 'schemas',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
};

const NUMBERS = [
  ...['multipleOf', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['maxItems', 'minItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'],
];

const CONSTRAINTS: Readonly<Record<string, Keyword>> = {
  ...STRUCTURE,
  ...Object.fromEntries(NUMBERS.map((name) => [name, isNumber])),
  enum: Array.isArray,
  const: () => true,
  default: () => true,
  deprecated: isFlag,
  uniqueItems: isFlag,
  pattern: isText,
  required: areTexts,
  dependentRequired: (value) => isNode(value) && Object.values(value).every(areTexts),
  additionalProperties: 'schema',
  unevaluatedProperties: 'schema',
  unevaluatedItems: 'schema',
  propertyNames: 'schema',
  contains: 'schema',
  not: 'schema',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in a table of them.
  then: 'schema',
  else: 'schema',
  patternProperties: 'named',
  dependentSchemas: 'named',
};

/** What would make a reference mean something else, or read another dialect. Anchors alone do nothing, and are left out. */
const REFUSED = ['$id', '$dynamicRef', '$recursiveRef', '$vocabulary'];

/** Keywords whose schemas judge the same value, so that a circle of them never ends. */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

const DEFINITIONS_MAX = 500;

export function createSchemaWriter(document: OpenApiDocument, strictness: Strictness): SchemaWriter {
  const keywords = strictness === 'exact' ? CONSTRAINTS : STRUCTURE;
  const names = new Map<string, string>();
  const definitions = new Map<string, unknown>();

  function write(schema: unknown): unknown {
    if (typeof schema === 'boolean') return schema;
    if (!isNode(schema)) throw new Unsupported('A schema is neither a mapping nor true or false.');
    const refused = REFUSED.find((keyword) => Object.hasOwn(schema, keyword));
    if (refused !== undefined) throw new Unsupported(`The keyword ${refused} is not supported.`);
    const reference = typeof schema.$ref === 'string' ? { $ref: define(schema) } : {};
    // WHY: in 3.0 what stands beside a reference means nothing (3.0.4 section 4.7.23.1).
    if ('$ref' in reference && document.version === '3.0') return reference;
    const source = document.version === '3.0' ? modern(schema) : schema;
    const written = Object.entries(source).flatMap(([name, value]) => {
      const kind = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
      if (kind === undefined) return [];
      if (typeof kind === 'string') return [[name, WRITE[kind](value, write)] as const];
      if (!kind(value)) throw new Unsupported(`The keyword ${name} has a value that it cannot have.`);
      return [[name, value] as const];
    });
    return { ...reference, ...Object.fromEntries(written) };
  }

  function define(schema: Node): string {
    const { node, pointer = '' } = document.follow(schema);
    const known = names.get(pointer);
    if (known !== undefined) return `#/$defs/${known}`;
    if (names.size === DEFINITIONS_MAX)
      throw new Unsupported(`It needs more than ${DEFINITIONS_MAX} schemas.`);
    const last = (pointer.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_-]/g, '_');
    const name = new Set(names.values()).has(last) || last === '__proto__' ? `${last}_${names.size}` : last;
    names.set(pointer, name);
    definitions.set(name, write(node));
    return `#/$defs/${name}`;
  }

  return {
    write,
    definitions() {
      refuseCircles(definitions);
      return Object.fromEntries(definitions);
    },
  };
}

type Write = (schema: unknown) => unknown;

const WRITE: Readonly<Record<Keyword & string, (value: unknown, write: Write) => unknown>> = {
  schema: (value, write) => write(value),
  schemas: (value, write) => {
    if (!Array.isArray(value)) throw new Unsupported('A list of schemas is not a list.');
    return value.map(write);
  },
  named: (value, write) => {
    if (!isNode(value)) throw new Unsupported('The properties of a schema are not a mapping.');
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, write(schema)]));
  },
};

/** What 3.0 writes otherwise: `nullable`, and exclusive limits as flags (3.0.4 section 4.7.24). */
function modern(schema: Node): Node {
  const { nullable, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const { minimum, maximum, ...unlimited } = rest;
  const limits = {
    ...(minimum === undefined
      ? {}
      : { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined
      ? {}
      : { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
  if (nullable !== true || schema.type === undefined) return { ...unlimited, ...limits };
  const choices = Array.isArray(schema.enum) ? { enum: [...new Set([...schema.enum, null])] } : {};
  return { ...unlimited, ...limits, ...choices, type: [schema.type, 'null'].flat() };
}

function refuseCircles(definitions: ReadonlyMap<string, unknown>): void {
  const done = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name))
      throw new Unsupported(`The schema ${name} stands in itself with nothing in between.`);
    if (done.has(name)) return;
    for (const next of inPlace(definitions.get(name))) visit(next, [...above, name]);
    done.add(name);
  };
  for (const name of definitions.keys()) visit(name, []);
}

function inPlace(schema: unknown): readonly string[] {
  if (!isNode(schema)) return [];
  const own = typeof schema.$ref === 'string' ? [schema.$ref.slice('#/$defs/'.length)] : [];
  return [...own, ...IN_PLACE.flatMap((keyword) => [schema[keyword] ?? []].flat().flatMap(inPlace))];
}
