/** What the policy engine is asked and what it answers; the only place that can say yes. */
import type { Principal } from '../kernel/principal.ts';

/** What is to be done: call a model, hand its answer to the caller, let the provider run a tool itself. */
export type Action = 'model.call' | 'model.answer' | 'provider_tool.run';

/** The small typed context that policies may read. Low in cardinality on purpose: decisions are memoised on it. */
export interface DecisionContext {
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

export interface Question {
  readonly principal: Principal;
  readonly action: Action;
  readonly resource: ModelResource;
  readonly context: DecisionContext;
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
