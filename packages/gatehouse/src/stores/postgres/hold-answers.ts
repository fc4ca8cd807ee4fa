/** Answers and deputies in PostgreSQL: judged while nobody else can change the question, and kept as they were given. */
import type { Answering, HoldStore, KeptDeputy, Question } from '../../approval/hold-store.ts';
import { fault } from '../../kernel/faults.ts';
import type { Result } from '../../kernel/result.ts';
import {
  addNotices,
  deputiesOf,
  type HoldParts,
  inRoom,
  onRecord,
  putOut,
  QUESTION,
  type Room,
  type StoredQuestion,
  sealed,
  Undone,
  wholeQuestion,
} from './hold-rows.ts';

type Answers = Pick<HoldStore, 'answer' | 'deputies' | 'nameDeputy' | 'endDeputy'>;

export function createHoldAnswers(parts: HoldParts): Answers {
  return {
    answer: ({ tenant, id }, judge) => inRoom(parts, tenant, (room) => answer(room, id, judge)),
    deputies: (tenant, nowMs) => inRoom(parts, tenant, (room) => deputiesOf(room, nowMs)),
    nameDeputy: (tenant, deputy) => inRoom(parts, tenant, (room) => name(room, deputy)),
    endDeputy: (tenant, deputy, nowMs) => inRoom(parts, tenant, (room) => end(room, deputy, nowMs)),
  };
}

const LOCKED = `select ${QUESTION} from gatehouse.hold_question q where q.tenant = $1 and q.id = $2 for update of q`;
const ADD = `insert into gatehouse.hold_answer
    (tenant, question, person, stands_for, serves, yes, grants, via, sealed, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const CLOSE = `update gatehouse.hold_question set state = $3, closed_at = $4, expires_at = $5
  where tenant = $1 and id = $2 and state = 'waiting'`;

async function answer(
  room: Room,
  id: string,
  judge: (question: Question, deputies: readonly KeptDeputy[]) => Result<Answering>,
): Promise<Question> {
  const { query, tenant } = room;
  const row = await locked(room, id);
  const question = await wholeQuestion(room, row);
  const judged = judge(question, await deputiesOf(room, row.requested_at.getTime()));
  if (!judged.ok) throw new Undone(judged.fault);
  const { answer: given, verdict, expiresAtMs, notices } = judged.value;
  if ((await putOut(room, [given.person, given.standsFor])).size > 0) throw new Undone(PUT_OUT);
  const reason = given.reason === '' ? null : sealed(room, ['answer', id, given.person], given.reason);
  await query(ADD, [
    ...[tenant, id, given.person, given.standsFor, given.serves, given.yes, given.grants, given.via],
    ...[reason, new Date(given.atMs)],
  ]);
  if (verdict !== 'waiting') {
    await query(CLOSE, [tenant, id, verdict, new Date(given.atMs), new Date(expiresAtMs)]);
  }
  await addNotices(room, id, notices);
  await onRecord(room, {
    actor: given.person,
    act: given.yes ? 'hold.yes' : 'hold.no',
    subject: id,
    detail: {
      ...{ stands_for: given.standsFor, via: given.via, shown: question.shown, question: verdict },
      mandate: question.mandate,
      calls: question.held.map((call) => call.id).join(' '),
      ...(given.grants ? { grants: 'values of these calls, for the mandate' } : {}),
    },
  });
  return wholeQuestion(room, await locked(room, id));
}

const PUT_OUT = fault('identity.revoked', 'This person was put out, so that no answer of theirs counts.');

async function locked({ query, tenant }: Room, id: string): Promise<StoredQuestion> {
  const [row] = await query<StoredQuestion>(LOCKED, [tenant, id]);
  if (row === undefined) {
    throw new Undone(fault('control.not_found', 'There is no question of that id within your tenant.'));
  }
  return row;
}

const NAME = `insert into gatehouse.deputy (tenant, id, person, roles, deputy, from_at, until_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

async function name(room: Room, { id, person, roles, deputy, fromMs, untilMs }: KeptDeputy): Promise<void> {
  const [from, until] = [new Date(fromMs), new Date(untilMs)];
  await room.query(NAME, [room.tenant, id, person, roles, deputy, from, until]);
  const detail = { deputy, from: from.toISOString(), until: until.toISOString() };
  await onRecord(room, { actor: person, act: 'deputy.name', subject: id, detail });
}

const END = `update gatehouse.deputy set ended_at = $4
  where tenant = $1 and id = $2 and person = $3 and ended_at is null returning deputy`;

async function end(room: Room, { id, person }: { id: string; person: string }, nowMs: number) {
  const [row] = await room.query<{ deputy: string }>(END, [room.tenant, id, person, new Date(nowMs)]);
  if (row === undefined) return false;
  const detail = { deputy: row.deputy };
  await onRecord(room, { actor: person, act: 'deputy.end', subject: id, detail });
  return true;
}
