/** The port behind holds: what is kept of questions, answers and deputies, and changed in one transaction each. */
import type { Result } from '../kernel/result.ts';
import type { GrantedValues, HoldId, HoldName } from './approvals.ts';
import type { Binding } from './binding.ts';
import type { AskerFrame, CallFrame } from './frame.ts';
import type { Asked, Deputy, GivenAnswer } from './rules.ts';

/** What people are told of. */
export type HoldEvent = 'requested' | 'reminder' | 'escalated' | 'approved' | 'denied' | 'expired';

/** What a question is about, without content. */
export type AskedFacts = Omit<Asked, 'escalatedTo'>;

export type QuestionState = 'waiting' | 'approved' | 'denied' | 'expired';

/** A question without what it is about. */
export interface QuestionRow {
  readonly id: HoldId;
  readonly tenant: string;
  readonly mandate: string;
  /** Who acts, as `kind id`. */
  readonly agent: string;
  readonly tool: string;
  readonly asked: Asked;
  readonly state: QuestionState;
  readonly calls: number;
  readonly requestedAtMs: number;
  /** When it is void: as a question while it waits, as a yes afterwards. */
  readonly expiresAtMs: number;
}

export interface HeldCall {
  readonly id: HoldId;
  readonly crossing: string;
  readonly frame: CallFrame;
  readonly usedAtMs: number | undefined;
}

export interface KeptAnswer extends GivenAnswer {
  readonly via: string;
  readonly grants: boolean;
  readonly reason: string;
  readonly atMs: number;
}

/** A question with everything that is shown of it. */
export interface Question extends QuestionRow {
  readonly frame: AskerFrame;
  readonly held: readonly HeldCall[];
  readonly answers: readonly KeptAnswer[];
  /** Digest of exactly these calls: an answer names it, so that it is about what was looked at. */
  readonly shown: string;
}

/** Sealed with a call: what is shown, and what a yes can grant. */
export interface CallContent {
  readonly frame: CallFrame;
  readonly grants: readonly GrantedValues[];
}

/** A call that is to be held, and the question that it becomes where it joins none. */
export interface HoldDraft {
  readonly id: HoldId;
  readonly tenant: string;
  readonly mandate: string;
  readonly crossing: string;
  readonly agent: string;
  readonly tool: string;
  readonly binding: Binding;
  readonly asked: AskedFacts;
  readonly frame: AskerFrame;
  readonly content: CallContent;
  readonly atMs: number;
  readonly expiresAtMs: number;
  readonly remindAtMs: number | undefined;
  readonly escalateAtMs: number | undefined;
  readonly limits: HoldLimits;
  readonly notices: readonly Notice[];
}

export interface HoldLimits {
  readonly perMandate: number;
  readonly perAgent: number;
  readonly callsPerQuestion: number;
}

export interface Notice {
  readonly id: string;
  readonly channel: string;
  readonly event: HoldEvent;
  readonly dueAtMs: number;
}

/** One call and the question that it belongs to. */
export interface StoredHold {
  readonly id: HoldId;
  readonly question: QuestionRow;
  readonly requestedAtMs: number;
  readonly usedAtMs: number | undefined;
  /** As it was given with the no; undefined where there is none. */
  readonly reason: string | undefined;
}

export type TakenRow =
  | { readonly taken: true; readonly people: readonly string[]; readonly grants: readonly GrantedValues[] }
  | { readonly taken: false; readonly hold: StoredHold };

/** An answer as it is to be kept, with what it makes of the question. */
export interface Answering {
  readonly answer: KeptAnswer;
  readonly verdict: 'waiting' | 'approved' | 'denied';
  /** When the yes is void. */
  readonly expiresAtMs: number;
  readonly notices: readonly Notice[];
}

export interface KeptDeputy extends Deputy {
  readonly id: string;
}

/** What is on record before it is true; structurally an act of the control plane (`http/control/acts.ts`). */
export interface HoldActs {
  record(act: {
    readonly tenant: string;
    readonly actor: string;
    readonly act: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, string>>;
  }): Promise<Result<void>>;
}

/** Whom a look is for: open questions, or all that are still kept. */
export interface QuestionFilter {
  readonly open: boolean;
  readonly nowMs: number;
}

/** INVARIANT: whatever changes is on record before it is committed, and not at all when it cannot be. */
export interface HoldStore {
  open(draft: HoldDraft): Promise<Result<StoredHold>>;
  take(name: HoldName, binding: Binding, nowMs: number): Promise<Result<TakenRow>>;
  find(name: HoldName): Promise<Result<StoredHold>>;
  /** Newest first, at most 200. */
  questions(tenant: string, filter: QuestionFilter): Promise<Result<readonly QuestionRow[]>>;
  /** By its own id, or by that of one of its calls; undefined when there is none. */
  question(tenant: string, id: string): Promise<Result<Question | undefined>>;
  /** `judge` decides on the question as it is, while nobody else can change it. */
  answer(
    place: { readonly tenant: string; readonly id: string },
    judge: (question: Question, deputies: readonly KeptDeputy[]) => Result<Answering>,
  ): Promise<Result<Question>>;
  deputies(tenant: string, nowMs: number): Promise<Result<readonly KeptDeputy[]>>;
  nameDeputy(tenant: string, deputy: KeptDeputy): Promise<Result<void>>;
  /** False when the person has named no such deputy. */
  endDeputy(tenant: string, deputy: { id: string; person: string }, nowMs: number): Promise<Result<boolean>>;
}

/** What a channel is told next; `attempt` counts from one. */
export interface DueNotice {
  readonly id: string;
  readonly question: HoldId;
  readonly channel: string;
  readonly event: HoldEvent;
  readonly attempt: number;
}

/** What time alone changes. Every method can be called by any process at any time: each thing happens once. */
export interface HoldTimes {
  /** Questions without an answer, and answers that nobody used. */
  expire(tenant: string, nowMs: number, noticesFor: NoticesFor): Promise<void>;
  remind(tenant: string, times: { nowMs: number; everyMs: number }, noticesFor: NoticesFor): Promise<void>;
  escalate(tenant: string, to: { nowMs: number; role: string }, noticesFor: NoticesFor): Promise<void>;
  /** Hands out what is due to this process alone, until `againAtMs`. */
  claim(tenant: string, nowMs: number, againAtMs: (attempt: number) => number): Promise<readonly DueNotice[]>;
  finish(tenant: string, id: string, end: { nowMs: number; delivered: boolean }): Promise<void>;
  /** Forgets what closed before then. */
  forget(tenant: string, closedBeforeMs: number): Promise<void>;
}

export type NoticesFor = (event: HoldEvent) => readonly Notice[];
