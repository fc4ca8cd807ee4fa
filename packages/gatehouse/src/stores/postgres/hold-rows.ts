/** Rows of held calls, questions and answers, read and sealed: the one place that knows how each is written down. */
import type { KeyObject } from 'node:crypto';
import type { HoldId } from '../../approval/approvals.ts';
import type {
  AskedFacts,
  CallContent,
  HeldCall,
  HoldActs,
  KeptAnswer,
  KeptDeputy,
  Notice,
  Question,
  QuestionRow,
  QuestionState,
} from '../../approval/hold-store.ts';
import { principalName } from '../../identity/principal-name.ts';
import { digestOf, seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Chance } from '../../kernel/effects.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Database, Query } from './database.ts';

export interface HoldParts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly acts: HoldActs;
  readonly chance: Chance;
}

/** One transaction within a tenant, with the keys of that tenant. */
export interface Room {
  readonly tenant: string;
  readonly query: Query;
  readonly keys: VaultKeys;
  readonly parts: HoldParts;
}

/** A fault that ends a transaction, undoing all of it. */
export class Undone extends Error {
  readonly fault: Fault;
  constructor(reason: Fault) {
    super(reason.message);
    this.fault = reason;
  }
}

/** INVARIANT: any error of the database is "cannot be known", never a yes and never "there is no such thing". */
export async function inRoom<T>(
  parts: HoldParts,
  tenant: string,
  work: (room: Room) => Promise<T>,
): Promise<Result<T>> {
  const key = parts.keyOf(tenant);
  if (!key.ok) return key;
  const keys = vaultKeys(key.value);
  try {
    return ok(await parts.database.asTenant(tenant, (query) => work({ tenant, query, keys, parts })));
  } catch (cause) {
    if (cause instanceof Undone) return failed(cause.fault);
    const message = 'Held calls cannot be kept or read right now. Try again.';
    return failed(fault('hold.unavailable', message, { cause, retryAfterSeconds: 1 }));
  }
}

/** On record before it is committed; what cannot be recorded is undone. */
export async function onRecord(
  { tenant, parts }: Room,
  act: Omit<Parameters<HoldActs['record']>[0], 'tenant'>,
): Promise<void> {
  const recorded = await parts.acts.record({ tenant, ...act });
  if (!recorded.ok) throw new Undone(recorded.fault);
}

export function keyed({ keys }: Room, ...fields: readonly string[]): Buffer {
  return digestOf(keys, ['hold', ...fields]);
}

/** Sealed for its place alone: what was written for one call opens at no other. */
export function sealed({ keys, tenant, parts }: Room, place: readonly string[], content: unknown): Buffer {
  const nonce = parts.chance.bytes(12);
  return seal(keys, JSON.stringify(['hold', tenant, ...place]), { text: JSON.stringify(content), nonce });
}

function opened<T>({ keys, tenant }: Room, place: readonly string[], bytes: Uint8Array): T {
  return JSON.parse(unseal(keys, JSON.stringify(['hold', tenant, ...place]), bytes)) as T;
}

export interface StoredQuestion {
  readonly id: HoldId;
  readonly tenant: string;
  readonly mandate: string;
  readonly agent: string;
  readonly tool: string;
  readonly digest: Uint8Array;
  readonly asked: AskedFacts;
  readonly sealed: Uint8Array;
  readonly state: QuestionState;
  readonly calls: number;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly escalated_to: string | null;
}

/** Columns of a question `q`. */
export const QUESTION = `q.id, q.tenant, q.mandate, q.agent, q.tool, q.digest, q.asked, q.sealed, q.state,
  q.requested_at, q.expires_at, q.escalated_to,
  (select count(*)::int from gatehouse.hold c where c.tenant = q.tenant and c.question = q.id) as calls`;

export function questionRow(row: StoredQuestion): QuestionRow {
  const { id, tenant, mandate, agent, tool, state, calls } = row;
  return {
    ...{ id, tenant, mandate, agent, tool, state, calls },
    asked: { ...row.asked, escalatedTo: row.escalated_to ?? undefined },
    requestedAtMs: row.requested_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
  };
}

interface StoredCall {
  readonly id: HoldId;
  readonly crossing: string;
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
  readonly used_at: Date | null;
}

