/** What the ledger says about a crossing: who, what, why and how it ended. Digests and counts, never content. */
import type { FaultCode } from '../kernel/faults.ts';
import type { Integrity } from '../kernel/labels.ts';
import type { Actor, Credential, PrincipalKind } from '../kernel/principal.ts';

export interface PrincipalEvidence {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly chain: readonly Actor[];
  readonly credential: { readonly kind: Credential['kind']; readonly id: string };
}

export interface PolicyEvidence {
  readonly digest: string;
  readonly verdict: 'allow' | 'conditional' | 'deny';
  readonly reason: string;
  readonly policies: readonly {
    readonly id: string;
    readonly effect: 'permit' | 'forbid';
    readonly owner: string;
    readonly reason: string;
  }[];
  readonly obligations: readonly {
    readonly kind: string;
    readonly classes: readonly string[];
    readonly policy: string;
  }[];
  /** The part of the context that the deciding policies could see. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface InspectionEvidence {
  /** Digest of the detectors' rule set. */
  readonly rules: string;
  readonly passages: number;
  readonly characters: number;
  /** How often each data class was found for certain. */
  readonly findings: Readonly<Record<string, number>>;
  /** How many of those were masked before anything left. */
  readonly masked: Readonly<Record<string, number>>;
  /** How often a class was only suspected. */
  readonly suspected?: Readonly<Record<string, number>>;
  /** How many findings left as placeholders. */
  readonly tokenised?: Readonly<Record<string, number>>;
  /** How many placeholders of an answer were replaced by what they stand for. */
  readonly restored?: Readonly<Record<string, number>>;
  readonly integrity: Integrity;
  /** What could not be read, by kind and place. */
  readonly notInspected: readonly { readonly kind: string; readonly place: string; readonly bytes: number }[];
}

/** The hold that was answered, and by whom. */
export interface ApprovalEvidence {
  readonly hold: string;
  readonly people: readonly string[];
}

/** A tool, by its accepted definition. */
export interface ToolEvidence {
  /** `server/name`. */
  readonly name: string;
  readonly server: string;
  readonly effect: string;
  /** SHA-256 of the accepted definition, hexadecimal. */
  readonly definition: string;
  readonly confinement: string;
  /** `argument:origin`, never a value. */
  readonly origins: readonly string[];
  /** What had no trusted origin, could leak or went beyond the mandate, and a person said yes to or a rule endorsed. */
  readonly unfounded: readonly string[];
  readonly leaks: readonly string[];
  readonly beyond: readonly string[];
  /** Rules that endorsed or declassified some of it. */
  readonly endorsements?: readonly string[];
  /** True when the answer of an earlier, identical call was given instead of calling again. */
  readonly repeated?: true;
}

export interface ModelEvidence {
  /** The name that the caller asked for. */
  readonly asked: string;
  readonly name: string;
  readonly provider: string;
  readonly region: string;
  /** The provider's name for what was called. */
  readonly called: string;
}

/** What every kind of evidence has in common. */
interface Common {
  readonly version: 1;
  readonly crossing: string;
  readonly attempt: number;
  /** RFC 3339, milliseconds, UTC. */
  readonly at: string;
  readonly protocol: string;
  readonly operation: string;
  readonly stream: boolean;
  readonly principal: PrincipalEvidence;
  readonly purpose: string;
  readonly environment: string;
  /** The mandate under which it happened. */
  readonly mandate?: string;
}

export interface IntentEvidence extends Common {
  readonly kind: 'intent';
  /** What was called: a model or a tool. */
  readonly model?: ModelEvidence;
  readonly tool?: ToolEvidence;
  readonly approval?: ApprovalEvidence;
  readonly policy: PolicyEvidence;
  readonly inspection: InspectionEvidence;
  /** The most that this attempt may cost. */
  readonly reserved: {
    readonly tokens: number;
    readonly microUsd: number;
    readonly budgets: readonly string[];
  };
  /** Keyed digests (HMAC-SHA256 under the tenant's key, hexadecimal) of what came in and of what may leave. */
  readonly digests: { readonly received: string; readonly sent: string };
}

/** `unknown`: the process died between intent and outcome; charged at the upper bound. */
export type Ending = 'completed' | 'failed' | 'cut' | 'client_gone' | 'unknown';

export interface OutcomeEvidence extends Common {
  readonly kind: 'outcome';
  readonly ending: Ending;
  readonly fault?: FaultCode;
  /** The model that the provider says answered, with its version. */
  readonly answered?: string;
  readonly usage: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly microUsd: number;
    /** `bound`: the provider reported nothing, so the upper bound was charged; `none`: nothing was billed. */
    readonly basis: 'reported' | 'bound' | 'none';
  };
  readonly policy?: PolicyEvidence;
  readonly inspection?: InspectionEvidence;
  readonly status?: number;
  readonly timings: { readonly totalMs: number; readonly providerMs: number; readonly firstByteMs?: number };
  /** Keyed digest of what was passed on to the caller. */
  readonly digests: { readonly answered?: string };
}

export interface RefusalEvidence extends Omit<Common, 'protocol' | 'operation'> {
  readonly kind: 'refusal';
  readonly protocol: string;
  readonly operation: string;
  /** The station that refused. */
  readonly station: string;
  readonly fault: FaultCode;
  readonly message: string;
  readonly asked?: string;
  /** The hold that it waits for, or that was answered with no. */
  readonly hold?: string;
  readonly policy?: PolicyEvidence;
  readonly inspection?: InspectionEvidence;
  /** What would have gone around the gate, by the protocol's own names. */
  readonly bypasses?: readonly string[];
}

/** An act on the control plane: a key made or revoked, a policy activated. */
export interface ActEvidence {
  readonly version: 1;
  readonly kind: 'act';
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string>>;
}

export type Evidence = IntentEvidence | OutcomeEvidence | RefusalEvidence | ActEvidence;
