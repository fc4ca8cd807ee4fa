/** How a request to an MCP server ended that did not end with an answer: one fault, and how far it got. */
import {
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  specTypeSchemas,
} from '@modelcontextprotocol/client';
import { type Fault, fault } from '../../kernel/faults.ts';
import type { ToolMethod } from '../transport.ts';

/** What the official client threw, in our words. */
export function faultOf(error: unknown): Fault {
  if (error instanceof SdkHttpError) {
    const cause = `status ${error.status}`;
    return fault('tool.refused', 'The tool refused the request.', { cause });
  }
  if (error instanceof ProtocolError) {
    return fault('tool.refused', 'The tool answered with an error of its protocol.', {
      cause: `code ${error.code}`,
    });
  }
  const [code, message] = error instanceof SdkError ? (ENDINGS[error.code] ?? BROKEN) : BROKEN;
  return fault(code, message, { cause: error });
}

const BROKEN = ['tool.protocol', 'The tool did not answer as its protocol demands.'] as const;
const GONE = ['tool.unavailable', 'The tool could not be reached, or closed the connection.'] as const;
const ENDINGS: Readonly<
  Record<string, readonly ['tool.protocol' | 'tool.unavailable' | 'tool.timeout', string]>
> = {
  [SdkErrorCode.RequestTimeout]: ['tool.timeout', 'The tool took longer than the time limit.'],
  [SdkErrorCode.EraNegotiationFailed]: GONE,
  [SdkErrorCode.ConnectionClosed]: GONE,
  [SdkErrorCode.NotConnected]: GONE,
  [SdkErrorCode.SendFailed]: GONE,
};

/** Whether a server of sessions has forgotten ours; the next request begins a new one (MCP 2025-11-25, Streamable HTTP). */
export function isSessionLost(error: unknown): boolean {
  return error instanceof SdkHttpError && error.status === 404;
}

/** Whether the next request had better begin a new connection. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof SdkHttpError) return true;
  return error instanceof SdkError && Object.hasOwn(ENDINGS, error.code);
}

const RESULTS = {
  'tools/call': specTypeSchemas.CallToolResult,
  'resources/read': specTypeSchemas.ReadResourceResult,
  'prompts/get': specTypeSchemas.GetPromptResult,
  'completion/complete': specTypeSchemas.CompleteResult,
} as const satisfies Record<ToolMethod, unknown>;

/**
 * Whether a result was turned away only because it does not say that it is complete.
 * WHY: without `resultType` it is (MCP SEP-2322, for servers that know nothing of it); the official client is stricter.
 */
export function isCompleteAfterAll(error: unknown, method: ToolMethod, body: string): boolean {
  if (!(error instanceof SdkError) || error.code !== SdkErrorCode.InvalidResult) return false;
  const result = JSON.parse(body) as object;
  return !Object.hasOwn(result, 'resultType') && !('issues' in validated(RESULTS[method], result));
}

function validated(schema: (typeof RESULTS)[ToolMethod], result: object): object {
  return schema['~standard'].validate(result);
}
