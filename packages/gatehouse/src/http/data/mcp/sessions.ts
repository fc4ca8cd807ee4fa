/** Sessions of clients of 2025-11-25: who may use which, and what is under way in it. They hold no authority. */
import type { Chance, Clock } from '../../../kernel/effects.ts';
import { fault } from '../../../kernel/faults.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { RpcId, RpcReply } from '../../../protocols/mcp/message.ts';

export interface Session {
  readonly id: string;
  /** Digest of the principal and its credential; nobody else can use the session. */
  readonly owner: string;
  /** The server that its address names; a session of one place is unknown at another. */
  readonly server: string | undefined;
  readonly revision: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
  logLevel: string | undefined;
  usedMs: number;
  /** Calls of the client that are under way. */
  readonly calls: Map<RpcId, AbortController>;
  /** What the client was asked and has not answered. */
  readonly asks: Map<RpcId, (outcome: RpcReply['outcome']) => void>;
  readonly subscriptions: Set<string>;
}

export interface Sessions {
  open(of: Pick<Session, 'owner' | 'server' | 'revision' | 'capabilities'>): Result<Session>;
  find(id: string, of: Pick<Session, 'owner' | 'server'>): Result<Session>;
  close(session: Session): void;
  closeAll(): void;
}

export interface SessionBounds {
  readonly sessionsMax: number;
  readonly perOwnerMax: number;
  readonly idleMs: number;
}

/** Calls, open questions or subscriptions of one session. */
export const PER_SESSION_MAX = 256;
const DEFAULT_BOUNDS: SessionBounds = { sessionsMax: 10_000, perOwnerMax: 64, idleMs: 30 * 60_000 };
const ID_BYTES = 24;

/**
 * Sessions live in one process. Another replica answers 404, upon which clients initialize again (2025-11-25,
 * basic/transports, "Session Management", 4); a session holds nothing that would be lost with it.
 */
export function createSessions(
  { clock, chance }: { readonly clock: Clock; readonly chance: Chance },
  bounds: SessionBounds = DEFAULT_BOUNDS,
): Sessions {
  /** INVARIANT: in order of use, so that the idle ones come first. */
  const sessions = new Map<string, Session>();
  const owned = new Map<string, Set<Session>>();

  function close(session: Session): void {
    if (!sessions.delete(session.id)) return;
    const siblings = owned.get(session.owner);
    siblings?.delete(session);
    if (siblings?.size === 0) owned.delete(session.owner);
    for (const call of session.calls.values()) call.abort();
  }

  function closeIdle(): void {
    const idleBefore = clock.elapsedMs() - bounds.idleMs;
    for (const session of sessions.values()) {
      if (session.usedMs > idleBefore) return;
      // WHY: a call that takes long is use, although no request comes.
      if (session.calls.size > 0) touch(session);
      else close(session);
    }
  }

  function touch(session: Session): void {
    session.usedMs = clock.elapsedMs();
    sessions.delete(session.id);
    sessions.set(session.id, session);
  }

  return {
    close,
    closeAll: () => [...sessions.values()].forEach(close),
    open(of) {
      closeIdle();
      const siblings = owned.get(of.owner) ?? new Set();
      // WHY its own: whoever opens many sessions loses the oldest of them, and never takes anybody else's.
      if (siblings.size >= bounds.perOwnerMax) close(oldestOf(siblings));
      if (sessions.size >= bounds.sessionsMax) {
        return failed(fault('admission.busy', 'The gate is at its limit of open sessions; try again.'));
      }
      const id = Buffer.from(chance.bytes(ID_BYTES)).toString('base64url');
      const maps = { calls: new Map(), asks: new Map(), subscriptions: new Set<string>() };
      const session: Session = { ...of, ...maps, id, logLevel: undefined, usedMs: 0 };
      touch(session);
      owned.set(of.owner, siblings.add(session));
      return ok(session);
    },
    find(id, { owner, server }) {
      closeIdle();
      const session = sessions.get(id);
      if (session === undefined || session.owner !== owner || session.server !== server)
        return failed(UNKNOWN);
      touch(session);
      return ok(session);
    },
  };
}

/** WHY one fault for all: nobody learns which sessions others have. */
const UNKNOWN = fault(
  'session.unknown',
  'This session is not known here: it has ended, or it is not of this credential. Initialize again.',
);

/** Names the principal with everything that it may do by; a renewed token of the same grant is the same owner. */
export function ownerOf(principal: Principal): string {
  const { credential, mandate, ...who } = principal;
  const { expiresAtMs: _, ...proof } = credential;
  return JSON.stringify([
    who,
    proof,
    mandate === undefined ? null : [mandate.id, mandate.jkt, mandate.tools],
  ]);
}

function oldestOf(siblings: ReadonlySet<Session>): Session {
  return [...siblings].reduce((oldest, session) => (session.usedMs < oldest.usedMs ? session : oldest));
}
