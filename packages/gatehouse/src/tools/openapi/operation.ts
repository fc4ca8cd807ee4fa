/** One operation of an OpenAPI document as a tool: its parameters and its body become the arguments of one object. */
import { ok, type Result } from '../../kernel/result.ts';
import { refusedArgument } from '../http/encode.ts';
import type { Arguments, HttpTool, RequestBody } from '../http/request.ts';
import { serialise } from '../http/styles.ts';
import { readSegments } from '../http/template.ts';
import type { ToolDefinition } from '../transport.ts';
import { type Body, readBody } from './body.ts';
import { isNode, type Node, type OpenApiDocument, Unsupported } from './document.ts';
import { type Declared, readParameters } from './parameters.ts';
import { readResult } from './result.ts';
import { createSchemaWriter } from './schema.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Operation {
  readonly method: Method;
  readonly path: string;
  /** The path item that it stands in; parameters of it are the operation's too. */
  readonly item: Node;
  readonly node: Node;
}

const DESCRIPTION_MAX = 4_096;
const SCHEMA_MAX = 262_144;

/** @throws Unsupported when something about it could not be called as it is described. */
export function readOperation(
  document: OpenApiDocument,
  operation: Operation,
  { name, slashes }: { readonly name: string; readonly slashes: boolean },
): HttpTool {
  const { method, path, item, node } = operation;
  if (node.servers !== undefined || item.servers !== undefined)
    throw new Unsupported('It has servers of its own; calls go to base_url only.');
  const parts = readSegments(path);
  if (typeof parts === 'string') throw new Unsupported(parts);
  const writer = createSchemaWriter(document, 'exact');
  const parameters = readParameters(document, [item.parameters, node.parameters], slashes);
  checkPath(parts, parameters);
  const body = readBody(document, node.requestBody);
  if (body !== undefined && (method === 'GET' || method === 'HEAD'))
    throw new Unsupported('A GET or HEAD with a body is not sent.');
  const names = nameArguments(parameters, body);
  const members = [
    ...parameters.map((declared) => ({
      argument: names(declared.in, declared.name),
      required: declared.required,
      schema: {
        ...(declared.description === undefined ? {} : { description: declared.description }),
        ...asNode(writer.write(declared.schema)),
      },
    })),
    ...(body?.members ?? []).map((member) => ({
      argument: names('body', member.name),
      required: member.required,
      schema: writer.write(member.schema),
    })),
  ];
  const inputSchema = {
    type: 'object',
    properties: Object.fromEntries(members.map(({ argument, schema }) => [argument, schema])),
    required: members.filter(({ required }) => required).map(({ argument }) => argument),
    additionalProperties: false,
    ...withDefinitions(writer.definitions()),
  };
  const definition = definitionOf(operation, name, { inputSchema, ...readResult(document, node.responses) });
  return {
    definition,
    shape: {
      method,
      path: parts,
      query: [],
      headers: {},
      parameters: parameters.map((declared) => ({
        ...declared,
        argument: names(declared.in, declared.name),
      })),
      ...(body === undefined
        ? {}
        : { body: (given) => bodyOf(body, given, (member) => names('body', member)) }),
    },
  };
}

function checkPath(
  parts: readonly (string | { readonly parameter: string })[],
  parameters: readonly Declared[],
): void {
  const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const used = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.parameter]));
  if (new Set(used).size !== used.length) throw new Unsupported('A parameter stands in the path twice.');
  const odd = used.find((name) => !declared.includes(name)) ?? declared.find((name) => !used.includes(name));
  if (odd !== undefined) throw new Unsupported(`The path and its parameters disagree about "${odd}".`);
}

/** Arguments are called as in the document; where two would be called the same, by their place as well. */
function nameArguments(
  parameters: readonly Declared[],
  body: Body | undefined,
): (place: string, name: string) => string {
  const all = [
    ...parameters.map(({ in: place, name }) => ({ place, name })),
    ...(body?.members ?? []).map(({ name }) => ({ place: 'body', name })),
  ];
  const plain = (name: string) =>
    name
      .replace(/[^A-Za-z0-9_.-]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 64);
  const counts = Map.groupBy(all, ({ name }) => plain(name));
  const named = new Map(
    all.map(({ place, name }) => {
      const argument = (counts.get(plain(name))?.length ?? 0) > 1 ? `${place}_${plain(name)}` : plain(name);
      return [`${place} ${name}`, argument] as const;
    }),
  );
  const taken = [...named.values()];
  if (new Set(taken).size !== all.length || taken.includes(''))
    throw new Unsupported('Its arguments cannot be told apart.');
  return (place, name) => {
    const argument = named.get(`${place} ${name}`);
    if (argument === undefined) throw new Error('INVARIANT: every parameter was named');
    return argument;
  };
}

function bodyOf(
  body: Body,
  given: Arguments,
  argumentOf: (member: string) => string,
): Result<RequestBody | undefined> {
  const members = body.members.flatMap(({ name }) => {
    const argument = argumentOf(name);
    return Object.hasOwn(given, argument) ? [{ name, argument, value: given[argument] }] : [];
  });
  const missing = body.members.find(
    ({ name, required }) => required && !Object.hasOwn(given, argumentOf(name)),
  );
  if (missing !== undefined) return refusedArgument(argumentOf(missing.name), 'it is missing');
  if (members.length === 0 && !body.required) return ok(undefined);
  if (body.type === 'form') {
    const pairs: string[] = [];
    for (const { name, argument, value } of members) {
      const field = { argument, name, in: 'query', style: 'form', explode: true, required: false } as const;
      const others = body.members
        .filter((member) => member.name !== name)
        .map((member) => member.name.toLowerCase());
      const text = serialise(field, value, new Set(others));
      if (!text.ok) return text;
      if (text.value !== undefined) pairs.push(text.value);
    }
    return ok({ type: 'application/x-www-form-urlencoded', text: pairs.join('&') });
  }
  const value = body.whole
    ? members[0]?.value
    : Object.fromEntries(members.map(({ name, value }) => [name, value]));
  return ok({ type: body.mediaType, text: JSON.stringify(value) });
}

function definitionOf(
  { method, path, node }: Operation,
  name: string,
  schemas: Pick<ToolDefinition, 'inputSchema' | 'outputSchema'>,
): ToolDefinition {
  const [summary, description] = [node.summary, node.description].map((text) =>
    typeof text === 'string' ? text.trim() : '',
  );
  const told = {
    name,
    ...(summary ? { title: summary.slice(0, 200) } : {}),
    description: (description || summary || `${method} ${path}`).slice(0, DESCRIPTION_MAX),
    ...schemas,
    // Hints and no more: what a GET does is up to whoever answers it.
    annotations: {
      readOnlyHint: method === 'GET' || method === 'HEAD',
      idempotentHint: method !== 'POST' && method !== 'PATCH',
    },
  };
  if (JSON.stringify(told).length > SCHEMA_MAX) throw new Unsupported('Its schemas are larger than 256 KiB.');
  return { ...told, raw: told };
}

function withDefinitions(definitions: Node): { readonly $defs?: Node } {
  return Object.keys(definitions).length === 0 ? {} : { $defs: definitions };
}

function asNode(schema: unknown): Node {
  return isNode(schema) ? schema : schema === false ? { not: {} } : {};
}
