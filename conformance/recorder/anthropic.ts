/** Answers in the form of Anthropic's Messages. */
import { ANSWERED } from '../samples.ts';

const HEAD = { id: 'msg_1', type: 'message', role: 'assistant', model: 'recorded-model-2026-01-01' };

export function message(blocks: readonly object[], more: Readonly<Record<string, unknown>> = {}): object {
  return {
    ...HEAD,
    content: blocks.length === 0 ? [{ type: 'text', text: ANSWERED }] : blocks,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 7 },
    ...more,
  };
}

export function event(type: string, more: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
}

export interface StreamedBlock {
  readonly start: object;
  readonly deltas: readonly object[];
}

/** A whole stream of these blocks. */
export function blockStream(blocks: readonly StreamedBlock[]): readonly string[] {
  const usage = { input_tokens: 12, output_tokens: 1 };
  return [
    event('message_start', {
      message: { ...HEAD, content: [], stop_reason: null, stop_sequence: null, usage },
    }),
    ...blocks.flatMap(({ start, deltas }, index) => [
      event('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    ...closing(),
  ];
}

function closing(): readonly string[] {
  const delta = { stop_reason: 'end_turn', stop_sequence: null };
  return [event('message_delta', { delta, usage: { output_tokens: 7 } }), event('message_stop', {})];
}

export function textBlock(pieces: readonly string[]): StreamedBlock {
  return { start: { type: 'text', text: '' }, deltas: pieces.map((text) => ({ type: 'text_delta', text })) };
}

export function toolBlock(pieces: readonly string[]): StreamedBlock {
  return {
    start: { type: 'tool_use', id: 'toolu_1', name: 'send', input: {} },
    deltas: pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  };
}
