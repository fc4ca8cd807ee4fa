/** Inspects an answer while it streams: events wait in order until nothing in them can still become a finding. */
import { type Background, backgroundOf } from '../inspection/background.ts';
import type { Finding } from '../inspection/detector.ts';
import { PLACEHOLDER } from '../inspection/detectors/placeholders/all.ts';
import { fault } from '../kernel/faults.ts';
import type { Opaque, Rewrite } from '../kernel/passage.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { InspectionEvidence, PolicyEvidence } from '../ledger/evidence.ts';
import type { StreamEvent, StreamReader, Usage } from '../protocols/protocol.ts';
import { createSseParser, type SseParser } from '../protocols/sse.ts';
import { AnswerPolicy } from './answer-policy.ts';
import type { Crossing } from './crossing.ts';
import { notInspected } from './evidence.ts';
import type { Gate } from './gate.ts';
import { inspectReading } from './inspect.ts';
import { marksOfFinding } from './label.ts';
import type { Performed } from './stations.ts';
import { StreamChannel } from './stream-channel.ts';
import { Tally } from './tally.ts';
import { signedFault, treat } from './treat.ts';
import { replaces, treatmentOf } from './treatment.ts';

/** An event that waits, with the part of each channel that it carries. */
interface Held {
  readonly event: StreamEvent;
  readonly rewrites: readonly Rewrite[];
  readonly spans: readonly {
    readonly channel: StreamChannel;
    readonly start: number;
    readonly end: number;
  }[];
  readonly size: number;
}

/** What is added to a channel. */
interface Delta {
  readonly text: string;
  readonly last: boolean;
  readonly signed: boolean;
  readonly place: string;
}

/** Whose voice a streamed text is. */
const ROLE = 'assistant';

/** WHY: one channel that waits holds back the events of all others behind it, so the sum is bounded as well. */
const HELD_CHARACTERS_MAX = 4_194_304;

export class StreamInspection {
  readonly #crossing: Crossing;
  readonly #gate: Gate;
  readonly #policy: AnswerPolicy;
  readonly #parser: SseParser;
  readonly #reader: StreamReader;
  readonly #channels = new Map<string, StreamChannel>();
  #held: Held[] = [];
  #heldSize = 0;
  readonly #tally = new Tally();
  readonly #placeholders: ReadonlyMap<string, string>;
  #opaque: Opaque[] = [];
  readonly #background: Background;
  /** What the provider said about itself, for the evidence. */
  model: string | undefined;
  usage: Usage | undefined;
  /** Whether the stream reached its well-formed end, so that its usage is complete. */
  complete = false;

  constructor(gate: Gate, crossing: Crossing, performed: Performed) {
    this.#gate = gate;
    this.#crossing = crossing;
    this.#policy = new AnswerPolicy(crossing, performed.cleared.decided);
    const { request, passages, placeholders } = performed.cleared.decided;
    this.#placeholders = placeholders;
    this.#background = backgroundOf(passages, placeholders.keys());
    this.#parser = createSseParser({ eventBytesMax: crossing.charter.settings.limits.event_bytes });
    this.#reader = crossing.arrival.protocol.openStream(request);
  }

  get policy(): PolicyEvidence | undefined {
    return this.#policy.evidence;
  }

