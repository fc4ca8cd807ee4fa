/** A crossing on its way: what arrived, who brought it, and the evidence that gathers along the path. */
import type { Hold } from '../approval/approvals.ts';
import type { Reservation } from '../budget/budgets.ts';
import type { Target } from '../identity/proof.ts';
import { type CrossingId, newCrossingId } from '../kernel/ids.ts';
import type { Principal } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { InspectionEvidence, PolicyEvidence } from '../ledger/evidence.ts';
import type { Operation, Protocol } from '../protocols/protocol.ts';
import type { Charter, Gate } from './gate.ts';

/** What the front hands over, whatever its protocol. Nothing in it has been trusted yet. */
export interface Arriving {
  readonly protocol: { readonly id: string };
  readonly operation: string;
  /** Names and values as they stood on the wire, repeats included. */
  readonly rawHeaders: readonly string[];
  readonly address: string;
  /** What it was sent to, as clients know it: tokens may be bound to it. */
  readonly target?: Target;
  /** Headers of the protocol itself that adapters may pass on (adapters choose which). */
  readonly headers: Readonly<Record<string, string>>;
}

/** A call to a model. */
export interface Arrival extends Arriving {
  readonly protocol: Protocol;
  readonly operation: Operation;
  /** Reads the body, bounded in size and time; called at most once. */
  readonly readBody: (bytesMax: number) => Promise<Result<string>>;
}

/** What goes back to the caller. A streamed body ends only after the outcome is durable. */
export interface Departure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncGenerator<string, void, void>;
}

/** Evidence as it gathers: each station adds what it learned, so that a refusal can say it too. */
export interface Notes {
  purpose: string;
  /** The conversation that the caller named; empty when it named none. */
  conversation: string;
  /** How many attempts have been recorded. */
  attempts: number;
  stream: boolean;
  asked?: string;
  /** The mandate that it belongs to, once that is known; also one without words. */
  mandate?: string;
  policy?: PolicyEvidence;
  inspection?: InspectionEvidence;
  bypasses?: readonly string[];
  /** The hold that it waits for. */
  held?: Hold;
  /** Held for this crossing until it is settled or released. */
  reservation?: Reservation;
}

export interface Crossing<A extends Arriving = Arrival> {
  readonly id: CrossingId;
  readonly arrival: A;
  readonly principal: Principal;
  /** The configuration that was active on arrival. */
  readonly charter: Charter;
  readonly startedMs: number;
  readonly clientReference: string | undefined;
  readonly notes: Notes;
}

const CLIENT_REFERENCE = /^[A-Za-z0-9._:-]{1,64}$/;
const DEFAULT_PURPOSE = 'unspecified';

export function openCrossing<A extends Arriving>(
  gate: Gate,
  charter: Charter,
  from: { arrival: A; principal: Principal },
): Crossing<A> {
  const reference = from.arrival.headers['x-client-request-id'];
  return {
    id: newCrossingId(gate.clock, gate.chance),
    arrival: from.arrival,
    principal: from.principal,
    charter,
    startedMs: gate.clock.elapsedMs(),
    // WHY: a reference that does not fit is dropped, not refused: SDKs send one of their own making.
    clientReference: reference !== undefined && CLIENT_REFERENCE.test(reference) ? reference : undefined,
    notes: {
      purpose: from.principal.purposes[0] ?? DEFAULT_PURPOSE,
      conversation: '',
      stream: false,
      attempts: 0,
    },
  };
}
