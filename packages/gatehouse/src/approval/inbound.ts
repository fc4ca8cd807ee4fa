/** Answers that come back through a channel: signed, fresh, seen for the first time, and by somebody whom it may name. */
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, type Result } from '../kernel/result.ts';
import type { Answers } from './answering.ts';
import { readSlackValue } from './as-slack.ts';
import type { Channel, Inbound } from './channel.ts';
import type { Question } from './hold-store.ts';
import { type Headers, type Verified, verifySlack, verifyStandard } from './webhook.ts';

/** Whether something is shown for the first time, to whichever process. */
export interface Once {
  first(scope: string, id: string, expiresAtMs: number): Promise<Result<boolean>>;
}

export interface InboundParts {
  readonly answers: Answers;
  readonly channels: () => readonly Channel[];
  readonly once: Once;
  readonly clock: Clock;
}

export interface Callback {
  readonly channel: string;
  readonly headers: Headers;
  /** The body's text, exactly as it came. */
  readonly body: string;
}

/** INVARIANT: nothing of a message is looked at before its signature is. */
export function createInbound({ answers, channels, once, clock }: InboundParts) {
  return async (callback: Callback): Promise<Result<Question>> => {
    const channel = channels().find(({ id }) => id === callback.channel);
    if (channel?.inbound === undefined) return failed(NO_CHANNEL);
    const { inbound, tenant, id } = channel;
    const verified = verify(inbound, { ...callback, nowMs: clock.nowMs() });
    if (!verified.ok) return verified;
    const said = READERS[inbound.kind](callback.body);
    if (said === undefined) return failed(UNREADABLE);
    const person = inbound.personOf(said.person);
    if (person === undefined)
      return failed(fault('hold.forbidden', `Channel ${id} may not speak for this person.`));
    const { replayId, expiresAtMs } = verified.value;
    const first = await once.first(JSON.stringify(['hold', tenant, id]), replayId, expiresAtMs);
    if (!first.ok) return first;
    if (!first.value) return failed(fault('hold.replayed', 'This message was received before.'));
    const { question, shown, yes, reason, grantValues } = said;
    return answers.answer({ tenant, id: question }, { person }, { shown, yes, reason, grantValues, via: id });
  };
}

function verify(inbound: Inbound, received: Parameters<typeof verifySlack>[0]): Result<Verified> {
  if (inbound.kind === 'slack') return verifySlack(received, inbound.secret);
  return verifyStandard(received, inbound.key);
}

interface Said {
  /** By the name that the other side has for them. */
  readonly person: string;
  readonly question: string;
  readonly shown: string;
  readonly yes: boolean;
  readonly reason: string;
  readonly grantValues: boolean;
}

const READERS: Readonly<Record<Inbound['kind'], (body: string) => Said | undefined>> = {
  slack: readSlack,
  signed: readSigned,
};

const REASON_MAX = 1_000;

/** `{"person", "question", "shown", "answer": "yes" | "no", "reason", "grant_values"}`. */
function readSigned(body: string): Said | undefined {
  const { person, question, shown, answer, reason = '', grant_values: grants = false } = objectOf(body);
  if (typeof person !== 'string' || typeof question !== 'string' || typeof shown !== 'string')
    return undefined;
  if (typeof reason !== 'string' || reason.length > REASON_MAX || typeof grants !== 'boolean')
    return undefined;
  if (answer !== 'yes' && answer !== 'no') return undefined;
  return { person, question, shown, yes: answer === 'yes', reason, grantValues: grants };
}

/** A press of one of our buttons (`block_actions`), in the field `payload` of a form. */
function readSlack(body: string): Said | undefined {
  const { type, user, actions } = objectOf(new URLSearchParams(body).get('payload') ?? '');
  if (type !== 'block_actions' || !Array.isArray(actions) || actions.length !== 1) return undefined;
  const { id: person } = asObject(user);
  const { action_id: action, value } = asObject(actions[0]);
  const pressed = typeof value === 'string' ? readSlackValue(value) : undefined;
  if (typeof person !== 'string' || pressed === undefined) return undefined;
  if (action !== 'yes' && action !== 'no') return undefined;
  const { id: question, shown } = pressed;
  return { person, question, shown, yes: action === 'yes', reason: '', grantValues: false };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    // WHY: what is no JSON holds none of the fields, and is refused for that.
    return {};
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const NO_CHANNEL = fault('control.not_found', 'There is no channel of that name that takes answers.');
const UNREADABLE = fault('control.invalid', 'The message holds no answer in the form of its channel.');
