/** Calls of tools for tests: cleared as the gate clears them, over a way out to one server on this machine. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { digestOfBody, mint } from '../../src/kernel/clearance.ts';
import type { CrossingId } from '../../src/kernel/ids.ts';
import { ok, type Result } from '../../src/kernel/result.ts';
import { createEgress, type WayOut } from '../../src/net/egress.ts';
import type { ToolCredential } from '../../src/tools/credentials/credential.ts';
import type { HttpTool } from '../../src/tools/http/request.ts';
import { createHttpTransport, type HttpServerOptions } from '../../src/tools/http/transport.ts';
import type { ToolInvocation, ToolPerformed, ToolTransport } from '../../src/tools/transport.ts';
import { PATIENT } from '../net/servers.ts';

const CLEARED = {
  crossing: 'cx_00000000000000000000000000' as CrossingId,
  attempt: 1,
  tenant: 'acme',
  model: 'tool',
};

/** Calls a tool with arguments, under a clearance for exactly that. */
export function call(
  transport: ToolTransport,
  name: string,
  given: { readonly args?: unknown } & Partial<ToolInvocation> = {},
): Promise<ToolPerformed> {
  const { args = {}, ...rest } = given;
  const body = JSON.stringify({ name, arguments: args });
  const clearance = mint({ ...CLEARED, provider: transport.id, bodyDigest: digestOfBody(body) });
  return transport.perform(clearance, {
    method: 'tools/call',
    name,
    body,
    idempotencyKey: 'key-1',
    onBehalfOf: { tenant: 'acme', subject: 'person:ada' },
    answerBytesMax: 1_000_000,
    signal: new AbortController().signal,
    askable: [],
    ask: () => Promise.reject(new Error('nobody is asked')),
    notify: () => undefined,
    ...rest,
  });
}

export function wayOut(t: TestContext, url: string): WayOut {
  const destinations = [{ purpose: 'tool', url, allowPrivate: true }] as const;
  const egress = createEgress({ destinations, timeouts: PATIENT });
  t.after(() => void egress.close());
  return egress;
}

export const OPEN: ToolCredential = {
  personal: false,
  headersFor: () => Promise.resolve(ok({})),
  refused: () => Promise.resolve(ok(undefined)),
};

/** A transport of these tools at one address. */
export function transportOf(
  t: TestContext,
  tools: readonly HttpTool[],
  options: Partial<HttpServerOptions> & { readonly baseUrl: string },
): ToolTransport {
  const byName: Result<ReadonlyMap<string, HttpTool>> = ok(
    new Map(tools.map((tool) => [tool.definition.name, tool])),
  );
  return createHttpTransport({
    id: 'shop',
    egress: wayOut(t, options.baseUrl),
    credential: OPEN,
    tools: () => Promise.resolve(byName),
    idempotencyHeader: undefined,
    timeoutMs: 5_000,
    ...options,
  });
}

/** The JSON of an answer. */
export function answered(performed: ToolPerformed): Record<string, unknown> {
  assert.ok(
    performed.ok,
    performed.ok ? '' : `${performed.fault.code}: ${performed.fault.message} ${performed.fault.cause}`,
  );
  return JSON.parse(performed.value.body) as Record<string, unknown>;
}

export function refused(
  performed: ToolPerformed,
  code: string,
  reach: 'not_reached' | 'maybe_reached',
): void {
  assert.ok(!performed.ok, 'it was answered');
  assert.equal(performed.fault.code, code, performed.fault.message);
  assert.equal(performed.reach, reach);
}
