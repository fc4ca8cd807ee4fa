/** Answers in the form of Chat Completions. */
import { ANSWERED } from '../samples.ts';

const USAGE = { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 };
const HEAD = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'recorded-model-2026-01-01' };

export interface Choice {
  readonly message: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

export function completion(choices: readonly Choice[], more: Readonly<Record<string, unknown>> = {}): object {
  return {
    ...HEAD,
    object: 'chat.completion',
    choices: choices.map(({ message, more: rest }, index) => ({
      index,
      message: { role: 'assistant', content: ANSWERED, ...message },
      finish_reason: 'stop',
      ...rest,
    })),
    usage: USAGE,
    ...more,
  };
}

/** One chunk with one choice. */
export function chunk(
  delta: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const choice = { index: 0, delta, finish_reason: null, ...more };
  return data({ ...HEAD, object: 'chat.completion.chunk', choices: [choice] });
}

/** What every stream ends with: the end of its choices, the usage, and the last word. */
export function ending(choices = 1): readonly string[] {
  const ends = Array.from({ length: choices }, (_, index) => chunk({}, { index, finish_reason: 'stop' }));
  return [...ends, data({ ...HEAD, object: 'chat.completion.chunk', choices: [], usage: USAGE }), DONE];
}

export const DONE = 'data: [DONE]\n\n';

export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A stream of one text in these pieces. */
export function textStream(pieces: readonly string[], field = 'content'): readonly string[] {
  return [chunk({ role: 'assistant' }), ...pieces.map((piece) => chunk({ [field]: piece })), ...ending()];
}

/** A stream of the arguments of one tool call. */
export function argumentStream(pieces: readonly string[]): readonly string[] {
  const call = (more: object) => chunk({ tool_calls: [{ index: 0, ...more }] });
  return [
    call({ id: 'call_1', type: 'function', function: { name: 'send', arguments: '' } }),
    ...pieces.map((piece) => call({ function: { arguments: piece } })),
    ...ending(),
  ];
}
