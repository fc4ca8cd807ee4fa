/** What is under way at a server: one cleared call or one listing, with the source text of every answer to it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Fault, fault } from '../../kernel/faults.ts';
import type { Result } from '../../kernel/result.ts';
import { get, type JsonDocument, stringValue } from '../../protocols/json/document.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import type { ServerAsk, ToolAnswer, ToolReach } from '../transport.ts';
import type { JsonObject } from './params.ts';

/**
 * What the official client is working for at the moment.
 * WHY: its connections are shared, and between its API and the wire it parses and builds anew. The asynchronous
 * context is the one thing that it keeps from a request through its answer to what the server asks meanwhile.
 */
export const underWay = new AsyncLocalStorage<UnderWay>();

export interface Workings {
  /** The request's JSON-RPC method. */
  readonly method: string;
  /** Of everything that comes back for it. */
  readonly bytesMax: number;
  /** Whoever waits for it left. */
  readonly left?: AbortSignal;
  /** By which progress of this request is known on a connection that many requests share. */
  readonly progressToken?: string;
  /** Text of `params` to send in the place of what the official client made. */
  readonly textFor?: (sent: JsonObject) => string;
  readonly notify?: (notification: { readonly method: string; readonly params: unknown }) => void;
  readonly ask?: (ask: ServerAsk) => Promise<Result<unknown>>;
}

const DEPTH_MAX = 512;
const NOTICES = new Set(['notifications/progress', 'notifications/message']);

export class UnderWay {
  readonly workings: Workings;
  /** In the order in which they came: one for a call, one a page for a listing. */
  readonly answers: ToolAnswer[] = [];
  reach: ToolReach = 'not_reached';
  fault: Fault | undefined;
  readonly #ids = new Set<string | number>();
  readonly #stop = new AbortController();
  /** Fires when nobody waits any more, or what came back was too bad to go on. */
  readonly over: AbortSignal;

  constructor(workings: Workings) {
    this.workings = workings;
    const { left } = workings;
    this.over = left === undefined ? this.#stop.signal : AbortSignal.any([this.#stop.signal, left]);
  }

  /** From now on the server may act. */
  sent(id: string | number): void {
    this.#ids.add(id);
    this.reach = 'maybe_reached';
  }

  /** It is known that nothing has left, or that the server did nothing. */
  unsent(): void {
    this.reach = 'not_reached';
  }

  fail(reason: Fault): void {
    this.fault ??= reason;
    this.#stop.abort(new Error(reason.message));
  }

  /** Takes the source text of one message, or of a batch, that came back for it. False when it was none. */
  take(text: string): boolean {
    const document = parseJson(text, { depthMax: DEPTH_MAX });
    if (document.ok) {
      const { root } = document.value;
      const messages = root.kind === 'array' ? root.children : [root];
      for (const message of messages) this.#message({ source: text, root: message });
      return true;
    }
    const cause = document.fault.message;
    this.fail(fault('tool.protocol', 'The tool sent something that is not strict JSON.', { cause }));
    return false;
  }

  #message(message: JsonDocument): void {
    const method = stringValue(message, get(message.root, 'method'));
    if (method !== undefined) {
      if (NOTICES.has(method)) this.#notice(method, message);
      return;
    }
    const id = get(message.root, 'id');
    if (id === undefined || !this.#ids.has(JSON.parse(slice(message, id)) as string | number)) return;
    const result = get(message.root, 'result');
    const error = get(message.root, 'error');
    if (result !== undefined) this.answers.push({ body: slice(message, result) });
    else if (error !== undefined) this.answers.push({ body: slice(message, error), error: true });
  }

  #notice(method: string, message: JsonDocument): void {
    const params = get(message.root, 'params');
    this.workings.notify?.({
      method,
      params: params === undefined ? {} : JSON.parse(slice(message, params)),
    });
  }
}

function slice(
  { source }: JsonDocument,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return source.slice(start, end);
}
