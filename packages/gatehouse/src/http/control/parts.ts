/** What the control plane stands on: ports that the composition root binds. */
import type { Answers, Viewer } from '../../approval/answering.ts';
import type { Question } from '../../approval/hold-store.ts';
import type { Callback } from '../../approval/inbound.ts';
import type { Approver } from '../../approval/rules.ts';
import type { BudgetReports } from '../../budget/report.ts';
import type { Problem } from '../../config/problem.ts';
import type { AccessRule, DataRule } from '../../config/schema.ts';
import type { Permissions } from '../../gate/seeing/permissions.ts';
import type { Reviews } from '../../gate/seeing/reviews.ts';
import type { MandateStory } from '../../gate/seeing/story.ts';
import type { KeyOffice } from '../../identity/key-office.ts';
import type { PrincipalRef, Principals } from '../../identity/principals.ts';
import type { Clock } from '../../kernel/effects.ts';
import type { Result } from '../../kernel/result.ts';
import type { CrossingStore } from '../../ledger/crossings.ts';
import type { Verification } from '../../ledger/verify.ts';
import type { MandateName } from '../../mandate/mandates.ts';
import type { MandateControl } from './recorded-ends.ts';
import type { GrantControl } from './recorded-grants.ts';
import type { ScimParts } from './scim/scim.ts';

export interface ControlParts {
  /** The bootstrap credential: whoever can read the data directory. */
  readonly token: string;
  readonly crossings: CrossingStore;
  readonly ledger: LedgerReports;
  /** INVARIANT: an office over a store that records each act before it takes effect (`recorded-keys.ts`). */
  readonly keys: KeyOffice;
  readonly budgets: BudgetReports;
  /** INVARIANT: both record each act before it takes effect (`recorded-ends.ts`). */
  readonly mandates: MandateControl;
  readonly principals: Principals;
  /** INVARIANT: records each act before it takes effect (`recorded-grants.ts`). */
  readonly grants: GrantControl;
  readonly scim: ScimParts;
  readonly charter: CharterControl;
  readonly seeing: Seeing;
  /** INVARIANT: records each act before it takes effect. */
  readonly reviews: Reviews;
  readonly holds: HoldControl;
  status(): Status;
  readonly clock: Clock;
  /** Hears of defects; the caller only learns that there was one. */
  readonly onDefect: (cause: unknown) => void;
}

/** Who called: the operator by the bootstrap credential, or a person by a token of their own. */
export type Caller = Viewer;

export interface HoldControl {
  readonly answers: Answers;
  /** The person whom a token proves; a fault for every token that is not a person's, for answering. */
  person(token: string): Promise<Result<Approver>>;
  /** Takes an answer that came through a channel. */
  receive(callback: Callback): Promise<Result<Question>>;
  /** How long a yes is good. */
  useWithinMinutes(): number;
}

/** What operators are shown of those who act. */
export interface Seeing {
  permissions(who: PrincipalRef, options: { readonly unusedDays: number }): Promise<Result<Permissions>>;
  /** Undefined where nobody knows the mandate. */
  story(mandate: MandateName): Promise<Result<MandateStory | undefined>>;
}

export interface LedgerReports {
  /** Rejects when the database fails. */
  head(): Promise<Result<LedgerHead>>;
  /** Rejects when the database fails. */
  verify(): Promise<Result<Verification>>;
}

export interface LedgerHead {
  /** Entries under the newest head. */
  readonly size: number;
  /** The signed C2SP checkpoint; missing while nothing was sealed. */
  readonly head?: string;
  readonly verifierKey?: string;
}

export interface CharterControl {
  /** The tenants of the active configuration. */
  tenants(): readonly string[];
  policy(): PolicyReport;
  /** Reads the configuration again; either all of it becomes active, or nothing changes. */
  reload(): Promise<Result<Reloaded>>;
}

export interface PolicyReport {
  readonly digest: string;
  readonly access: readonly AccessRule[];
  readonly data: readonly DataRule[];
  /** Names of the raw Cedar files. */
  readonly cedar: readonly string[];
}

export interface Reloaded {
  readonly policyDigest: string;
  readonly warnings: readonly Problem[];
}

export interface Status {
  readonly version: string;
  readonly environment: string;
  readonly policyDigest: string;
  /** Digest of the detectors' rule set. */
  readonly inspectionRules: string;
  readonly memos: Readonly<Record<string, { readonly hits: number; readonly misses: number }>>;
  readonly openCrossings: number;
  readonly uptimeMs: number;
  readonly warnings: readonly Problem[];
}