interface StoredAnswer {
  readonly person: string;
  readonly stands_for: string;
  readonly serves: readonly number[];
  readonly yes: boolean;
  readonly grants: boolean;
  readonly via: string;
  readonly sealed: Uint8Array | null;
  readonly at: Date;
}

const CALLS = `select id, crossing, digest, sealed, used_at from gatehouse.hold
  where tenant = $1 and question = $2 order by place`;
const ANSWERS = `select person, stands_for, serves, yes, grants, via, sealed, at from gatehouse.hold_answer
  where tenant = $1 and question = $2 order by at, person`;

/** A question with all that belongs to it. */
export async function wholeQuestion(room: Room, row: StoredQuestion): Promise<Question> {
  const calls = await room.query<StoredCall>(CALLS, [room.tenant, row.id]);
  const held = calls.map(
    (call): HeldCall => ({
      id: call.id,
      crossing: call.crossing,
      frame: contentOf(room, call).frame,
      usedAtMs: call.used_at?.getTime(),
    }),
  );
  const digests = calls.map(({ id, digest }) => `${id} ${Buffer.from(digest).toString('hex')}`);
  return {
    ...questionRow(row),
    ...{ frame: opened(room, ['question', row.id], row.sealed), held },
    answers: await answersOf(room, row.id),
    shown: keyed(room, 'shown', row.id, ...digests).toString('hex'),
  };
}

export async function answersOf(room: Room, question: string): Promise<readonly KeptAnswer[]> {
  const rows = await room.query<StoredAnswer>(ANSWERS, [room.tenant, question]);
  return rows.map(({ stands_for: standsFor, sealed: bytes, at, ...answer }) => ({
    ...answer,
    ...{ standsFor, atMs: at.getTime() },
    reason: bytes === null ? '' : opened<string>(room, ['answer', question, answer.person], bytes),
  }));
}

export function contentOf(room: Room, call: Pick<StoredCall, 'id' | 'sealed'>): CallContent {
  return opened(room, ['call', call.id], call.sealed);
}

const NOTICE = `insert into gatehouse.hold_notice (tenant, id, question, channel, event, due_at)
  values ($1, $2, $3, $4, $5, $6)`;

export async function addNotices(room: Room, question: string, notices: readonly Notice[]): Promise<void> {
  for (const { id, channel, event, dueAtMs } of notices) {
    await room.query(NOTICE, [room.tenant, id, question, channel, event, new Date(dueAtMs)]);
  }
}

interface StoredDeputy {
  readonly id: string;
  readonly person: string;
  readonly roles: readonly string[];
  readonly deputy: string;
  readonly from_at: Date;
  readonly until_at: Date;
}

const DEPUTIES = `select id, person, roles, deputy, from_at, until_at from gatehouse.deputy
  where tenant = $1 and ended_at is null and until_at > $2 order by from_at, id`;

/** INVARIANT: nobody answers for a person who was put out. */
export async function deputiesOf(room: Room, nowMs: number): Promise<readonly KeptDeputy[]> {
  const rows = await room.query<StoredDeputy>(DEPUTIES, [room.tenant, new Date(nowMs)]);
  const out = await putOut(
    room,
    rows.map(({ person }) => person),
  );
  return rows
    .filter(({ person }) => !out.has(person))
    .map(({ id, person, roles, deputy, from_at: from, until_at: until }) => ({
      ...{ id, person, roles, deputy, fromMs: from.getTime(), untilMs: until.getTime() },
    }));
}

const PUT_OUT = `select name from gatehouse.principal
  where name = any ($1) and coalesce(disabled_at, deprovisioned_at) is not null`;

/** Those of these people who were put out, by an operator or by their directory. */
export async function putOut(
  { query, tenant }: Room,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const names = new Map(people.map((id) => [principalName(tenant, { kind: 'person', id }), id]));
  const rows = names.size === 0 ? [] : await query<{ name: string }>(PUT_OUT, [[...names.keys()]]);
  const out = new Set(rows.map(({ name }) => name));
  // WHY by name: ids that differ in case alone stand and fall together.
  return new Set(people.filter((id) => out.has(principalName(tenant, { kind: 'person', id }))));
}
