/** The body of an answer from outside: pulled, bounded in memory, and never silently short. */

/** What the body tells the connection to do. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** The reader left: stop reading. */
  abandon(): void;
}

/** Bytes that may wait for the reader before the connection is paused. */
const READ_AHEAD_BYTES = 65_536;

/** A queue of chunks between a connection that pushes and a reader that pulls. */
export class AnswerBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #flow: Flow;
  #chunks: Uint8Array[] = [];
  #buffered = 0;
  #paused = false;
  #ended = false;
  #failure: Error | undefined;
  #waiting: PromiseWithResolvers<IteratorResult<Uint8Array, undefined>> | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Called by the connection. Holds at most the read-ahead and one chunk more. */
  push(chunk: Uint8Array): void {
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      waiting.resolve({ done: false, value: chunk });
      return;
    }
    this.#chunks.push(chunk);
    this.#buffered += chunk.byteLength;
    if (this.#buffered < READ_AHEAD_BYTES || this.#paused) return;
    this.#paused = true;
    this.#flow.pause();
  }

  /** Called by the connection, once: the answer is complete, or it failed. */
  finish(failure?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (failure === undefined) waiting?.resolve({ done: true, value: undefined });
    else waiting?.reject(failure);
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) return Promise.resolve({ done: false, value: this.#taken(chunk) });
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    if (this.#waiting !== undefined) return Promise.reject(new Error('the body has one reader'));
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#chunks = [];
    this.#flow.abandon();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #taken(chunk: Uint8Array): Uint8Array {
    this.#buffered -= chunk.byteLength;
    if (this.#paused && this.#buffered === 0) {
      this.#paused = false;
      this.#flow.resume();
    }
    return chunk;
  }
}
