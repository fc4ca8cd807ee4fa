/** The contract of a tool's transport: it is handed a clearance and exact bytes, and gives back an answer or a fault. */
import type { Clearance } from '../kernel/clearance.ts';
import type { Confinement } from '../kernel/confinement.ts';
import type { Fault } from '../kernel/faults.ts';
import type { Result } from '../kernel/result.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** A tool as its server defines it, before anybody has accepted it. */
export interface ToolDefinition {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  /** The server's own hints (MCP tool annotations); never more than hints. */
  readonly annotations?: {
    readonly readOnlyHint?: boolean;
    readonly destructiveHint?: boolean;
    readonly idempotentHint?: boolean;
    readonly openWorldHint?: boolean;
  };
  /** The definition exactly as the server sent it, for clients; canonical JSON of it is what is pinned. */
  readonly raw: { readonly [name: string]: unknown };
}

/** What an MCP server offers besides tools; other transports offer tools only. */
export type OfferKind = 'tools' | 'resources' | 'resource_templates' | 'prompts';

/** What is asked of a server under a clearance, by MCP's own method names. */
export type ToolMethod = 'tools/call' | 'resources/read' | 'prompts/get' | 'completion/complete';

/** What a server can ask of its client, by MCP's own method names; nothing else is ever passed on. */
export const ASK_METHODS = ['sampling/createMessage', 'elicitation/create', 'roots/list'] as const;
export type AskMethod = (typeof ASK_METHODS)[number];

/** Something that a server asks of its client while it works; each is a crossing of its own, denied by default. */
export interface ServerAsk {
  readonly method: AskMethod;
  readonly params: unknown;
}

export interface ToolInvocation {
  readonly method: ToolMethod;
  /** The server's own name of the tool or prompt, or the resource's URI. */
  readonly name: string;
  /** JSON text of the request's `params`: exactly what was cleared. Nothing else decides what is sent. */
  readonly body: string;
  /** Passed on where the tool understands idempotency keys; equal for repeats of one call. */
  readonly idempotencyKey: string;
  /** Whose grant or exchanged token is used towards the tool. INVARIANT: never the caller's own token. */
  readonly onBehalfOf: { readonly tenant: string; readonly subject: string };
  /** Bounds the answer; a longer one is a fault. */
  readonly answerBytesMax: number;
  readonly signal: AbortSignal;
  /** What the client has declared that it can be asked: the server is told of no more. */
  readonly askable: readonly AskMethod[];
  /** Answers what the server asks of its client; a fault is told to the server as a refusal. */
  readonly ask: (ask: ServerAsk) => Promise<Result<unknown>>;
  /** Progress and log notifications of the server, as they come. */
  readonly notify: (notification: { readonly method: string; readonly params: unknown }) => void;
}

/**
 * What a server gave back: the source text of the JSON-RPC `result`, as it sent it. A result of `resultType`
 * `input_required` (MCP 2026-07-28) is one like any other: whoever called decides on its `inputRequests` and asks.
 */
export interface ToolAnswer {
  readonly body: string;
  /** The server answered with a JSON-RPC error; `body` is the source text of its `error` member instead. */
  readonly error?: true;
}

/** Whether a call that failed can have had an effect. */
export type ToolReach = 'not_reached' | 'maybe_reached';

export type ToolPerformed =
  | { readonly ok: true; readonly value: ToolAnswer }
  | { readonly ok: false; readonly fault: Fault; readonly reach: ToolReach };

/** One configured server of tools, whatever it speaks. */
export interface ToolTransport {
  readonly id: string;
  /** How far the tool is kept from everything else; `unconfined` goes on record. */
  readonly confinement: Confinement;
  /** What its server may ask of clients, by the configuration. Absent: nothing. */
  readonly asks?: readonly AskMethod[];
  /** The tools that it defines right now. Fails closed: a server that is away has no tools. */
  definitions(): Promise<Result<readonly ToolDefinition[]>>;
  /** What else an MCP server offers, as it describes it; empty for every other transport. */
  offers(kind: Exclude<OfferKind, 'tools'>): Promise<Result<readonly { readonly [name: string]: unknown }[]>>;
  /**
   * Redeems the clearance (`redeem(clearance, id, body)`) and makes the call, once.
   * @throws Error when the clearance is not for exactly this: nothing was sent then.
   */
  perform(clearance: Clearance, invocation: ToolInvocation): Promise<ToolPerformed>;
  /** Calls back when the server says that its definitions changed; where it cannot say so, they are only asked for again. */
  watch?(changed: () => void): () => void;
  close(): Promise<void>;
}
