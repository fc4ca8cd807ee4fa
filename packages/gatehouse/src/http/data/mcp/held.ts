/** Tells a client that its call waits for a person: its status and an address, in the form that the client knows. */
import type { BrokerDeparture, Held } from '../../../gate/broker.ts';
import { RPC } from '../../../protocols/mcp/errors.ts';
import { TASKS_EXTENSION } from '../../../protocols/mcp/revisions.ts';
import { type Answer, faultAnswer } from './answer.ts';
import { declares, opensAddresses } from './capabilities.ts';
import type { Exchange } from './exchange.ts';
import { endOf } from './held-end.ts';
import type { Binding, CarriedState } from './seal.ts';
import { createdTask } from './tasks.ts';

type HeldDeparture = Extract<BrokerDeparture, { readonly kind: 'held' }>;

/** How long an answer to somebody who asks too soon is put off. */
const PACE_MS_MAX = 20_000;

/** Waits where a client asks again sooner than makes sense, so that no client needs to know better. */
export async function paced({ front, io }: Exchange, state: CarriedState | undefined): Promise<void> {
  const waitMs = Math.min((state?.notBeforeMs ?? 0) - front.clock.nowMs(), PACE_MS_MAX);
  if (waitMs <= 0 || io.signal.aborted) return;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  io.signal.addEventListener('abort', () => resolve(), { once: true });
  await Promise.race([front.pause(waitMs), gone]);
}

/** INVARIANT: what leaves here says where the call stands. Nothing that comes back from a client can be an answer. */
export function heldAnswer(
  exchange: Exchange,
  { held, crossing }: HeldDeparture,
  round: { readonly binding: Binding; readonly server?: string; readonly responses?: string },
): Answer {
  const { client, front } = exchange;
  const isTool = round.binding.method === 'tools/call';
  if (held.status !== 'waiting') return over(held, { crossing, isTool });
  if (client.era === 'legacy') return told(held, { crossing, isTool });
  if (isTool && declares(client.capabilities, TASKS_EXTENSION)) return createdTask(exchange, held, crossing);
  const { binding, ...carried } = round;
  const nowMs = front.clock.nowMs();
  const state: CarriedState = {
    ...carried,
    ...{ hold: held.id, createdMs: nowMs, notBeforeMs: nowMs + held.retryAfterMs },
    expiresAtMs: held.expiresAtMs,
  };
  const sealed = front.seal.seal(state, binding);
  if (!sealed.ok) return faultAnswer(sealed.fault, crossing);
  const asks = opensAddresses(client.capabilities) && /^https?:\/\//.test(held.address);
  const text = JSON.stringify({
    resultType: 'input_required',
    ...(asks ? { inputRequests: { gatehouse_hold: addressFor(held) } } : {}),
    requestState: sealed.value,
    _meta: { 'gatehouse/hold': factsOf(held, crossing) },
  });
  return { kind: 'result', text, crossing };
}

/** Sends the person in front of the client to the address. Whether they went there says nothing about their answer. */
function addressFor({ id, address, message }: Held) {
  return { method: 'elicitation/create', params: { mode: 'url', message, url: address, elicitationId: id } };
}

/** For clients that know no way to wait: what happened, where a person can answer, and how to go on. */
function told(held: Held, { crossing, isTool }: Where): Answer {
  const seconds = Math.ceil(held.retryAfterMs / 1_000);
  const how = `A person can answer at ${held.address}. Make the same call with the same arguments again in ${seconds} seconds or later; nothing was done yet.`;
  const sentence = `${held.message} ${how} [${crossing}]`;
  if (!isTool) return { kind: 'error', error: errorText(sentence, held, crossing), status: 200, crossing };
  const content = [{ type: 'text', text: sentence }];
  const _meta = { 'gatehouse/hold': factsOf(held, crossing) };
  return { kind: 'result', text: JSON.stringify({ content, isError: true, _meta }), crossing };
}

function over(held: Held, { crossing, isTool }: Where): Answer {
  const sentence = `${endOf(held)} [${crossing}]`;
  if (!isTool) return { kind: 'error', error: errorText(sentence, held, crossing), status: 200, crossing };
  const _meta = { 'gatehouse/hold': factsOf(held, crossing) };
  const content = [{ type: 'text', text: sentence }];
  const text = JSON.stringify({ resultType: 'complete', content, isError: true, _meta });
  return { kind: 'result', text, crossing };
}

interface Where {
  readonly crossing: string;
  readonly isTool: boolean;
}

function errorText(message: string, held: Held, crossing: string): string {
  return JSON.stringify({ code: RPC.held, message, data: factsOf(held, crossing) });
}

function factsOf({ id, status, address, expiresAtMs, retryAfterMs }: Held, crossing: string) {
  return { hold: id, status, address, expiresAtMs, retryAfterMs, crossing };
}
