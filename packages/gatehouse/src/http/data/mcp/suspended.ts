/** Lets a call stand still while its server asks a client of 2026-07-28, which answers with its next request. */
import type { CallIo } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { type Answer, faultAnswer } from './answer.ts';
import { canBeAsked } from './capabilities.ts';
import type { Exchange } from './exchange.ts';
import type { Binding } from './seal.ts';
import { hasRoom, type Running, STANDS_MS } from './suspended-calls.ts';

const QUESTIONS_MAX = 16;
const ID_BYTES = 18;

/** Makes a call whose server may ask; where it does, the answer is what it asks, and the call stands still. */
export function untilAsked(
  exchange: Exchange,
  binding: Binding,
  make: (io: CallIo) => Promise<Answer>,
): Promise<Answer> {
  const { front, owner, client, io } = exchange;
  const id = Buffer.from(front.chance.bytes(ID_BYTES)).toString('base64url');
  const running: Running = {
    ...{ id, owner, startedMs: front.clock.elapsedMs(), cancelling: new AbortController(), asked: new Map() },
    ...{ asking: Promise.withResolvers(), carrier: io, answer: new Promise(() => undefined) },
  };
  let questions = 0;
  running.answer = make({
    signal: running.cancelling.signal,
    askable: io.askable,
    notify: (notice) => running.carrier?.notify(notice),
    ask: (question) => {
      questions += 1;
      if (!canBeAsked(client.capabilities, question.method)) return Promise.resolve(failed(UNDECLARED));
      if (questions > QUESTIONS_MAX || !hasRoom(front.suspended, owner, front.clock.elapsedMs()))
        return Promise.resolve(failed(TOO_MANY));
      const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
      running.asked.set(`ask${questions}`, { question, answer: resolve });
      running.cancelling.signal.addEventListener('abort', () => resolve(failed(OVER)), { once: true });
      // WHY later: what a server asks at once is asked of the client at once.
      void front.pause(0).then(() => running.asking.resolve('asking'));
      return promise;
    },
  });
  // WHY: while the call stands still nobody waits for it; whoever carries it next is told of a defect.
  running.answer.catch(() => undefined);
  return carried(exchange, running, binding);
}

/** Goes on with a call that stands still, with the answers that its client brought. */
export function goOn(
  exchange: Exchange,
  id: string,
  { binding, responses }: { readonly binding: Binding; readonly responses: unknown },
): Promise<Answer> | Answer {
  const { calls } = exchange.front.suspended;
  const running = calls.get(id);
  // WHY the carrier: one request at a time; a second one with the same state finds nothing.
  if (running === undefined || running.owner !== exchange.owner || running.carrier !== undefined) {
    return faultAnswer(GONE);
  }
  running.carrier = exchange.io;
  const given = typeof responses === 'object' && responses !== null ? responses : {};
  for (const [key, { answer }] of running.asked) {
    if (!Object.hasOwn(given, key)) continue;
    running.asked.delete(key);
    answer(ok((given as Readonly<Record<string, unknown>>)[key]));
  }
  if (running.asked.size > 0) running.asking.resolve('asking');
  return carried(exchange, running, binding);
}

async function carried(exchange: Exchange, running: Running, binding: Binding): Promise<Answer> {
  const { front, io } = exchange;
  const onGone = () => running.cancelling.abort();
  if (io.signal.aborted) onGone();
  io.signal.addEventListener('abort', onGone, { once: true });
  const ended = await Promise.race([running.answer, running.asking.promise]);
  io.signal.removeEventListener('abort', onGone);
  running.carrier = undefined;
  if (ended !== 'asking') {
    front.suspended.calls.delete(running.id);
    return ended;
  }
  running.asking = Promise.withResolvers();
  front.suspended.calls.set(running.id, running);
  const nowMs = front.clock.nowMs();
  const state = { suspended: running.id, createdMs: nowMs, expiresAtMs: nowMs + STANDS_MS };
  const sealed = front.seal.seal(state, binding);
  if (!sealed.ok) return faultAnswer(sealed.fault);
  const inputRequests = Object.fromEntries(
    [...running.asked].map(([key, { question }]) => [key, { ...question, params: question.params ?? {} }]),
  );
  return {
    kind: 'result',
    text: JSON.stringify({ resultType: 'input_required', inputRequests, requestState: sealed.value }),
  };
}

const UNDECLARED = fault('request.capability', 'The client has not declared that it can be asked this.');
const TOO_MANY = fault('admission.busy', 'The client has as many open questions as it may have.');
const OVER = fault('tool.cancelled', 'The client left before it answered.');
const GONE = fault(
  'request.shape',
  'The call that this state belongs to is not waiting here any more; make it again from the beginning.',
);
