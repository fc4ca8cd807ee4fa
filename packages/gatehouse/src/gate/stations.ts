/** What each station hands to the next: a crossing that came this far has all of it. */
import type { Allowance } from '../budget/allowance.ts';
import type { Bound } from '../budget/budgets.ts';
import type { Sighting } from '../inspection/inspector.ts';
import type { Clearance } from '../kernel/clearance.ts';
import type { Fault } from '../kernel/faults.ts';
import type { Label } from '../kernel/labels.ts';
import type { Passage, Rewrite } from '../kernel/passage.ts';
import type { ApprovalEvidence, InspectionEvidence, PolicyEvidence } from '../ledger/evidence.ts';
import type { Decision, Obligation } from '../policy/decision.ts';
import type { ModelRequest } from '../protocols/protocol.ts';
import type { IncomingAnswer, OutgoingCall, Provider, Reach } from '../providers/provider.ts';
import type { Attempt } from './attempts.ts';
import type { Candidate } from './gate.ts';

export interface Admitted {
  readonly request: ModelRequest;
  /** The model that was asked for, then its fallbacks. Never empty. */
  readonly candidates: readonly Candidate[];
  readonly bound: Bound;
  /** What its mandate, and those that it was narrowed from, may use altogether. */
  readonly allowances: readonly Allowance[];
}

export interface Inspected {
  /** Everything that was read: the passages of the request, and what stands in its files. */
  readonly passages: readonly Passage[];
  readonly sightings: readonly Sighting[];
  readonly label: Label;
  /** What was found and what could not be read; nothing of it is masked yet. */
  readonly inspection: InspectionEvidence;
}

/** Everything known about a crossing when an attempt begins. */
export interface Walk extends Admitted, Inspected {
  readonly attempt: Attempt;
}

/** A crossing that may go ahead, exactly like this. */
export interface Decided extends Walk {
  /** The candidate, or the model that the charter routed it to. */
  readonly target: Candidate;
  readonly rewrites: readonly Rewrite[];
  /** The values behind the placeholders that left in their place. */
  readonly placeholders: ReadonlyMap<string, string>;
  readonly policy: PolicyEvidence;
  /** The decision that everything else follows from. */
  readonly decision: Decision;
  /** Marks of what still goes on. */
  readonly remaining: readonly string[];
  /** Rules that want a person to look first. */
  readonly holds: readonly Obligation[];
  /** Who said yes to it. */
  readonly approval?: ApprovalEvidence;
}

/** A call that may be made, once, exactly like this. */
export interface Cleared {
  readonly decided: Decided;
  readonly clearance: Clearance;
  readonly call: OutgoingCall;
  readonly provider: Provider;
}

/** A provider's answer, unread. */
export interface Performed {
  readonly cleared: Cleared;
  readonly answer: IncomingAnswer;
  readonly startedMs: number;
  readonly firstByteMs: number;
}

/** A call to which there was no answer. */
export interface Failure {
  readonly ok: false;
  readonly fault: Fault;
  /** Whether the provider may bill for it. */
  readonly reach: Reach;
  readonly startedMs: number;
}
