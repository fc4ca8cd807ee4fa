/** One HTTP exchange over undici's `dispatch`: four time limits, backpressure, and how far it got when it failed. */
import type { Dispatcher } from 'undici';
import { type Fault, fault } from '../kernel/faults.ts';
import { type IncomingAnswer, type Performed, ProviderBreak } from '../providers/provider.ts';
import { AnswerBody } from './answer-body.ts';
import { AddressRefused } from './connector.ts';
import { deniedAddress } from './destinations.ts';

export interface ExchangeTimeouts {
  /** Until the request is written: waiting for a free connection, resolving, connecting, TLS. */
  readonly connectMs: number;
  /** From there until the head of the answer. */
  readonly firstByteMs: number;
  /** Between two pieces of the body; does not run while the reader is the slow one. */
  readonly idleMs: number;
  readonly totalMs: number;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the exchange wherever it is. */
  readonly signal?: AbortSignal;
}

/** Sends one request and resolves with the head of the answer; the body follows as it is pulled. */
export function exchange(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  timeouts: ExchangeTimeouts,
): Promise<Performed> {
  const { promise, resolve } = Promise.withResolvers<Performed>();
  const handler = new Exchange(timeouts, resolve, request.signal);
  if (request.signal?.aborted === true) {
    handler.onResponseError(undefined, new Error('the caller left'));
    return promise;
  }
  const options: Dispatcher.DispatchOptions = {
    origin: request.url.origin,
    path: request.url.pathname + request.url.search,
    method: request.method,
    // WHY: no compression means no decompression bombs; bytes on the wire are bytes in memory.
    headers: { ...request.headers, 'accept-encoding': 'identity' },
    body: request.body ?? null,
  };
  try {
    dispatcher.dispatch(options, handler);
  } catch (error) {
    handler.onResponseError(undefined, error);
  }
  return promise;
}

type Phase = 'connect' | 'first byte' | 'body' | 'done';

class TimedOut extends Error {
  /** What took too long; `done` is the exchange as a whole. */
  readonly what: Phase;

  constructor(what: Phase) {
    super(what);
    this.what = what;
  }
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #timeouts: ExchangeTimeouts;
  readonly #settle: (performed: Performed) => void;
  readonly #total: NodeJS.Timeout;
  readonly #body: AnswerBody;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.#fail(new Error('the caller left'));
  #step: NodeJS.Timeout;
  #phase: Phase = 'connect';
  #controller: Dispatcher.DispatchController | undefined;

  constructor(
    timeouts: ExchangeTimeouts,
    settle: (performed: Performed) => void,
    signal: AbortSignal | undefined,
  ) {
    this.#timeouts = timeouts;
    this.#settle = settle;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#total = setTimeout(() => this.#fail(new TimedOut('done')), timeouts.totalMs);
    this.#step = setTimeout(() => this.#timedOut(), timeouts.connectMs);
    this.#body = new AnswerBody({
      pause: () => {
        clearTimeout(this.#step);
        this.#controller?.pause();
      },
      resume: () => {
        if (this.#phase !== 'body') return;
        this.#restep(this.#timeouts.idleMs);
        this.#controller?.resume();
      },
      abandon: () => this.#fail(new Error('the reader left')),
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#phase === 'done') {
      controller.abort(new Error('given up before it was sent'));
      return;
    }
    this.#controller = controller;
    this.#phase = 'first byte';
    this.#restep(this.#timeouts.firstByteMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    raw: Record<string, string | string[] | undefined>,
  ): void {
    // WHY: interim answers (RFC 9110 section 15.2) say nothing yet.
    if (this.#phase !== 'first byte' || status < 200) return;
    const headers = flatten(raw);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') {
      this.#fail(new Error('a compressed answer that was not asked for'));
      return;
    }
    this.#phase = 'body';
    this.#restep(this.#timeouts.idleMs);
    this.#settle({ ok: true, value: this.#answer(status, headers) });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#phase !== 'body') return;
    if (!this.#body.paused) this.#step.refresh();
    this.#body.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#phase !== 'body') return;
    this.#stop();
    this.#body.finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: unknown): void {
    this.#fail(error);
  }

  #answer(status: number, headers: Readonly<Record<string, string>>): IncomingAnswer {
    return { status, headers, body: this.#body, abandon: () => this.#fail(new Error('the reader left')) };
  }

  #timedOut(): void {
    this.#fail(new TimedOut(this.#phase));
  }

  #fail(error: unknown): void {
    const phase = this.#phase;
    if (phase === 'done') return;
    this.#stop();
    const reason = faultOf(error, phase);
    if (phase === 'body') this.#body.finish(new ProviderBreak(reason));
    else this.#settle({ ok: false, fault: reason, reach: phase === 'connect' ? 'not_sent' : 'maybe_billed' });
    this.#controller?.abort(error instanceof Error ? error : new Error(String(error)));
  }

  #stop(): void {
    this.#phase = 'done';
    this.#signal?.removeEventListener('abort', this.#onAbort);
    clearTimeout(this.#total);
    clearTimeout(this.#step);
  }

  #restep(ms: number): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => this.#timedOut(), ms);
  }
}

function faultOf(error: unknown, phase: Phase): Fault {
  if (error instanceof AddressRefused) return deniedAddress(error.message);
  if (error instanceof TimedOut) {
    return fault('provider.timeout', TIMEOUT_MESSAGES[error.what], { cause: error });
  }
  if (codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT') {
    return fault('provider.timeout', TIMEOUT_MESSAGES.connect, { cause: error });
  }
  if (phase === 'body') {
    return fault('provider.protocol', 'The provider broke off in the middle of its answer.', {
      cause: error,
    });
  }
  if (phase === 'first byte' && !SOCKET_CODES.has(codeOf(error))) {
    return fault('provider.protocol', 'The provider did not answer in well-formed HTTP.', { cause: error });
  }
  return fault('provider.unavailable', UNAVAILABLE_MESSAGES[phase], { cause: error });
}

const TIMEOUT_MESSAGES: Readonly<Record<Phase, string>> = {
  connect: 'The provider could not be reached within the time limit.',
  'first byte': 'The provider did not begin to answer within the time limit.',
  body: 'The provider stopped in the middle of its answer for longer than the time limit.',
  done: 'The provider took longer than the time limit.',
};

const UNAVAILABLE_MESSAGES: Readonly<Record<Phase, string>> = {
  connect: 'The provider could not be reached.',
  'first byte': 'The provider closed the connection without an answer.',
  body: 'The provider closed the connection.',
  done: 'The provider closed the connection.',
};

/** Errors after the request was written that mean a lost connection, rather than a provider that speaks no HTTP. */
const SOCKET_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_DESTROYED']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function flatten(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
