/** MCP servers that have the tools of the suites, and answer each call with what was recorded for it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server, type Tool } from '@modelcontextprotocol/server';
import type { Played, Suite } from '../corpus/suite.ts';

export interface ReplayingServer extends AsyncDisposable {
  urlOf(suite: string): string;
  /** The call that comes next; whatever else is called fails. */
  expect(played: Played): void;
}

export async function startReplaying(suites: readonly Suite[]): Promise<ReplayingServer> {
  let next: Played | undefined;
  const handlers = new Map(
    suites.map((suite) => {
      const handler = createMcpHandler(() => serverOf(suite, () => next));
      return [`/${suite.name}`, { handler, serve: toNodeHandler(handler) }] as const;
    }),
  );
  const server = createServer((request, response) => {
    const found = handlers.get(`/${request.url?.slice(1)}`);
    if (found === undefined) response.writeHead(404).end();
    else void found.serve(request as NodeIncomingMessageLike, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (suite) => `http://127.0.0.1:${port}/${suite}`,
    expect(played) {
      next = played;
    },
    async [Symbol.asyncDispose]() {
      for (const { handler } of handlers.values()) await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serverOf(suite: Suite, next: () => Played | undefined): Server {
  const server = new Server({ name: suite.name, version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: suite.tools.map(toolOf) }));
  server.setRequestHandler('tools/call', ({ params }) => {
    const played = next();
    const isExpected = played?.tool === params.name;
    const text = isExpected ? textOf(played) : 'This call was not expected.';
    return { content: [{ type: 'text', text }], isError: !isExpected || !played.succeeded };
  });
  return server;
}

/** WHY without the schema of results: MCP takes objects there only, and these are lists and texts too. */
export function toolOf({ name, description, inputSchema }: Suite['tools'][number]): Tool {
  return { name, description, inputSchema: { ...inputSchema, type: 'object' } };
}

function textOf({ value }: Played): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
