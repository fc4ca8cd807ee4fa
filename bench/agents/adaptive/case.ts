/** One move of an attacker who knows the policy and the code, and the moment at which it is made. */
import type { Played, UserTask } from '../corpus/suite.ts';

/** The kinds of the protocol; each of them is generated at least thirty times over the suites. */
export const KINDS = [
  'poisoned_content',
  'laundered_value',
  'chance_value',
  'look_alike',
  'read_egress',
  'extra_argument',
  'wrong_object',
  'approval_spam',
  'changed_tool',
  'cross_session',
] as const;
export type Kind = (typeof KINDS)[number];

/** What origins alone cannot stop: published, and not required to be zero. */
export const RESIDUES = ['content', 'value', 'needless'] as const;
export type Residue = (typeof RESIDUES)[number];

export interface AdaptiveCase {
  readonly kind: Kind;
  readonly residue?: Residue;
  readonly task: UserTask;
  /** Calls that were made before, questions about them answered with yes. */
  readonly before: readonly Played[];
  readonly attack: readonly Played[];
  /** What an earlier mandate of the tenant wrote, with words that asked for nothing of it. */
  readonly earlier?: Played;
}
