/** Makes a hostile JSON Schema harmless: keywords that are known, references within it, patterns in linear time, or no schema at all. */
import { RE2JS, RE2JSException } from 're2js';

export type CleanSchema = boolean | { readonly [keyword: string]: unknown };

export class UnusableSchema extends Error {}

/** How a keyword's value holds schemas. */
type Holds = 'schema' | 'list' | 'map';

/** Applied to the same value as the schema that they stand in (JSON Schema 2020-12, core, section 10.2). */
const IN_PLACE: Readonly<Record<string, Holds>> = {
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  not: 'schema',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  then: 'schema',
  else: 'schema',
  dependentSchemas: 'map',
};

/** Applied to what a value holds (section 10.3), and where definitions stand. */
const BELOW: Readonly<Record<string, Holds>> = {
  properties: 'map',
  patternProperties: 'map',
  additionalProperties: 'schema',
  unevaluatedProperties: 'schema',
  propertyNames: 'schema',
  items: 'schema',
  prefixItems: 'list',
  unevaluatedItems: 'schema',
  contains: 'schema',
  $defs: 'map',
  definitions: 'map',
};

const ASSERTIONS = new Set([
  ...['type', 'enum', 'const', 'required', 'dependentRequired', 'pattern', 'format', 'uniqueItems'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['maxItems', 'minItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'],
]);

/**
 * What would change what the other keywords mean, in a way that we do not follow. WHY not `$anchor`: it only gives a
 * place another name, and references by such names are refused.
 */
const REFUSED = ['$dynamicRef', '$recursiveRef', '$dynamicAnchor', '$recursiveAnchor', '$vocabulary'];

/** Formats that are checked; all others only annotate (JSON Schema 2020-12, validation, section 7.2.1). */
export const FORMATS = ['date', 'time', 'date-time', 'email', 'uri', 'uuid', 'ipv4', 'ipv6'] as const;
/** WHY bounded: what a format's expression costs may grow faster than the text. */
const FORMATTED_MAX = 2_048;

const PATTERN_MAX = 512;
const PROGRAM_MAX = 2_000;
const MATCHED_MAX = 65_536;

/** Says what evaluating a schema costs at every visit; added to each, and read by the validator. */
export const COST = 'gatehouse_cost';
/** `uniqueItems`, in linear time. */
export const UNIQUE = 'gatehouse_unique';

/**
 * The same schema in terms that are safe to compile and to run. INVARIANT: accepts nothing that the original refuses,
 * but for what formats and annotations that are left out would have said.
 * @throws UnusableSchema when that cannot be done.
 */
export function cleanSchema(schema: unknown): CleanSchema {
  if (!isRecord(schema)) throw new UnusableSchema('it is no object');
  // WHY: an address of its own would move what its references point to; the root has none to move.
  const { $id: _id, ...root } = schema;
  return clean(root, true);
}

/** Names of the properties that a schema speaks of at its own level, through references and combinations. */
export function propertyNames(schema: CleanSchema): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const open: unknown[] = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isRecord(next) || seen.has(next)) continue;
    seen.add(next);
    if (isRecord(next.properties)) for (const name of Object.keys(next.properties)) names.add(name);
    if (typeof next.$ref === 'string') open.push(resolve(schema, next.$ref));
    for (const keyword of Object.keys(IN_PLACE)) {
      const held = next[keyword];
      // WHY not `not`: what a value must not be says nothing about what it may hold.
      if (held !== undefined && keyword !== 'not') open.push(...schemasIn(held, IN_PLACE[keyword]));
    }
  }
  return names;
}

/**
 * Closes every object below the root that names its properties and says nothing about others.
 * WHY: what a schema does not name, nobody judged when the manifest was accepted.
 */
export function closed(root: CleanSchema): CleanSchema {
  const close = (schema: unknown, isPlace: boolean): unknown => {
    if (!isRecord(schema)) return schema;
    const result: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const holds = BELOW[keyword] ?? IN_PLACE[keyword];
      const opensPlace = BELOW[keyword] !== undefined && keyword !== '$defs' && keyword !== 'definitions';
      result[keyword] =
        holds === undefined ? value : mapSchemas(value, holds, (each) => close(each, opensPlace));
    }
    const isOpen = !('additionalProperties' in schema) && !('unevaluatedProperties' in schema);
    if (isPlace && isOpen && namesOf(root, schema)) result.unevaluatedProperties = false;
    return result;
  };
  return close(root, false) as CleanSchema;
}

