/** One request of a tool over HTTP, planned from its shape and the arguments of a call; nothing is built from strings. */
import { ok, type Result } from '../../kernel/result.ts';
import type { ToolRequest } from '../egress.ts';
import type { ToolDefinition } from '../transport.ts';
import { refusedArgument } from './encode.ts';
import { type Parameter, serialise } from './styles.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** Everything about a request that the caller of a tool does not decide, with places for what they do. */
export interface RequestShape {
  readonly method: ToolRequest['method'];
  /** Literal text (already as it stands in a URL), and names of path parameters. */
  readonly path: readonly (string | { readonly parameter: string })[];
  /** Pairs that always stand in the query, already encoded. */
  readonly query: readonly string[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: readonly Parameter[];
  readonly body?: (given: Arguments) => Result<RequestBody | undefined>;
}

export interface RequestBody {
  readonly type: string;
  readonly text: string;
}

/** A request before credential and signature. */
export interface PlannedRequest {
  readonly method: ToolRequest['method'];
  /** Path and query as they stand on the request line, below the base address. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpTool {
  readonly definition: ToolDefinition;
  readonly shape: RequestShape;
}

/** A fault (`tool.arguments`) where an argument is missing or cannot be carried. */
export function planRequest(shape: RequestShape, given: Arguments): Result<PlannedRequest> {
  const texts = new Map<Parameter, string>();
  for (const parameter of shape.parameters) {
    const value = Object.hasOwn(given, parameter.argument) ? given[parameter.argument] : undefined;
    if (value === undefined || (value === null && !parameter.required && parameter.json !== true)) {
      if (parameter.required) return refusedArgument(parameter.argument, 'it is missing');
      continue;
    }
    const text = serialise(parameter, value, namesBeside(parameter, shape));
    if (!text.ok) return text;
    if (text.value !== undefined) texts.set(parameter, text.value);
  }
  const path = pathOf(shape, texts);
  if (!path.ok) return path;
  const body = shape.body?.(given) ?? ok(undefined);
  if (!body.ok) return body;
  const query = [...shape.query, ...textsIn('query', texts)];
  return ok({
    method: shape.method,
    target: path.value + (query.length === 0 ? '' : `?${query.join('&')}`),
    headers: { ...shape.headers, ...headersOf(texts), ...typeOf(body.value) },
    ...(body.value === undefined ? {} : { body: body.value.text }),
  });
}

function pathOf(shape: RequestShape, texts: ReadonlyMap<Parameter, string>): Result<string> {
  let path = '';
  for (const part of shape.path) {
    if (typeof part === 'string') path += part;
    else {
      const parameter = shape.parameters.find(
        ({ name, in: place }) => place === 'path' && name === part.parameter,
      );
      const text = parameter === undefined ? undefined : texts.get(parameter);
      if (text === undefined) throw new Error(`INVARIANT: the path parameter ${part.parameter} is required`);
      path += text;
    }
  }
  // WHY: two values side by side can make up dots that neither is.
  const [first] = shape.path.filter((part) => typeof part !== 'string');
  if (first !== undefined && path.split('/').some((segment) => /^\.{1,2}$/.test(segment)))
    return refusedArgument(first.parameter, 'dots alone would name another address');
  return ok(path);
}

function headersOf(texts: ReadonlyMap<Parameter, string>): Record<string, string> {
  const headers = [...texts]
    .filter(([parameter]) => parameter.in === 'header')
    .map(([{ name }, text]) => [name.toLowerCase(), text] as const);
  const cookies = textsIn('cookie', texts);
  return { ...Object.fromEntries(headers), ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }) };
}

function textsIn(place: Parameter['in'], texts: ReadonlyMap<Parameter, string>): readonly string[] {
  return [...texts].filter(([parameter]) => parameter.in === place).map(([, text]) => text);
}

function typeOf(body: RequestBody | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-type': body.type };
}

/** Names that stand in the same part of the request, in lower case because servers differ. */
function namesBeside(parameter: Parameter, shape: RequestShape): ReadonlySet<string> {
  const others = shape.parameters.filter((other) => other !== parameter && other.in === parameter.in);
  const fixed =
    parameter.in === 'query'
      ? shape.query.map((pair) => decodeURIComponent(pair.split('=', 1)[0] ?? ''))
      : [];
  return new Set([...others.map(({ name }) => name), ...fixed].map((name) => name.toLowerCase()));
}
