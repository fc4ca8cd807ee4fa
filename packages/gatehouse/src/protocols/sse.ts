/** Server-sent events (WHATWG HTML section 9.2): the wire form of every streamed answer. */

/** One event as it stood on the wire. */
export interface SseEvent {
  readonly name: string | undefined;
  readonly data: string;
}
