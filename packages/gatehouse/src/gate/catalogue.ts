/** The port to what servers of tools offer: accepted, unchanged, and with everything that is known of each. */
import type { AcceptedTool } from '../kernel/accepted-tool.ts';
import type { Result } from '../kernel/result.ts';
import type { JsonSchema, OfferKind, ToolTransport } from '../tools/transport.ts';

/** A tool that may be called as it is accepted; or a resource or a prompt, of which nothing is known but its server. */
export interface KnownTool {
  readonly transport: ToolTransport;
  /** The server's own name of it. */
  readonly name: string;
  /** `server/name`, as the charter names it. */
  readonly qualified: string;
  readonly manifest: AcceptedTool['manifest'];
  /** Digest of the definition; of resources and prompts there is none. */
  readonly pin: string;
  /** Of its arguments, as accepted; resources and prompts have none. */
  readonly inputSchema?: JsonSchema;
  /** Refuses arguments that the accepted definition does not know. The fault names the argument, never its value. */
  readonly validate: (given: Readonly<Record<string, unknown>>) => Result<void>;
}

/** Something on offer, before anybody has asked whether this principal may use it. */
export interface Listed {
  readonly tool: KnownTool;
  /** What it is called on `/mcp/<server>`, and on `/mcp`. */
  readonly own: string;
  readonly qualified: string;
  readonly definition: { readonly [name: string]: unknown };
}

export interface Catalogue {
  /** Everything that may be offered at all: accepted, unchanged, unpoisoned, unambiguous. */
  list(kind: OfferKind, server: string | undefined): Promise<Result<readonly Listed[]>>;
  /**
   * What a client's name means. INVARIANT: a tool's pin is checked against what its server defines now, so that a
   * server which changes its tools between the list and the call is noticed. Faults: `tool.unknown`, `tool.suspended`.
   */
  find(kind: OfferKind, server: string | undefined, name: string): Promise<Result<KnownTool>>;
}
