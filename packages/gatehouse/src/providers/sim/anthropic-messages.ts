/** The sim in the form of Anthropic Messages, plain and streamed. */
import type {
  ContentBlock,
  Message,
  MessageTokensCount,
  RawMessageStreamEvent,
  StopReason,
  Usage,
} from '@anthropic-ai/sdk/resources/messages';
import { readAnthropic } from './anthropic-prompt.ts';
import type { Dialect, SimError } from './dialect.ts';
import { inputTokens, type Json, type Prompt } from './prompt.ts';
import { type Script, scriptOf } from './script.ts';
import { idOf, piecesOf, seedOf, wordsOf } from './words.ts';

export const anthropicDialect: Dialect = { read: readAnthropic, answer, stream, count, error };

/** The vendor's error types by status (its API reference, "Errors"). */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

function answer(body: Json, prompt: Prompt): string {
  const script = scriptOf(prompt);
  const message: Message = {
    ...emptyMessage(body, prompt, script),
    content: blocksOf(body, script),
    stop_reason: stopReasonOf(script),
    stop_sequence: stopSequenceOf(script),
    usage: usageOf(script, script.usage.output),
  };
  return JSON.stringify(message);
}

function* stream(body: Json, prompt: Prompt): Generator<string> {
  const script = scriptOf(prompt);
  yield frame({ type: 'message_start', message: emptyMessage(body, prompt, script) });
  yield 'event: ping\ndata: {"type":"ping"}\n\n';
  for (const [index, block] of blocksOf(body, script).entries()) yield* blockFrames(block, index);
  yield frame({
    type: 'message_delta',
    delta: {
      container: null,
      stop_details: null,
      stop_reason: stopReasonOf(script),
      stop_sequence: stopSequenceOf(script),
    },
    usage: {
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      input_tokens: script.usage.input,
      output_tokens: script.usage.output,
      output_tokens_details: null,
      server_tool_use: null,
    },
  });
  yield frame({ type: 'message_stop' });
}

function count(prompt: Prompt): string {
  const counted: MessageTokensCount = { input_tokens: inputTokens(prompt) };
  return JSON.stringify(counted);
}

function error({ status, message }: SimError): string {
  const type = ERROR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: idOf('req_', message) });
}

function* blockFrames(block: ContentBlock, index: number): Generator<string> {
  yield frame({ type: 'content_block_start', index, content_block: emptied(block) });
  for (const delta of deltasOf(block)) yield frame({ type: 'content_block_delta', index, delta });
  yield frame({ type: 'content_block_stop', index });
}

type Delta = Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>['delta'];

function deltasOf(block: ContentBlock): readonly Delta[] {
  switch (block.type) {
    case 'text':
      return wordsOf(block.text).map((text) => ({ type: 'text_delta', text }));
    case 'thinking': {
      const words = wordsOf(block.thinking).map((thinking): Delta => ({ type: 'thinking_delta', thinking }));
      return [...words, { type: 'signature_delta', signature: block.signature }];
    }
    case 'tool_use':
      return ['', ...piecesOf(JSON.stringify(block.input))].map((partial_json) => {
        return { type: 'input_json_delta', partial_json };
      });
    default:
      return [];
  }
}

function emptied(block: ContentBlock): ContentBlock {
  switch (block.type) {
    case 'text':
      return { ...block, text: '' };
    case 'thinking':
      return { ...block, thinking: '', signature: '' };
    case 'tool_use':
      return { ...block, input: {} };
    default:
      return block;
  }
}

function blocksOf(body: Json, script: Script): ContentBlock[] {
  const source = seedOf(body);
  const signature = Buffer.from(idOf('sim', source)).toString('base64');
  const thinking: ContentBlock[] =
    script.thinking === '' ? [] : [{ type: 'thinking', thinking: script.thinking, signature }];
  const text: ContentBlock[] =
    script.text === '' ? [] : [{ type: 'text', text: script.text, citations: null }];
  const calls = script.calls.map(({ name, input }, position): ContentBlock => {
    const id = idOf('toolu_', source, String(position));
    return { type: 'tool_use', id, name, input, caller: { type: 'direct' } };
  });
  return [...thinking, ...text, ...calls];
}

function emptyMessage(body: Json, prompt: Prompt, script: Script): Message {
  return {
    id: idOf('msg_', seedOf(body)),
    type: 'message',
    role: 'assistant',
    model: prompt.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_details: null,
    stop_reason: null,
    stop_sequence: null,
    usage: usageOf(script, 1),
  };
}

function usageOf(script: Script, output: number): Usage {
  return {
    input_tokens: script.usage.input,
    output_tokens: output,
    cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    inference_geo: null,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: null,
  };
}

function stopReasonOf({ end }: Script): StopReason {
  if (typeof end === 'object') return 'stop_sequence';
  return end === 'tools' ? 'tool_use' : end === 'length' ? 'max_tokens' : 'end_turn';
}

function stopSequenceOf({ end }: Script): string | null {
  return typeof end === 'object' ? end.sequence : null;
}

function frame(event: RawMessageStreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
