/** What time does to held calls in PostgreSQL: each expiry, reminder and message belongs to one process, once. */
import type { HoldId } from '../../approval/approvals.ts';
import type { DueNotice, HoldEvent, HoldTimes, NoticesFor } from '../../approval/hold-store.ts';
import { addNotices, type HoldParts, inRoom, onRecord, type Room } from './hold-rows.ts';

/** As many at a time; the rest come at the next turn. */
const PAGE = 50;

// WHY skip locked: what another process is at is done by that one.
const RIPE = `select id from gatehouse.hold_question q where tenant = $1 and (%) limit ${PAGE} for update skip locked`;

interface Change {
  /** Which questions; `$2` is now. */
  readonly ripe: string;
  /** What becomes of them, of `values` from `$3` on. */
  readonly set: string;
  readonly values: readonly unknown[];
  readonly event: HoldEvent;
  readonly act: string | undefined;
}

const EXPIRES = `expires_at <= $2 and (state = 'waiting' or (state = 'approved' and exists (
  select from gatehouse.hold h where h.tenant = q.tenant and h.question = q.id and h.used_at is null)))`;
const WAITING = `state = 'waiting' and expires_at > $2`;

interface At {
  readonly tenant: string;
  readonly nowMs: number;
}

export function createHoldTimes(parts: HoldParts): HoldTimes {
  const change = ({ tenant, nowMs }: At, what: Change, noticesFor: NoticesFor) =>
    settled(inRoom(parts, tenant, (room) => apply(room, { ...what, nowAt: new Date(nowMs) }, noticesFor)));
  return {
    expire(tenant, nowMs, noticesFor) {
      const set = { set: `state = 'expired', closed_at = $3`, values: [new Date(nowMs)] };
      return change(
        { tenant, nowMs },
        { ...set, ripe: EXPIRES, event: 'expired', act: 'hold.expire' },
        noticesFor,
      );
    },
    remind(tenant, { nowMs, everyMs }, noticesFor) {
      const set = { set: 'remind_at = $3', values: [new Date(nowMs + everyMs)] };
      const ripe = `${WAITING} and remind_at <= $2`;
      return change({ tenant, nowMs }, { ...set, ripe, event: 'reminder', act: undefined }, noticesFor);
    },
    escalate(tenant, { nowMs, role }, noticesFor) {
      const set = { set: 'escalated_to = $3', values: [role] };
      const ripe = `${WAITING} and escalated_to is null and escalate_at <= $2`;
      return change(
        { tenant, nowMs },
        { ...set, ripe, event: 'escalated', act: 'hold.escalate' },
        noticesFor,
      );
    },
    claim: (tenant, nowMs, againAtMs) =>
      settled(inRoom(parts, tenant, (room) => claim(room, nowMs, againAtMs))),
    finish: (tenant, id, { nowMs, delivered }) =>
      settled(
        inRoom(parts, tenant, async ({ query }) => {
          await query(FINISH, [tenant, id, new Date(nowMs), delivered]);
        }),
      ),
    forget: (tenant, closedBeforeMs) =>
      settled(
        inRoom(parts, tenant, async ({ query }) => {
          await query(FORGET_QUESTIONS, [tenant, new Date(closedBeforeMs)]);
          await query(FORGET_DEPUTIES, [tenant, new Date(closedBeforeMs)]);
        }),
      ),
  };
}

async function apply(
  room: Room,
  { ripe, set, values, event, act, nowAt }: Change & { readonly nowAt: Date },
  noticesFor: NoticesFor,
): Promise<void> {
  const { query, tenant } = room;
  const rows = await query<{ id: HoldId }>(RIPE.replace('%', ripe), [tenant, nowAt]);
  for (const { id } of rows) {
    await query(`update gatehouse.hold_question set ${set} where tenant = $1 and id = $2`, [
      tenant,
      id,
      ...values,
    ]);
    await addNotices(room, id, noticesFor(event));
    if (act !== undefined) await onRecord(room, { actor: 'gatehouse', act, subject: id, detail: {} });
  }
}

const DUE = `select id, question, channel, event, attempts from gatehouse.hold_notice
  where tenant = $1 and done_at is null and due_at <= $2 order by due_at, id limit ${PAGE} for update skip locked`;
const AGAIN = 'update gatehouse.hold_notice set due_at = $3, attempts = $4 where tenant = $1 and id = $2';
const FINISH = 'update gatehouse.hold_notice set done_at = $3, delivered = $4 where tenant = $1 and id = $2';
const FORGET_QUESTIONS = 'delete from gatehouse.hold_question where tenant = $1 and closed_at < $2';
const FORGET_DEPUTIES = 'delete from gatehouse.deputy where tenant = $1 and least(until_at, ended_at) < $2';

interface Due extends Omit<DueNotice, 'attempt'> {
  readonly attempts: number;
}

async function claim(room: Room, nowMs: number, againAtMs: (attempt: number) => number) {
  const rows = await room.query<Due>(DUE, [room.tenant, new Date(nowMs)]);
  const due: DueNotice[] = [];
  for (const { attempts, ...notice } of rows) {
    const attempt = attempts + 1;
    // WHY before it is sent: whoever dies meanwhile leaves it due again, and the receiver knows it by its id.
    await room.query(AGAIN, [room.tenant, notice.id, new Date(againAtMs(attempt)), attempt]);
    due.push({ ...notice, attempt });
  }
  return due;
}

/** A duty that fails is reported and tried again at its next turn. */
async function settled<T>(work: ReturnType<typeof inRoom<T>>): Promise<T> {
  const done = await work;
  if (!done.ok) throw new Error(`${done.fault.message} ${done.fault.cause ?? ''}`);
  return done.value;
}
