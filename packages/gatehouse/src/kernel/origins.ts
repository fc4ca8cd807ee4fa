/** Where the values of a tool call came from, what it could reveal and whether its mandate covers it. */
import type { ArgumentKind } from './manifest.ts';

/**
 * `words`: stands in the user's words; `field`: in a trusted field of a recorded result; `accepted`: in an accepted
 * list; `chosen`: by a rule that the gate recomputed from these; `derived`: from these by a safe transformation;
 * `granted`: a person allowed exactly this value for this mandate; `untrusted`: in text that outsiders can write;
 * `unknown`: nowhere.
 */
const ORIGIN_KINDS = [
  'words',
  'field',
  'accepted',
  'chosen',
  'derived',
  'granted',
  'untrusted',
  'unknown',
] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** The origin of one value. */
export interface Origin {
  readonly kind: OriginKind;
  /** What a person needs to see: how it came here, in one sentence without the value. */
  readonly how: string;
  /** The recorded result or words that it stands in, and the text around it; shown to an approver, never recorded. */
  readonly source?: { readonly step: number; readonly place: string; readonly excerpt: string };
}

/** One value of a call's arguments, traced. */
export interface Traced {
  /** What the argument is by its manifest. */
  readonly kind: ArgumentKind;
  /** JSON path within the arguments, such as `$.recipients[0]`. */
  readonly place: string;
  readonly argument: string;
  readonly value: string;
  readonly origin: Origin;
  /** False when this value must not pass without a person. */
  readonly founded: boolean;
}

/** Something that the mandate has read and that somebody might learn who may not. */
export interface Leak {
  readonly step: number;
  readonly place: string;
  readonly classes: readonly string[];
  readonly how: string;
}

/** Why a call is not covered by what its mandate was opened for; codes are stable. */
const BEYOND_REASONS = ['tool', 'action', 'count', 'expired', 'wordless'] as const;
export type BeyondReason = (typeof BEYOND_REASONS)[number];

/** Everything that the policy needs to know of a call besides its principal. Pure function of flow and call. */
export interface Assessment {
  readonly traced: readonly Traced[];
  readonly leaks: readonly Leak[];
  readonly beyond: readonly { readonly reason: BeyondReason; readonly how: string }[];
  /** Grants of the words that this call uses up when it is executed. */
  readonly uses: readonly string[];
  /** Whether anything untrusted has entered the mandate before this call. */
  readonly tainted: boolean;
}
