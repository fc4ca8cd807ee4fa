/** One connection to an MCP server: the official client, what it declares, and how what the server asks is answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CLIENT_CAPABILITIES_META_KEY,
  Client,
  type ClientCapabilities,
  type PriorDiscovery,
  ProtocolError,
  ProtocolErrorCode,
  type Transport,
} from '@modelcontextprotocol/client';
import type { AskMethod, ServerAsk } from '../transport.ts';
import type { JsonObject } from './params.ts';
import { type UnderWay, underWay } from './under-way.ts';

/** What a server may ask of its client. */
export type Ask = 'sampling' | 'elicitation' | 'roots';

export interface PeerOptions {
  /** Opens the way to the server; a new one for every connection. */
  readonly open: () => Transport;
  /** What the client says that it can be asked; nothing else is passed on, and whoever answers may still refuse. */
  readonly asks: readonly Ask[];
  readonly timeoutMs: number;
  /** Told when the server says that its definitions changed. */
  readonly changed: () => void;
  /** Whether this connection hears of changes; one of them is enough. */
  readonly listens: boolean;
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
/** By which method each is asked. */
export const METHODS: Readonly<Record<Ask, AskMethod>> = {
  sampling: 'sampling/createMessage',
  elicitation: 'elicitation/create',
  roots: 'roots/list',
};

/**
 * The params of one call, which declare no more than its caller can be asked. Since 2026-07-28 every request says what
 * its client can do (basic/index); a server of an older revision was told once what the configuration lets it ask.
 */
export function declaring(sent: JsonObject, askable: readonly AskMethod[]): JsonObject {
  const { [CLIENT_CAPABILITIES_META_KEY]: capabilities, ...meta } = (sent._meta ?? {}) as JsonObject;
  if (capabilities === undefined) return sent;
  const mute = Object.entries(METHODS).filter(([, method]) => !askable.includes(method));
  const muted = new Set(mute.map(([name]) => name));
  const declared = Object.entries(capabilities as JsonObject).filter(([name]) => !muted.has(name));
  return { ...sent, _meta: { ...meta, [CLIENT_CAPABILITIES_META_KEY]: Object.fromEntries(declared) } };
}

/** Connects: in 2026-07-28 where the server speaks it, otherwise by the handshake of 2025-11-25 and before. */
export async function connectPeer(options: PeerOptions): Promise<Peer> {
  const calls = new Set<UnderWay>();
  const { asks, changed, timeoutMs, prior } = options;
  const client = new Client(INFO, {
    capabilities: Object.assign({}, ...asks.map((ask) => CAPABILITIES[ask])) as ClientCapabilities,
    versionNegotiation: { mode: 'auto', probe: { timeoutMs: Math.min(timeoutMs, PROBE_MS) } },
    inputRequired: { autoFulfill: false },
    jsonSchemaValidator: UNUSED_VALIDATOR,
  });
  for (const ask of asks)
    client.setRequestHandler(
      METHODS[ask],
      (request) => answer(calls, { method: METHODS[ask], params: request.params }) as never,
    );
  for (const kind of KINDS) client.setNotificationHandler(`notifications/${kind}/list_changed`, changed);
  client.onclose = options.closed;
  // WHY: whatever goes wrong there ends the request that it belongs to, or concerns nobody.
  client.onerror = () => undefined;
  // WHY `exit`: a connection is for many calls; what it does by itself belongs to none of them.
  await underWay.exit(() =>
    client.connect(options.open(), { timeout: timeoutMs, ...(prior === undefined ? {} : { prior }) }),
  );
  if (options.listens) void underWay.exit(() => listen(client, options));
  return { client, calls };
}

/**
 * Hears of changes for as long as the connection lives; before 2026-07-28 servers tell them unasked.
 * WHY `changed` after a stream that ended: nobody knows what was missed until the next one begins.
 */
async function listen(client: Client, { changed, timeoutMs }: PeerOptions): Promise<void> {
  const able = KINDS.filter((kind) => client.getServerCapabilities()?.[kind]?.listChanged === true);
  if (client.getProtocolEra() !== 'modern' || able.length === 0) return;
  const filter = Object.fromEntries(able.map((kind) => [`${kind}ListChanged`, true]));
  while (client.transport !== undefined) {
    const subscription = await client.listen(filter, { timeout: timeoutMs }).catch(() => undefined);
    await subscription?.closed;
    if (client.transport === undefined) return;
    if (subscription !== undefined) changed();
    await sleep(LISTEN_PAUSE_MS, undefined, { ref: false });
  }
}

const KINDS = ['tools', 'resources', 'prompts'] as const;
const LISTEN_PAUSE_MS = 5_000;

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
