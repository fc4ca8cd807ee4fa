/** What an adapter to a model provider must do: send exactly what was cleared, and hand back what came. */
import type { Clearance } from '../kernel/clearance.ts';
import type { Fault } from '../kernel/faults.ts';
import type { Operation, ProtocolId } from '../protocols/protocol.ts';

/** The outgoing call; `body` MUST be the one that the clearance was minted for. */
export interface OutgoingCall {
  readonly operation: Operation;
  readonly protocol: ProtocolId;
  readonly model: string;
  readonly stream: boolean;
  readonly body: string;
  /** Protocol headers of the client that may pass (such as `anthropic-version`). */
  readonly headers: Readonly<Record<string, string>>;
}

/** How far an attempt got before it failed: it decides who may have paid, and whether a retry is safe. */
export type Reach = 'not_sent' | 'maybe_billed';

export interface IncomingAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Chunks as they arrive; pulling is the only thing that reads, so a slow client slows the provider down.
   * Throws `ProviderBreak` when the provider hangs, resets or lies about its length.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Stops reading and closes the connection. Idempotent. */
  abandon(): void;
}

/** An attempt that failed before there was an answer. */
export interface Unperformed {
  readonly ok: false;
  readonly fault: Fault;
  readonly reach: Reach;
}

export type Performed = { readonly ok: true; readonly value: IncomingAnswer } | Unperformed;

/** Thrown out of the body of an answer that broke off; whatever arrived before it was billed. */
export class ProviderBreak extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'ProviderBreak';
    this.fault = fault;
  }
}

export interface Provider {
  readonly id: string;
  /** The protocols that it speaks. */
  readonly protocols: readonly ProtocolId[];
  /** MUST redeem the clearance before anything leaves. */
  perform(clearance: Clearance, call: OutgoingCall): Promise<Performed>;
}
