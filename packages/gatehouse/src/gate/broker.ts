/** What the front of the broker may ask of the gate: who somebody is, what they may see, and to take a call across. */
import type { Fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { AskMethod, JsonSchema, OfferKind, ServerAsk, ToolMethod } from '../tools/transport.ts';

/** What a client's request brings, before anything in it has been trusted. */
export interface BrokerArrival {
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly address: string;
  /** The HTTP method and the absolute URL that it came to; a proof of possession is bound to them (RFC 9449). */
  readonly target: { readonly method: string; readonly url: string };
  /** The one server that the address names, or all of them. */
  readonly server: string | undefined;
}

/** One thing on offer, under the name by which this client knows it. */
export interface Offer {
  /** On `/mcp`, names carry their server: `server__tool`; on `/mcp/<server>` they are the server's own. */
  readonly name: string;
  /** The definition as the server sent it, with that name in it. */
  readonly definition: { readonly [name: string]: unknown };
}

/** What a call may say to its client while it is under way. */
export interface CallIo {
  readonly signal: AbortSignal;
  /** What the client has declared that it can be asked. */
  readonly askable: readonly AskMethod[];
  /** Asks the client on behalf of the server, once the gate allowed it; undefined where the client cannot be asked. */
  readonly ask: ((ask: ServerAsk) => Promise<Result<unknown>>) | undefined;
  readonly notify: (notification: { readonly method: string; readonly params: unknown }) => void;
}

export interface BrokerCall extends CallIo {
  readonly method: ToolMethod;
  /** The tool's or prompt's name, or the resource's URI, as the client sent it. */
  readonly name: string;
  /** Source text of the request's `params`, exactly as it came. Authorisation reads this. */
  readonly params: string;
  /** `idempotency-key` of the client, if it sent one. */
  readonly idempotencyKey: string | undefined;
  /** What an earlier `held` gave; the gate checks that it belongs to exactly this call. */
  readonly holdId: string | undefined;
}

/** A call that waits for a person. Never a yes: only where it stands, and where a person can answer. */
export interface Held {
  readonly id: string;
  readonly status: 'waiting' | 'denied' | 'expired';
  /** Where a person answers it; not an address that the agent's credential opens. */
  readonly address: string;
  readonly message: string;
  /** Why a person said no: theirs to say, one inert line, to be shown between quotation marks. */
  readonly reason?: string;
  readonly expiresAtMs: number;
  /** When asking again makes sense. */
  readonly retryAfterMs: number;
}

export type BrokerDeparture =
  /**
   * `asksDecided`: the gate has decided on each of its `inputRequests`, as on any other question of a server. INVARIANT:
   * without it, a result that asks the client something goes no further.
   */
  | { readonly kind: 'result'; readonly crossing: string; readonly body: string; readonly asksDecided?: true }
  /** The server's own JSON-RPC error, inspected like a result: source text of its `error` member. */
  | { readonly kind: 'error'; readonly crossing: string; readonly body: string }
  | { readonly kind: 'held'; readonly crossing: string; readonly held: Held }
  | { readonly kind: 'fault'; readonly crossing: string; readonly fault: Fault };

export interface Broker {
  identify(arrival: BrokerArrival): Promise<Result<Principal>>;
  /** Only what this principal may use. */
  list(arrival: BrokerArrival, principal: Principal, kind: OfferKind): Promise<Result<readonly Offer[]>>;
  /** The schema of a tool's arguments as it was accepted; undefined where no tool of this name can be called now. */
  schemaOf(arrival: BrokerArrival, tool: string): Promise<JsonSchema | undefined>;
  /** Takes the call through the path; never throws for what a client or a server did. */
  cross(arrival: BrokerArrival, call: BrokerCall): Promise<BrokerDeparture>;
  /**
   * Takes a held call up again as the hold keeps it, for a client that only knows its id (a task of the Tasks
   * extension). Held again as long as nobody has answered; the stored answer once it was done.
   */
  resume(arrival: BrokerArrival, holdId: string, io: CallIo): Promise<BrokerDeparture>;
}
