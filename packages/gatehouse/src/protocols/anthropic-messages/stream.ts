/** Reads the events of a streamed answer of the Messages API. */
import { ok, type Result } from '../../kernel/result.ts';
import { EventLeaves, type Growth } from '../answer-leaves.ts';
import { get, type JsonDocument, numberValue, stringValue } from '../json/document.ts';
import type { Fields, Spot, Visit } from '../leaves.ts';
import type { StreamEvent, StreamReader } from '../protocol.ts';
import type { SseEvent } from '../sse.ts';
import { blankEvent, brokenStream, readEventData } from '../streaming.ts';
import { as, each, encrypted, fields, rowsOf, signed, signedSpot, voiceOf } from '../visits.ts';
import { type Counts, countsOf, takeBlock, usageFrom } from './answer.ts';
import { CITATION, CITATIONS } from './encrypted.ts';

export function openStream(): StreamReader {
  return new Reader();
}

class Reader implements StreamReader {
  /** The channels of each block that is open. */
  readonly #open = new Map<number, Set<string>>();
  readonly #closed = new Set<number>();
  #counts: Counts | undefined;
  #done = false;

  read(event: SseEvent): Result<StreamEvent> {
    if (this.#done) return brokenStream('an event after its end');
    const read = readEventData(event);
    if (!read.ok) return read;
    const document = read.value;
    const leaves = new EventLeaves(document, GROWTH);
    const type = leaves.text(get(document.root, 'type')) ?? '';
    const rows = EVENTS.get(type);
    // WHY: clients go by the name or by the type, so both must say the same.
    if (rows === undefined || (event.name !== undefined && event.name !== type)) {
      return brokenStream('an event of an unknown kind');
    }
    const index = numberValue(document, get(document.root, 'index'));
    if (type.startsWith('content_block_')) {
      const problem = this.#enter(type, index, document);
      if (problem !== undefined) return brokenStream(problem);
      leaves.scope = String(index);
    }
    leaves.takeFields({ node: document.root, place: '$', voice: voiceOf('metadata') }, rows);
    const channels = this.#open.get(index ?? -1);
    for (const { channel } of leaves.deltas) channels?.add(channel);
    this.#done = type === 'message_stop';
    return ok({
      ...blankEvent(event),
      document,
      deltas: leaves.deltas,
      passages: leaves.passages,
      opaque: leaves.opaque,
      copies: leaves.copies,
      ends: this.#ends(type, index),
      model: leaves.text(get(get(document.root, 'message') ?? document.root, 'model')),
      usage: this.#usage(document),
      terminal: this.#done,
      error: type === 'error',
    });
  }

  /** What is wrong with an event about a block at this point of the stream, if anything. */
  #enter(type: string, index: number | undefined, document: JsonDocument): string | undefined {
    if (index === undefined || this.#closed.has(index))
      return 'a block without a number, or one that had ended';
    if (type === 'content_block_start') {
      if (this.#open.has(index)) return 'two blocks of one number';
      this.#open.set(index, new Set());
    }
    if (!this.#open.has(index)) return 'a part of a block that had not begun';
    if (type !== 'content_block_delta') return undefined;
    return DELTAS.has(deltaType(document)) ? undefined : 'a delta of an unknown type';
  }

  #ends(type: string, index: number | undefined): StreamEvent['ends'] {
    if (type === 'message_stop') return 'all';
    if (type !== 'content_block_stop' || index === undefined) return [];
    const channels = [...(this.#open.get(index) ?? [])];
    this.#open.delete(index);
    this.#closed.add(index);
    return channels;
  }

  #usage({ root, ...document }: JsonDocument): StreamEvent['usage'] {
    const node = get(root, 'usage') ?? get(get(root, 'message') ?? root, 'usage');
    if (node === undefined) return undefined;
    this.#counts = countsOf({ root, ...document }, node, this.#counts);
    return usageFrom(this.#counts);
  }
}

type Row = Visit<EventLeaves>;
type Rows = Fields<EventLeaves>;

const GROWTH: Growth = { complete: new Set(['type']), json: new Set(['partial_json']) };

const signedPiece =
  (channel: string): Row =>
  (leaves, spot) =>
    leaves.grow(channel, signedSpot(spot));

/** What is special in a delta, by its type; all other strings in it continue channels named like their fields. */
const DELTAS: ReadonlyMap<string | undefined, Rows> = new Map<string, Rows>([
  ['text_delta', rowsOf({})],
  ['input_json_delta', rowsOf({})],
  ['thinking_delta', rowsOf({ thinking: signedPiece('thinking') })],
  ['signature_delta', rowsOf({ signature: signed })],
  ['citations_delta', rowsOf({ citation: CITATION })],
  ['compaction_delta', rowsOf({ content: signedPiece('content'), encrypted_content: encrypted })],
]);

/** Blocks whose first piece of text may stand in their start. */
const STARTS: ReadonlyMap<string | undefined, Row> = new Map<string, Row>([
  ['text', fields<EventLeaves>({ text: (leaves, spot) => leaves.grow('text', spot), citations: CITATIONS })],
  ['thinking', (leaves, spot) => leaves.takeFields(signedSpot(spot), THINKING)],
]);

const THINKING: Rows = rowsOf({ thinking: signedPiece('thinking') });

const EVENTS: ReadonlyMap<string, Rows> = new Map<string, Rows>([
  ['message_start', rowsOf({ message: fields({ content: each(takeBlock) }) })],
  ['content_block_start', rowsOf({ content_block: start })],
  ['content_block_delta', rowsOf({ delta })],
  ['content_block_stop', rowsOf({})],
  ['message_delta', rowsOf({})],
  ['message_stop', rowsOf({})],
  ['ping', rowsOf({})],
  ['error', rowsOf({ error: as('error') })],
]);

function start(leaves: EventLeaves, spot: Spot): void {
  const visit = STARTS.get(leaves.text(get(spot.node, 'type'))) ?? takeBlock;
  visit(leaves, { ...spot, voice: voiceOf('assistant') });
}

function delta(leaves: EventLeaves, spot: Spot): void {
  const rows = DELTAS.get(deltaType(leaves.document));
  if (rows === undefined) leaves.take(spot);
  else leaves.growFields({ ...spot, voice: voiceOf('assistant') }, rows);
}

function deltaType(document: JsonDocument): string | undefined {
  const node = get(document.root, 'delta');
  return node === undefined ? undefined : stringValue(document, get(node, 'type'));
}
