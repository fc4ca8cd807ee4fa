/** The office of the chaos trials: tools of the official MCP server, which count what they really do. */
import { createServer, type Server } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { stringify } from 'yaml';
import { z } from 'zod';
import { pinOf } from '../packages/gatehouse/src/tools/manifests/pin.ts';
import type { JsonSchema } from '../packages/gatehouse/src/tools/transport.ts';
import type { Superuser } from './gates.ts';
import { listen, urlOf } from './listen.ts';
import type { Seen } from './seen.ts';
import type { ToolName } from './tool-deeds.ts';

export interface Office {
  readonly url: string;
  readonly server: Server;
  /** The file that accepts its tools. */
  readonly manifests: string;
}

interface Outside {
  readonly seen: Pick<Seen, 'deeds' | 'broken'>;
  readonly superuser: Superuser;
}

/** Where the gate says which call it is, the same for all of its sendings. */
export const KEY_MEMBER = 'chaos/key';
/** A deed is done, and its answer takes up to this long, so that some gates die between the two. */
const ANSWER_MS_MAX = 4;

export async function startOffice(outside: Outside): Promise<Office> {
  const handler = createMcpHandler(() => officeServer(outside));
  const serve = toNodeHandler(handler);
  const server = await listen(
    createServer((request, response) => void serve(request as NodeIncomingMessageLike, response)),
  );
  const url = `${urlOf(server)}/mcp`;
  return { url, server, manifests: await manifestsOf(url) };
}

interface Tool {
  readonly schema: z.ZodRawShape;
  readonly manifest: object;
}

const TOOLS: Readonly<Record<ToolName, Tool>> = {
  ring_bell: {
    schema: { bell: z.string(), message: z.string() },
    manifest: { effect: 'write', arguments: { bell: 'control name', message: 'content' } },
  },
  send_email: {
    schema: { recipients: z.array(z.string()), subject: z.string(), body: z.string() },
    manifest: {
      effect: 'send',
      readers: 'named',
      arguments: { recipients: 'control recipient', subject: 'content', body: 'content' },
    },
  },
  move_piano: {
    schema: { room: z.string() },
    manifest: { effect: 'write', arguments: { room: 'control name' } },
  },
  read_board: {
    schema: {},
    manifest: { effect: 'read', result: [{ path: 'line', writers: 'outsiders' }] },
  },
};

function officeServer({ seen, superuser }: Outside): McpServer {
  const server = new McpServer({ name: 'office', version: '1.0.0' });
  for (const [name, { schema }] of Object.entries(TOOLS)) {
    const described = { description: `Does ${name}.`, inputSchema: z.object(schema) };
    server.registerTool(name, described, async (_given, context) => {
      const text = await done(String(context.mcpReq._meta?.[KEY_MEMBER]));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ANSWER_MS_MAX));
      return { content: [{ type: 'text', text }] };
    });
  }

  async function done(name: string): Promise<string> {
    const deed = seen.deeds.get(name);
    if (deed === undefined) {
      seen.broken.push({ law: 'only what was asked for is done', detail: name });
      return 'nothing';
    }
    // INVARIANT under trial: when a call arrives here, an intent for it is durable, and open.
    const [recorded] = await superuser(
      `select from gatehouse.open_crossing join gatehouse.evidence e using (tenant, crossing, attempt)
        where e.kind = 'intent' and starts_with(e.client_reference, $1)`,
      [`${deed.key}.`],
    );
    if (recorded === undefined)
      seen.broken.push({ law: 'an effect has an intent before it', detail: deed.key });
    deed.effects += 1;
    return JSON.stringify({ line: `Line ${deed.key}/${deed.effects} on the board.` });
  }
  return server;
}

async function manifestsOf(url: string): Promise<string> {
  const client = new Client({ name: 'chaos', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const listed = await client.listTools();
  await client.close();
  const tools = listed.tools.map((raw) => {
    const { name, description = '', inputSchema } = raw;
    const pinned = pinOf({ name, description, inputSchema: inputSchema as JsonSchema, raw });
    if ('unreadable' in pinned) throw new Error(pinned.unreadable);
    const accepted = { by: 'chaos@example.com', at: '2026-11-21' };
    return [name, { pin: pinned.pin, accepted, ...TOOLS[name as ToolName].manifest }] as const;
  });
  return stringify({
    ...{ server: 'office', owner: 'chaos@example.com', review: '2099-12-31' },
    tools: Object.fromEntries(tools),
  });
}
