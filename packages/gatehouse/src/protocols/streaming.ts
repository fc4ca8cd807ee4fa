/** What both protocols do alike with the events of a stream: write them changed, and split them. */

import { fault } from '../kernel/faults.ts';
import type { Passage } from '../kernel/passage.ts';
import { failed, type Result } from '../kernel/result.ts';
import type { JsonDocument } from './json/document.ts';
import { parseJson } from './json/parse.ts';
import type { AnswerChanges, StreamEvent } from './protocol.ts';
import { rewritten } from './rewriting.ts';
import { type SseEvent, writeSse } from './sse.ts';

/** An event that carries nothing: codecs fill in what they saw. */
export function blankEvent(event: SseEvent): StreamEvent {
  return { event, document: undefined, ...BLANK };
}

/** Reads an event's data as strict JSON; anything else is the provider's fault, not the caller's. */
export function readEventData(event: SseEvent): Result<JsonDocument> {
  const document = parseJson(event.data, { depthMax: DEPTH_MAX });
  if (!document.ok) return brokenStream('an event that is not strict JSON', document.fault.message);
  return document.value.root.kind === 'object' ? document : brokenStream('an event that is no object');
}

/** The fault for an event that the protocol does not define. `what` is never content. */
export function brokenStream(what: string, cause?: string): Result<never> {
  return failed(fault('provider.protocol', `The provider's stream held ${what}.`, { cause }));
}

/** The wire text of an event with its changes applied. */
export function writeStreamEvent(event: StreamEvent, changes: AnswerChanges): string {
  if (event.document === undefined || changes.rewrites.length + changes.removed.length === 0)
    return writeSse(event.event);
  const rewrites = changes.rewrites.map(({ passage, text }) => ({ passage: current(event, passage), text }));
  const data = rewritten(event.document, { rewrites, removed: changes.removed });
  return writeSse({ name: event.event.name, data });
}

/**
 * Splits an event after `head` characters of its only delta, a surrogate pair never in two. Undefined when there is
 * more in it that must not be sent twice: copies, opaque data, usage, an end.
 */
export function splitDelta(
  event: StreamEvent,
  head: number,
): readonly [StreamEvent, StreamEvent] | undefined {
  const [delta] = event.deltas;
  if (delta === undefined || event.deltas.length !== 1 || event.ends === 'all' || event.ends.length > 0)
    return undefined;
  if (event.copies.length + event.opaque.length > 0 || event.usage !== undefined) return undefined;
  const { text } = delta.passage;
  const at = insidePair(text, head) ? head - 1 : head;
  if (at <= 0 || at >= text.length) return undefined;
  const first = withDeltaText(event, text.slice(0, at));
  const second = withDeltaText(event, text.slice(at));
  return first === undefined || second === undefined ? undefined : [first, second];
}

const DEPTH_MAX = 64;

const BLANK = {
  deltas: [],
  passages: [],
  opaque: [],
  copies: [],
  ends: [],
  model: undefined,
  usage: undefined,
  terminal: false,
  forClient: true,
  error: false,
} as const satisfies Omit<StreamEvent, 'event' | 'document'>;

/** WHY: after a split, changes may still name passages of the event as it was; the place says which are meant. */
function current(event: StreamEvent, passage: Passage): Passage {
  const same = ({ place, slot }: Passage) => place === passage.place && slot.kind === passage.slot.kind;
  const found = event.passages.find(same) ?? event.deltas.find((delta) => same(delta.passage))?.passage;
  if (found === undefined) throw new Error('a change is about a passage of another event');
  return found;
}

/** The same event with another text in its only delta; everything behind it moves along. */
function withDeltaText(event: StreamEvent, text: string): StreamEvent | undefined {
  const [delta] = event.deltas;
  if (delta === undefined || event.document === undefined) return undefined;
  const { slot } = delta.passage;
  const data = rewritten(event.document, { rewrites: [{ passage: delta.passage, text }] });
  const document = parseJson(data, { depthMax: DEPTH_MAX });
  if (!document.ok) return undefined;
  const shift = data.length - event.document.source.length;
  const moved = (passage: Passage): Passage => {
    if (passage.slot.start < slot.start) return passage;
    const { start, end, kind } = passage.slot;
    return { ...passage, slot: { start: start + shift, end: end + shift, kind } };
  };
  const passage = { ...delta.passage, text, slot: { ...slot, end: slot.end + shift } };
  return {
    ...event,
    event: { name: event.event.name, data },
    document: document.value,
    deltas: [{ channel: delta.channel, passage }],
    passages: event.passages.map(moved),
  };
}

function insidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
