/** MCP over HTTP: the official transport, with our way out for its `fetch`, and the source text of what it sends and gets. */
import {
  type FetchLike,
  type JSONRPCMessage,
  StreamableHTTPClientTransport,
  type TransportSendOptions,
} from '@modelcontextprotocol/client';
import { fault } from '../../kernel/faults.ts';
import { createSseParser } from '../../protocols/sse.ts';
import type { IncomingAnswer, Performed } from '../../providers/provider.ts';
import type { ToolRequest } from '../egress.ts';
import { breakOf, readAnswer, tooLarge } from '../read-answer.ts';
import { toolFault } from '../wire-faults.ts';
import type { JsonObject } from './params.ts';
import { type UnderWay, underWay } from './under-way.ts';

/** Sends one request with the credential of whoever the connection is for. */
export type Ask = (request: ToolRequest) => Promise<Performed>;

export interface HttpChannelOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly ask: Ask;
}

/** Of answers that no call waits for: handshakes, acknowledgements, errors. */
const ASIDE_BYTES_MAX = 1_048_576;
/** Streams that stay open for notices of changes; their events are bounded, they themselves are not. */
const STANDING = new Set(['subscriptions/listen']);
const REFUSED_UNDONE = new Set([401, 403, 404, 405, 406, 413, 415, 429]);
const WITHOUT_BODY = new Set([204, 205, 304]);

export class HttpChannel extends StreamableHTTPClientTransport {
  constructor({ url, timeoutMs, ask }: HttpChannelOptions) {
    super(new URL(url), {
      fetch: fetchThrough(ask, timeoutMs),
      reconnectionOptions: {
        initialReconnectionDelay: 1_000,
        maxReconnectionDelay: 30_000,
        reconnectionDelayGrowFactor: 1.5,
        maxRetries: 3,
      },
    });
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const work = underWay.getStore();
    const onRequestStreamEnd = () => {
      if (isOf(work, message) && work.answers.length === 0) work.fail(ENDED);
      options?.onRequestStreamEnd?.();
    };
    const { headers, requestSignal, resumptionToken, onresumptiontoken } = options ?? {};
    return super.send(message, {
      onRequestStreamEnd,
      ...(headers === undefined ? {} : { headers }),
      ...(requestSignal === undefined ? {} : { requestSignal }),
      ...(resumptionToken === undefined ? {} : { resumptionToken }),
      ...(onresumptiontoken === undefined ? {} : { onresumptiontoken }),
    });
  }
}

const ENDED = fault('tool.protocol', 'The tool ended its answer before it was complete.');

interface Sent {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: JsonObject;
}

function fetchThrough(ask: Ask, timeoutMs: number): FetchLike {
  return async (url, init) => {
    const text = typeof init?.body === 'string' ? init.body : undefined;
    const message = text === undefined ? undefined : (JSON.parse(text) as Sent);
    const store = underWay.getStore();
    // WHY: a stream that is taken up again (GET) belongs to the call in whose context it began.
    const work = message === undefined || isOf(store, message) ? store : undefined;
    const body =
      work?.workings.textFor === undefined || message === undefined
        ? text
        : bodyOf(message, work.workings.textFor);
    if (message?.id !== undefined) work?.sent(message.id);
    const performed = await ask({
      purpose: 'tool',
      method: methodOf(init?.method),
      url: String(url),
      headers: Object.fromEntries(new Headers(init?.headers ?? {})),
      timeoutMs,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([init?.signal, work?.over].filter((signal) => signal != null)),
    });
    if (!performed.ok) {
      if (performed.reach === 'not_sent') work?.unsent();
      // WHY not where the client gave up: that it let go then says nothing of the server.
      if (init?.signal?.aborted !== true) work?.fail(toolFault(performed.fault));
      throw new Error(performed.fault.message);
    }
    if (REFUSED_UNDONE.has(performed.value.status)) work?.unsent();
    return responseOf(performed.value, {
      work,
      standing: message === undefined || STANDING.has(message.method ?? ''),
    });
  };
}

function isOf(work: UnderWay | undefined, message: object): work is UnderWay {
  return (
    work !== undefined && 'method' in message && 'id' in message && message.method === work.workings.method
  );
}

function bodyOf(message: Sent, textFor: (sent: JsonObject) => string): string {
  const { params = {}, ...rest } = message;
  return `${JSON.stringify(rest).slice(0, -1)},"params":${textFor(params)}}`;
}

function methodOf(method: string | undefined): 'GET' | 'POST' | 'DELETE' {
  return method === 'POST' || method === 'DELETE' ? method : 'GET';
}

interface Reading {
  readonly work: UnderWay | undefined;
  readonly standing: boolean;
}

async function responseOf(answer: IncomingAnswer, { work, standing }: Reading): Promise<Response> {
  const { status } = answer;
  if (status < 200 || status > 599) throw new Error(`status ${status}`);
  const head = { status, headers: answer.headers };
  if (WITHOUT_BODY.has(status)) {
    answer.abandon();
    return new Response(null, head);
  }
  const type = answer.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (status === 200 && type === 'text/event-stream') {
    const aside = standing ? Number.POSITIVE_INFINITY : ASIDE_BYTES_MAX;
    const bytesMax = work?.workings.bytesMax ?? aside;
    return new Response(ReadableStream.from(watched(answer, { work, bytesMax })), head);
  }
  const text = await readAnswer(
    answer,
    status === 200 ? (work?.workings.bytesMax ?? ASIDE_BYTES_MAX) : ASIDE_BYTES_MAX,
  );
  if (!text.ok) {
    work?.fail(text.fault);
    throw new Error(text.fault.message);
  }
  // WHY also for 400: it may carry the JSON-RPC error of the request (MCP 2026-07-28, Streamable HTTP).
  if (type === 'application/json' && (status === 200 || status === 400)) work?.take(text.value);
  return new Response(text.value, head);
}

interface Watching {
  readonly work: UnderWay | undefined;
  readonly bytesMax: number;
}

/** Hands the stream on as it came, and every event of it to what is under way first. */
async function* watched(answer: IncomingAnswer, { work, bytesMax }: Watching): AsyncGenerator<Uint8Array> {
  const parser = createSseParser({
    eventBytesMax: Math.min(bytesMax, work?.workings.bytesMax ?? ASIDE_BYTES_MAX),
  });
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      if (size > bytesMax) return void work?.fail(tooLarge(bytesMax));
      const events = parser.push(chunk);
      if (!events.ok) return void work?.fail(toolFault(events.fault));
      for (const { data } of events.value) if (data !== '') work?.take(data);
      yield chunk;
    }
  } catch (error) {
    const reason = breakOf(error);
    // WHY: a stream that broke off may be taken up again; only its silence in the end is a fault.
    if (reason.code !== 'tool.protocol') work?.fail(reason);
    throw new Error(reason.message);
  }
}
