/** Answers one call by the table of methods, and writes the answer as its client understands it. */
import type { BrokerArrival, CallIo } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ClientWords } from '../../../protocols/mcp/classify.ts';
import { writeError, writeResult } from '../../../protocols/mcp/errors.ts';
import type { RpcCall, RpcId } from '../../../protocols/mcp/message.ts';
import { type Answer, faultAnswer } from './answer.ts';
import { askerOf } from './asks.ts';
import { askableOf } from './capabilities.ts';
import type { Exchange, Front } from './exchange.ts';
import type { Place } from './metadata.ts';
import { METHODS } from './methods.ts';
import { noticeFor } from './notices.ts';
import { refuse } from './refuse.ts';
import type { Reply } from './reply.ts';
import type { Session } from './sessions.ts';

/** A request of somebody who is known. */
export interface Visitor {
  readonly front: Front;
  readonly arrival: BrokerArrival;
  readonly principal: Principal;
  readonly owner: string;
  readonly place: Place;
  readonly reply: Reply;
}

interface From {
  readonly client: ClientWords;
  readonly session: Session | undefined;
  /** Ends the call besides the client's leaving. */
  readonly cancelled?: AbortSignal;
}

export async function serveCall(
  visitor: Visitor,
  call: RpcCall & { readonly id: RpcId },
  { client, session, cancelled }: From,
): Promise<void> {
  const { front, arrival, principal, owner, reply } = visitor;
  // WHY: a client of 2025-11-25 that loses its connection has cancelled nothing (basic/transports, "Sending Messages").
  const signal = cancelled ?? reply.gone;
  const io: CallIo = {
    signal,
    // WHY none without a stream: a client of 2025-11-25 is asked on the stream of its call.
    askable: session === undefined || reply.streams ? askableOf(client.capabilities) : [],
    ask: session === undefined ? undefined : askerOf({ session, reply, signal, chance: front.chance }),
    notify: (notice) => {
      const told = noticeFor(notice, { call, client, session });
      if (told !== undefined && !signal.aborted) reply.tell(told);
    },
  };
  const answer = await answerOf({ front, arrival, principal, owner, call, client, session, io });
  // WHY no answer: whoever cancels expects none (2025-11-25, basic/utilities/cancellation).
  if (signal.aborted) return reply.end(undefined, { status: 202 });
  await write(visitor, call.id, answer);
}

function answerOf(exchange: Exchange): Promise<Answer> | Answer {
  const method = METHODS.get(exchange.call.method);
  if (method?.eras.includes(exchange.client.era) === true) return method.run(exchange);
  const unknown = faultAnswer(fault('route.unknown', 'The gate serves no such method in this revision.'));
  // WHY: within a session, 404 says that the session has ended (2025-11-25, basic/transports).
  return exchange.client.era === 'legacy' && unknown.kind === 'error' ? { ...unknown, status: 200 } : unknown;
}

function write({ front, arrival, place, reply }: Visitor, id: RpcId, answer: Answer): Promise<void> {
  const { crossing } = answer;
  const headers = crossing === undefined ? {} : { 'x-gatehouse-crossing': crossing };
  if (answer.kind === 'result') return reply.end(writeResult(id, answer.text), { status: 200, headers });
  const { fault: refusal, status } = answer;
  if (refusal !== undefined && status !== 200)
    return refuse({ front, reply }, refusal, { id, arrival, place, crossing });
  return reply.end(writeError(id, answer.error), { status, headers });
}