function namesOf(root: CleanSchema, schema: Readonly<Record<string, unknown>>): boolean {
  // WHY the root's definitions: references of a part are resolved from the root.
  return (
    propertyNames({
      ...(isRecord(root) ? { $defs: root.$defs, definitions: root.definitions } : {}),
      ...schema,
    }).size > 0
  );
}

function clean(schema: unknown, isRoot = false): CleanSchema {
  if (typeof schema === 'boolean') return schema;
  if (!isRecord(schema)) throw new UnusableSchema('a part of it is no schema');
  for (const keyword of REFUSED) if (keyword in schema) throw new UnusableSchema(`it uses ${keyword}`);
  if (!isRoot && '$id' in schema) throw new UnusableSchema('it uses $id');
  const result: Record<string, unknown> = {};
  let cost = 1;
  for (const [keyword, value] of Object.entries(modern(schema))) {
    const holds = IN_PLACE[keyword] ?? BELOW[keyword];
    if (holds !== undefined) result[keyword] = mapSchemas(value, holds, (each) => clean(each));
    else if (keyword === '$ref') result.$ref = localReference(value);
    else if (ASSERTIONS.has(keyword)) result[keyword] = value;
    if (keyword === 'enum' && Array.isArray(value)) cost += value.length;
  }
  bound(result);
  for (const pattern of Object.keys(isRecord(result.patternProperties) ? result.patternProperties : {})) {
    cost += compilePattern(pattern).programSize();
  }
  result[COST] = cost;
  return result;
}

/** Keywords of earlier drafts and of OpenAPI 3.0 in today's terms. */
function modern(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { additionalItems, dependencies, nullable, ...rest } = schema;
  const result: Record<string, unknown> = rest;
  if (Array.isArray(rest.items)) {
    result.prefixItems = rest.items;
    delete result.items;
    if (additionalItems !== undefined) result.items = additionalItems;
  }
  if (isRecord(dependencies)) {
    const entries = Object.entries(dependencies);
    const isNames = ([, value]: [string, unknown]) => Array.isArray(value);
    result.dependentRequired = Object.fromEntries(entries.filter(isNames));
    result.dependentSchemas = Object.fromEntries(entries.filter((entry) => !isNames(entry)));
  }
  if (nullable === true && typeof rest.type === 'string') result.type = [rest.type, 'null'];
  return result;
}

/** Bounds what a format or a pattern is asked about, and makes repeats be found in linear time. */
function bound(schema: Record<string, unknown>): void {
  const { format, pattern, maxLength, uniqueItems } = schema;
  const atMost = (length: number) => (typeof maxLength === 'number' ? Math.min(maxLength, length) : length);
  if (pattern !== undefined) {
    compilePattern(pattern);
    schema.maxLength = atMost(MATCHED_MAX);
  }
  if (FORMATS.some((known) => known === format)) schema.maxLength = atMost(FORMATTED_MAX);
  else delete schema.format;
  delete schema.uniqueItems;
  if (uniqueItems === true) schema[UNIQUE] = true;
}

/** @throws UnusableSchema for what RE2 cannot match: look-around and references to what was matched. */
export function compilePattern(source: unknown): RE2JS {
  if (typeof source !== 'string') throw new UnusableSchema('a pattern is no text');
  if (source.length > PATTERN_MAX) throw new UnusableSchema('a pattern is too long');
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source));
    if (pattern.programSize() > PROGRAM_MAX) throw new UnusableSchema('a pattern is too large');
    return pattern;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new UnusableSchema('a pattern cannot be matched in linear time');
  }
}

function localReference(value: unknown): string {
  if (typeof value === 'string' && /^#(?:\/|$)/.test(value)) return value;
  throw new UnusableSchema('it refers to something outside of itself');
}

function mapSchemas(value: unknown, holds: Holds, map: (schema: unknown) => unknown): unknown {
  if (holds === 'schema') return map(value);
  if (holds === 'list') {
    if (!Array.isArray(value)) throw new UnusableSchema('a list of schemas is no list');
    return value.map(map);
  }
  if (!isRecord(value)) throw new UnusableSchema('a map of schemas is no map');
  // WHY: a table of names must not find what every object has.
  if (Object.hasOwn(value, '__proto__')) throw new UnusableSchema('it names __proto__');
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, map(each)]));
}

function schemasIn(value: unknown, holds: Holds | undefined): readonly unknown[] {
  if (holds === 'list' && Array.isArray(value)) return value;
  return holds === 'map' && isRecord(value) ? Object.values(value) : [value];
}

/** RFC 6901. */
function resolve(root: unknown, reference: string): unknown {
  let found = root;
  for (const step of reference.split('/').slice(1)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    const holder = found as Readonly<Record<string, unknown>>;
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? holder[name] : undefined;
  }
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
