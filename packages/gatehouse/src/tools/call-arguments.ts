/** The arguments of a call, read from exactly the text that was cleared. */
import type { ToolInvocation } from './transport.ts';

/** @throws Error when the text is not a call of this tool: a programmer error; nothing was sent then. */
export function argumentsOf({ body, name }: ToolInvocation): Readonly<Record<string, unknown>> {
  const params: unknown = JSON.parse(body);
  if (!isObject(params) || params.name !== name)
    throw new Error('what was cleared is not a call of this tool');
  const given = params.arguments ?? {};
  if (!isObject(given)) throw new Error('the arguments that were cleared are not an object');
  return given;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
