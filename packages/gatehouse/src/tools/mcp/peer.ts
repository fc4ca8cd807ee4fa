/** One connection to an MCP server: the official client, what it declares, and how what the server asks is answered. */
import {
  Client,
  type ClientCapabilities,
  type PriorDiscovery,
  ProtocolError,
  ProtocolErrorCode,
  type Transport,
} from '@modelcontextprotocol/client';
import type { ServerAsk } from '../transport.ts';
import { type UnderWay, underWay } from './under-way.ts';

/** What a server may ask of its client. */
export const ASKS = ['sampling', 'elicitation', 'roots'] as const;
export type Ask = (typeof ASKS)[number];

export interface PeerOptions {
  /** Opens the way to the server; a new one for every connection. */
  readonly open: () => Transport;
  /** What the client says that it can be asked; nothing else is passed on, and whoever answers may still refuse. */
  readonly asks: readonly Ask[];
  readonly timeoutMs: number;
  /** Told when the server says that its definitions changed. */
  readonly changed: () => void;
  readonly closed: () => void;
  /** What an earlier connection found out about the server. */
  readonly prior: PriorDiscovery | undefined;
}

/** A connection and the calls that are under way on it. */
export interface Peer {
  readonly client: Client;
  readonly calls: Set<UnderWay>;
}

const INFO = { name: 'gatehouse', version: '1' };
const CAPABILITIES: Readonly<Record<Ask, ClientCapabilities>> = {
  sampling: { sampling: {} },
  elicitation: { elicitation: { form: {}, url: {} } },
  roots: { roots: {} },
};
const METHODS: Readonly<Record<Ask, ServerAsk['method']>> = {
  sampling: 'sampling/createMessage',
  elicitation: 'elicitation/create',
  roots: 'roots/list',
};

/** Connects: in 2026-07-28 where the server speaks it, otherwise by the handshake of 2025-11-25 and before. */
export async function connectPeer(options: PeerOptions): Promise<Peer> {
  const calls = new Set<UnderWay>();
  const { asks, changed, timeoutMs, prior } = options;
  const notice = { autoRefresh: false, debounceMs: 0, onChanged: changed };
  const client = new Client(INFO, {
    capabilities: Object.assign({}, ...asks.map((ask) => CAPABILITIES[ask])) as ClientCapabilities,
    versionNegotiation: { mode: 'auto', probe: { timeoutMs: Math.min(timeoutMs, PROBE_MS) } },
    inputRequired: { autoFulfill: false },
    listChanged: { tools: notice, resources: notice, prompts: notice },
    jsonSchemaValidator: UNUSED_VALIDATOR,
  });
  for (const ask of asks)
    client.setRequestHandler(
      METHODS[ask],
      (request) => answer(calls, { method: METHODS[ask], params: request.params }) as never,
    );
  client.onclose = options.closed;
  // WHY: whatever goes wrong there ends the request that it belongs to, or concerns nobody.
  client.onerror = () => undefined;
  // WHY `exit`: a connection is for many calls; what it does by itself belongs to none of them.
  await underWay.exit(() =>
    client.connect(options.open(), { timeout: timeoutMs, ...(prior === undefined ? {} : { prior }) }),
  );
  return { client, calls };
}

/** Until a server that says nothing to `server/discover` is taken for an old one. */
const PROBE_MS = 10_000;

/** WHY: results are validated by the gate, against the definition that a person accepted. */
const UNUSED_VALIDATOR = {
  getValidator() {
    throw new Error('INVARIANT: the official client validates no results');
  },
};

/**
 * INVARIANT: an ask is passed on only within the call that it was made for. A server of 2025-11-25 may ask beside all
 * calls; that belongs to the one call that is under way, and where several are, to none.
 */
async function answer(calls: ReadonlySet<UnderWay>, ask: ServerAsk): Promise<unknown> {
  const [first, ...others] = calls;
  const work = underWay.getStore() ?? (others.length === 0 ? first : undefined);
  const answered = await work?.workings.ask?.(ask);
  if (answered?.ok === true) return answered.value;
  const message = answered?.fault.message ?? 'Refused: no call is under way that this was asked for.';
  throw new ProtocolError(ProtocolErrorCode.InvalidRequest, message);
}
