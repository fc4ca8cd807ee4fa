/** Prompts of the fixture. */
import {
  fromJsonSchema,
  type GetPromptResult,
  inputRequired,
  type McpServer,
} from '@modelcontextprotocol/server';
import { PIXEL_PNG } from './bytes.ts';

type Message = GetPromptResult['messages'][number]['content'];

function said(...contents: readonly Message[]): GetPromptResult {
  return { messages: contents.map((content) => ({ role: 'user', content })) };
}

function text(text: string): Message {
  return { type: 'text', text };
}

function strings(...names: readonly string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  return fromJsonSchema<Record<string, string>>({ type: 'object', properties, required: [...names] });
}

export function addPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'Plain.' }, async () =>
    said(text('This is a simple prompt for testing.')),
  );
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'Takes two.', argsSchema: strings('arg1', 'arg2') },
    async ({ arg1, arg2 }) => said(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Embeds.', argsSchema: strings('resourceUri') },
    async ({ resourceUri = '' }) =>
      said(
        {
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded content.' },
        },
        text('Please process the embedded resource above.'),
      ),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'Shows.' }, async () =>
    said({ type: 'image', data: PIXEL_PNG, mimeType: 'image/png' }, text('Please analyze the image above.')),
  );
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'Asks first.', argsSchema: strings() },
    async (_, { mcpReq }) => {
      const answer = mcpReq.inputResponses?.user_context as { content?: { context?: string } } | undefined;
      if (answer?.content?.context !== undefined) return said(text(`In context: ${answer.content.context}`));
      const properties = { context: { type: 'string' as const } };
      const requestedSchema = { type: 'object' as const, properties, required: ['context'] };
      const message = 'What context should the prompt use?';
      return inputRequired({
        inputRequests: { user_context: inputRequired.elicit({ message, requestedSchema }) },
      });
    },
  );
}
