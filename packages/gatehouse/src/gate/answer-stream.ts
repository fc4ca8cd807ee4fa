/** Inspects an answer while it streams: events wait in order until nothing in them can still become a finding. */
import { type Background, backgroundOf } from '../inspection/background.ts';
import type { Finding } from '../inspection/detector.ts';
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
import { maskSightings, signedFault } from './mask.ts';
import type { Performed } from './stations.ts';
import { StreamChannel } from './stream-channel.ts';

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
  #counts = {
    passages: 0,
    characters: 0,
    findings: {} as Record<string, number>,
    masked: {} as Record<string, number>,
  };
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
    this.#background = backgroundOf(performed.cleared.decided.request.passages);
    this.#parser = createSseParser({ eventBytesMax: crossing.charter.settings.limits.event_bytes });
    this.#reader = crossing.arrival.protocol.openStream(performed.cleared.decided.request);
  }

  get policy(): PolicyEvidence | undefined {
    return this.#policy.evidence;
  }

  get inspection(): InspectionEvidence {
    const rules = this.#crossing.charter.inspector.digest;
    return { rules, ...this.#counts, integrity: 'untrusted', notInspected: notInspected(this.#opaque) };
  }

  /** Takes bytes in; the value is the text that may leave now. After a fault, the stream is to be cut. */
  push(chunk: Uint8Array): Result<string> {
    const events = this.#parser.push(chunk);
    if (!events.ok) return events;
    for (const event of events.value) {
      const read = this.#reader.read(event);
      if (!read.ok) return read;
      const taken = this.#take(read.value);
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

  #take(event: StreamEvent): Result<void> {
    this.model = event.model ?? this.model;
    this.usage = event.usage ?? this.usage;
    this.complete ||= event.terminal;
    if (event.error)
      return failed(fault('provider.refused', 'The provider reported an error in the middle of its answer.'));

    const judged = this.#judgePassages(event);
    if (!judged.ok) return judged;
    const spans: Held['spans'][number][] = [];
    for (const { channel: name, passage } of event.deltas) {
      const channel = this.#channel(name, passage.view);
      const start = channel.length;
      channel.signed ||= passage.signed;
      const pushed = this.#pushDelta(channel, {
        text: passage.text,
        last: false,
        signed: passage.signed,
        place: name,
      });
      if (!pushed.ok) return pushed;
      spans.push({ channel, start, end: channel.length });
    }
    const ended = this.#endChannels(event.ends);
    if (!ended.ok) return ended;
    const size = event.event.data.length;
    this.#held.push({ event, rewrites: judged.value, spans, size });
    this.#heldSize += size;
    return ok(undefined);
  }

  #judgePassages(event: StreamEvent): Result<readonly Rewrite[]> {
    const { inspector } = this.#crossing.charter;
    const sightings = inspector.inspect(this.#crossing.principal.tenant, event.passages, this.#background);
    if (!sightings.ok) return sightings;
    for (const { text } of event.passages) this.#counts.characters += text.length;
    this.#counts.passages += event.passages.length;
    this.#opaque.push(...event.opaque);
    const classes = sightings.value.map(({ finding }) => finding.class);
    for (const name of classes) count(this.#counts.findings, name);
    const mask = this.#policy.judge(
      classes,
      event.opaque.map(({ kind }) => kind),
    );
    if (!mask.ok) return mask;
    const masked = maskSightings(this.#gate, this.#crossing, {
      sightings: sightings.value,
      classes: mask.value,
    });
    if (!masked.ok) return masked;
    for (const [name, times] of Object.entries(masked.value.counts)) count(this.#counts.masked, name, times);
    return ok(masked.value.rewrites);
  }

  #pushDelta(
    channel: StreamChannel,
    delta: {
      readonly text: string;
      readonly last: boolean;
      readonly signed: boolean;
      readonly place: string;
    },
  ): Result<void> {
    this.#counts.characters += delta.text.length;
    const findings = channel.push(delta.text, delta.last);
    if (!findings.ok) return findings;
    for (const finding of findings.value) {
      const judged = this.#judgeFinding(channel, finding, delta);
      if (!judged.ok) return judged;
    }
    return ok(undefined);
  }

  #judgeFinding(
    channel: StreamChannel,
    finding: Finding,
    delta: { signed: boolean; place: string },
  ): Result<void> {
    const grown = channel.knows(finding);
    if (!grown) count(this.#counts.findings, finding.class);
    const mask = this.#policy.judge([finding.class], []);
    if (!mask.ok) return mask;
    if (!mask.value.has(finding.class)) return ok(undefined);
    if (delta.signed) return failed(signedFault(delta.place));
    if (!grown) count(this.#counts.masked, finding.class);
    channel.mask(finding);
    return ok(undefined);
  }

  #endChannels(ends: StreamEvent['ends']): Result<void> {
    const names = ends === 'all' ? [...this.#channels.keys()] : ends;
    for (const name of names) {
      const channel = this.#channels.get(name);
      if (channel === undefined) continue;
      const ended = this.#pushDelta(channel, { text: '', last: true, signed: channel.signed, place: name });
      if (!ended.ok) return ended;
    }
    return ok(undefined);
  }

  #channel(name: string, view: 'text' | 'json'): StreamChannel {
    const known = this.#channels.get(name);
    if (known !== undefined && !known.ended) return known;
    const channel = new StreamChannel(
      this.#crossing.charter.inspector.openChannel({ view, role: 'assistant', background: this.#background }),
      this.#gate.mask,
      view,
    );
    this.#channels.set(name, channel);
    this.#counts.passages += 1;
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
      const text = span.channel.maskedText(delta.passage.text, span.start);
      if (text === delta.passage.text) continue;
      touched.add(delta.channel);
      changes.push({ passage: delta.passage, text });
    }
    const removed = event.copies.filter(({ channel }) => touched.has(channel));
    return this.#crossing.arrival.protocol.writeEvent(event, { rewrites: changes, removed });
  }
}

function count(counts: Record<string, number>, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}
