/** Reads requests, answers and streams for tests, and fails loudly where a fault comes back. */
import assert from 'node:assert/strict';
import type { Result } from '../../src/kernel/result.ts';
import { parseJson } from '../../src/protocols/json/parse.ts';
import type {
  ModelAnswer,
  ModelRequest,
  Operation,
  Protocol,
  StreamEvent,
} from '../../src/protocols/protocol.ts';
import { createSseParser, type SseEvent } from '../../src/protocols/sse.ts';

export function value<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : result.fault.message);
  return result.value;
}

/** `code: message` of the fault, or `ok`. */
export function outcome(result: Result<unknown>): string {
  return result.ok ? 'ok' : `${result.fault.code}: ${result.fault.message}`;
}

export function documentOf(body: unknown) {
  return value(parseJson(JSON.stringify(body), { depthMax: 64 }));
}

export function request(protocol: Protocol, body: unknown, operation: Operation = 'generate'): ModelRequest {
  return value(protocol.readRequest(documentOf(body), operation));
}

export function answer(protocol: Protocol, body: unknown): ModelAnswer {
  return value(protocol.readAnswer(documentOf(body), 'generate'));
}

/** `place role text` of every passage. */
export function told(passages: ModelRequest['passages']): readonly string[] {
  return passages.map(({ place, role, text, view, signed }) =>
    [place, role, ...(view === 'json' ? ['json'] : []), ...(signed ? ['signed'] : []), text].join(' '),
  );
}

/** What every place whose text is `text` was read as. */
export function find(passages: ModelRequest['passages'], text: string): readonly string[] {
  return told(passages.filter((passage) => passage.text === text));
}

export function sse(wire: string): readonly SseEvent[] {
  const parser = createSseParser({ eventBytesMax: 1_000_000 });
  const events = value(parser.push(Buffer.from(wire)));
  value(parser.end());
  return events;
}

export function stream(
  protocol: Protocol,
  asked: ModelRequest,
  events: readonly SseEvent[],
): readonly StreamEvent[] {
  const reader = protocol.openStream(asked);
  return events.map((event) => value(reader.read(event)));
}

/** The text of every channel, joined. */
export function channels(events: readonly StreamEvent[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { channel, passage } of events.flatMap(({ deltas }) => deltas)) {
    texts[channel] = (texts[channel] ?? '') + passage.text;
  }
  return texts;
}
