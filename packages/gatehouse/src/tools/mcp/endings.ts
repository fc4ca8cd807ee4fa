/** How a request to an MCP server ended that did not end with an answer: one fault, and how far it got. */
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { type Fault, fault } from '../../kernel/faults.ts';

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
