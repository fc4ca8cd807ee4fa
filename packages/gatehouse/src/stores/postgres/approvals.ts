/** Held calls in PostgreSQL: asked once, answered once, used once, by however many processes at the same time. */
import type { HoldId, HoldName } from '../../approval/approvals.ts';
import type {
  HoldDraft,
  HoldStore,
  QuestionFilter,
  StoredHold,
  TakenRow,
} from '../../approval/hold-store.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { createHoldAnswers } from './hold-answers.ts';
import {
  addNotices,
  answersOf,
  contentOf,
  type HoldParts,
  inRoom,
  keyed,
  onRecord,
  putOut,
  QUESTION,
  questionRow,
  type Room,
  type StoredQuestion,
  sealed,
  Undone,
  wholeQuestion,
} from './hold-rows.ts';

export function createHoldStore(parts: HoldParts): HoldStore {
  return {
    open: (draft) => inRoom(parts, draft.tenant, (room) => open(room, draft)),
    take: (name, binding, nowMs) =>
      inRoom(parts, name.tenant, (room) => take(room, name, { digest: keyed(room, binding.call), nowMs })),
    find: (name) => inRoom(parts, name.tenant, async (room) => storedHold(room, await callOf(room, name))),
    questions: (tenant, filter) => inRoom(parts, tenant, (room) => list(room, filter)),
    question: (tenant, id) =>
      inRoom(parts, tenant, async (room) => {
        const [row] = await room.query<StoredQuestion>(ONE, [tenant, id]);
        return row && wholeQuestion(room, row);
      }),
    ...createHoldAnswers(parts),
  };
}

/** WHY one at a time within a tenant: whoever counts what is open must not count beside another. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 7))`;

interface FoundCall {
  readonly hold: HoldId;
  readonly hold_digest: Uint8Array;
  readonly hold_sealed: Uint8Array;
  readonly hold_requested_at: Date;
  readonly hold_used_at: Date | null;
}
type CallRow = FoundCall & StoredQuestion;

const CALL = `h.id as hold, h.digest as hold_digest, h.sealed as hold_sealed,
  h.requested_at as hold_requested_at, h.used_at as hold_used_at, ${QUESTION}
  from gatehouse.hold h join gatehouse.hold_question q on q.tenant = h.tenant and q.id = h.question`;
const SAME = `select ${CALL} where h.tenant = $1 and h.digest = $2 and q.mandate = $3
  and h.used_at is null and q.state <> 'expired' and q.expires_at > $4 order by h.requested_at desc limit 1`;
const NAMED = `select ${CALL} where h.tenant = $1 and h.id = $2 and q.mandate = $3`;
const LAST = `select ${QUESTION} from gatehouse.hold_question q
  where q.tenant = $1 and q.mandate = $2 order by q.requested_at desc, q.id desc limit 1 for update of q`;
const COUNT = `select count(*) filter (where mandate = $2)::int as of_mandate,
    count(*) filter (where agent = $3)::int as of_agent
  from gatehouse.hold_question where tenant = $1 and state = 'waiting' and expires_at > $4`;

async function open(room: Room, draft: HoldDraft): Promise<StoredHold> {
  const { tenant, mandate, atMs } = draft;
  const digest = keyed(room, draft.binding.call);
  await room.query(LOCK, [JSON.stringify(['hold', tenant])]);
  const [same] = await room.query<CallRow>(SAME, [tenant, digest, mandate, new Date(atMs)]);
  if (same !== undefined) return storedHold(room, same);
  const joined = (await joinable(room, draft)) ?? (await newQuestion(room, draft));
  await room.query(ADD_CALL, [
    ...[tenant, draft.id, joined.id, joined.calls, draft.crossing, digest],
    ...[sealed(room, ['call', draft.id], draft.content), new Date(atMs)],
  ]);
  await notifyOnce(room, joined.id, draft);
  await onRecord(room, {
    actor: draft.agent,
    act: 'hold.request',
    subject: draft.id,
    detail: { question: joined.id, tool: draft.tool, mandate, crossing: draft.crossing },
  });
  const question = { ...questionRow(joined), calls: joined.calls + 1 };
  return { id: draft.id, question, requestedAtMs: atMs, usedAtMs: undefined, reason: undefined };
}

const ADD_CALL = `insert into gatehouse.hold (tenant, id, question, place, crossing, digest, sealed, requested_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** The last question of the mandate, where this call belongs to it: waiting, still young, and answered by nobody. */
async function joinable(room: Room, draft: HoldDraft): Promise<StoredQuestion | undefined> {
  const [last] = await room.query<StoredQuestion>(LAST, [draft.tenant, draft.mandate]);
  if (last === undefined || last.state !== 'waiting') return undefined;
  if (!keyed(room, draft.binding.question).equals(last.digest)) return undefined;
  const half = (last.requested_at.getTime() + last.expires_at.getTime()) / 2;
  if (draft.atMs >= half || last.calls >= draft.limits.callsPerQuestion) return undefined;
  // INVARIANT: whoever answered has seen all of it: nothing joins a question that has an answer.
  return (await answersOf(room, last.id)).length === 0 ? last : undefined;
}

const ADD_QUESTION = `insert into gatehouse.hold_question as q (tenant, id, mandate, agent, tool, digest, asked, sealed,
    requested_at, expires_at, remind_at, escalate_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${QUESTION}`;

