/** What tests of MCP servers share: a way out that reaches them, clearances, and invocations. */
import type { TestContext } from 'node:test';
import { digestOfBody, mint } from '../../../src/kernel/clearance.ts';
import { fault } from '../../../src/kernel/faults.ts';
import { failed } from '../../../src/kernel/result.ts';
import { createEgress, type WayOut } from '../../../src/net/egress.ts';
import { secretCredential } from '../../../src/tools/credentials/secret.ts';
import { createMcpHttp, type McpHttpOptions } from '../../../src/tools/mcp/over-http.ts';
import type { ToolInvocation, ToolPerformed, ToolTransport } from '../../../src/tools/transport.ts';
import { PATIENT } from '../../net/servers.ts';

export const SUBJECT = { tenant: 'acme', subject: 'ann' };

/** A way out to private origins of tools and of their authorisation servers. */
export function wayOutTo(t: TestContext, ...urls: readonly string[]): WayOut {
  const destinations = urls.flatMap((url) =>
    (['tool', 'authorisation'] as const).map((purpose) => ({ purpose, url, allowPrivate: true })),
  );
  const egress = createEgress({ destinations, timeouts: PATIENT });
  t.after(() => void egress.close());
  return egress;
}

export function mcpTo(t: TestContext, url: string, changes: Partial<McpHttpOptions> = {}): ToolTransport {
  const transport = createMcpHttp({
    id: 'files',
    url,
    egress: changes.egress ?? wayOutTo(t, url),
    credential: secretCredential(undefined),
    listsAs: SUBJECT,
    asks: [],
    timeoutMs: 5_000,
    idempotencyMember: undefined,
    elapsedMs: () => performance.now(),
    ...changes,
  });
  t.after(() => transport.close());
  return transport;
}

export const ECHO = '{"name":"echo","arguments":{"text":"hi"}}';
const REFUSAL = failed(fault('policy.denied', 'No.'));

export function invocation(body: string, changes: Partial<ToolInvocation> = {}): ToolInvocation {
  return {
    method: 'tools/call',
    name: (JSON.parse(body) as { name: string }).name,
    body,
    idempotencyKey: 'key-1',
    onBehalfOf: SUBJECT,
    answerBytesMax: 1_000_000,
    signal: new AbortController().signal,
    askable: [],
    ask: async () => REFUSAL,
    notify: () => undefined,
    ...changes,
  };
}

/** Calls with a clearance for exactly this. */
export function call(
  transport: ToolTransport,
  body: string,
  changes: Partial<ToolInvocation> = {},
): Promise<ToolPerformed> {
  return transport.perform(clearanceFor(transport.id, body), invocation(body, changes));
}

export function clearanceFor(provider: string, body: string) {
  return mint({
    crossing: 'cx_1',
    attempt: 1,
    tenant: SUBJECT.tenant,
    provider,
    model: 'tool',
    bodyDigest: digestOfBody(body),
  });
}
