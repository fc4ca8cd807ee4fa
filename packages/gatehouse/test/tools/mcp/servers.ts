/** MCP servers on real sockets: the official ones of both revisions, and one whose every byte a test decides. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type NodeIncomingMessageLike,
  NodeStreamableHTTPServerTransport,
  toNodeHandler,
} from '@modelcontextprotocol/node';
import { createMcpHandler, type McpServer } from '@modelcontextprotocol/server';
import { type Ending, serveHttp } from '../../net/servers.ts';

/** A server of 2026-07-28, which also serves older clients without sessions. */
export async function serveModern(t: Ending, build: () => McpServer): Promise<string> {
  const handler = toNodeHandler(createMcpHandler(build));
  return `${await serveHttp(t, (request, response) => void handler(request as NodeIncomingMessageLike, response))}/mcp`;
}

export interface SessionServer {
  readonly url: string;
  /** Ids of the sessions that it knows. */
  readonly sessions: Map<string, NodeStreamableHTTPServerTransport>;
}

/** A server of 2025-11-25 and before, with sessions. */
export async function serveSessions(t: Ending, build: () => McpServer): Promise<SessionServer> {
  const sessions = new Map<string, NodeStreamableHTTPServerTransport>();
  const origin = await serveHttp(t, async (request, response) => {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (known !== undefined) return void (await known.handleRequest(request, response));
    if (id !== undefined) return void response.writeHead(404).end();
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (fresh) => void sessions.set(fresh, transport),
    });
    await build().connect(transport);
    await transport.handleRequest(request, response);
  });
  return { url: `${origin}/mcp`, sessions };
}

export interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
}

export interface Arrived {
  readonly text: string;
  readonly message: Message;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers the handshake of a revision by itself; everything else a test does. */
export async function serveScript(
  t: Ending,
  answer: (arrived: Arrived) => void,
  revision: keyof typeof HANDSHAKES = '2025-11-25',
): Promise<string> {
  const origin = await serveHttp(t, async (request, response) => {
    response.on('error', () => undefined);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (request.method === 'GET') return void response.writeHead(405).end();
    const message = JSON.parse(text) as Message;
    const reply = HANDSHAKES[revision][message.method ?? ''];
    if (reply === undefined) answer({ text, message, request, response });
    else if (message.id === undefined) response.writeHead(202).end();
    else sendJson(response, { jsonrpc: '2.0', id: message.id, ...reply });
  });
  return `${origin}/mcp`;
}

const SERVER_INFO = { name: 's', version: '1' };
const OLD: Readonly<Record<string, object>> = {
  'server/discover': { error: { code: -32_601, message: 'Method not found' } },
  initialize: {
    result: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: SERVER_INFO,
    },
  },
  'notifications/initialized': {},
  'notifications/cancelled': {},
};
const NEW: Readonly<Record<string, object>> = {
  'server/discover': {
    result: {
      ...{ resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities: { tools: {} } },
      ...{ ttlMs: 0, cacheScope: 'private' },
      _meta: { 'io.modelcontextprotocol/serverInfo': SERVER_INFO },
    },
  },
};
const HANDSHAKES = { '2025-11-25': OLD, '2026-07-28': NEW } as const;

export function sendJson(response: ServerResponse, value: unknown): void {
  sendText(response, JSON.stringify(value));
}

export function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(text);
}
