/** Server-sent events (WHATWG HTML section 9.2): the wire form of every streamed answer. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** One event as it stood on the wire; comments, `id` and `retry` are dropped. */
export interface SseEvent {
  readonly name: string | undefined;
  readonly data: string;
}

export interface SseParser {
  /** Takes the next bytes and returns the events that they complete. After a fault the parser is not to be used. */
  push(chunk: Uint8Array): Result<readonly SseEvent[]>;
  /** The bytes are over: a fault when they end in the middle of an event. */
  end(): Result<void>;
}

/** A parser for one stream. `eventBytesMax` bounds what is buffered for one event, line ends not counted. */
export function createSseParser(limits: { readonly eventBytesMax: number }): SseParser {
  return new Parser(limits.eventBytesMax);
}

/** The wire text of an event. Line ends in its data cannot begin another event: each line gets its own field. */
export function writeSse(event: SseEvent): string {
  if (event.name !== undefined && LINE_END.test(event.name)) throw new Error('an event name is one line');
  const name = event.name === undefined ? '' : `event: ${event.name}\n`;
  const data = LINE_END.test(event.data) ? event.data.split(LINE_END).join('\ndata: ') : event.data;
  return `${name}data: ${data}\n\n`;
}

const LINE_END = /\r\n|\r|\n/;
const LF = 0x0a;
const CR = 0x0d;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** WHY: lines are cut in bytes and decoded whole (no byte of a UTF-8 sequence is CR or LF), so chunking cannot matter. */
class Parser implements SseParser {
  readonly #bytesMax: number;
  /** The beginning of a line that has not ended yet; its buffer grows by doubling, so tiny chunks stay linear. */
  #buffer = new Uint8Array(0);
  #held = 0;
  #name: string | undefined;
  #data: string[] = [];
  #dataBytes = 0;
  #first = true;
  #afterCr = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  push(chunk: Uint8Array): Result<readonly SseEvent[]> {
    const events: SseEvent[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte !== LF && byte !== CR) continue;
      const secondHalf = byte === LF && at === start && this.#held === 0 && this.#afterCr;
      this.#afterCr = byte === CR;
      if (!secondHalf) {
        const taken = this.#line(chunk.subarray(start, at), events);
        if (!taken.ok) return taken;
      }
      start = at + 1;
    }
    if (start === chunk.length) return ok(events);
    this.#afterCr = false;
    if (this.#dataBytes + this.#held + chunk.length - start > this.#bytesMax) return this.#tooLarge();
    this.#hold(chunk.subarray(start));
    return ok(events);
  }

  end(): Result<void> {
    if (this.#held === 0 && this.#data.length === 0 && this.#name === undefined) return ok(undefined);
    return failed(fault('provider.protocol', 'The provider ended its stream in the middle of an event.'));
  }

  #hold(piece: Uint8Array): void {
    const length = this.#held + piece.length;
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = grown;
    }
    this.#buffer.set(piece, this.#held);
    this.#held = length;
  }

  #line(tail: Uint8Array, events: SseEvent[]): Result<void> {
    if (this.#dataBytes + this.#held + tail.length > this.#bytesMax) return this.#tooLarge();
    let bytes = tail;
    if (this.#held > 0) {
      this.#hold(tail);
      bytes = this.#buffer.subarray(0, this.#held);
      this.#held = 0;
    }
    let line: string;
    try {
      line = UTF8.decode(bytes);
    } catch {
      return failed(fault('provider.protocol', 'The provider sent an event that is not valid UTF-8.'));
    }
    if (this.#first && line.startsWith('\ufeff')) line = line.slice(1);
    this.#first = false;
    if (line === '') this.#dispatch(events);
    else this.#field(line, bytes.length);
    return ok(undefined);
  }

  #field(line: string, bytes: number): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const spaced = colon >= 0 && line.charCodeAt(colon + 1) === 0x20;
    const value = colon < 0 ? '' : line.slice(colon + (spaced ? 2 : 1));
    if (field === 'data') {
      this.#data.push(value);
      this.#dataBytes += bytes;
    } else if (field === 'event') {
      this.#name = value === '' ? undefined : value;
    }
  }

  #dispatch(events: SseEvent[]): void {
    if (this.#data.length > 0) events.push({ name: this.#name, data: this.#data.join('\n') });
    this.#name = undefined;
    this.#data = [];
    this.#dataBytes = 0;
  }

  #tooLarge(): { readonly ok: false; readonly fault: ReturnType<typeof fault> } {
    const message = `One event of the provider's stream exceeds the limit of ${this.#bytesMax} bytes.`;
    return failed(fault('provider.too_large', message));
  }
}
