/** The desk where calls are held: makes drafts of what is asked, and says where a held call stands. */
import type { Settings } from '../config/schema.ts';
import type { Chance, Clock } from '../kernel/effects.ts';
import { base32 } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Approvals, GrantedValues, Hold, HoldId, HoldRequest, HoldState } from './approvals.ts';
import { bindingOf } from './binding.ts';
import { askerFrame, callFrame } from './frame.ts';
import type { HoldDraft, HoldEvent, HoldStore, Notice, StoredHold } from './hold-store.ts';
import { inertFor, quote } from './quote.ts';

export type ApprovalSettings = Settings['approvals'];

export interface DeskParts {
  readonly store: HoldStore;
  readonly settings: () => ApprovalSettings;
  readonly clock: Clock;
  readonly chance: Chance;
}

const MINUTE_MS = 60_000;
/** WHY: calls that come one after the other become one message. */
const GATHER_MS = 2_000;

export function createApprovals(parts: DeskParts): Approvals {
  const { store, settings, clock } = parts;
  return {
    async request(request) {
      const stored = await store.open(draftOf(request, parts));
      return stored.ok ? ok(holdOf(stored.value, settings(), clock.nowMs())) : stored;
    },
    async take(id, request) {
      const name = { tenant: request.tenant, mandate: request.mandate, id };
      const nowMs = clock.nowMs();
      const row = await store.take(name, bindingOf(request), nowMs);
      if (!row.ok) return row;
      if (row.value.taken) {
        const { people, grants } = row.value;
        return ok({ state: 'approved', hold: id as HoldId, people, grants });
      }
      const hold = holdOf(row.value.hold, settings(), nowMs);
      const { state } = hold;
      if (state === 'approved' || state === 'used') throw new Error('INVARIANT: a good yes is taken');
      return ok({ state, hold });
    },
    async status(name) {
      const found: Result<StoredHold> = await store.find(name);
      return found.ok ? ok(holdOf(found.value, settings(), clock.nowMs())) : found;
    },
  };
}

function draftOf(request: HoldRequest, { settings, clock, chance }: DeskParts): HoldDraft {
  if (request.needs.length === 0) throw new Error('a hold names whose yes it takes');
  const { tenant, mandate, crossing, principal, subject, needs, call } = request;
  const { wait_minutes: wait, remind_minutes: remind, escalate, limits } = settings();
  const atMs = clock.nowMs();
  const [actor = principal] = principal.chain;
  const actors = principal.chain.length > 0 ? principal.chain : isSame(principal, subject) ? [] : [principal];
  return {
    id: `hold_${base32(chance.bytes(16))}`,
    ...{ tenant, mandate, crossing, tool: call.tool, agent: `${actor.kind} ${actor.id}` },
    binding: bindingOf(request),
    asked: { actors: actors.map(({ kind, id }) => ({ kind, id })), subject, needs },
    frame: askerFrame(request),
    content: { frame: callFrame(request), grants: grantsOf(request) },
    atMs,
    expiresAtMs: atMs + wait * MINUTE_MS,
    remindAtMs: remind === undefined ? undefined : atMs + remind * MINUTE_MS,
    escalateAtMs: escalate === undefined ? undefined : atMs + escalate.after_minutes * MINUTE_MS,
    limits: {
      perMandate: limits.per_mandate,
      perAgent: limits.per_agent,
      callsPerQuestion: limits.calls_per_question,
    },
    notices: noticesFor({ settings: settings(), chance, tenant, dueAtMs: atMs + GATHER_MS }, 'requested'),
  };
}

/** One message for each channel of the tenant that wants to know of it. */
export function noticesFor(
  of: {
    readonly settings: ApprovalSettings;
    readonly chance: Chance;
    readonly tenant: string;
    readonly dueAtMs: number;
  },
  event: HoldEvent,
): readonly Notice[] {
  return of.settings.channels
    .filter(({ tenant, events }) => tenant === of.tenant && events.includes(event))
    .map(({ id }) => ({
      ...{ id: `msg_${base32(of.chance.bytes(16))}`, channel: id, event, dueAtMs: of.dueAtMs },
    }));
}

/** Where people answer: an address or a command. */
export function addressOf({ address }: ApprovalSettings, question: string): string {
  if (address === undefined) return `gatehouse approvals show ${question}`;
  return `${address.replace(/\/$/, '')}/${question}`;
}

/** Longer values are no names that a mandate could be granted. */
const GRANTED_LENGTH_MAX = 1_024;

/** The values without a founded origin, by argument: what a yes can be extended to. */
function grantsOf({ call, assessment }: HoldRequest): readonly GrantedValues[] {
  const values = assessment.traced.filter(
    ({ founded, value }) => !founded && value.length <= GRANTED_LENGTH_MAX,
  );
  return [...Map.groupBy(values, ({ argument }) => argument)].map(([argument, traced]) => ({
    ...{ tool: call.tool, argument, values: [...new Set(traced.map(({ value }) => value))] },
  }));
}

function holdOf(
  { id, question, requestedAtMs, usedAtMs, reason }: StoredHold,
  settings: ApprovalSettings,
  nowMs: number,
): Hold {
  const state = stateOf(question.state, { usedAtMs, expiresAtMs: question.expiresAtMs, nowMs });
  const address = addressOf(settings, question.id);
  return {
    ...{ id, state, address, message: MESSAGES[state], requestedAtMs, expiresAtMs: question.expiresAtMs },
    reason: state === 'denied' && reason !== undefined ? quotable(reason) : undefined,
  };
}

const REASON_MAX = 300;

/** WHY without quotation marks: it stands between two, and what stands behind them is ours. */
function quotable(reason: string): string {
  const quoted = quote(reason, REASON_MAX);
  return inertFor(quoted, /["\u201c\u201d]/gu) + (quoted.rest === undefined ? '' : '\u2026');
}

export function stateOf(
  state: Exclude<HoldState, 'used'>,
  { usedAtMs, expiresAtMs, nowMs }: { usedAtMs: number | undefined; expiresAtMs: number; nowMs: number },
): HoldState {
  if (usedAtMs !== undefined) return 'used';
  return expiresAtMs <= nowMs && state !== 'denied' ? 'expired' : state;
}

const MESSAGES: Readonly<Record<HoldState, string>> = {
  waiting:
    'This call waits for a person, who can answer it at the address. Ask again later; do not go another way.',
  approved: 'A person has said yes to exactly this call, once. Make the same call again now.',
  denied: 'A person has said no to this call. Do not make it again.',
  expired:
    'Nobody answered in time, or the answer was not used in time. Ask again only if it is still needed.',
  used: 'The yes of a person was used for this call; it is good for no other.',
};

function isSame(left: { kind: string; id: string }, right: { kind: string; id: string }): boolean {
  return left.kind === right.kind && left.id === right.id;
}
