/** Tools of the fixture that answer by themselves: with every kind of content, with progress, with logs, with errors. */
import {
  type CallToolResult,
  fromJsonSchema,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { PIXEL_PNG, SILENCE_WAV } from './bytes.ts';

type Content = CallToolResult['content'];

const RESOURCE = (uri: string, mimeType: string, text: string): Content[number] => ({
  type: 'resource',
  resource: { uri, mimeType, text },
});
const TEXT = (text: string): Content[number] => ({ type: 'text', text });
const IMAGE: Content[number] = { type: 'image', data: PIXEL_PNG, mimeType: 'image/png' };

/** What each tool answers. */
const CONTENT: Readonly<Record<string, Content>> = {
  test_simple_text: [TEXT('This is a simple text response for testing.')],
  test_image_content: [IMAGE],
  test_audio_content: [{ type: 'audio', data: SILENCE_WAV, mimeType: 'audio/wav' }],
  test_embedded_resource: [
    RESOURCE('test://embedded', 'text/plain', 'This is an embedded resource content.'),
  ],
  test_multiple_content_types: [
    TEXT('Multiple content types test:'),
    IMAGE,
    RESOURCE('test://mixed', 'application/json', JSON.stringify({ test: 'data', value: 123 })),
  ],
  test_streaming_elicitation: [TEXT('Nothing had to be asked.')],
};

const NOTHING = fromJsonSchema({ type: 'object', properties: {} });

export function addPlainTools(server: McpServer): void {
  for (const [name, content] of Object.entries(CONTENT)) {
    server.registerTool(name, { description: 'Answers with fixed content.' }, async () => ({ content }));
  }
  server.registerTool('test_error_handling', { description: 'Always fails.' }, async () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Reports progress.', inputSchema: NOTHING },
    async (_, context) => {
      for (const progress of [0, 50, 100]) await report(context, progress);
      return { content: [TEXT('Done.')] };
    },
  );
  server.registerTool(
    'test_tool_with_logging',
    { description: 'Logs three messages.', inputSchema: NOTHING },
    async (_, context) => {
      for (const data of ['started', 'processing', 'completed']) await log(context, data);
      return { content: [TEXT('Logged.')] };
    },
  );
  server.registerTool(
    'test_logging_tool',
    { description: 'Logs where the client wants it.', inputSchema: NOTHING },
    async (_, context) => {
      await log(context, 'ran');
      return { content: [TEXT('Logged.')] };
    },
  );
  const region = { type: 'string', 'x-mcp-header': 'Region' };
  server.registerTool(
    'test_x_mcp_header',
    {
      description: 'Has an argument that a header repeats.',
      inputSchema: fromJsonSchema({ type: 'object', properties: { region, level: { type: 'integer' } } }),
    },
    async () => ({ content: [TEXT('Here.')] }),
  );
  server.registerTool(
    'json_schema_2020_12_tool',
    {
      description: 'Has a schema with keywords of JSON Schema 2020-12.',
      inputSchema: fromJsonSchema(SCHEMA_2020_12),
    },
    async () => ({ content: [TEXT('Valid.')] }),
  );
}

async function report({ mcpReq }: ServerContext, progress: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
}

async function log({ mcpReq }: ServerContext, data: string): Promise<void> {
  await mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data } });
}

const SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
} as const;
