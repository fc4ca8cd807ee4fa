/** What a charter compiles to: Cedar policies with what the engine must know about each. */
import type { Policy, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { AccessRule, ToolRule } from '../config/schema.ts';
import type { Action, ApprovalNeed, ObligationKind } from './decision.ts';

/** What lifts a forbid, or what a permit asks for in return. */
export interface Remedy {
  readonly kind: ObligationKind;
  /** Empty: about the crossing as a whole. */
  readonly classes: readonly string[];
  readonly target?: string;
  /** With `hold`: who has to say yes. */
  readonly approval?: ApprovalNeed;
}

export interface CompiledPolicy {
  /** The rule's id; unique per action. */
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly owner: string;
  readonly reason: string;
  readonly actions: readonly Action[];
  /** Facts of which a question must have at least one for this policy to matter; empty: always look. */
  readonly anchors: readonly string[];
  readonly remedy?: Remedy;
  /** What is evaluated. WHY raw Cedar stays text: a whole number beyond 2^53 does not survive JSON in JavaScript. */
  readonly cedar: Policy;
  /** Its syntax, for finding out what it reads; never evaluated. */
  readonly syntax: PolicyJson;
}

/** The rules that allow, by what they are about. */
export interface Allowing {
  readonly models: readonly AccessRule[];
  readonly tools: readonly ToolRule[];
}

export interface CompiledCharter {
  readonly policies: readonly CompiledPolicy[];
  /** The rules that allow, for telling a caller what was missing. */
  readonly allowing: Allowing;
  /** SHA-256 over the policies in canonical form and the schema, hexadecimal. Order does not matter. */
  readonly digest: string;
}
