/** A small office behind MCP: mail, notes and a door, with a record of what was really done. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { stringify } from 'yaml';
import { z } from 'zod';
import { pinOf } from '../../src/tools/manifests/pin.ts';
import type { JsonSchema } from '../../src/tools/transport.ts';

export interface Deed {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Office {
  readonly url: string;
  /** Everything that was really done, in order. */
  readonly deeds: Deed[];
  /** What lies in the inbox. */
  inbox: { from: string; body: string }[];
  /** Whom the user knows. */
  contacts: { name: string; email: string }[];
  /** Changes what the tools say of themselves, as a server does that pulls the rug away. */
  description: string;
  /** Called before a deed is done. */
  before: (deed: Deed) => Promise<void> | void;
  /** The file that accepts its tools as they are when it is asked for. */
  manifests(): Promise<string>;
  close(): Promise<void>;
}

const SENDING = {
  recipients: z.array(z.string()).describe('Addresses.'),
  subject: z.string(),
  body: z.string(),
};

type State = Pick<Office, 'deeds' | 'inbox' | 'contacts' | 'description' | 'before'>;

export async function startOffice(): Promise<Office> {
  const office: State = {
    deeds: [],
    inbox: [],
    contacts: [],
    description: 'Sends an email to its recipients.',
    before: () => undefined,
  };
  const handler = createMcpHandler(() => serverOf(office));
  const serve = toNodeHandler(handler);
  const server = createServer(
    (request, response) => void serve(request as NodeIncomingMessageLike, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  return Object.assign(office, {
    url,
    manifests: () => manifestsOf(url),
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function serverOf(office: State): McpServer {
  const server = new McpServer({ name: 'office', version: '1.0.0' });
  const done = async (tool: string, given: Deed['arguments']) => {
    await office.before({ tool, arguments: given });
    office.deeds.push({ tool, arguments: given });
    return { content: [{ type: 'text' as const, text: 'Done.' }] };
  };
  server.registerTool(
    'read_inbox',
    { description: 'Lists the mails in the inbox.', inputSchema: z.object({}) },
    async () => ({
      content: [{ type: 'text', text: JSON.stringify(office.inbox) }],
    }),
  );
  server.registerTool(
    'send_email',
    { description: office.description, inputSchema: z.object(SENDING) },
    (given) => done('send_email', given),
  );
  server.registerTool(
    'list_contacts',
    { description: 'Lists everybody in the address book.', inputSchema: z.object({}) },
    async () => ({ content: [{ type: 'text', text: JSON.stringify(office.contacts) }] }),
  );
  server.registerTool(
    'save_contact',
    {
      description: 'Saves somebody in the address book.',
      inputSchema: z.object({ name: z.string(), email: z.string() }),
    },
    (given) => {
      office.contacts.push(given);
      return done('save_contact', given);
    },
  );
  server.registerTool(
    'open_door',
    { description: 'Opens the door.', inputSchema: z.object({ door: z.string() }) },
    (given) => done('open_door', given),
  );
  return server;
}

/** What a person would have written of these tools. */
const MANIFESTS: Readonly<Record<string, object>> = {
  read_inbox: {
    effect: 'read',
    result: [
      { path: '[].from', writers: 'system', role: 'recipient' },
      { path: '[].body', writers: 'outsiders' },
    ],
  },
  send_email: {
    effect: 'send',
    readers: 'named',
    arguments: { recipients: 'control recipient of contact', subject: 'content', body: 'content' },
  },
  list_contacts: {
    effect: 'read',
    of: 'contact',
    complete: true,
    result: [
      { path: '[].name', writers: 'owner', role: 'name', of: 'contact' },
      { path: '[].email', writers: 'owner', role: 'recipient', of: 'contact' },
    ],
  },
  save_contact: {
    effect: 'write',
    reversible: true,
    readers: 'subject',
    arguments: { name: 'content name', email: 'control recipient' },
  },
  open_door: { effect: 'write', arguments: { door: 'control name' } },
};

async function manifestsOf(url: string): Promise<string> {
  const tools: Record<string, object> = {};
  for (const raw of await definitionsOf(url)) {
    const name = String(raw.name);
    const pinned = pinOf({
      ...{
        name,
        description: String(raw.description ?? ''),
        inputSchema: raw.inputSchema as JsonSchema,
        raw,
      },
    });
    if ('unreadable' in pinned) throw new Error(pinned.unreadable);
    const accepted = { by: 'tests@example.com', at: '2026-11-21' };
    tools[name] = { pin: pinned.pin, accepted, ...MANIFESTS[name] };
  }
  return stringify({ server: 'office', owner: 'tests@example.com', review: '2099-12-31', tools });
}

async function definitionsOf(url: string): Promise<readonly Record<string, unknown>[]> {
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const client = new Client({ name: 'tests', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const { tools } = await client.listTools();
  await client.close();
  return tools;
}
