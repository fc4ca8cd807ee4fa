/** What a codec must do for the gate: read every passage of a message, and rewrite passages where they stand. */
import type { Fault } from '../kernel/faults.ts';
import type { Opaque, Passage, Rewrite } from '../kernel/passage.ts';
import type { Result } from '../kernel/result.ts';
import type { JsonDocument, JsonNode } from './json/document.ts';
import type { SseEvent } from './sse.ts';

export type ProtocolId = 'openai-chat' | 'anthropic-messages';

/** What the caller asks for; `count` is Anthropic's count_tokens, which generates nothing. */
export type Operation = 'generate' | 'count';

/** Everything that a codec saw in a document. MUST hold every string leaf, every key, and every number of 8 digits or more. */
export interface Reading {
  readonly document: JsonDocument;
  readonly passages: readonly Passage[];
  readonly opaque: readonly Opaque[];
}

/** A remote address in a request that the provider would fetch by itself. */
export interface RemoteContent {
  readonly place: string;
  readonly url: string;
  readonly kind: 'image' | 'document' | 'audio';
  /** The node that is replaced when the gate has fetched the content and inlines it. */
  readonly node: JsonNode;
}

/** A file within a request: opaque, but there may be text in it. */
export interface AttachedFile {
  readonly place: string;
  readonly node: JsonNode;
  readonly base64: string;
}

/** Something that would go around the gate; refused unless the charter allows it by name. */
export interface Bypass {
  readonly kind: 'provider_tool' | 'unknown_tool' | 'provider_state';
  readonly place: string;
  /** The type or field by the protocol's own name, such as `web_search_20250305` or `previous_response_id`. */
  readonly name: string;
}

export interface ModelRequest extends Reading {
  readonly operation: Operation;
  readonly model: string;
  readonly stream: boolean;
  /** How many answers were asked for (`n`); 1 where the protocol knows only one. */
  readonly choices: number;
  /** The cap on output tokens that the caller set, per choice. */
  readonly outputTokensMax: number | undefined;
  /** Whether it asks for a service level that costs more than the listed price (priority tiers, fast modes). */
  readonly surcharged: boolean;
  readonly remote: readonly RemoteContent[];
  /** Images and documents whose bytes are in the request. */
  readonly files: readonly AttachedFile[];
  readonly bypasses: readonly Bypass[];
}

/** The published table of fields that the gate sets itself (docs/reference/rewritten-fields.md is generated from it). */
export interface RequestChanges {
  /** The name by which the provider knows the model. */
  readonly model: string;
  /** Replaces a provider-side cache key, so that tenants never share a cache entry. */
  readonly cacheKey: (original: string) => string;
  readonly rewrites: readonly Rewrite[];
  readonly inlined: readonly {
    readonly content: RemoteContent;
    readonly mediaType: string;
    readonly base64: string;
  }[];
}

/** Real usage as the provider reported it; tokens. */
export interface Usage {
  /** All input, whether it was cached, read from the cache or written to it. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** A copy of answer text in another form (such as logprobs), removed whenever the text that it copies is touched. */
export interface Copy {
  readonly channel: string;
  readonly node: JsonNode;
}

export interface ModelAnswer extends Reading {
  readonly model: string | undefined;
  readonly usage: Usage | undefined;
  readonly copies: readonly Copy[];
  /** The channel of each passage that copies may repeat, by place. */
  readonly channels: ReadonlyMap<string, string>;
}

/** A piece of text that continues a channel of a stream. */
export interface Delta {
  /** Such as `0/content` or `0/tool/1/arguments`: everything that reads as one text once the stream is done. */
  readonly channel: string;
  readonly passage: Passage;
}

export interface StreamEvent {
  readonly event: SseEvent;
  /** Absent for events without JSON, such as `[DONE]`. */
  readonly document: JsonDocument | undefined;
  readonly deltas: readonly Delta[];
  /** All string leaves that are complete within this event; deltas are not repeated here. */
  readonly passages: readonly Passage[];
  readonly opaque: readonly Opaque[];
  readonly copies: readonly Copy[];
  /** Channels that end with this event, before it is released; `all` at the end of the answer. */
  readonly ends: readonly string[] | 'all';
  readonly model: string | undefined;
  /** Cumulative usage as known at this event. */
  readonly usage: Usage | undefined;
  /** The last event of a well-formed stream. */
  readonly terminal: boolean;
  /** False for an event that the client did not ask for (the usage chunk that the gate switched on). */
  readonly forClient: boolean;
  /** An error that the provider sent mid-stream. */
  readonly error: boolean;
}

export interface StreamReader {
  /** Reads the next event; a fault when it is not of this protocol, and then the stream is cut. */
  read(event: SseEvent): Result<StreamEvent>;
}

/** Changes to one answer or stream event. */
export interface AnswerChanges {
  readonly rewrites: readonly Rewrite[];
  readonly removed: readonly Copy[];
}

/** The answer to a fault in the protocol's own shape. */
export interface WireFault {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A pure codec. MUST NOT do I/O, keep state between messages, or drop what it does not know. */
export interface Protocol {
  readonly id: ProtocolId;
  readRequest(document: JsonDocument, operation: Operation): Result<ModelRequest>;
  /** What would go around the gate by the mere choice of a model; `model` is the provider's name for it. */
  bypassOfModel(model: string): Bypass | undefined;
  /** The body that leaves: the original source with only touched passages and published fields replaced. */
  writeRequest(request: ModelRequest, changes: RequestChanges): string;
  readAnswer(document: JsonDocument, operation: Operation): Result<ModelAnswer>;
  writeAnswer(answer: ModelAnswer, changes: AnswerChanges): string;
  /** `request` tells which events the client asked for. */
  openStream(request: ModelRequest): StreamReader;
  /** The event's wire text, changes applied; ends with the blank line. */
  writeEvent(event: StreamEvent, changes: AnswerChanges): string;
  /**
   * Splits an event that is nothing but one delta, so that `head` characters of it may leave now.
   * Undefined where the event cannot be split; it is then held whole.
   */
  splitEvent(event: StreamEvent, head: number): readonly [StreamEvent, StreamEvent] | undefined;
  writeFault(fault: Fault, crossing: string): WireFault;
  /** The wire text of a fault in the middle of a stream; the official SDKs MUST raise their typed error for it. */
  writeStreamFault(fault: Fault, crossing: string): string;
}
