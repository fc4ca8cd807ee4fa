/** Access reviews: what somebody has when one begins, who answers for it, and what of the charter changes when it goes. */
import type { Settings } from '../config/schema.ts';
import type { Actor } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import { type CharterAddition, denying } from './smaller.ts';

interface Held {
  readonly name: string;
  /** RFC 3339; missing where no use is on record. */
  readonly lastUsedAt?: string;
}

/** One thing that somebody has. Names and times, no content. */
export type ReviewItem =
  /** What a rule opens to it; the owner of the rule answers. */
  | {
      readonly kind: 'rule';
      readonly who: Actor;
      readonly rule: { readonly id: string; readonly reason: string };
      readonly part: 'access' | 'tools';
      readonly holds: readonly Held[];
    }
  | {
      readonly kind: 'key';
      readonly who: Actor;
      readonly key: { readonly id: string; readonly name: string; readonly until: string };
      readonly roles: readonly string[];
    }
  | {
      readonly kind: 'mandate';
      readonly who: Actor;
      readonly mandate: { readonly id: string; readonly until: string };
      readonly subject: Actor;
    }
  /** What somebody allowed the gate to do in its name at a server of tools. */
  | { readonly kind: 'grant'; readonly who: Actor; readonly server: string }
  /** What everybody has whom it is about. */
  | {
      readonly kind: 'endorsement';
      readonly endorsement: { readonly id: string; readonly reason: string; readonly expires: string };
      readonly lifts: readonly string[];
      readonly tools: readonly string[];
    };

export interface AskedItem {
  /** Whoever answers for it: the owner of the rule, whoever made the key, or the subject. */
  readonly reviewer: string;
  readonly item: ReviewItem;
}

export interface ReviewAnswer {
  readonly answer: 'keep' | 'revoke';
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}

export interface StoredItem extends AskedItem {
  /** Counts from 1. */
  readonly number: number;
  readonly answered: ReviewAnswer | undefined;
}

export interface Review {
  /** `rv_` and 26 characters. */
  readonly id: string;
  readonly tenant: string;
  /** Whom it is about, as patterns over `kind:id`. */
  readonly who: readonly string[];
  readonly policyDigest: string;
  readonly startedBy: string;
  readonly startedAtMs: number;
  readonly dueAtMs: number;
}

export interface ReviewName {
  readonly tenant: string;
  readonly id: string;
}

/** How far a review is. */
export interface ReviewSummary {
  readonly review: Review;
  readonly kept: number;
  readonly revoked: number;
  readonly open: number;
}

/** Every operation answers with `review.unavailable` when the store is away. */
export interface ReviewStore {
  start(review: Review, items: readonly AskedItem[]): Promise<Result<void>>;
  /** Newest first, at most 200; what is asked of one reviewer, or of all. Without those that ask nothing of them. */
  list(tenant: string, reviewer: string | undefined): Promise<Result<readonly ReviewSummary[]>>;
  find(
    name: ReviewName,
  ): Promise<Result<{ readonly review: Review; readonly items: readonly StoredItem[] } | undefined>>;
  /**
   * Keeps the answer to an item that has none, after `first` was done; false where somebody else was faster.
   * INVARIANT: while `first` is under way nobody else answers, and when it fails there is no answer.
   */
  answer(
    item: ReviewName & { readonly number: number },
    answer: ReviewAnswer,
    first: () => Promise<Result<void>>,
  ): Promise<Result<boolean>>;
}

/** What people change of the charter for an item to be gone: rules are files, and the gate edits none. */
export interface CharterChange {
  readonly remove?: { readonly part: 'access' | 'tools' | 'endorsements'; readonly id: string };
  readonly add?: CharterAddition;
}

interface Revoking {
  readonly tenant: string;
  readonly reviewer: string;
  readonly item: ReviewItem;
  /** For the rules that are added. */
  readonly name: string;
  readonly reason: string;
  readonly review: string;
}

/** Undefined where it does not stand in the charter. */
export function changeFor(charter: Settings['charter'], revoking: Revoking): CharterChange | undefined {
  const { tenant, reviewer, item, name, reason, review } = revoking;
  if (item.kind === 'endorsement') return { remove: { part: 'endorsements', id: item.endorsement.id } };
  if (item.kind !== 'rule') return undefined;
  const { who, part } = item;
  const rule = charter[part].find(({ id }) => id === item.rule.id);
  const ids = rule?.who.ids ?? [];
  // WHY only then: what allows it to others too is theirs, and a denial by name wins over it.
  if (ids.length === 1 && ids[0] === who.id) return { remove: { part, id: item.rule.id } };
  const names = item.holds.map((held) => held.name);
  const [tools, models] = part === 'tools' ? [names, []] : [[], names];
  return { add: denying({ who: { tenant, ...who }, tools, models, name, owner: reviewer, reason, review }) };
}
