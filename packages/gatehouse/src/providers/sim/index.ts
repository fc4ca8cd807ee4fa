/** The built-in provider: answers like a model, in both protocols, without a key, a network or a moment of chance. */
import { redeem } from '../../kernel/clearance.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import type { ProtocolId } from '../../protocols/protocol.ts';
import { type OutgoingCall, type Performed, type Provider, ProviderBreak } from '../provider.ts';
import { anthropicDialect } from './anthropic-messages.ts';
import type { Dialect } from './dialect.ts';
import { type Failure, failureOf } from './failures.ts';
import { openAiDialect } from './openai-chat.ts';
import { lastUserText, type Prompt, recordOf } from './prompt.ts';
import { characterOf } from './script.ts';

export interface SimOptions {
  readonly id: string;
  /** Resolves after so many milliseconds, for `sim/slow`. */
  readonly pause: (ms: number) => Promise<void>;
  /** How long `sim/fail` hangs before the time limit that a real provider would run into. */
  readonly hangMs: number;
}

const DIALECTS: Readonly<Record<ProtocolId, Dialect>> = {
  'openai-chat': openAiDialect,
  'anthropic-messages': anthropicDialect,
};

const SLOW_TOKEN_MS = 20;
const EVENTS_BEFORE_BREAK = 3;

export function createSim(options: SimOptions): Provider {
  return {
    id: options.id,
    protocols: ['openai-chat', 'anthropic-messages'],
    async perform(clearance, call) {
      redeem(clearance, options.id, call.body);
      const body = recordOf(JSON.parse(call.body));
      const dialect = DIALECTS[call.protocol];
      const prompt = dialect.read(body);
      if (call.operation === 'count') return answered(call, [dialect.count?.(prompt) ?? '{}']);
      const frames = call.stream ? dialect.stream(body, prompt) : [dialect.answer(body, prompt)];
      if (characterOf(prompt.model) === 'fail') return fail(options, { call, dialect, prompt, frames });
      return characterOf(prompt.model) === 'slow'
        ? answered(call, slowly(frames, options.pause))
        : answered(call, frames);
    },
  };
}

interface Failing {
  readonly call: OutgoingCall;
  readonly dialect: Dialect;
  readonly prompt: Prompt;
  readonly frames: Iterable<string>;
}

async function fail(options: SimOptions, failing: Failing): Promise<Performed> {
  const { call, dialect, prompt, frames } = failing;
  const failure = failureOf(prompt);
  if (failure.kind === 'status') {
    const message = `The sim was told to fail: ${lastUserText(prompt)}`;
    const retry = failure.retryAfter === undefined ? {} : { 'retry-after': failure.retryAfter };
    const headers = { 'content-type': 'application/json', ...retry };
    return answer(failure.status, headers, [dialect.error({ status: failure.status, message })]);
  }
  const reason = BREAKS[failure.kind];
  if (!call.stream && reason !== undefined) {
    if (failure.kind === 'hang') await options.pause(options.hangMs);
    return { ok: false, fault: reason, reach: 'maybe_billed' };
  }
  return answered(call, broken(frames, failure.kind, options));
}

const BREAKS: Readonly<Partial<Record<Failure['kind'], Fault>>> = {
  reset: fault('provider.unavailable', 'The provider closed the connection.'),
  hang: fault('provider.timeout', 'The provider did not answer within the time limit.'),
};

/** The beginning of an answer, and then what goes wrong. */
async function* broken(
  frames: Iterable<string>,
  kind: Exclude<Failure['kind'], 'status'>,
  options: SimOptions,
): AsyncGenerator<string> {
  let sent = 0;
  for (const frame of frames) {
    if (kind === 'half' && (sent === EVENTS_BEFORE_BREAK || !frame.endsWith('\n\n'))) {
      yield frame.slice(0, frame.length >> 1);
      return;
    }
    if (sent === EVENTS_BEFORE_BREAK) break;
    // WHY: a plain answer is a single frame; cut off, it is what a truncated one looks like.
    yield frame.endsWith('\n\n') ? frame : frame.slice(0, frame.length >> 1);
    sent++;
  }
  if (kind === 'hang') await options.pause(options.hangMs);
  const reason = BREAKS[kind];
  if (reason !== undefined) throw new ProviderBreak(reason);
}

async function* slowly(frames: Iterable<string>, pause: SimOptions['pause']): AsyncGenerator<string> {
  for (const frame of frames) {
    await pause(SLOW_TOKEN_MS);
    yield frame;
  }
}

function answered(call: OutgoingCall, frames: Iterable<string> | AsyncIterable<string>): Performed {
  const type =
    call.stream && call.operation === 'generate' ? 'text/event-stream; charset=utf-8' : 'application/json';
  return answer(200, { 'content-type': type }, frames);
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  frames: Iterable<string> | AsyncIterable<string>,
): Performed {
  const leaving = Promise.withResolvers<typeof ABANDONED>();
  const body = encoded(frames, leaving.promise);
  return { ok: true, value: { status, headers, body, abandon: () => leaving.resolve(ABANDONED) } };
}

const ABANDONED = Symbol('abandoned');

/** Pulls frames one by one until they end or the reader leaves, also while a frame is being waited for. */
async function* encoded(
  frames: Iterable<string> | AsyncIterable<string>,
  left: Promise<typeof ABANDONED>,
): AsyncGenerator<Uint8Array> {
  const source = Symbol.asyncIterator in frames ? frames[Symbol.asyncIterator]() : frames[Symbol.iterator]();
  const encoder = new TextEncoder();
  while (true) {
    const pulled = source.next();
    // WHY: only what is waited for can be left; a race for each frame of a long answer would pile up on `left`.
    const next = pulled instanceof Promise ? await Promise.race([left, pulled]) : pulled;
    if (next === ABANDONED) throw new ProviderBreak(fault('provider.unavailable', 'The reader left.'));
    if (next.done === true) return;
    yield encoder.encode(next.value);
  }
}
