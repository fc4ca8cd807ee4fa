/** What the policy engine is asked and what it answers; the only place that can say yes. */
import type { Confinement } from '../kernel/confinement.ts';
import type { Effect, ToolManifest } from '../kernel/manifest.ts';
import type { Principal } from '../kernel/principal.ts';

/** What is to be done with a model: call it, hand its answer to the caller, let the provider run a tool itself. */
export type ModelAction = 'model.call' | 'model.answer' | 'provider_tool.run';

/**
 * What is to be done with a server of tools: call one, hand its result to the caller, read a resource, get a prompt,
 * or let the server ask something of its client.
 */
export type ToolAction =
  | 'tool.call'
  | 'tool.answer'
  | 'resource.read'
  | 'prompt.get'
  | 'server.ask'
  /** Decides nothing: its permits name the endorsements that lift a condition, for the record. */
  | 'tool.endorse';

export type Action = ModelAction | ToolAction;

/** The small typed context that policies may read. Low in cardinality on purpose: decisions are memoised on it. */
export interface ModelContext {
  readonly environment: string;
  readonly purpose: string;
  readonly protocol: string;
  readonly stream: boolean;
  /** Marks of the data that is present (`kernel/marks.ts`): classes where it was found, and where; sorted. */
  readonly classes: readonly string[];
  /** Kinds of content that could not be read, sorted. */
  readonly opaque: readonly string[];
  /** For `provider_tool.run`: the provider's own name of the tool; otherwise empty. */
  readonly tool: string;
}

/** A configured model at a place: provider, region, the provider's name for it. */
export interface ModelResource {
  readonly name: string;
  readonly provider: string;
  readonly providerModel: string;
  readonly region: string;
}

/** What may be known of a call to a tool. INVARIANT: names and kinds only, never values: decisions are memoised on it. */
export interface ToolContext {
  readonly environment: string;
  readonly purpose: string;
  readonly protocol: string;
  /** Marks of the data in the arguments, or in the result; sorted. */
  readonly classes: readonly string[];
  readonly opaque: readonly string[];
  /** Whether the crossing belongs to a mandate that words were registered for. */
  readonly mandated: boolean;
  /** Whether text of an outsider entered the mandate before. */
  readonly tainted: boolean;
  /** `argument:origin` for every value that was traced, such as `recipients:words` (`kernel/origins.ts`); sorted. */
  readonly origins: readonly string[];
  /** Arguments with a value that has no trusted origin; sorted. */
  readonly unfounded: readonly string[];
  /** Classes of what could reach somebody who may not read it; `other` where it is of no class. */
  readonly leaks: readonly string[];
  /** In what way the call goes beyond its mandate (`BeyondReason`); sorted. */
  readonly beyond: readonly string[];
  /** The day in UTC as a number, 20261121: what is endorsed expires. */
  readonly day: number;
}

/** A tool, a resource or a prompt of a server, with what its accepted manifest says. */
export interface ToolResource {
  /** `server/name`; for a resource its address behind the server. */
  readonly name: string;
  readonly server: string;
  readonly effect: Effect;
  readonly reversible: boolean;
  readonly readers: ToolManifest['readers'];
  readonly confinement: Confinement;
}

export interface ModelQuestion {
  readonly principal: Principal;
  readonly action: ModelAction;
  readonly resource: ModelResource;
  readonly context: ModelContext;
  readonly approved?: readonly string[];
}

export interface ToolQuestion {
  readonly principal: Principal;
  readonly action: ToolAction;
  readonly resource: ToolResource;
  readonly context: ToolContext;
  /** Rules that wanted a person to look first, and a person said yes to exactly this. */
  readonly approved?: readonly string[];
}

export type Question = ModelQuestion | ToolQuestion;

/** Who has to say yes: the mandate's subject, somebody else, two different people, or holders of a role. */
export interface ApprovalNeed {
  readonly by: 'subject' | 'other' | 'two' | 'role';
  /** With `role`, and optionally with `other` and `two`. */
  readonly role?: string;
}

/** In falling order of severity: joining obligations keeps the most severe one per class. */
export const OBLIGATION_KINDS = [
  'deny',
  'hold',
  'route',
  'block',
  'tokenise',
  'mask',
  'label',
  'count',
] as const;

export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

export interface Obligation {
  readonly kind: ObligationKind;
  /** The marks of the data that it is about; empty when it is about the crossing as a whole. */
  readonly classes: readonly string[];
  /** For `route`: the name of the model to use instead. */
  readonly target?: string;
  /** For `hold`: who has to say yes. */
  readonly approval?: ApprovalNeed;
  /** The policy that asked for it. */
  readonly policy: string;
}

/** A policy that determined a decision. */
export interface DecidingPolicy {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** The reason that its author wrote for the people it affects. */
  readonly reason: string;
  readonly owner: string;
}

export interface Decision {
  /** `conditional`: allowed only after every obligation is met and the result has been decided again. */
  readonly verdict: 'allow' | 'conditional' | 'deny';
  readonly obligations: readonly Obligation[];
  readonly policies: readonly DecidingPolicy[];
  /** A sentence that the caller can act on. */
  readonly reason: string;
  /** True when an evaluation error caused the denial. */
  readonly error: boolean;
  /** The digest of the policy set that was active. */
  readonly policyDigest: string;
  /** The part of the context that the policies of this shard can see. */
  readonly projected: Readonly<Record<string, unknown>>;
}

export interface PolicyEngine {
  readonly digest: string;
  /** Total: never throws, and any evaluation error is a denial. */
  decide(question: Question): Decision;
  /** The distinct counters of the memo, for the benchmark. */
  memo(): { readonly hits: number; readonly misses: number };
}
