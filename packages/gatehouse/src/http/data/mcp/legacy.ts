/** Clients of 2025-11-25 and before: they open a session, and everything else belongs to it. */
import { fault } from '../../../kernel/faults.ts';
import type { Result } from '../../../kernel/result.ts';
import { writeResult } from '../../../protocols/mcp/errors.ts';
import {
  paramText,
  paramValue,
  type RpcCall,
  type RpcId,
  type RpcReply,
} from '../../../protocols/mcp/message.ts';
import { LEGACY_REVISIONS } from '../../../protocols/mcp/revisions.ts';
import { serveCall, type Visitor } from './dispatch.ts';
import { capabilities, serverInfo } from './methods.ts';
import { refuse } from './refuse.ts';
import { PER_SESSION_MAX, type Session, type Sessions } from './sessions.ts';

export async function serveLegacy(
  visitor: Visitor,
  sessions: Sessions,
  sent: RpcCall | RpcReply | 'delete',
): Promise<void> {
  const { front, reply } = visitor;
  const id = sent === 'delete' ? undefined : sent.id;
  if (sent !== 'delete' && sent.kind === 'call' && sent.method === 'initialize' && sent.id !== undefined) {
    return initialize(visitor, sessions, { ...sent, id: sent.id });
  }
  const found = sessionOf(visitor, sessions);
  if (!found.ok) return refuse({ front, reply }, found.fault, { id });
  const session = found.value;
  if (sent === 'delete') {
    sessions.close(session);
    return reply.end(undefined, { status: 204 });
  }
  if (sent.kind === 'reply') session.asks.get(sent.id)?.(sent.outcome);
  else if (sent.id !== undefined) return serveInSession(visitor, session, { ...sent, id: sent.id });
  else if (sent.method === 'notifications/cancelled') cancel(session, sent);
  return reply.end(undefined, { status: 202 });
}

function sessionOf({ arrival, owner, place: { server } }: Visitor, sessions: Sessions): Result<Session> {
  const { 'mcp-session-id': id, 'mcp-protocol-version': revision } = arrival.headers;
  if (id === undefined) {
    const message =
      'The header mcp-session-id is missing: initialize first, or send the metadata of 2026-07-28.';
    return { ok: false, fault: fault('request.headers', message) };
  }
  const found = sessions.find(id, { owner, server });
  if (!found.ok || revision === undefined || LEGACY_REVISIONS.includes(revision)) return found;
  return {
    ok: false,
    fault: fault('request.revision', 'The gate does not speak this revision in sessions.'),
  };
}

function initialize(
  { front, owner, place: { server }, reply }: Visitor,
  sessions: Sessions,
  call: RpcCall & { readonly id: RpcId },
): Promise<void> {
  const wanted = paramText(call, 'protocolVersion');
  const declared = paramValue(call, 'capabilities');
  if (wanted === undefined || typeof declared !== 'object' || declared === null || Array.isArray(declared)) {
    const shape = fault('request.shape', 'initialize must name a protocolVersion and hold capabilities.');
    return refuse({ front, reply }, shape, { id: call.id });
  }
  const revision = LEGACY_REVISIONS.find((spoken) => spoken === wanted) ?? LEGACY_REVISIONS[0] ?? '';
  const opened = sessions.open({
    ...{ owner, server, revision },
    capabilities: declared as Readonly<Record<string, unknown>>,
  });
  if (!opened.ok) return refuse({ front, reply }, opened.fault, { id: call.id });
  const result = {
    protocolVersion: revision,
    capabilities: capabilities('legacy'),
    serverInfo: serverInfo(front),
  };
  return reply.end(writeResult(call.id, JSON.stringify(result)), {
    status: 200,
    headers: { 'mcp-session-id': opened.value.id },
  });
}

async function serveInSession(
  visitor: Visitor,
  session: Session,
  call: RpcCall & { readonly id: RpcId },
): Promise<void> {
  const { front, reply } = visitor;
  const { id } = call;
  if (session.calls.has(id)) {
    return refuse({ front, reply }, fault('request.malformed', 'A call of this id is under way.'), { id });
  }
  if (session.calls.size >= PER_SESSION_MAX) {
    return refuse({ front, reply }, fault('admission.busy', 'The session has too many calls under way.'), {
      id,
    });
  }
  const { capabilities, revision } = session;
  const cancelling = new AbortController();
  session.calls.set(id, cancelling);
  try {
    const client = { era: 'legacy', revision, capabilities, logLevel: undefined } as const;
    await serveCall(visitor, call, { client, session, cancelled: cancelling.signal });
  } finally {
    session.calls.delete(id);
  }
}

function cancel(session: Session, call: RpcCall): void {
  const id = paramValue(call, 'requestId');
  if (typeof id === 'string' || typeof id === 'number') session.calls.get(id)?.abort();
}
