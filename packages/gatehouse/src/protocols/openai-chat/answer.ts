/** Reads a Chat Completions answer, or the error body that stands in its place. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { AnswerLeaves } from '../answer-leaves.ts';
import { bytesInBase64, isBase64 } from '../encodings.ts';
import { get, type JsonDocument, type JsonNode, numberValue } from '../json/document.ts';
import type { Spot } from '../leaves.ts';
import type { ModelAnswer, Usage } from '../protocol.ts';
import { tokenCount } from '../usage.ts';
import { as, each, fields, jsonSource, rowsOf, voiceOf } from '../visits.ts';

export function readAnswer(document: JsonDocument): Result<ModelAnswer> {
  const { root } = document;
  if (root.kind !== 'object')
    return failed(fault('provider.protocol', 'The answer of the provider is no object.'));
  const leaves = new AnswerLeaves(document);
  leaves.takeFields({ node: root, place: '$', voice: voiceOf('metadata') }, ROOT);
  return ok({
    document,
    passages: leaves.passages,
    opaque: leaves.opaque,
    model: leaves.text(get(root, 'model')),
    usage: usageOf(document, get(root, 'usage')),
    copies: leaves.copies,
    channels: leaves.channels,
  });
}

/** Real usage; undefined unless both counts are there. Tokens read from or written to the cache are part of the input. */
export function usageOf(document: JsonDocument, node: JsonNode | undefined): Usage | undefined {
  if (node?.kind !== 'object') return undefined;
  const inputTokens = tokenCount(document, get(node, 'prompt_tokens'));
  const outputTokens = tokenCount(document, get(node, 'completion_tokens'));
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  const details = get(node, 'prompt_tokens_details') ?? node;
  return {
    inputTokens,
    outputTokens,
    cacheReadTokens: tokenCount(document, get(details, 'cached_tokens')) ?? 0,
    cacheWriteTokens: tokenCount(document, get(details, 'cache_write_tokens')) ?? 0,
  };
}

/** The number of a choice: the one that it states, or else its position. */
export function choiceNumber(document: JsonDocument, { node, place }: Spot): string {
  const stated = numberValue(document, get(node, 'index'));
  return String(stated ?? /\[(\d+)\]$/.exec(place)?.[1] ?? 0);
}

/** Token probabilities say the text of a choice again, token by token. */
export function takeLogprobs(leaves: AnswerLeaves, spot: Spot): void {
  leaves.copy('content', spot.node);
  leaves.copy('refusal', spot.node);
  leaves.take(spot);
}

/** Sound cannot be read, and it says its transcript again. */
export function takeSound(leaves: AnswerLeaves, spot: Spot): void {
  const text = leaves.text(spot.node);
  if (text !== undefined && isBase64(text)) {
    leaves.unreadable(spot, 'audio', bytesInBase64(text.length));
    leaves.copy('audio/transcript', spot.node);
  } else {
    leaves.take(spot);
  }
}

const ROOT = rowsOf<AnswerLeaves>({ choices: each(choice), error: as('error') });

const CHOICE = rowsOf<AnswerLeaves>({
  message: fields({
    content: (leaves, spot) => leaves.takeInto('content', spot),
    refusal: (leaves, spot) => leaves.takeInto('refusal', spot),
    tool_calls: each(fields({ function: fields({ arguments: jsonSource }) })),
    function_call: fields({ arguments: jsonSource }),
    audio: fields({
      data: takeSound,
      transcript: (leaves, spot) => leaves.takeInto('audio/transcript', spot),
    }),
  }),
  logprobs: takeLogprobs,
});

function choice(leaves: AnswerLeaves, spot: Spot): void {
  leaves.scope = choiceNumber(leaves.document, spot);
  leaves.takeFields({ ...spot, voice: voiceOf('assistant') }, CHOICE);
}
