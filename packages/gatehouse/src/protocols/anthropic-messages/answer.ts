/** Reads an answer of the Messages API or of count_tokens, or the error body that stands in its place. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { AnswerLeaves } from '../answer-leaves.ts';
import { get, type JsonDocument, type JsonNode } from '../json/document.ts';
import type { Spot, Visit } from '../leaves.ts';
import type { ModelAnswer, Usage } from '../protocol.ts';
import { tokenCount } from '../usage.ts';
import {
  as,
  base64As,
  deep,
  each,
  encrypted,
  fields,
  rowsOf,
  signed,
  signedSpot,
  voiceOf,
} from '../visits.ts';
import { CITATIONS, ENCRYPTED_FIELDS } from './encrypted.ts';

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
    // WHY: count_tokens answers with its one number at the root.
    usage: usageFrom(countsOf(document, get(root, 'usage') ?? root)),
    copies: leaves.copies,
    channels: leaves.channels,
  });
}

/** Counts as Anthropic reports them: tokens from and to the cache stand beside the other input, not within it. */
export interface Counts {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number | undefined;
}

/** The counts that are stated, on top of those known before: they are cumulative, and absent ones have not changed. */
export function countsOf(document: JsonDocument, node: JsonNode, before?: Counts): Counts {
  const count = (name: string) => tokenCount(document, get(node, name));
  return {
    input: count('input_tokens') ?? before?.input,
    output: count('output_tokens') ?? before?.output,
    cacheRead: count('cache_read_input_tokens') ?? before?.cacheRead,
    cacheWrite: count('cache_creation_input_tokens') ?? before?.cacheWrite,
  };
}

/** Real usage; undefined as long as the input is unknown. Tokens read from or written to the cache are part of the input. */
export function usageFrom({ input, output = 0, cacheRead = 0, cacheWrite = 0 }: Counts): Usage | undefined {
  if (input === undefined) return undefined;
  return {
    inputTokens: input + cacheRead + cacheWrite,
    outputTokens: output,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
  };
}

/** Takes a block of an answer, whole or as it starts. */
export function takeBlock(leaves: AnswerLeaves, spot: Spot): void {
  const type = leaves.text(get(spot.node, 'type')) ?? '';
  (BLOCKS.get(type) ?? OTHER_BLOCK)(leaves, {
    ...spot,
    voice: voiceOf(SERVER_BLOCK.test(type) ? 'tool' : 'assistant'),
  });
}

/** What tools returned, Anthropic's own among them. */
const SERVER_BLOCK = /^(server_tool_use|mcp_tool_use|[a-z_]+_tool_result)$/;

const ROOT = rowsOf<AnswerLeaves>({ content: each(takeBlock), error: as('error') });

const OTHER_BLOCK: Visit<AnswerLeaves> = (leaves, spot) => {
  const isResult = spot.voice.role === 'tool' && get(spot.node, 'input') === undefined;
  if (isResult) RESULT(leaves, spot);
  else leaves.take(spot);
};

const RESULT = deep<AnswerLeaves>({
  ...ENCRYPTED_FIELDS,
  source: (leaves, spot) =>
    leaves.text(get(spot.node, 'type')) === 'base64' ? DOCUMENT(leaves, spot) : leaves.take(spot),
});

const DOCUMENT = fields({ data: base64As('document') });

const BLOCKS: ReadonlyMap<string, Visit<AnswerLeaves>> = new Map<string, Visit<AnswerLeaves>>([
  ['text', fields({ citations: CITATIONS })],
  ['thinking', signed],
  ['redacted_thinking', fields({ data: encrypted })],
  ['compaction', (leaves, spot) => COMPACTION(leaves, signedSpot(spot))],
]);

const COMPACTION = fields({ encrypted_content: encrypted });
