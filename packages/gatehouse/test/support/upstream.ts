/** A provider on a real socket that keeps what it is sent, and answers as a test tells it to. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UpstreamCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON. */
  readonly json: Record<string, unknown>;
  readonly response: ServerResponse;
  /** Resolves when the gate closes the connection, or the answer is complete. */
  readonly closed: Promise<void>;
}

export type Answer = (call: UpstreamCall) => void | Promise<void>;

export interface Upstream {
  readonly url: string;
  readonly port: number;
  /** Everything that arrived since the last `expect`, in order. */
  readonly calls: readonly UpstreamCall[];
  /** Forgets what arrived, and answers like this from now on. */
  expect(answer: Answer): void;
  close(): Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  let calls: UpstreamCall[] = [];
  let answer: Answer = chat('hello');
  const server = createServer(async (request, response) => {
    response.on('error', () => undefined);
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    response.once('close', resolve);
    const body = await read(request);
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body, json: jsonOf(body), response, closed };
    calls.push(call);
    await answer(call);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get calls() {
      return calls;
    },
    expect(next) {
      calls = [];
      answer = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Answers with a stream of these pieces, each of which travels by itself. */
export function stream(pieces: Iterable<string>): Answer {
  return async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

export const USAGE = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };

/** A completion of OpenAI Chat with this text. */
export function completion(content: string, changes: object = {}): Record<string, unknown> {
  const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content }, logprobs: null };
  return { ...HEAD, object: 'chat.completion', choices: [choice], usage: USAGE, ...changes };
}

export function chat(content: string): Answer {
  return json(completion(content));
}

const HEAD = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'upstream-model-2026' };

/** One chunk of an OpenAI stream. */
export function chunk(delta: object, changes: object = {}): string {
  const { index = 0, finish_reason = null, logprobs } = changes as Record<string, unknown>;
  const choice = { index, delta, finish_reason, ...(logprobs === undefined ? {} : { logprobs }) };
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices: [choice] })}\n\n`;
}

/** The end of an OpenAI stream: the finish, the usage and the mark. */
export function ending(finish = 'stop', usage: object = USAGE): string[] {
  const last = { ...HEAD, object: 'chat.completion.chunk', choices: [], usage };
  return [chunk({}, { finish_reason: finish }), `data: ${JSON.stringify(last)}\n\n`, 'data: [DONE]\n\n'];
}

/** A whole OpenAI stream whose text comes in these parts. */
export function chatStream(...parts: readonly string[]): Answer {
  return stream([
    chunk({ role: 'assistant', content: '' }),
    ...parts.map((content) => chunk({ content })),
    ...ending(),
  ]);
}

/** Events of an Anthropic stream. */
export function events(...list: readonly ({ readonly type: string } & Record<string, unknown>)[]): string[] {
  return list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function jsonOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const part of request) chunks.push(part as Buffer);
  } catch {
    // WHY: a request that broke off is kept as far as it came.
  }
  return Buffer.concat(chunks).toString('utf8');
}
