/** Reads a Chat Completions request as the sim understands it. */
import {
  type Json,
  leavesOf,
  listOf,
  type Prompt,
  positiveOf,
  type Reading,
  recordOf,
  stringOf,
  type ToolCall,
} from './prompt.ts';

const VOICES: Readonly<Record<string, Reading['from']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

export function readOpenAi(body: Json): Prompt {
  const messages = listOf(body.messages).map(recordOf);
  const parts = messages.flatMap((message) => listOf(message.content).map(recordOf));
  const functions = listOf(body.tools).map((tool) => recordOf(recordOf(tool).function));
  return {
    model: stringOf(body.model),
    readings: [...functions.map(definition), ...messages.flatMap(readMessage)],
    afterTool: messages.at(-1)?.role === 'tool',
    tools: functions.map((entry) => ({ name: stringOf(entry.name), schema: recordOf(entry.parameters) })),
    toolChoice: readChoice(body.tool_choice),
    parallelTools: body.parallel_tool_calls !== false,
    called: messages.flatMap((message) => listOf(message.tool_calls)).map(readCall),
    maxTokens: positiveOf(body.max_completion_tokens, body.max_tokens),
    stopSequences: typeof body.stop === 'string' ? [body.stop] : listOf(body.stop).map(stringOf),
    schema: readFormat(recordOf(body.response_format)),
    thinking: false,
    images: parts.filter(({ type }) => type === 'image_url').length,
    documents: parts.filter(({ type }) => type === 'file').length,
  };
}

function definition(entry: Json): Reading {
  return { from: 'definition', text: leavesOf(entry).join('\n') };
}

function readMessage(message: Json): Reading[] {
  const from = VOICES[stringOf(message.role)] ?? 'user';
  if (typeof message.content === 'string') return [{ from, text: message.content }];
  return listOf(message.content).map((part) => ({ from, text: stringOf(recordOf(part).text) }));
}

function readCall(call: unknown): ToolCall {
  const { name, arguments: source } = recordOf(recordOf(call).function);
  return { name: stringOf(name), input: parsed(stringOf(source)) };
}

/** Arguments are JSON by agreement only; what is not stays the text that it is. */
function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}

function readChoice(choice: unknown): Prompt['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const name = recordOf(recordOf(choice).function).name;
  return typeof name === 'string' ? { name } : 'auto';
}

function readFormat(format: Json): Json | undefined {
  if (format.type === 'json_object') return {};
  return format.type === 'json_schema' ? recordOf(recordOf(format.json_schema).schema) : undefined;
}
