/** What each station of a call to a tool hands to the next. */
import type { Sighting } from '../../inspection/inspector.ts';
import type { Clearance } from '../../kernel/clearance.ts';
import type { Fault } from '../../kernel/faults.ts';
import type { Assessment } from '../../kernel/origins.ts';
import type { Passage } from '../../kernel/passage.ts';
import type { InspectionEvidence, PolicyEvidence } from '../../ledger/evidence.ts';
import type { CallName } from '../../mandate/calls.ts';
import type { Step, ToolCall } from '../../mandate/flow.ts';
import type { FlowAt, Mandate } from '../../mandate/mandates.ts';
import type { Decision, Obligation, ToolAction } from '../../policy/decision.ts';
import type { JsonDocument } from '../../protocols/json/document.ts';
import type { ToolAnswer, ToolReach } from '../../tools/transport.ts';
import type { Approval } from '../ask-people.ts';
import type { BrokerArrival, BrokerCall, BrokerDeparture } from '../broker.ts';
import type { KnownTool } from '../catalogue.ts';
import type { Arriving, Crossing } from '../crossing.ts';
import type { Kind, Turn, WalkOf } from '../kind.ts';

export interface ToolArrival extends Arriving {
  readonly from: BrokerArrival;
  readonly call: BrokerCall;
}

export type ToolCrossing = Crossing<ToolArrival>;

export interface Admitted {
  readonly tool: KnownTool;
  readonly action: ToolAction;
  readonly mandate: Mandate;
  /** The params as they came. */
  readonly document: JsonDocument;
  /** The name under which it is done at most once; undefined where its client gave none. */
  readonly name: CallName | undefined;
  /** Digest of what is asked, for telling a repeat from another call under the same key. */
  readonly digest: string;
  /** The answer of the same call, made before: it is given again, and nothing is called. */
  readonly repeat: ToolAnswer | undefined;
}

export interface Inspected {
  readonly passages: readonly Passage[];
  readonly sightings: readonly Sighting[];
  readonly classes: readonly string[];
  readonly opaque: readonly string[];
  readonly inspection: InspectionEvidence;
  /** The params with placeholders replaced by what they stand for: what is traced, decided and sent. */
  readonly restored: JsonDocument;
}

export type Walk = WalkOf<ToolKind>;

/** What the flow says about the call, and what the charter says to that. */
export interface Judged {
  readonly call: ToolCall;
  readonly at: FlowAt;
  readonly assessment: Assessment;
  readonly decision: Decision;
  readonly holds: readonly Obligation[];
  /** Ids of the endorsements that lifted a condition. */
  readonly endorsements: readonly string[];
}

export interface Decided extends Walk, Judged {
  /** Exactly what may be sent. */
  readonly body: string;
  readonly inspection: InspectionEvidence;
  readonly policy: PolicyEvidence;
  readonly approval?: Approval;
}

export interface Cleared {
  readonly decided: Decided;
  readonly clearance: Clearance;
  /** Of the flow, once what the call changes was added to it. */
  readonly version: number;
  /** The step of the flow that says that the call was let through; undefined where nothing is changed by it. */
  readonly called: number | undefined;
}

export interface Performed {
  readonly cleared: Cleared;
  readonly answer: ToolAnswer;
  readonly startedMs: number;
}

export interface Failure {
  readonly ok: false;
  readonly fault: Fault;
  readonly reach: ToolReach;
  readonly startedMs: number;
}

export interface ToolResult {
  readonly performed: Performed;
  /** What goes back, or why nothing of it does. */
  readonly body:
    | { readonly ok: true; readonly value: string }
    | { readonly ok: false; readonly fault: Fault };
  readonly policy: PolicyEvidence | undefined;
  readonly inspection: InspectionEvidence | undefined;
  /** The server wants something of its client first; each of its questions was decided on. */
  readonly asks: boolean;
  /** What the mandate learns from it. */
  readonly steps: readonly Step[];
}

export interface ToolKind extends Kind {
  readonly arrival: ToolArrival;
  readonly admitted: Admitted;
  readonly inspected: Inspected;
  readonly attempt: Turn;
  readonly decided: Decided;
  readonly cleared: Cleared;
  readonly performed: Performed;
  readonly failure: Failure;
  readonly result: ToolResult;
  readonly departure: BrokerDeparture;
}

/** Whether a call leaves nothing behind. INVARIANT: whatever is not known to only read is consequential. */
export function onlyReads({ tool, action }: Pick<Admitted, 'tool' | 'action'>): boolean {
  return action !== 'tool.call' || tool.manifest.effect === 'read';
}
