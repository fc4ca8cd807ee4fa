/** The port of holds: a call waits durably for people, and their yes is good once, for exactly what they were shown. */
import type { ToolManifest } from '../kernel/manifest.ts';
import type { Assessment } from '../kernel/origins.ts';
import type { Actor, PrincipalFields } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';

/** One held call. */
export type HoldId = `hold_${string}`;

/**
 * Whose yes it takes; structurally the policy's `ApprovalNeed`, which nothing here loosens. `subject`: the person for
 * whom the mandate is (another one, where it is no person). `other`: a person who is not that one. `two`: two different
 * such people. `role`: a holder of the role. For `other` and `two`, the settings name a role where the rule does not.
 */
export interface Need {
  readonly by: 'subject' | 'other' | 'two' | 'role';
  readonly role?: string;
}

/** A principal, as far as a person needs to see it: whoever acts is the first of its chain, or itself. */
export type Asker = Pick<PrincipalFields, 'kind' | 'id' | 'chain' | 'credential'>;

/** A call that waits for a yes, and everything that the yes is about. */
export interface HoldRequest {
  readonly tenant: string;
  readonly mandate: string;
  /** Names the crossing in the records; a yes is not bound to it, for the call is asked again in another. */
  readonly crossing: string;
  readonly principal: Asker;
  /** For whom the mandate is. */
  readonly subject: Actor;
  readonly purpose: string;
  /** The words of the subject, in their order. */
  readonly words: readonly string[];
  readonly call: {
    /** `server/tool`, as the charter names it. */
    readonly tool: string;
    /** Source text of the arguments, exactly as they would be sent. */
    readonly arguments: string;
    /** Digest of the definition to which the tool is pinned. */
    readonly definitionDigest: string;
    readonly manifest: ToolManifest;
  };
  readonly assessment: Assessment;
  readonly policy: {
    readonly digest: string;
    readonly rules: readonly { readonly id: string; readonly reason: string }[];
  };
  /** Of every rule that asked for a person; all of them must be met. @throws Error when there are none. */
  readonly needs: readonly Need[];
}

/** `used`: the yes was spent. */
export type HoldState = 'waiting' | 'approved' | 'denied' | 'expired' | 'used';

/** Where a held call stands. Never a yes by itself: only `take` gives one. */
export interface Hold {
  readonly id: HoldId;
  readonly state: HoldState;
  /** Where a person answers it: an address, or a command. No authority comes with it. */
  readonly address: string;
  /** Why it waits, or why not any more; one sentence without content. */
  readonly message: string;
  /**
   * What the person who said no gave as the reason, bounded and inert: for the caller, quoted, and for no record.
   * Undefined where none was given, and in every other state.
   */
  readonly reason: string | undefined;
  readonly requestedAtMs: number;
  /** When the question, or the yes, is void. */
  readonly expiresAtMs: number;
}

/** Values that a person allowed for the rest of a mandate: a step of kind `granted` (`mandate/flow.ts`). */
export interface GrantedValues {
  readonly tool: string;
  readonly argument: string;
  readonly values: readonly string[];
}

export type Taken =
  | {
      readonly state: 'approved';
      readonly hold: HoldId;
      /** Ids of the people who said yes. */
      readonly people: readonly string[];
      /** To be appended to the mandate's flow before the call is made. */
      readonly grants: readonly GrantedValues[];
    }
  | { readonly state: 'waiting' | 'denied' | 'expired'; readonly hold: Hold };

export interface HoldName {
  readonly tenant: string;
  readonly mandate: string;
  readonly id: string;
}

export interface Approvals {
  /**
   * Asks people. INVARIANT: durable and on record when it resolves. The same call of the same mandate is the same hold
   * for as long as that is open, answered but unused, or freshly denied; so that asking again bothers nobody.
   * Faults: `hold.limit`, `hold.unavailable`.
   */
  request(request: HoldRequest): Promise<Result<Hold>>;
  /**
   * Spends the yes: exactly one of all who try gets `approved`, and only for exactly what was shown.
   * Faults: `hold.changed`, `hold.used`, `hold.unknown`, `hold.unavailable`.
   */
  take(id: string, request: HoldRequest): Promise<Result<Taken>>;
  /** Faults: `hold.unknown`, `hold.unavailable`. */
  status(name: HoldName): Promise<Result<Hold>>;
}
