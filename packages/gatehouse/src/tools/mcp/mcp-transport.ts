/** The transport of MCP servers: sends cleared params as they are, and hands back the source text of what came. */
import type { CallToolRequestOptions, Client, Transport } from '@modelcontextprotocol/client';
import { type Clearance, redeem } from '../../kernel/clearance.ts';
import type { Confinement } from '../../kernel/confinement.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf } from '../credentials/credential.ts';
import type {
  OfferKind,
  ToolDefinition,
  ToolInvocation,
  ToolMethod,
  ToolPerformed,
  ToolTransport,
} from '../transport.ts';
import { faultOf, isCompleteAfterAll, isSessionLost } from './endings.ts';
import { definitionOf, listItems } from './listings.ts';
import { type ClearedParams, type JsonObject, readParams } from './params.ts';
import { type Ask, declaring, METHODS } from './peer.ts';
import { createPeers } from './peers.ts';
import { UnderWay, underWay } from './under-way.ts';

export interface McpOptions {
  readonly id: string;
  readonly confinement: () => Confinement;
  /** Opens the way to the server; `failed` is told the fault for which it did not open. */
  readonly open: (onBehalfOf: OnBehalfOf, failed: (reason: Fault) => void) => Transport;
  /** Whether callers have credentials of their own, and so connections of their own. */
  readonly personal: boolean;
  /** Whose credential lists what the server offers. */
  readonly listsAs: OnBehalfOf;
  readonly asks: readonly Ask[];
  readonly timeoutMs: number;
  /** The member of `_meta` under which the server takes idempotency keys, where it does. */
  readonly idempotencyMember: string | undefined;
  readonly elapsedMs: () => number;
  /** Closes what stands behind all connections. */
  readonly closed?: () => Promise<void>;
}

/** Where the body of each method says what it is for. */
const NAMED_BY: Readonly<Partial<Record<ToolMethod, string>>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

export function createMcpTransport(options: McpOptions): ToolTransport {
  const { id, timeoutMs } = options;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const peers = createPeers({ ...options, changed });
  let headersOf: ReadonlyMap<string, ToolDefinition> = new Map();
  let calls = 0;

  async function list(kind: OfferKind): Promise<Result<readonly JsonObject[]>> {
    const peer = await peers.for(options.listsAs);
    if (!peer.ok) return failed(peer.fault ?? faultOf(peer.error));
    const listed = await listItems(peer.client, kind, timeoutMs);
    // WHY: the next listing begins a new connection, whatever this one has come to.
    if (!listed.ok && listed.connectionLost) peers.drop(peer.client);
    return listed;
  }

  async function attempt(invocation: ToolInvocation, params: ClearedParams): Promise<Ended> {
    const peer = await peers.for(invocation.onBehalfOf);
    if (!peer.ok) {
      return { sessionLost: false, performed: unperformed(peer.fault ?? faultOf(peer.error), 'not_reached') };
    }
    const work = new UnderWay({ ...workingsOf(invocation, params), progressToken: params.wireToken });
    const definition = headersOf.get(invocation.name);
    peer.calls.add(work);
    try {
      await underWay.run(work, () =>
        send(peer.client, { invocation, given: params.given, work, timeoutMs, definition }),
      );
    } catch (error) {
      const lost = isSessionLost(error) && work.reach === 'not_reached';
      if (lost) peers.drop(peer.client);
      return { sessionLost: lost, performed: endingOf(error, { invocation, work }) };
    } finally {
      peer.calls.delete(work);
    }
    const [answer] = work.answers;
    if (answer !== undefined) return { sessionLost: false, performed: { ok: true, value: answer } };
    throw new Error('INVARIANT: a request that succeeded has an answer');
  }

  return {
    id,
    asks: options.asks.map((ask) => METHODS[ask]),
    get confinement() {
      return options.confinement();
    },
    async definitions() {
      const items = await list('tools');
      if (!items.ok) return items;
      const definitions = items.value.map(definitionOf);
      headersOf = new Map(definitions.map((definition) => [definition.name, definition]));
      return ok(definitions);
    },
    offers: (kind) => list(kind),
    async perform(clearance: Clearance, invocation) {
      redeem(clearance, id, invocation.body);
      const marks = {
        progressToken: `gatehouse-${++calls}`,
        meta:
          options.idempotencyMember === undefined
            ? {}
            : { [options.idempotencyMember]: invocation.idempotencyKey },
      };
      const params = readParams(invocation.body, marks);
      if (!params.ok) return unperformed(params.fault, 'not_reached');
      const named = NAMED_BY[invocation.method];
      if (named !== undefined && params.value.given[named] !== invocation.name) {
        throw new Error('the invocation is not for what its body says');
      }
      const first = await attempt(invocation, params.value);
      return first.sessionLost ? (await attempt(invocation, params.value)).performed : first.performed;
    },
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    async close() {
      await peers.close();
      await options.closed?.();
    },
  };
}

interface Ended {
  readonly performed: ToolPerformed;
  /** The server forgot the session and did nothing; one more attempt begins a new one. */
  readonly sessionLost: boolean;
}

function workingsOf(invocation: ToolInvocation, params: ClearedParams) {
  const { method, answerBytesMax, signal, ask, askable } = invocation;
  return {
    method,
    bytesMax: answerBytesMax,
    left: signal,
    textFor: (sent: JsonObject) => params.textFor(declaring(sent, askable)),
    ask,
    notify: (notification: { readonly method: string; readonly params: unknown }) => {
      if (notification.method !== 'notifications/progress') return invocation.notify(notification);
      // WHY: the caller's token never left the house; a server that nobody asked for progress has none to tell.
      if (params.progressToken === undefined) return;
      const told = { ...(notification.params as JsonObject), progressToken: params.progressToken };
      invocation.notify({ ...notification, params: told });
    },
  };
}

interface Sending {
  readonly invocation: ToolInvocation;
  readonly given: JsonObject;
  readonly work: UnderWay;
  readonly timeoutMs: number;
  readonly definition: ToolDefinition | undefined;
}

async function send(
  client: Client,
  { invocation, given, work, timeoutMs, definition }: Sending,
): Promise<void> {
  const options = {
    timeout: timeoutMs,
    maxTotalTimeout: timeoutMs,
    signal: work.over,
    allowInputRequired: true,
  };
  if (invocation.method === 'tools/call') {
    // WHY a definition always: with one, the official client neither lists again nor sends a second time.
    const toolDefinition = {
      name: invocation.name,
      inputSchema: definition?.inputSchema ?? { type: 'object' },
    };
    await client.callTool(given as never, { ...options, toolDefinition } as CallToolRequestOptions);
  } else {
    await client.request({ method: invocation.method, params: given as never }, options);
  }
}

interface Attempt {
  readonly invocation: ToolInvocation;
  readonly work: UnderWay;
}

function endingOf(error: unknown, { invocation, work }: Attempt): ToolPerformed {
  const [answer] = work.answers;
  const usable =
    answer?.error === true ||
    (answer !== undefined && isCompleteAfterAll(error, invocation.method, answer.body));
  if (work.fault === undefined && answer !== undefined && usable) return { ok: true, value: answer };
  const left = invocation.signal.aborted && work.fault?.code !== 'tool.credential';
  return unperformed(left ? CANCELLED : (work.fault ?? faultOf(error)), work.reach);
}

const CANCELLED = fault('tool.cancelled', 'The caller left before the tool had answered.');

function unperformed(reason: Fault, reach: 'not_reached' | 'maybe_reached'): ToolPerformed {
  return { ok: false, fault: reason, reach };
}
