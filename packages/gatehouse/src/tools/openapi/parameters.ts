/** The parameters that an operation declares, with the styles in which they stand in a request. */
import { isStyle, type Parameter, type ParameterPlace } from '../http/styles.ts';
import { headerObjection } from '../http/template.ts';
import { isNode, type Node, type OpenApiDocument, Unsupported } from './document.ts';

export interface Declared extends Omit<Parameter, 'argument'> {
  readonly schema: unknown;
  readonly description?: string;
}

const DEFAULT_STYLE: Readonly<Record<ParameterPlace, string>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};

/** Headers that a parameter of that name does not describe, by the specification (3.1.1 section 4.8.12.2). */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/** Later lists override earlier ones, by place and name. */
export function readParameters(
  document: OpenApiDocument,
  lists: readonly unknown[],
  slashes: boolean,
): readonly Declared[] {
  const declared = new Map<string, Declared>();
  for (const list of lists) {
    if (list === undefined) continue;
    if (!Array.isArray(list)) throw new Unsupported('Its parameters are not a list.');
    for (const entry of list) {
      const parameter = readParameter(document, document.follow(entry).node, slashes);
      if (parameter !== undefined) declared.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...declared.values()];
}

function readParameter(document: OpenApiDocument, node: unknown, slashes: boolean): Declared | undefined {
  if (!isNode(node) || typeof node.name !== 'string' || node.name === '')
    throw new Unsupported('A parameter has no name.');
  const refuse = (why: string) => new Unsupported(`The parameter "${node.name}" ${why}.`);
  const place = node.in;
  if (!isPlace(place)) throw refuse('stands in no part of a request that is known');
  const name = node.name;
  if (!name.isWellFormed()) throw refuse('has a name that is not text');
  if (place === 'header') {
    if (IGNORED_HEADERS.has(name.toLowerCase())) return undefined;
    const objection = headerObjection(name.toLowerCase());
    if (objection !== undefined) throw refuse(`cannot be sent: ${objection}`);
  }
  if (node.allowReserved === true) throw refuse('has allowReserved, which would let it change the address');
  const required = place === 'path' || node.required === true;
  const told = {
    name,
    in: place,
    required,
    ...(typeof node.description === 'string' ? { description: node.description } : {}),
    ...(slashes && place === 'path' ? { slashes: true as const } : {}),
  };
  if (node.content !== undefined) {
    return {
      ...told,
      style: DEFAULT_STYLE[place],
      explode: false,
      json: true,
      schema: jsonSchemaOf(document, node, refuse),
    };
  }
  const style = node.style ?? DEFAULT_STYLE[place];
  if (typeof style !== 'string' || !isStyle(place, style))
    throw refuse(`has a style that is not defined in a ${place}`);
  const explode = typeof node.explode === 'boolean' ? node.explode : style === 'form';
  return { ...told, style, explode, schema: node.schema ?? {} };
}

function jsonSchemaOf(document: OpenApiDocument, node: Node, refuse: (why: string) => Unsupported): unknown {
  const content = node.content;
  if (!isNode(content) || Object.keys(content).length !== 1 || !isNode(content['application/json']))
    throw refuse('has content other than application/json');
  return document.follow(content['application/json'].schema ?? {}).node;
}

function isPlace(value: unknown): value is ParameterPlace {
  return typeof value === 'string' && Object.hasOwn(DEFAULT_STYLE, value);
}
