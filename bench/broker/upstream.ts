/** The server of tools behind the gate: the official package, with tools that do nothing, and another with a thousand. */
import { createServer } from 'node:http';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { OFFICE, TOOLS_LISTED } from './tools.ts';

const ROWS = Array.from({ length: 10 }, (_, index) => ({
  from: `person${index}@example.com`,
  body: `Row ${index}: the order has arrived and waits at the desk until Friday.`,
}));

function office(): McpServer {
  const server = new McpServer({ name: 'office', version: '1.0.0' });
  for (const [name, { schema, description }] of Object.entries(OFFICE)) {
    server.registerTool(name, { description, inputSchema: z.object(schema) }, () => ({
      content: [{ type: 'text', text: name === 'read_inbox' ? JSON.stringify(ROWS) : 'Done.' }],
    }));
  }
  return server;
}

function shelf(): McpServer {
  const server = new McpServer({ name: 'shelf', version: '1.0.0' });
  const inputSchema = z.object({ id: z.string(), note: z.string(), count: z.number() });
  for (let index = 0; index < TOOLS_LISTED; index += 1) {
    const description = `Looks up entry number ${index} of the shelf.`;
    server.registerTool(`look_up_${index}`, { description, inputSchema }, () => ({ content: [] }));
  }
  return server;
}

const handlers = new Map([
  ['/mcp', toNodeHandler(createMcpHandler(office))],
  ['/shelf', toNodeHandler(createMcpHandler(shelf))],
]);
const server = createServer((request, response) => {
  const handle = handlers.get(request.url ?? '');
  if (handle === undefined) response.writeHead(404).end();
  else void handle(request as NodeIncomingMessageLike, response);
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.stdout.write(`${address.port}\n`);
});
