/** What a server may ask of a client: only what the client has declared (2026-07-28, basic/index, "Capabilities"). */
import { RPC, type RpcError } from '../../../protocols/mcp/errors.ts';

/** The capability that each question needs. */
const NEEDS: ReadonlyMap<string, string> = new Map([
  ['sampling/createMessage', 'sampling'],
  ['elicitation/create', 'elicitation'],
  ['roots/list', 'roots'],
]);

type Capabilities = Readonly<Record<string, unknown>>;

/** Whether a client can be asked. A method that is not in the table can be asked of nobody. */
export function canBeAsked(capabilities: Capabilities, method: string): boolean {
  const name = NEEDS.get(method);
  return name !== undefined && isObject(capabilities[name]);
}

/** The error that names what the client would have to declare; undefined where it has declared it. */
export function missingCapability(
  capabilities: Capabilities,
  asked: readonly { readonly method: string }[],
): RpcError | undefined {
  const missing = asked.filter(({ method }) => !canBeAsked(capabilities, method));
  if (missing.length === 0) return undefined;
  const names = missing.flatMap(({ method }) => NEEDS.get(method) ?? []);
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
