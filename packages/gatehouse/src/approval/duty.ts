/** The duty of holds: expires, escalates, reminds and tells, as any process may do it, each thing once. */
import { ok, type Result } from '../kernel/result.ts';
import { stateNow } from './answering.ts';
import { asSlack } from './as-slack.ts';
import { asTeams } from './as-teams.ts';
import { asText } from './as-text.ts';
import type { Channel, WebhookCalls } from './channel.ts';
import { addressOf, type DeskParts, noticesFor } from './desk.ts';
import type { DueNotice, HoldEvent, HoldTimes, Question, QuestionRow } from './hold-store.ts';
import { type Part, partsOf } from './parts.ts';
import { signedHeaders } from './webhook.ts';

export interface DutyParts extends DeskParts {
  readonly times: HoldTimes;
  readonly channels: () => readonly Channel[];
  readonly calls: () => WebhookCalls;
  readonly tenants: () => readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ATTEMPTS_MAX = 8;
const TIMEOUT_MS = 10_000;
/** WHY never sooner: as long as it may be under way, nobody else begins with it. */
const AGAIN_MS = 3 * TIMEOUT_MS;
const AGAIN_MS_MAX = 60 * MINUTE_MS;

/** Does what is due by now. */
export async function tick(parts: DutyParts): Promise<void> {
  for (const tenant of parts.tenants()) await tickTenant(parts, tenant);
}

async function tickTenant(parts: DutyParts, tenant: string): Promise<void> {
  const { times, clock, chance } = parts;
  const settings = parts.settings();
  const nowMs = clock.nowMs();
  const tell = (event: HoldEvent) => noticesFor({ settings, chance, tenant, dueAtMs: nowMs }, event);
  await times.expire(tenant, nowMs, tell);
  if (settings.escalate !== undefined) {
    await times.escalate(tenant, { nowMs, role: settings.escalate.role }, tell);
  }
  if (settings.remind_minutes !== undefined) {
    await times.remind(tenant, { nowMs, everyMs: settings.remind_minutes * MINUTE_MS }, tell);
  }
  const againAtMs = (attempt: number) => nowMs + Math.min(AGAIN_MS * 2 ** (attempt - 1), AGAIN_MS_MAX);
  const due = await times.claim(tenant, nowMs, againAtMs);
  await Promise.all(due.map((notice) => deliver(parts, tenant, notice)));
  await times.forget(tenant, nowMs - settings.keep_days * DAY_MS);
}

/** Events that ask for an answer: they are void once there is one. */
const ASKING: readonly HoldEvent[] = ['requested', 'reminder', 'escalated'];

async function deliver(parts: DutyParts, tenant: string, notice: DueNotice): Promise<void> {
  const { times, clock } = parts;
  const channel = parts.channels().find(({ id }) => id === notice.channel);
  const telling = await tellingOf(parts, tenant, notice);
  // WHY left as it is: what cannot be read now is due again later.
  if (!telling.ok) return;
  const finish = (delivered: boolean) => times.finish(tenant, notice.id, { nowMs: clock.nowMs(), delivered });
  if (channel === undefined || telling.value === undefined) return finish(false);
  const { question } = telling.value;
  if (ASKING.includes(notice.event) && stateNow(question, clock.nowMs()) !== 'waiting') return finish(false);
  const message = { id: notice.id, body: bodyOf(channel, notice, telling.value), nowMs: clock.nowMs() };
  const headers = {
    'content-type': 'application/json',
    ...(channel.key === undefined ? {} : signedHeaders(message, channel.key)),
  };
  const delivered = await parts
    .calls()
    .postWebhook({ url: channel.url, headers, body: message.body, timeoutMs: TIMEOUT_MS });
  if (delivered || notice.attempt >= ATTEMPTS_MAX) await finish(delivered);
}

interface Told {
  readonly question: Question;
  readonly also: readonly QuestionRow[];
  readonly parts: readonly Part[];
  readonly address: string;
  readonly nowMs: number;
}

async function tellingOf(
  { store, settings, clock }: DutyParts,
  tenant: string,
  { question: id }: DueNotice,
): Promise<Result<Told | undefined>> {
  const found = await store.question(tenant, id);
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  const nowMs = clock.nowMs();
  const open = await store.questions(tenant, { open: true, nowMs });
  if (!open.ok) return open;
  const question = found.value;
  const also = open.value.filter(
    (other) => other.id !== id && other.asked.subject.id === question.asked.subject.id,
  );
  const { use_within_minutes: useWithinMinutes } = settings();
  return ok({
    ...{ question, also, nowMs, address: addressOf(settings(), id) },
    parts: partsOf({ question, also, useWithinMinutes }),
  });
}

/** The message in the form of the channel. Who was told before is told in a sentence, not once more in full. */
function bodyOf(channel: Channel, { event }: DueNotice, told: Told): string {
  const { question, parts, address, nowMs } = told;
  const { id, shown } = question;
  const all = [{ kind: 'heading', text: HEADINGS[event] } as const, ...(ASKING.includes(event) ? parts : [])];
  const named = ASKING.includes(event) ? all : [...all, { kind: 'line', text: `Question ${id}.` } as const];
  if (channel.format === 'slack') {
    const buttons = channel.inbound?.kind === 'slack' && ASKING.includes(event);
    return JSON.stringify(asSlack(named, { id, shown, address, buttons }));
  }
  if (channel.format === 'teams') return JSON.stringify(asTeams(named, { address }));
  const timestamp = new Date(nowMs).toISOString();
  const data = { question: id, tenant: question.tenant, tool: question.tool, shown, address };
  const content = ASKING.includes(event)
    ? {
        ...data,
        asker: question.frame,
        calls: question.held.map(({ id: hold, frame }) => ({ hold, ...frame })),
      }
    : data;
  return json({ type: `hold.${event}`, timestamp, data: { ...content, text: asText(named, 'mail') } });
}

const HEADINGS: Readonly<Record<HoldEvent, string>> = {
  requested: 'A call waits for a yes',
  reminder: 'A call still waits for a yes',
  escalated: 'A call waits for a yes, and now for yours',
  approved: 'The answer was yes',
  denied: 'The answer was no',
  expired: 'Nobody answered in time, or nobody used the yes',
};

/** WHY escapes (RFC 8259 section 7): whoever puts the message into a page makes no markup of it. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