  get inspection(): InspectionEvidence {
    const rules = this.#crossing.charter.inspector.digest;
    return {
      rules,
      ...this.#tally.evidence(),
      integrity: 'untrusted',
      notInspected: notInspected(this.#opaque),
    };
  }

  /** Takes bytes in; the value is the text that may leave now. After a fault, the stream is to be cut. */
  async push(chunk: Uint8Array): Promise<Result<string>> {
    const events = this.#parser.push(chunk);
    if (!events.ok) return events;
    for (const event of events.value) {
      const read = this.#reader.read(event);
      if (!read.ok) return read;
      const taken = await this.#take(read.value);
      if (!taken.ok) return taken;
    }
    return this.#release();
  }

  /** The provider's body is over. A stream without its proper end is a fault. */
  finish(): Result<void> {
    const rest = this.#parser.end();
    if (!rest.ok) return rest;
    if (!this.complete)
      return failed(
        fault('provider.protocol', 'The provider ended its stream before its answer was complete.'),
      );
    if (this.#held.length === 0) return ok(undefined);
    return failed(
      fault('inspection.failed', 'A part of the answer could not be settled, so it is withheld.'),
    );
  }

  async #take(event: StreamEvent): Promise<Result<void>> {
    this.model = event.model ?? this.model;
    this.usage = event.usage ?? this.usage;
    this.complete ||= event.terminal;
    if (event.error)
      return failed(fault('provider.refused', 'The provider reported an error in the middle of its answer.'));

    const judged = await this.#judgePassages(event);
    if (!judged.ok) return judged;
    const spans: Held['spans'][number][] = [];
    for (const { channel: name, passage } of event.deltas) {
      const channel = this.#channel(name, passage.view);
      const start = channel.length;
      channel.signed ||= passage.signed;
      const delta = { text: passage.text, last: false, signed: passage.signed, place: name };
      const pushed = this.#pushDelta(channel, delta);
      if (!pushed.ok) return pushed;
      if (channel.external !== undefined) {
        const asked = await this.#askAbout(channel, delta);
        if (!asked.ok) return asked;
      }
      spans.push({ channel, start, end: channel.length });
    }
    for (const name of event.ends === 'all' ? this.#channels.keys() : event.ends) {
      const ended = await this.#endChannel(name);
      if (!ended.ok) return ended;
    }
    const size = event.event.data.length;
    this.#held.push({ event, rewrites: judged.value, spans, size });
    this.#heldSize += size;
    return ok(undefined);
  }

  async #judgePassages(event: StreamEvent): Promise<Result<readonly Rewrite[]>> {
    const inspected = inspectReading(this.#crossing, event, this.#background);
    const sightings = inspected instanceof Promise ? await inspected : inspected;
    if (!sightings.ok) return sightings;
    for (const { text } of event.passages) this.#tally.characters += text.length;
    this.#tally.passages += event.passages.length;
    this.#opaque.push(...event.opaque);
    for (const { finding } of sightings.value) this.#tally.see(finding);
    const treatments = this.#policy.judge(
      sightings.value.map(({ finding, passage }) => marksOfFinding(finding, passage.role)),
      event.opaque.map(({ kind }) => kind),
    );
    if (!treatments.ok) return treatments;
    const treated = await treat(this.#gate, this.#crossing, {
      sightings: sightings.value,
      treatments: treatments.value,
      restore: this.#placeholders,
    });
    if (!treated.ok) return treated;
    this.#tally.add('masked', treated.value.masked);
    this.#tally.add('restored', treated.value.restored);
    return ok(treated.value.rewrites);
  }

  #pushDelta(channel: StreamChannel, delta: Delta): Result<void> {
    this.#tally.characters += delta.text.length;
    return this.#judgeAll(channel, delta, channel.push(delta.text, delta.last));
  }

  async #askAbout(channel: StreamChannel, delta: Delta): Promise<Result<void>> {
    return this.#judgeAll(channel, delta, await channel.ask(delta.text, delta.last));
  }

  #judgeAll(channel: StreamChannel, delta: Delta, findings: Result<readonly Finding[]>): Result<void> {
    if (!findings.ok) return findings;
    for (const finding of findings.value) {
      const judged = this.#judgeFinding(channel, finding, delta);
      if (!judged.ok) return judged;
    }
    return ok(undefined);
  }

  #judgeFinding(channel: StreamChannel, finding: Finding, delta: Delta): Result<void> {
    const grown = channel.knows(finding);
    if (!grown) this.#tally.see(finding);
    const treatments = this.#policy.judge([marksOfFinding(finding, ROLE)], []);
    if (!treatments.ok) return treatments;
    const isReplaced = replaces(treatmentOf(treatments.value, finding, ROLE));
    const value = finding.detector === PLACEHOLDER ? this.#placeholders.get(finding.reads ?? '') : undefined;
    if (finding.detector === PLACEHOLDER ? isReplaced || delta.signed : !isReplaced) return ok(undefined);
    if (delta.signed) return failed(signedFault(delta.place));
    // INVARIANT: nothing is recorded as masked that has left already.
    if (!grown && finding.start < channel.released) return failed(lateFault(finding));
    if (!grown) this.#tally.add(value === undefined ? 'masked' : 'restored', { [finding.class]: 1 });
    channel.replace(finding, value);
    return ok(undefined);
  }

  async #endChannel(name: string): Promise<Result<void>> {
    const channel = this.#channels.get(name);
    if (channel === undefined) return ok(undefined);
    const delta = { text: '', last: true, signed: channel.signed, place: name };
    const ended = this.#pushDelta(channel, delta);
    if (!ended.ok || channel.external === undefined) return ended;
    return this.#askAbout(channel, delta);
  }

  #channel(name: string, view: 'text' | 'json'): StreamChannel {
    const known = this.#channels.get(name);
    if (known !== undefined && !known.ended) return known;
    const { inspector, external } = this.#crossing.charter;
    const opening = { view, role: ROLE, background: this.#background } as const;
    const channel = new StreamChannel(inspector.openChannel(opening), view, external?.openChannel(opening));
    this.#channels.set(name, channel);
    this.#tally.passages += 1;
    return channel;
  }

  /** Lets go of every event at the head of the queue that is wholly clear, and of the clear part of the next one. */
  #release(): Result<string> {
    let text = '';
    let released = 0;
    for (const held of this.#held) {
      if (held.spans.some(({ channel, end }) => end > channel.clear)) break;
      text += this.#write(held);
      this.#heldSize -= held.size;
      released += 1;
    }
    if (released > 0) this.#held = this.#held.slice(released);
    text += this.#releasePart();
    if (this.#heldSize <= HELD_CHARACTERS_MAX) return ok(text);
    return failed(
      fault('inspection.unreadable', 'Too much of the answer had to wait for inspection, so it is withheld.'),
    );
  }

  #releasePart(): string {
    const [held] = this.#held;
    const [span] = held?.spans ?? [];
    if (held === undefined || span === undefined || held.spans.length !== 1) return '';
    const ready = span.channel.clear - span.start;
    if (ready <= 0) return '';
    const parts = this.#crossing.arrival.protocol.splitEvent(held.event, ready);
    if (parts === undefined) return '';
    const [head, tail] = parts;
    const middle = span.start + ready;
    this.#held[0] = { ...held, event: tail, spans: [{ ...span, start: middle }] };
    return this.#write({ ...held, event: head, spans: [{ ...span, end: middle }] });
  }

  #write({ event, rewrites, spans }: Held): string {
    if (!event.forClient) return '';
    const touched = new Set<string>();
    const changes = [...rewrites];
    for (const [index, delta] of event.deltas.entries()) {
      const span = spans[index];
      if (span === undefined) continue;
      const text = span.channel.releasedText(delta.passage.text, span.start);
      if (text === delta.passage.text) continue;
      touched.add(delta.channel);
      changes.push({ passage: delta.passage, text });
    }
    const removed = event.copies.filter(({ channel }) => touched.has(channel));
    return this.#crossing.arrival.protocol.writeEvent(event, { rewrites: changes, removed });
  }
}

function lateFault({ class: name }: Finding) {
  return fault(
    'policy.obligation',
    `What was found (${name}) has left already, so the answer is cut off here.`,
  );
}
