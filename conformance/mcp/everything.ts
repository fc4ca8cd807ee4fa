/** The declared permissive fixture: an MCP server with everything that the official conformance suite looks for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  createRequestStateCodec,
  McpServer,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import { addAskingTools } from './asking-tools.ts';
import { PIXEL_PNG } from './bytes.ts';
import { addPlainTools } from './plain-tools.ts';
import { addPrompts } from './prompts.ts';

export interface Everything {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the fixture on a free port of the loopback interface. It checks no credential: it stands behind a gate. */
export async function startEverything(): Promise<Everything> {
  const handler = createMcpHandler(everythingServer, { legacy: 'reject' });
  const serve = toNodeHandler(handler);
  const server = createServer(
    (request, response) => void serve(request as NodeIncomingMessageLike, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const states = createRequestStateCodec<Record<string, unknown>>({
  key: crypto.getRandomValues(new Uint8Array(32)),
});

function everythingServer(): McpServer {
  const server = new McpServer(
    { name: 'everything', version: '1.0.0' },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {}, logging: {} },
      requestState: { verify: states.verify },
    },
  );
  addPlainTools(server);
  addAskingTools(server, (state) => states.mint(state));
  addResources(server);
  addPrompts(server);
  server.server.setRequestHandler('completion/complete', async () => ({
    completion: { values: ['paris', 'park'], total: 2, hasMore: false },
  }));
  return server;
}

function addResources(server: McpServer): void {
  const text = (uri: string, content: string, mimeType = 'text/plain') => ({
    contents: [{ uri, mimeType, text: content }],
  });
  const fixed = (name: string, content: string) =>
    server.registerResource(name, `test://${name}`, { title: name, mimeType: 'text/plain' }, async (uri) =>
      text(uri.href, content),
    );
  fixed('static-text', 'This is the content of the static text resource.');
  fixed('watched-resource', 'Something that may change.');
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { title: 'A picture', mimeType: 'image/png' },
    async (uri) => ({ contents: [{ uri: uri.href, mimeType: 'image/png', blob: PIXEL_PNG }] }),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { title: 'A template', mimeType: 'application/json' },
    async (uri, { id }) => {
      if (typeof id !== 'string') throw new ResourceNotFoundError(uri.href);
      return text(uri.href, JSON.stringify({ id, data: `Data for ID: ${id}` }), 'application/json');
    },
  );
}
