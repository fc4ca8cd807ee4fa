/** Asks a client of 2025-11-25 on behalf of a server: on the stream of the call that the server is working on. */
import type { CallIo } from '../../../gate/broker.ts';
import type { Chance } from '../../../kernel/effects.ts';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { writeCall } from '../../../protocols/mcp/errors.ts';
import type { RpcReply } from '../../../protocols/mcp/message.ts';
import { canBeAsked } from './capabilities.ts';
import type { Reply } from './reply.ts';
import { PER_SESSION_MAX, type Session } from './sessions.ts';

const ID_BYTES = 12;

export interface Asking {
  readonly session: Session;
  readonly reply: Reply;
  readonly signal: AbortSignal;
  readonly chance: Chance;
}

export function askerOf({ session, reply, signal, chance }: Asking): CallIo['ask'] {
  if (!reply.streams) return undefined;
  return async ({ method, params }) => {
    if (!canBeAsked(session.capabilities, method)) return failed(UNDECLARED);
    if (session.asks.size >= PER_SESSION_MAX) return failed(TOO_MANY);
    const id = `gatehouse-${Buffer.from(chance.bytes(ID_BYTES)).toString('base64url')}`;
    const { promise, resolve } = Promise.withResolvers<RpcReply['outcome'] | 'over'>();
    const onOver = () => resolve('over');
    session.asks.set(id, resolve);
    for (const over of [signal, reply.gone]) over.addEventListener('abort', onOver, { once: true });
    if (signal.aborted || reply.gone.aborted) onOver();
    if ((await reply.send(writeCall({ id, method, params: params ?? {} }))) !== 'ok') onOver();
    const outcome = await promise;
    session.asks.delete(id);
    for (const over of [signal, reply.gone]) over.removeEventListener('abort', onOver);
    return answerOf(outcome);
  };
}

function answerOf(outcome: RpcReply['outcome'] | 'over'): Result<unknown> {
  if (outcome === 'over') return failed(fault('tool.cancelled', 'The client left before it answered.'));
  return 'result' in outcome ? ok(outcome.result) : failed(REFUSED);
}

const UNDECLARED = fault('request.capability', 'The client has not declared that it can be asked this.');
const TOO_MANY = fault('admission.busy', 'The client has as many open questions as it may have.');
const REFUSED = fault('request.capability', 'The client refused what the server asked of it.');
