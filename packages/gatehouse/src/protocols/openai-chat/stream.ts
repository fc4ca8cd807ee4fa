/** Reads the chunks of a streamed Chat Completions answer. */
import { ok, type Result } from '../../kernel/result.ts';
import { EventLeaves, type Growth } from '../answer-leaves.ts';
import { get, type JsonDocument } from '../json/document.ts';
import type { Spot } from '../leaves.ts';
import type { ModelRequest, StreamEvent, StreamReader } from '../protocol.ts';
import type { SseEvent } from '../sse.ts';
import { blankEvent, brokenStream, readEventData, splitDelta } from '../streaming.ts';
import { as, each, fields, rowsOf, voiceOf } from '../visits.ts';
import { choiceNumber, takeLogprobs, takeSound, usageOf } from './answer.ts';
import { asksForUsage } from './request.ts';

export function openStream(request: ModelRequest): StreamReader {
  return new Reader(asksForUsage(request));
}

/** WHY: some clients join every string of a delta by its path, so a second `id` or `name` would double the first. */
export function splitChunk(
  event: StreamEvent,
  head: number,
): readonly [StreamEvent, StreamEvent] | undefined {
  const isRepeatable = ({ place, text }: { place: string; text: string }) =>
    text === '' || !place.startsWith('$.choices') || place.endsWith('.type');
  return event.passages.every(isRepeatable) ? splitDelta(event, head) : undefined;
}

const DONE = '[DONE]';

/** What a provider may call its events. WHY: nothing that could carry data, because names are not inspected. */
const EVENT_NAME = /^[a-z][a-z._-]{0,63}$/;

const GROWTH: Growth = {
  complete: new Set(['role', 'id', 'type', 'name', 'index']),
  json: new Set(['arguments']),
};

class Reader implements StreamReader {
  readonly #wantsUsage: boolean;
  readonly #channels = new Map<string, Set<string>>();
  readonly #ended = new Set<string>();
  #done = false;

  constructor(wantsUsage: boolean) {
    this.#wantsUsage = wantsUsage;
  }

  read(event: SseEvent): Result<StreamEvent> {
    if (this.#done) return brokenStream('an event after its end');
    if (event.name !== undefined && !EVENT_NAME.test(event.name))
      return brokenStream('an event of an unknown name');
    if (event.data === DONE) {
      this.#done = true;
      return ok({ ...blankEvent(event), ends: 'all', terminal: true });
    }
    const document = readEventData(event);
    return document.ok ? this.#chunk(event, document.value) : document;
  }

  #chunk(event: SseEvent, document: JsonDocument): Result<StreamEvent> {
    const { root } = document;
    const leaves = new ChunkLeaves(document);
    leaves.takeFields({ node: root, place: '$', voice: voiceOf('metadata') }, ROOT);
    for (const { channel } of leaves.deltas) {
      const choice = channel.slice(0, channel.indexOf('/'));
      if (this.#ended.has(choice)) return brokenStream('text of a choice that had ended');
      this.#channels.set(choice, (this.#channels.get(choice) ?? new Set()).add(channel));
    }
    const ends = leaves.finished.flatMap((choice) => [...(this.#channels.get(choice) ?? [])]);
    for (const choice of leaves.finished) this.#ended.add(choice);
    const usage = usageOf(document, get(root, 'usage'));
    const isUsageChunk = get(root, 'usage')?.kind === 'object' && get(root, 'choices')?.children.length === 0;
    const error = get(root, 'error');
    return ok({
      ...blankEvent(event),
      document,
      deltas: leaves.deltas,
      passages: leaves.passages,
      opaque: leaves.opaque,
      copies: leaves.copies,
      ends,
      model: leaves.text(get(root, 'model')),
      usage,
      forClient: this.#wantsUsage || !isUsageChunk,
      error: event.name === 'error' || (error !== undefined && error.kind !== 'null'),
    });
  }
}

class ChunkLeaves extends EventLeaves {
  /** The choices that this chunk finishes. */
  readonly finished: string[] = [];

  constructor(document: JsonDocument) {
    super(document, GROWTH);
  }
}

const ROOT = rowsOf<ChunkLeaves>({ choices: each(choice), error: as('error') });

const CHOICE = rowsOf<ChunkLeaves>({ delta, logprobs: takeLogprobs });

const DELTA = rowsOf<ChunkLeaves>({
  audio: fields<ChunkLeaves>({
    data: takeSound,
    transcript: (leaves, spot) => leaves.grow('audio/transcript', spot),
  }),
});

function choice(leaves: ChunkLeaves, spot: Spot): void {
  leaves.scope = choiceNumber(leaves.document, spot);
  const finish = get(spot.node, 'finish_reason');
  if (finish !== undefined && finish.kind !== 'null') leaves.finished.push(leaves.scope);
  leaves.takeFields({ ...spot, voice: voiceOf('assistant') }, CHOICE);
}

function delta(leaves: ChunkLeaves, spot: Spot): void {
  if (spot.node.kind === 'object') leaves.growFields(spot, DELTA);
  else leaves.grow('delta', spot);
}
