/** A tool server on the official package, that shows what it can see and reach. */
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

/** Answers with what it did, or why it could not. */
async function tried(work: () => unknown): Promise<{ content: [{ type: 'text'; text: string }] }> {
  let text: string;
  try {
    text = JSON.stringify(await work());
  } catch (error) {
    text = `failed: ${(error as NodeJS.ErrnoException).code}`;
  }
  return { content: [{ type: 'text', text }] };
}

function connected(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve('connected'));
    socket.on('error', reject);
  });
}

function build(): McpServer {
  const server = new McpServer({ name: 'official', version: '1' });
  const text = { inputSchema: z.object({ text: z.string() }) };
  server.registerTool('echo', text, ({ text }) => ({ content: [{ type: 'text', text }] }));
  server.registerTool('list', text, ({ text }) => tried(() => readdirSync(text)));
  server.registerTool('read', text, ({ text }) => tried(() => readFileSync(text, 'utf8')));
  server.registerTool('connect', text, ({ text }) => tried(() => connected(Number(text))));
  server.registerTool('self', text, () =>
    tried(() => ({ user: process.getuid?.(), environment: process.env, folder: process.cwd() })),
  );
  server.registerTool('kill', text, ({ text }) => tried(() => process.kill(Number(text), 0)));
  server.registerTool('progress', text, async (_, { mcpReq }) => {
    const token = mcpReq._meta?.progressToken ?? 0;
    await mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress: 1 } });
    return { content: [] };
  });
  return server;
}

serveStdio(build);
