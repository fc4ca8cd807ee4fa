/** A client of MCP servers made of the gate's own transport and grants, which does what a scenario of the suite wants. */
import { randomBytes } from 'node:crypto';
import { digestOfBody, mint } from '../../packages/gatehouse/src/kernel/clearance.ts';
import type { Fault } from '../../packages/gatehouse/src/kernel/faults.ts';
import { ok, type Result } from '../../packages/gatehouse/src/kernel/result.ts';
import { createEgress, type WayOut } from '../../packages/gatehouse/src/net/egress.ts';
import { createGrants, type Grants } from '../../packages/gatehouse/src/tools/credentials/grants.ts';
import type { ToolEgress } from '../../packages/gatehouse/src/tools/egress.ts';
import { createMcpHttp } from '../../packages/gatehouse/src/tools/mcp/over-http.ts';
import {
  ASK_METHODS,
  type ServerAsk,
  type ToolMethod,
  type ToolTransport,
} from '../../packages/gatehouse/src/tools/transport.ts';
import { heldGrants } from './client-grants.ts';

/** What the suite tells the client that it runs. */
export interface ScenarioTold {
  readonly url: string;
  readonly scenario: string;
  readonly context: {
    readonly client_id?: string;
    readonly client_secret?: string;
    readonly toolCalls?: readonly { readonly name: string; readonly arguments: object }[];
  };
}

interface Parts {
  readonly transport: ToolTransport;
  readonly grants: Grants;
}

const SUBJECT = { tenant: 'suite', subject: 'client' };
const REDIRECT = 'http://localhost:3000/callback';
/** The id that the suite expects where a server takes addresses for ids. */
const METADATA = 'https://conformance-test.local/client-metadata.json';
/** How often the subject is asked before the client gives up. */
const ASKED_MAX = 3;
const ROUNDS_MAX = 5;
const LIMITS = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 60_000, totalMs: 60_000 };

/** Lists everything, calls every tool, reads every resource and gets every prompt. Rejects when something refuses. */
export async function playScenario({ url, scenario, context }: ScenarioTold): Promise<void> {
  const ways = new Map<string, WayOut>();
  const egress = loopback(ways);
  const grants = grantsAt(url, context, egress);
  const transport = createMcpHttp({
    ...{ id: 'suite', url, egress, credential: grants.credential, listsAs: SUBJECT },
    asks: ['sampling', 'elicitation', 'roots'],
    timeoutMs: LIMITS.totalMs,
    idempotencyMember: undefined,
    elapsedMs: () => performance.now(),
  });
  const parts = { transport, grants };
  try {
    const tools = await granted(() => transport.definitions(), grants);
    const calls =
      context.toolCalls ??
      tools.map(({ name, inputSchema }) => ({ name, arguments: exampleOf(inputSchema) }));
    if (scenario.startsWith('sep-2322'))
      await Promise.all(calls.map((params) => call(parts, 'tools/call', params)));
    else for (const params of calls) await call(parts, 'tools/call', params);
    for (const { uri } of await granted(() => transport.offers('resources'), grants))
      await call(parts, 'resources/read', { uri });
    for (const { name } of await granted(() => transport.offers('prompts'), grants))
      await call(parts, 'prompts/get', { name });
  } finally {
    await transport.close();
    await Promise.all([...ways.values()].map((way) => way.close()));
  }
}

/** INVARIANT: reaches nothing but this machine; which ports, only the suite knows. */
function loopback(ways: Map<string, WayOut>): ToolEgress {
  return {
    askTool(request) {
      const { origin, hostname } = new URL(request.url);
      const known = ['localhost', '127.0.0.1'].includes(hostname);
      const destinations = known ? [{ purpose: request.purpose, url: origin, allowPrivate: true }] : [];
      const key = `${request.purpose} ${origin}`;
      const way = ways.get(key) ?? createEgress({ destinations, timeouts: LIMITS });
      ways.set(key, way);
      return way.askTool(request);
    },
  };
}