async function newQuestion(room: Room, draft: HoldDraft): Promise<StoredQuestion> {
  const { tenant, id, mandate, agent, tool, asked, limits, atMs } = draft;
  const [open] = await room.query<{ of_mandate: number; of_agent: number }>(COUNT, [
    ...[tenant, mandate, agent, new Date(atMs)],
  ]);
  if (open === undefined || open.of_mandate >= limits.perMandate || open.of_agent >= limits.perAgent) {
    throw new Undone(TOO_MANY);
  }
  const [made] = await room.query<StoredQuestion>(ADD_QUESTION, [
    ...[tenant, id, mandate, agent, tool, keyed(room, draft.binding.question), JSON.stringify(asked)],
    ...[sealed(room, ['question', id], draft.frame), new Date(atMs), new Date(draft.expiresAtMs)],
    ...[draft.remindAtMs, draft.escalateAtMs].map((ms) => (ms === undefined ? null : new Date(ms))),
  ]);
  if (made === undefined) throw new Error('INVARIANT: a row that was inserted is returned');
  return made;
}

const PENDING = `select channel from gatehouse.hold_notice
  where tenant = $1 and question = $2 and event = 'requested' and attempts = 0 and done_at is null`;

/** A message that has not left yet will tell of this call as well. */
async function notifyOnce(room: Room, question: string, { notices }: HoldDraft): Promise<void> {
  const pending = await room.query<{ channel: string }>(PENDING, [room.tenant, question]);
  const told = new Set(pending.map(({ channel }) => channel));
  await addNotices(
    room,
    question,
    notices.filter(({ channel }) => !told.has(channel)),
  );
}

const USE =
  'update gatehouse.hold set used_at = $3 where tenant = $1 and id = $2 and used_at is null returning id';

async function take(
  room: Room,
  name: HoldName,
  { digest, nowMs }: { readonly digest: Buffer; readonly nowMs: number },
): Promise<TakenRow> {
  const row = await callOf(room, name, ' for update of h, q');
  if (!digest.equals(row.hold_digest)) throw new Undone(CHANGED);
  if (row.hold_used_at !== null) throw new Undone(USED);
  if (row.state !== 'approved' || row.expires_at.getTime() <= nowMs)
    return { taken: false, hold: await storedHold(room, row) };
  const used = await room.query(USE, [room.tenant, row.hold, new Date(nowMs)]);
  if (used.length !== 1) throw new Undone(USED);
  const yes = (await answersOf(room, row.id)).filter((answer) => answer.yes);
  const people = yes.map(({ person }) => person);
  if (
    (
      await putOut(
        room,
        yes.flatMap(({ person, standsFor }) => [person, standsFor]),
      )
    ).size > 0
  ) {
    throw new Undone(CHANGED);
  }
  const { grants } = contentOf(room, { id: row.hold, sealed: row.hold_sealed });
  const granted = yes.length > 0 && yes.every((answer) => answer.grants) ? grants : [];
  await onRecord(room, {
    actor: row.agent,
    act: 'hold.use',
    subject: row.hold,
    detail: {
      question: row.id,
      mandate: row.mandate,
      tool: row.tool,
      people: people.join(', '),
      granted: String(granted.length),
    },
  });
  return { taken: true, people, grants: granted };
}

async function callOf({ query, tenant }: Room, { id, mandate }: HoldName, locked = ''): Promise<CallRow> {
  const [row] = await query<CallRow>(NAMED + locked, [tenant, id, mandate]);
  if (row === undefined) throw new Undone(UNKNOWN);
  return row;
}

async function storedHold(room: Room, row: CallRow): Promise<StoredHold> {
  const answers = row.state === 'denied' ? await answersOf(room, row.id) : [];
  return {
    id: row.hold,
    question: questionRow(row),
    requestedAtMs: row.hold_requested_at.getTime(),
    usedAtMs: row.hold_used_at?.getTime(),
    reason: answers.find(({ yes, reason }) => !yes && reason !== '')?.reason,
  };
}

const ONE = `select ${QUESTION} from gatehouse.hold_question q
  where q.tenant = $1 and q.id = coalesce((select question from gatehouse.hold where tenant = $1 and id = $2), $2)`;
const OPEN = `select ${QUESTION} from gatehouse.hold_question q
  where q.tenant = $1 and q.state = 'waiting' and q.expires_at > $2 order by q.requested_at desc, q.id limit 200`;
const ALL = `select ${QUESTION} from gatehouse.hold_question q
  where q.tenant = $1 and q.requested_at <= $2 order by q.requested_at desc, q.id limit 200`;

async function list({ query, tenant }: Room, { open: isOpen, nowMs }: QuestionFilter) {
  const rows = await query<StoredQuestion>(isOpen ? OPEN : ALL, [tenant, new Date(nowMs)]);
  return rows.map(questionRow);
}

const TOO_MANY: Fault = fault(
  'hold.limit',
  'People are already asked as much as they may be for this mandate or agent. Wait until they have answered.',
  { retryAfterSeconds: 60 },
);
const CHANGED = fault(
  'hold.changed',
  'Something of this call is not what people were shown: its arguments, its tool, its origins, the policy, or who said yes. Ask again.',
);
const USED = fault('hold.used', 'The yes for this call was used already. Ask again.');
const UNKNOWN = fault('hold.unknown', 'There is no held call of that id within this mandate.');
