/** Writes an answer at the pace of its reader, and notices when the reader has left or takes nothing any more. */
import type { ServerResponse } from 'node:http';

/** `gone`: the client closed the connection. `stalled`: it took nothing for too long and was cut off. */
export type Written = 'ok' | 'gone' | 'stalled';

export interface AnswerWriter {
  /** Fires when the client leaves before the answer is complete. */
  readonly gone: AbortSignal;
  /** Resolves when more may be written. */
  write(chunk: string | Uint8Array): Promise<Written>;
  /** Ends the answer; resolves when all of it was handed to the network. */
  end(chunk?: string | Uint8Array): Promise<Written>;
}

export interface WriterLimits {
  readonly clientWriteMs: number;
}

/** Wraps a response whose head was written. */
export function createAnswerWriter(response: ServerResponse, { clientWriteMs }: WriterLimits): AnswerWriter {
  const leaving = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) leaving.abort();
  };
  if (response.closed || response.destroyed) onClose();
  else response.once('close', onClose);

  function settled(event: 'drain' | 'finish'): Promise<Written> {
    const { promise, resolve } = Promise.withResolvers<Written>();
    const timer = setTimeout(() => {
      finish('stalled');
      response.destroy();
    }, clientWriteMs);
    const onEvent = () => finish('ok');
    const onGone = () => finish('gone');
    response.once(event, onEvent);
    leaving.signal.addEventListener('abort', onGone, { once: true });
    return promise;

    function finish(written: Written): void {
      clearTimeout(timer);
      response.off(event, onEvent);
      leaving.signal.removeEventListener('abort', onGone);
      resolve(written);
    }
  }

  return {
    gone: leaving.signal,
    async write(chunk) {
      if (leaving.signal.aborted || response.destroyed) return 'gone';
      return response.write(chunk) ? 'ok' : settled('drain');
    },
    async end(chunk) {
      if (leaving.signal.aborted || response.destroyed) return 'gone';
      const finished = settled('finish');
      response.end(chunk);
      return finished;
    },
  };
}
