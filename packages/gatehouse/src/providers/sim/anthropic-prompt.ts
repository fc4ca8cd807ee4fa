/** Reads an Anthropic Messages request as the sim understands it. */
import {
  type Json,
  leavesOf,
  listOf,
  type Prompt,
  positiveOf,
  type Reading,
  recordOf,
  stringOf,
} from './prompt.ts';

export function readAnthropic(body: Json): Prompt {
  const messages = listOf(body.messages).map(recordOf);
  const blocks = messages.flatMap((message) => listOf(message.content).map(recordOf));
  const nested = blocks.flatMap((block) => [block, ...listOf(block.content).map(recordOf)]);
  const tools = listOf(body.tools).map(recordOf);
  const choice = recordOf(body.tool_choice);
  const format = recordOf(recordOf(body.output_config).format ?? body.output_format);
  return {
    model: stringOf(body.model),
    readings: [
      ...tools.map((tool): Reading => ({ from: 'definition', text: leavesOf(tool).join('\n') })),
      ...readContent('system', body.system),
      ...messages.flatMap((message) =>
        readContent(message.role === 'assistant' ? 'assistant' : 'user', message.content),
      ),
    ],
    afterTool: listOf(messages.at(-1)?.content).some((block) => recordOf(block).type === 'tool_result'),
    tools: tools.map((tool) => ({ name: stringOf(tool.name), schema: recordOf(tool.input_schema) })),
    toolChoice: readChoice(choice),
    parallelTools: choice.disable_parallel_tool_use !== true,
    called: blocks
      .filter(({ type }) => type === 'tool_use')
      .map(({ name, input }) => ({ name: stringOf(name), input })),
    maxTokens: positiveOf(body.max_tokens),
    stopSequences: listOf(body.stop_sequences).map(stringOf),
    schema: format.type === 'json_schema' ? recordOf(format.schema) : undefined,
    thinking: ['enabled', 'adaptive'].includes(stringOf(recordOf(body.thinking).type)),
    images: nested.filter(({ type }) => type === 'image').length,
    documents: nested.filter(({ type }) => type === 'document').length,
  };
}

function readContent(from: Reading['from'], content: unknown): Reading[] {
  if (typeof content === 'string') return [{ from, text: content }];
  return listOf(content).flatMap((block) => readBlock(from, recordOf(block)));
}

function readBlock(from: Reading['from'], block: Json): Reading[] {
  switch (block.type) {
    case 'text':
      return [{ from, text: stringOf(block.text) }];
    case 'tool_result':
      return readContent('tool', block.content);
    case 'document':
    case 'search_result':
      // WHY: a document is read, but it is not what the user said.
      return [
        {
          from: 'tool',
          text: leavesOf([block.title, block.context, block.source, block.content]).join('\n'),
        },
      ];
    default:
      return [];
  }
}

function readChoice(choice: Json): Prompt['toolChoice'] {
  if (choice.type === 'none') return 'none';
  if (choice.type === 'any') return 'required';
  return choice.type === 'tool' ? { name: stringOf(choice.name) } : 'auto';
}
