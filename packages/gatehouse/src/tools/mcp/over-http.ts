/** An MCP server that is reached over HTTP, through the one way out, with the credential that the configuration names. */
import { askingWith } from '../credentials/asking.ts';
import type { OnBehalfOf, ToolCredential } from '../credentials/credential.ts';
import type { ToolEgress } from '../egress.ts';
import type { ToolTransport } from '../transport.ts';
import { toolFault } from '../wire-faults.ts';
import { HttpChannel } from './http-channel.ts';
import { createMcpTransport } from './mcp-transport.ts';
import type { Ask } from './peer.ts';

export interface McpHttpOptions {
  readonly id: string;
  readonly url: string;
  readonly egress: ToolEgress;
  readonly credential: ToolCredential;
  readonly listsAs: OnBehalfOf;
  readonly asks: readonly Ask[];
  readonly timeoutMs: number;
  readonly idempotencyMember: string | undefined;
  readonly elapsedMs: () => number;
}

export function createMcpHttp(options: McpHttpOptions): ToolTransport {
  const { url, timeoutMs, egress, credential } = options;
  const asking = askingWith(egress, credential);
  return createMcpTransport({
    ...options,
    confinement: () => 'remote',
    personal: credential.personal,
    open: (onBehalfOf, failed) =>
      new HttpChannel({
        url,
        timeoutMs,
        ask: async (request) => {
          const performed = await asking(request, onBehalfOf);
          if (!performed.ok) failed(toolFault(performed.fault));
          return performed;
        },
      }),
  });
}
