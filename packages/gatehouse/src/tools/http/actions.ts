/** Plain HTTP actions of the configuration as tools: templates are read once, and arguments fill whole places in them. */
import { ok, type Result } from '../../kernel/result.ts';
import type { ActionSettings } from '../server-settings.ts';
import type { JsonSchema, ToolDefinition } from '../transport.ts';
import { refusedArgument } from './encode.ts';
import type { Arguments, HttpTool, RequestBody, RequestShape } from './request.ts';
import type { Parameter } from './styles.ts';
import { headerObjection, readPath } from './template.ts';

export interface ActionProblem {
  /** Within the action. */
  readonly path: readonly string[];
  readonly message: string;
}

/** The tool of one action, or everything that is wrong with it. */
export function readAction(
  name: string,
  action: ActionSettings,
  slashes: boolean,
): { readonly tool: HttpTool } | { readonly problems: readonly ActionProblem[] } {
  const problems: ActionProblem[] = [];
  const path = readPath(action.path);
  if (typeof path === 'string') return { problems: [{ path: ['path'], message: path }] };
  const required = (argument: string) => !action.optional.includes(argument);
  const filled = Object.entries(action.headers).flatMap(([header, text]) => {
    const message = headerObjection(header.toLowerCase()) ?? textObjection(text);
    if (message !== undefined) problems.push({ path: ['headers', header], message });
    const argument = argumentIn(text);
    return argument === undefined ? [] : [{ name: header, argument, in: 'header', style: 'simple' } as const];
  });
  const parameters: Parameter[] = [
    ...path.arguments.map((argument) => ({ name: argument, argument, in: 'path', style: 'simple' }) as const),
    ...path.pairs.map((pair) => ({ ...pair, in: 'query', style: 'form' }) as const),
    ...filled,
  ].map((parameter) => ({
    ...parameter,
    explode: false,
    required: parameter.in === 'path' || required(parameter.argument),
    ...(slashes && parameter.in === 'path' ? { slashes } : {}),
  }));
  const inBody = action.body === undefined ? [] : argumentsIn(action.body, ['body'], problems);
  checkArguments(action, [...parameters.map(({ argument }) => argument), ...inBody], problems);
  for (const argument of path.arguments.filter((one) => !required(one))) {
    problems.push({
      path: ['optional'],
      message: `The argument "${argument}" stands in the path and cannot be missing.`,
    });
  }
  if (problems.length > 0) return { problems };
  const template = action.body;
  const shape: RequestShape = {
    method: action.method,
    path: path.parts,
    query: path.fixed,
    headers: Object.fromEntries(
      Object.entries(action.headers).flatMap(([header, text]) =>
        argumentIn(text) === undefined ? [[header.toLowerCase(), text]] : [],
      ),
    ),
    parameters,
    ...(template === undefined ? {} : { body: (given: Arguments) => bodyOf(template, given, required) }),
  };
  return { tool: { definition: definitionOf(name, action), shape } };
}

type Template = Exclude<ActionSettings['body'], undefined>;

/** Names exactly one argument; every other text is itself. */
function argumentIn(text: string): string | undefined {
  return /^\{([A-Za-z_][A-Za-z0-9_-]*)\}$/.exec(text)?.[1];
}

/** WHY braces elsewhere are refused: whoever wrote them meant an argument, and text is never built around one. */
function textObjection(text: string): string | undefined {
  if (argumentIn(text) !== undefined || !/[{}]/.test(text)) return undefined;
  return 'An argument stands alone, as "{name}": text is never built around it.';
}

function argumentsIn(
  template: Template,
  path: readonly string[],
  problems: ActionProblem[],
): readonly string[] {
  if (typeof template === 'string') {
    const message = textObjection(template);
    if (message !== undefined) problems.push({ path, message });
    return [argumentIn(template) ?? []].flat();
  }
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, part]) => argumentsIn(part, [...path, key], problems));
}

function checkArguments(action: ActionSettings, used: readonly string[], problems: ActionProblem[]): void {
  const known = Object.keys(action.arguments);
  for (const name of new Set(used)) {
    if (!known.includes(name))
      problems.push({ path: ['arguments'], message: `There is no argument "${name}".` });
  }
  for (const name of known) {
    if (!used.includes(name))
      problems.push({ path: ['arguments', name], message: 'It stands nowhere in the action.' });
  }
  for (const name of action.optional) {
    if (!known.includes(name))
      problems.push({ path: ['optional'], message: `There is no argument "${name}".` });
  }
}

const ABSENT = Symbol('an optional argument that was not given');

function bodyOf(
  template: Template,
  given: Arguments,
  required: (argument: string) => boolean,
): Result<RequestBody | undefined> {
  let missing: string | undefined;
  const fill = (part: Template): unknown => {
    if (typeof part === 'string') {
      const argument = argumentIn(part);
      if (argument === undefined) return part;
      if (Object.hasOwn(given, argument)) return given[argument];
      if (required(argument)) missing ??= argument;
      return ABSENT;
    }
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(fill).filter((value) => value !== ABSENT);
    const entries = Object.entries(part).map(([key, value]) => [key, fill(value)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== ABSENT));
  };
  const value = fill(template);
  if (missing !== undefined) return refusedArgument(missing, 'it is missing');
  return ok(value === ABSENT ? undefined : { type: 'application/json', text: JSON.stringify(value) });
}

function definitionOf(name: string, action: ActionSettings): ToolDefinition {
  const inputSchema: JsonSchema = {
    type: 'object',
    properties: action.arguments,
    required: Object.keys(action.arguments).filter((argument) => !action.optional.includes(argument)),
    additionalProperties: false,
  };
  const annotations = { readOnlyHint: action.method === 'GET' || action.method === 'HEAD' };
  const told = { name, description: action.description, inputSchema, annotations };
  return { ...told, raw: told };
}
