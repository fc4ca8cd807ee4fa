/** The front of the broker: serves MCP at `/mcp` and `/mcp/<server>` to clients of both eras, and only through the gate. */
import type { BrokerArrival } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import { failed, type Result } from '../../../kernel/result.ts';
import type { Incoming } from '../../../net/listener.ts';
import { readBody } from '../../../net/read-body.ts';
import { decodeUtf8 } from '../../../protocols/json/parse.ts';
import { classify } from '../../../protocols/mcp/classify.ts';
import { revisionData } from '../../../protocols/mcp/errors.ts';
import {
  paramValue,
  type RpcCall,
  type RpcId,
  type RpcMessage,
  readMessage,
} from '../../../protocols/mcp/message.ts';
import { META } from '../../../protocols/mcp/revisions.ts';
import { serveCall, type Visitor } from './dispatch.ts';
import type { Front } from './exchange.ts';
import { turnedAway } from './guard.ts';
import { serveLegacy } from './legacy.ts';
import { describedPlace, metadataOf, type Place, placeOf } from './metadata.ts';
import type { McpFrontParts } from './parts.ts';
import { refuse } from './refuse.ts';
import { createReply, type Reply } from './reply.ts';
import { createSeal } from './seal.ts';
import { createSessions, ownerOf, type Sessions } from './sessions.ts';
import { abortSuspended, createSuspended } from './suspended-calls.ts';

export interface McpFront {
  /** Whether a path is one of the front's. */
  serves(path: string): boolean;
  /** Handles one request whose head was checked. A rejection is a defect; the listener answers it. */
  handle(incoming: Incoming): Promise<void>;
  /** Ends all sessions, and with them the calls that are under way in them. */
  close(): void;
}

export function createMcpFront(parts: McpFrontParts): McpFront {
  const front: Front = { ...parts, seal: createSeal(parts.stateKey), suspended: createSuspended() };
  const sessions = createSessions(parts);
  return {
    serves: (path) => /^\/mcp(?:\/|$)/.test(path) || path.startsWith('/.well-known/oauth-protected-resource'),
    handle: (incoming) => handle(front, sessions, incoming),
    close() {
      sessions.closeAll();
      abortSuspended(front.suspended);
    },
  };
}

async function handle(front: Front, sessions: Sessions, incoming: Incoming): Promise<void> {
  const { head, response } = incoming;
  const { clientWriteMs, openMax } = front.limits();
  const streams = /text\/event-stream|\*\/\*/.test(head.headers.accept ?? '*/*');
  const reply = createReply(response, { clientWriteMs, streams });
  const foreign = turnedAway(head, front.names());
  if (foreign !== undefined) return refuse({ front, reply }, foreign);
  const described = describedPlace(head.path);
  if (described !== undefined && head.method === 'GET') {
    return reply.end(metadataOf(front.baseUrl(), described), { status: 200 });
  }
  const place = placeOf(head.path);
  if (place === undefined || head.query !== '') return refuse({ front, reply }, NOWHERE);
  const entered = front.open.enter(openMax);
  if (!entered.ok) return refuse({ front, reply }, entered.fault);
  try {
    await visit({ front, sessions, incoming, reply, place });
  } finally {
    front.open.leave();
  }
}

interface Visit {
  readonly front: Front;
  readonly sessions: Sessions;
  readonly incoming: Incoming;
  readonly reply: Reply;
  readonly place: Place;
}

/** INVARIANT: who asks is known before anything that was sent is read. */
async function visit({ front, sessions, incoming, reply, place }: Visit): Promise<void> {
  const arrival = arrivalFrom(front, incoming, place);
  const principal = await front.broker.identify(arrival);
  if (!principal.ok) return refuse({ front, reply }, principal.fault, { arrival, place });
  const visitor: Visitor = {
    ...{ front, arrival, reply },
    principal: principal.value,
    owner: ownerOf(principal.value),
    place,
  };
  const { method } = incoming.head;
  if (method === 'DELETE') return serveLegacy(visitor, sessions, 'delete');
  if (method !== 'POST') return refuse({ front, reply }, ONLY_POST, { headers: { allow: 'POST, DELETE' } });
  let id: RpcId | undefined;
  const message = await readPosted(front, incoming, (found) => {
    id = found;
  });
  if (!message.ok) return refuse({ front, reply }, message.fault, { id });
  if (message.value.kind === 'reply') return serveLegacy(visitor, sessions, message.value);
  return serve(visitor, sessions, message.value);
}

function serve(visitor: Visitor, sessions: Sessions, call: RpcCall): Promise<void> {
  const { front, reply, arrival } = visitor;
  const client = classify(call, arrival.headers);
  if (!client.ok) {
    const meta = paramValue(call, '_meta') as Readonly<Record<string, unknown>> | undefined;
    const isRevision = client.fault.code === 'request.revision';
    const data = isRevision ? revisionData(meta?.[META.revision]) : undefined;
    return refuse({ front, reply }, client.fault, { id: call.id, data });
  }
  if (client.value.era === 'legacy') return serveLegacy(visitor, sessions, call);
  // WHY nothing happens: in this era a client cancels by closing the stream of its call, and tells us nothing else.
  if (call.id === undefined) return reply.end(undefined, { status: 202 });
  return serveCall(visitor, { ...call, id: call.id }, { client: client.value, session: undefined });
}

async function readPosted(
  front: Front,
  { request }: Incoming,
  onId: (id: RpcId) => void,
): Promise<Result<RpcMessage>> {
  const { bodyBytesMax, requestMs, depthMax } = front.limits();
  const bytes = await readBody(request, { bytesMax: bodyBytesMax, timeoutMs: requestMs });
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value);
  return text.ok ? readMessage(text.value, { depthMax }, onId) : failed(text.fault);
}

function arrivalFrom(front: Front, { head, request }: Incoming, place: Place): BrokerArrival {
  return {
    rawHeaders: request.rawHeaders,
    headers: head.headers,
    address: request.socket.remoteAddress ?? 'unknown',
    target: { method: head.method, url: front.baseUrl() + place.path },
    server: place.server,
  };
}

const NOWHERE = fault('route.unknown', 'MCP is served at /mcp and at /mcp/<server>, without a query.');
const ONLY_POST = fault('request.method', 'MCP is served by POST; streams are the answers to calls.');
