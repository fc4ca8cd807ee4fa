/** The port through which transports of tools leave the house; `net/egress.ts` is the only way out behind it. */
import type { Performed } from '../providers/provider.ts';

/** One request to a listed origin: a tool's own, or one that gives out credentials for tools. */
export interface ToolRequest {
  /** INVARIANT: an origin that is listed for one purpose is never reached for the other. */
  readonly purpose: 'tool' | 'authorisation';
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Lower-case names; the credential is among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, the body of the answer included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface ToolEgress {
  /**
   * Sends one request and hands back the answer as it arrives. Follows no redirect (a 3xx is an answer like any
   * other), retries nothing. Faults are those of `provider.*`; `toolFault` puts them in the words of tools.
   */
  askTool(request: ToolRequest): Promise<Performed>;
}
