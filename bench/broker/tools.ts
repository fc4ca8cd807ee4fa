/** The tools of the benchmark, with what a person would have accepted of them. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { stringify } from 'yaml';
import { z } from 'zod';
import { pinOf } from '../../packages/gatehouse/src/tools/manifests/pin.ts';
import type { JsonSchema } from '../../packages/gatehouse/src/tools/transport.ts';

export const TOOLS_LISTED = 1_000;

interface Tool {
  readonly description: string;
  readonly schema: z.ZodRawShape;
  readonly manifest: object;
}

export const OFFICE: Readonly<Record<'read_inbox' | 'send_email' | 'ring_bell', Tool>> = {
  read_inbox: {
    description: 'Lists the mails in the inbox.',
    schema: {},
    manifest: {
      effect: 'read',
      result: [
        { path: '[].from', writers: 'system', role: 'recipient' },
        { path: '[].body', writers: 'outsiders' },
      ],
    },
  },
  send_email: {
    description: 'Sends an email to its recipients.',
    schema: { recipients: z.array(z.string()), subject: z.string(), body: z.string() },
    manifest: {
      effect: 'send',
      readers: 'named',
      arguments: { recipients: 'control recipient', subject: 'content', body: 'content' },
    },
  },
  ring_bell: {
    description: 'Rings a bell.',
    schema: { bell: z.string() },
    manifest: { effect: 'write', arguments: { bell: 'control name' } },
  },
};

const LOOKED_UP = {
  effect: 'read',
  result: [{ path: '', writers: 'outsiders' }],
  arguments: { id: 'control id', note: 'inert', count: 'inert number' },
};

/** The file that accepts everything that the server at this address defines. */
export async function manifestsOf(server: string, url: string): Promise<string> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const tools: Record<string, object> = {};
  let cursor: string | undefined;
  do {
    const page = await client.listTools(cursor === undefined ? {} : { cursor });
    for (const raw of page.tools) {
      const { name, description = '', inputSchema } = raw;
      const pinned = pinOf({ name, description, inputSchema: inputSchema as JsonSchema, raw });
      if ('unreadable' in pinned) throw new Error(pinned.unreadable);
      const known = Object.hasOwn(OFFICE, name) ? OFFICE[name as keyof typeof OFFICE].manifest : LOOKED_UP;
      tools[name] = { pin: pinned.pin, accepted: { by: 'bench@example.com', at: '2026-11-21' }, ...known };
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  await client.close();
  const file = { server, owner: 'bench@example.com', review: '2099-12-31', tools };
  return stringify(file, { aliasDuplicateObjects: false });
}
