/** How faults are told in MCP: as JSON-RPC errors, or as results of tools that say that they failed. */
import { FAULTS, type Fault, type FaultCode, statusOf } from '../../kernel/faults.ts';
import { faultSentence } from '../wire-faults.ts';
import type { RpcId } from './message.ts';
import { MODERN_REVISIONS } from './revisions.ts';

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** JSON-RPC's own codes, and those of MCP (2026-07-28, schema, "Errors"). */
export const RPC = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  mismatch: -32020,
  capability: -32021,
  revision: -32022,
  /** Of ours, among those that JSON-RPC leaves to servers: the gate does not allow it. */
  refused: -32010,
  /** Of ours as well: the call waits for a person. */
  held: -32011,
} as const;

const CODES: ReadonlyMap<FaultCode, number> = new Map<FaultCode, number>([
  ['request.json', RPC.parse],
  ['request.depth', RPC.parse],
  ['request.malformed', RPC.request],
  ['request.headers', RPC.request],
  ['request.shape', RPC.params],
  ['request.mismatch', RPC.mismatch],
  ['request.capability', RPC.capability],
  ['request.revision', RPC.revision],
  ['request.method', RPC.method],
  ['route.unknown', RPC.method],
  // 2025-11-25 and 2026-07-28, server/tools: a tool that is not there is a matter of the params.
  ['tool.unknown', RPC.params],
]);

/** Codes that clients know how to act on, in the form that the protocol gives them. */
export function errorOf(fault: Fault, crossing: string | undefined): RpcError {
  const code = CODES.get(fault.code) ?? (statusOf(fault) >= 500 ? RPC.internal : RPC.refused);
  const message =
    crossing === undefined ? `${fault.message} [${fault.code}]` : faultSentence(fault, crossing);
  return { code, message, data: factsOf(fault, crossing) };
}

/** The stable facts about a fault. */
function factsOf(fault: Fault, crossing: string | undefined): Record<string, unknown> {
  return {
    code: fault.code,
    ...(crossing === undefined ? {} : { crossing }),
    retryable: FAULTS[fault.code].retryable,
    ...(fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds }),
  };
}

/**
 * The source text of a `CallToolResult` that says what went wrong (2025-11-25, server/tools, "Error Handling": what a
 * model can act on stands in the result, so that it is shown to it).
 */
export function failedToolResult(fault: Fault, crossing: string): string {
  return JSON.stringify({
    resultType: 'complete',
    content: [{ type: 'text', text: faultSentence(fault, crossing) }],
    isError: true,
    _meta: { 'gatehouse/fault': factsOf(fault, crossing) },
  });
}

/** The data of an error about a revision: what is spoken here, and what was asked for. */
export function revisionData(requested: unknown): Record<string, unknown> {
  return { supported: MODERN_REVISIONS, ...(typeof requested === 'string' ? { requested } : {}) };
}

/** The source text of an answer with a result whose source text is `result`. */
export function writeResult(id: RpcId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

/** The source text of an answer with an error, whose source text it is. JSON-RPC 2.0 section 5: `null` where unknown. */
export function writeError(id: RpcId | undefined, error: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id ?? null)},"error":${error}}`;
}

/** The source text of a notification, or of a request where it has an id. */
export function writeCall(call: {
  readonly id?: RpcId;
  readonly method: string;
  readonly params: unknown;
}): string {
  return JSON.stringify({ jsonrpc: '2.0', ...call });
}
