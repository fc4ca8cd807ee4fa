/** Held calls as tasks, for clients that declare the Tasks extension (ext-tasks, 2026-07-28): polled, never answered. */
import type { BrokerDeparture, Held } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import { ok, type Result } from '../../../kernel/result.ts';
import { errorOf, failedToolResult } from '../../../protocols/mcp/errors.ts';
import { paramText } from '../../../protocols/mcp/message.ts';
import { completed, readResultDocument } from '../../../protocols/mcp/result.ts';
import { type Answer, faultAnswer, resultOf } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { endOf } from './held-end.ts';
import type { CarriedState } from './seal.ts';

/** How long after the hold has ended its outcome can still be asked for. */
const KEPT_MS = 24 * 3_600_000;

/** The result that stands in for that of a held call. */
export function createdTask({ front, owner }: Exchange, held: Held, crossing: string): Answer {
  const createdMs = front.clock.nowMs();
  const state = { hold: held.id, createdMs, expiresAtMs: held.expiresAtMs + KEPT_MS };
  // WHY the id is the sealed state: any replica can serve the task, and nobody else's client can.
  const taskId = front.seal.seal(state, bindingOf(owner));
  if (!taskId.ok) return faultAnswer(taskId.fault, crossing);
  const task = { ...taskOf(taskId.value, state, createdMs), ...waitingOf(held) };
  return { kind: 'result', text: JSON.stringify({ resultType: 'task', ...task }), crossing };
}

/** `tasks/get`: where the call stands; once a person has said yes, this is also what lets it go on. */
export async function getTask(exchange: Exchange): Promise<Answer> {
  const { front, arrival, io, call } = exchange;
  const opened = openTask(exchange);
  if (!opened.ok) return faultAnswer(opened.fault);
  const { hold = '' } = opened.value;
  const task = taskOf(paramText(call, 'taskId') ?? '', opened.value, front.clock.nowMs());
  const departure = await front.broker.resume(arrival, hold, io);
  const outcome = outcomeOf(departure, front.limits().depthMax);
  const { crossing } = departure;
  // WHY source text: a result keeps its bytes.
  const text = `${JSON.stringify({ resultType: 'complete', ...task, ...outcome.fields }).slice(0, -1)}${outcome.more}}`;
  return { kind: 'result', text, crossing };
}

/** `tasks/update`: nothing was asked, and nothing that a client sends is an answer to a hold. */
export async function updateTask(exchange: Exchange): Promise<Answer> {
  const opened = openTask(exchange);
  return opened.ok ? resultOf({}, exchange.client) : faultAnswer(opened.fault);
}

/** `tasks/cancel`: asking no more is all that a client can do; a hold ends by a person or by its time. */
export const cancelTask = updateTask;

function openTask({ front, owner, call }: Exchange): Result<CarriedState> {
  const opened = front.seal.open(paramText(call, 'taskId') ?? '', bindingOf(owner), front.clock.nowMs());
  return opened.ok ? ok(opened.value) : { ok: false, fault: UNKNOWN };
}

const UNKNOWN = fault('request.shape', 'There is no task of this id for this credential.');

function bindingOf(owner: string) {
  return { owner, method: 'tasks/get', name: '' };
}

function taskOf(taskId: string, { createdMs, expiresAtMs }: CarriedState, nowMs: number) {
  return {
    taskId,
    createdAt: new Date(createdMs).toISOString(),
    lastUpdatedAt: new Date(nowMs).toISOString(),
    ttlMs: expiresAtMs - createdMs,
  };
}

function waitingOf({ message, address, retryAfterMs }: Held) {
  const statusMessage = `${message} A person can answer at ${address}.`;
  return { status: 'working', statusMessage, pollIntervalMs: retryAfterMs };
}

interface Outcome {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Source text of further members, each behind a comma. */
  readonly more: string;
}

function outcomeOf(departure: BrokerDeparture, depthMax: number): Outcome {
  const { crossing } = departure;
  const done = (result: string) => ({ fields: { status: 'completed' }, more: `,"result":${result}` });
  switch (departure.kind) {
    case 'error':
      return { fields: { status: 'failed' }, more: `,"error":${departure.body}` };
    case 'held': {
      const { held } = departure;
      if (held.status === 'waiting') return { fields: waitingOf(held), more: '' };
      const error = errorOf(fault('policy.denied', endOf(held)), crossing);
      return { fields: { status: 'failed', error }, more: '' };
    }
    case 'fault':
      return done(failedToolResult(departure.fault, crossing));
    case 'result': {
      const document = readResultDocument(departure.body, depthMax);
      const whole = document.ok ? completed(document.value, 'tasks/get') : document;
      return done(whole.ok ? whole.value : failedToolResult(whole.fault, crossing));
    }
  }
}