function grantsAt(url: string, context: ScenarioTold['context'], egress: ToolEgress): Grants {
  const { client_id: id, client_secret: secret } = context;
  return createGrants({
    ...{ server: 'suite', url, egress, scope: undefined, store: heldGrants() },
    identity: {
      redirectUrl: REDIRECT,
      metadataUrl: METADATA,
      registered: id === undefined ? undefined : { id, secret, issuer: undefined },
    },
    isTenant: (tenant) => tenant === SUBJECT.tenant,
    clock: { nowMs: () => Date.now(), elapsedMs: () => performance.now() },
    chance: { bytes: (count) => randomBytes(count), fraction: () => 0 },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

type Ended<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Asks again for as long as only a grant was missing, and the subject gives it. */
async function granted<T>(work: () => Promise<Ended<T>>, grants: Grants): Promise<T> {
  for (let asked = 0; ; asked++) {
    const ended = await work();
    if (ended.ok) return ended.value;
    if (ended.fault.code !== 'tool.credential' || asked === ASKED_MAX) throw told(ended.fault);
    const request = await grants.begin(SUBJECT);
    if (!request.ok) throw told(request.fault);
    // WHY: the authorisation servers of the suite ask nobody, they send the browser straight back.
    const answer = await fetch(request.value.address, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '', REDIRECT);
    const finished = await grants.finish(back.searchParams, request.value.browser);
    if (!finished.ok) throw told(finished.fault);
  }
}

function told({ code, message, cause }: Fault): Error {
  return new Error(`${code}: ${message} ${cause}`);
}

/** Calls; where the server wants to know something first, answers that and calls again. */
async function call({ transport, grants }: Parts, method: ToolMethod, params: object): Promise<void> {
  let next = params;
  for (let rounds = 0; rounds < ROUNDS_MAX; rounds++) {
    const body = JSON.stringify(next);
    const { body: answer } = await granted(() => perform(transport, method, body), grants);
    const {
      resultType,
      requestState,
      inputRequests = {},
    } = JSON.parse(answer) as {
      readonly resultType?: string;
      readonly requestState?: string;
      readonly inputRequests?: { readonly [key: string]: ServerAsk };
    };
    if (resultType !== 'input_required') return;
    const inputs = Object.entries(inputRequests).map(([key, ask]) => [key, answerTo(ask)]);
    next = {
      ...params,
      inputResponses: Object.fromEntries(inputs),
      ...(requestState === undefined ? {} : { requestState }),
    };
  }
}

function perform(transport: ToolTransport, method: ToolMethod, body: string) {
  const { name, uri = '' } = JSON.parse(body) as { readonly name?: string; readonly uri?: string };
  const model = name ?? uri;
  const bodyDigest = digestOfBody(body);
  const cleared = {
    crossing: 'cx_suite',
    attempt: 1,
    tenant: SUBJECT.tenant,
    provider: transport.id,
    model,
    bodyDigest,
  } as const;
  return transport.perform(mint(cleared), {
    ...{ method, name: model, body, idempotencyKey: '', onBehalfOf: SUBJECT, answerBytesMax: 10_000_000 },
    signal: new AbortController().signal,
    askable: ASK_METHODS,
    ask: async (ask): Promise<Result<unknown>> => ok(answerTo(ask)),
    notify: () => undefined,
  });
}

interface Schema {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function answerTo({ method, params }: ServerAsk): unknown {
  if (method === 'roots/list') return { roots: [] };
  if (method === 'sampling/createMessage')
    return { role: 'assistant', model: 'none', content: { type: 'text', text: 'hello' } };
  return {
    action: 'accept',
    content: exampleOf((params as { readonly requestedSchema?: Schema }).requestedSchema ?? {}),
  };
}

const EXAMPLES: Readonly<Record<string, unknown>> = {
  string: 'x',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
};

/** An object of a schema: each member by its default, or some value of its type. */
function exampleOf({ properties = {} }: Schema): object {
  const members = Object.entries(properties).map(([name, member]) => {
    const { type, default: value } = member;
    return [name, value ?? (type === 'object' ? exampleOf(member) : EXAMPLES[String(type)])];
  });
  return Object.fromEntries(members);
}
