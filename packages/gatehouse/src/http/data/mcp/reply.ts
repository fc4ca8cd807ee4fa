/** One answer on its way: JSON as long as there is only a result, a stream of events from the first message before it. */
import type { ServerResponse } from 'node:http';
import { createAnswerWriter, type Written } from '../../../net/answer-writer.ts';
import { writeSse } from '../../../protocols/sse.ts';

export interface Reply {
  /** Fires when the client leaves before the answer is complete. */
  readonly gone: AbortSignal;
  /** Whether messages can go out before the result. */
  readonly streams: boolean;
  /** Tells something that may be lost: dropped while the client reads too slowly. */
  tell(message: string): void;
  /** Sends a message that must arrive. */
  send(message: string): Promise<Written>;
  /** Ends the answer with its last message; `head` counts only where nothing has left yet. */
  end(message: string | undefined, head: ReplyHead): Promise<void>;
}

export interface ReplyHead {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ReplyOptions {
  readonly clientWriteMs: number;
  /** Whether the client reads `text/event-stream`. */
  readonly streams: boolean;
}

/** What may wait for a slow reader before progress and log messages are dropped. */
const QUEUED_MAX = 262_144;
const STREAM_HEAD = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // WHY: proxies that gather an answer before they pass it on would make a stream pointless.
  'x-accel-buffering': 'no',
};

export function createReply(response: ServerResponse, { clientWriteMs, streams }: ReplyOptions): Reply {
  const writer = createAnswerWriter(response, { clientWriteMs });
  let queued = 0;
  let ended = false;
  let last: Promise<Written> = Promise.resolve('ok');

  /** INVARIANT: messages leave in the order in which they were given, one at a time. */
  function enqueue(message: string): Promise<Written> {
    if (!response.headersSent) {
      response.writeHead(200, STREAM_HEAD);
      response.flushHeaders();
    }
    const text = writeSse({ name: 'message', data: message });
    queued += text.length;
    last = last.then(async (before) => {
      const written = before === 'ok' ? await writer.write(text) : before;
      queued -= text.length;
      return written;
    });
    return last;
  }

  return {
    gone: writer.gone,
    streams,
    tell(message) {
      if (streams && !ended && queued + message.length <= QUEUED_MAX) void enqueue(message);
    },
    send: (message) => (streams && !ended ? enqueue(message) : Promise.resolve('gone')),
    async end(message, { status, headers }) {
      // WHY: a server may go on talking after its answer, and what is written after the end would end the process.
      ended = true;
      if (response.headersSent) {
        if (message !== undefined) await enqueue(message);
        await last;
        await writer.end();
        return;
      }
      const body = message ?? '';
      response.writeHead(status, {
        ...(message === undefined ? {} : { 'content-type': 'application/json' }),
        'cache-control': 'no-store',
        ...headers,
        'content-length': Buffer.byteLength(body),
      });
      await writer.end(body);
    },
  };
}
