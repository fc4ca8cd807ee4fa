/** The sim in the form of OpenAI Chat Completions, plain and streamed. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionTokenLogprob,
} from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Dialect, SimError } from './dialect.ts';
import { readOpenAi } from './openai-prompt.ts';
import { type Json, positiveOf, recordOf, type ToolCall } from './prompt.ts';
import { type Script, scriptOf } from './script.ts';
import { idOf, piecesOf, SIM_EPOCH_SECONDS, seedOf, wordsOf } from './words.ts';

export const openAiDialect: Dialect = { read: readOpenAi, answer, stream, error };

type Choice = ChatCompletion.Choice;
type ChunkChoice = ChatCompletionChunk.Choice;

function answer(body: Json, prompt: ReturnType<typeof readOpenAi>): string {
  const scripts = scriptsOf(body, prompt);
  const completion: ChatCompletion = {
    id: idOfBody(body),
    object: 'chat.completion',
    created: SIM_EPOCH_SECONDS,
    model: prompt.model,
    choices: scripts.map((script, index) => choiceOf(body, script, index)),
    usage: usageOf(scripts),
    service_tier: 'default',
    system_fingerprint: 'fp_sim',
  };
  return JSON.stringify(completion);
}

function* stream(body: Json, prompt: ReturnType<typeof readOpenAi>): Generator<string> {
  const scripts = scriptsOf(body, prompt);
  const withUsage = recordOf(body.stream_options).include_usage === true;
  const head = {
    id: idOfBody(body),
    object: 'chat.completion.chunk',
    created: SIM_EPOCH_SECONDS,
    model: prompt.model,
    service_tier: 'default',
    system_fingerprint: 'fp_sim',
  } as const;
  const frame = (choices: ChunkChoice[], usage: CompletionUsage | null): string => {
    const chunk: ChatCompletionChunk = { ...head, choices, ...(withUsage ? { usage } : {}) };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  };
  for (const choice of interleaved(scripts.map((script, index) => chunksOf(body, script, index)))) {
    yield frame([choice], null);
  }
  if (withUsage) yield frame([], usageOf(scripts));
  yield 'data: [DONE]\n\n';
}

function error({ status, message }: SimError): string {
  const type = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'server_error';
  return JSON.stringify({ error: { message, type, param: null, code: `sim_${status}` } });
}

function scriptsOf(body: Json, prompt: ReturnType<typeof readOpenAi>): readonly Script[] {
  return Array.from({ length: Math.min(128, positiveOf(body.n) ?? 1) }, (_, choice) =>
    scriptOf(prompt, choice),
  );
}

function choiceOf(body: Json, script: Script, index: number): Choice {
  const calls = script.calls.map((call, position) => {
    const id = callId(body, index, position);
    return {
      id,
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.input) },
    } as const;
  });
  return {
    index,
    message: {
      role: 'assistant',
      content: calls.length > 0 ? null : script.text,
      refusal: null,
      annotations: [],
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    },
    logprobs: body.logprobs === true ? logprobsOf(body, wordsOf(script.text)) : null,
    finish_reason: finishOf(script),
  };
}

function* chunksOf(body: Json, script: Script, index: number): Generator<ChunkChoice> {
  const piece = (delta: ChunkChoice['delta'], words?: readonly string[]): ChunkChoice => {
    const logprobs = body.logprobs === true && words !== undefined ? logprobsOf(body, words) : null;
    return { index, delta, logprobs, finish_reason: null };
  };
  const calling = script.calls.length > 0;
  yield piece({ role: 'assistant', content: calling ? null : '', refusal: null });
  for (const word of wordsOf(script.text)) yield piece({ content: word }, [word]);
  for (const [position, call] of script.calls.entries()) {
    yield* callChunks({ call, position, id: callId(body, index, position) }, piece);
  }
  yield { index, delta: {}, logprobs: null, finish_reason: finishOf(script) };
}

interface PlacedCall {
  readonly call: ToolCall;
  readonly position: number;
  readonly id: string;
}

function* callChunks(
  { call, position, id }: PlacedCall,
  piece: (delta: ChunkChoice['delta']) => ChunkChoice,
): Generator<ChunkChoice> {
  const opening = {
    index: position,
    id,
    type: 'function',
    function: { name: call.name, arguments: '' },
  } as const;
  yield piece({ tool_calls: [opening] });
  for (const text of piecesOf(JSON.stringify(call.input))) {
    yield piece({ tool_calls: [{ index: position, function: { arguments: text } }] });
  }
}

/** Takes one chunk of each choice in turn, as vendors do for `n` above 1. */
function* interleaved(sources: readonly Generator<ChunkChoice>[]): Generator<ChunkChoice> {
  let open = sources;
  while (open.length > 0) {
    const still: Generator<ChunkChoice>[] = [];
    for (const source of open) {
      const next = source.next();
      if (next.done === true) continue;
      yield next.value;
      still.push(source);
    }
    open = still;
  }
}

function logprobsOf(body: Json, words: readonly string[]): NonNullable<Choice['logprobs']> {
  const alternatives = Math.min(20, positiveOf(body.top_logprobs) ?? 0);
  return { content: words.map((word) => logprobOf(word, alternatives)), refusal: null };
}

function logprobOf(token: string, alternatives: number): ChatCompletionTokenLogprob {
  const first = { token, logprob: -0.125, bytes: [...Buffer.from(token)] };
  const others = Array.from({ length: Math.max(0, alternatives - 1) }, (_, rank) => {
    const other = `alternative${rank + 1}`;
    return { token: other, logprob: -2.5 - rank, bytes: [...Buffer.from(other)] };
  });
  return { ...first, top_logprobs: alternatives === 0 ? [] : [first, ...others] };
}

function finishOf({ end }: Script): Choice['finish_reason'] {
  if (typeof end === 'object') return 'stop';
  return end === 'tools' ? 'tool_calls' : end;
}

function usageOf(scripts: readonly Script[]): CompletionUsage {
  const input = scripts[0]?.usage.input ?? 0;
  const output = scripts.reduce((sum, { usage }) => sum + usage.output, 0);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function idOfBody(body: Json): string {
  return idOf('chatcmpl-', seedOf(body));
}

function callId(body: Json, index: number, position: number): string {
  return idOf('call_', seedOf(body), String(index), String(position));
}
