/** What a server may ask of a client: only what the client has declared (2026-07-28, basic/index, "Capabilities"). */
import type { CallIo } from '../../../gate/broker.ts';
import { RPC, type RpcError } from '../../../protocols/mcp/errors.ts';

type AskMethod = CallIo['askable'][number];

/** The capability that each question needs. A method that is not in the table can be asked of nobody. */
const NEEDS: readonly (readonly [method: AskMethod, capability: string])[] = [
  ['sampling/createMessage', 'sampling'],
  ['elicitation/create', 'elicitation'],
  ['roots/list', 'roots'],
];

type Capabilities = Readonly<Record<string, unknown>>;

/** Whether a client can be asked. */
export function canBeAsked(capabilities: Capabilities, method: string): boolean {
  return askableOf(capabilities).some((askable) => askable === method);
}

/** Everything that a client can be asked. */
export function askableOf(capabilities: Capabilities): readonly AskMethod[] {
  return NEEDS.flatMap(([method, name]) => (isObject(capabilities[name]) ? [method] : []));
}

/** The error that names what the client would have to declare; undefined where it has declared it. */
export function missingCapability(
  capabilities: Capabilities,
  asked: readonly { readonly method: string }[],
): RpcError | undefined {
  const missing = asked.filter(({ method }) => !canBeAsked(capabilities, method));
  if (missing.length === 0) return undefined;
  const methods = new Set(missing.map(({ method }) => method));
  const names = NEEDS.flatMap(([method, name]) => (methods.has(method) ? [name] : []));
  return {
    code: RPC.capability,
    message: 'The server needs something of the client that it has not declared. [request.capability]',
    data: {
      code: 'request.capability',
      requiredCapabilities: Object.fromEntries(names.map((name) => [name, {}])),
    },
  };
}

/** Whether a client declares an extension of the protocol. */
export function declares(capabilities: Capabilities, extension: string): boolean {
  const { extensions } = capabilities;
  return isObject(extensions) && isObject(extensions[extension]);
}

/** Whether a client can send its person to an address (2025-11-25, client/elicitation, "URL mode"). */
export function opensAddresses({ elicitation }: Capabilities): boolean {
  return isObject(elicitation) && isObject(elicitation.url);
}

function isObject(value: unknown): value is Capabilities {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
