/** An MCP server whose every answer a test writes: an address book that reads, and a mailer that sends. */
import type { ServerResponse } from 'node:http';
import { stringify } from 'yaml';
import { pinOf } from '../../src/tools/manifests/pin.ts';
import type { Ending } from '../net/servers.ts';
import { type Message, sendText, serveScript } from '../tools/mcp/servers.ts';

export interface Puppet {
  readonly url: string;
  /** The file that accepts its tools. */
  readonly manifests: string;
  /** The source text of the next results of its reading tool. */
  result: string;
  /** Bodies of the calls to its sending tool. */
  readonly sent: string[];
  /** Takes over the answer to a call where it is set. */
  onCall: ((message: Message, response: ServerResponse) => void) | undefined;
}

const TEXT = { type: 'string' };
const TOOLS = [
  {
    name: 'list_people',
    description: 'Lists people.',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  },
  {
    name: 'send_note',
    description: 'Sends a note.',
    inputSchema: { type: 'object', properties: { to: TEXT, note: TEXT }, additionalProperties: false },
  },
];
const PEOPLE = { of: 'contact' };
const MANIFESTS = {
  list_people: {
    ...{ effect: 'read', complete: true, ...PEOPLE },
    result: [
      { path: '[].name', writers: 'owner', role: 'name', ...PEOPLE },
      { path: '[].email', writers: 'owner', role: 'recipient', of: 'address' },
      { path: '[].secret', writers: 'owner', private: true },
    ],
  },
  send_note: {
    ...{ effect: 'send', readers: 'named' },
    arguments: { to: 'control recipient of address', note: 'content' },
  },
};

export async function startPuppet(t: Ending): Promise<Puppet> {
  const puppet = { result: '{"content":[]}', sent: [] as string[], onCall: undefined as Puppet['onCall'] };
  const url = await serveScript(t, ({ message, text, response }) => {
    const answer = (result: string) =>
      sendText(response, `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":${result}}`);
    if (message.method === 'tools/list') return answer(JSON.stringify({ tools: TOOLS }));
    if (message.params?.name === 'send_note') puppet.sent.push(text);
    if (puppet.onCall !== undefined) return puppet.onCall(message, response);
    return answer(
      message.params?.name === 'send_note' ? '{"content":[{"type":"text","text":"Sent."}]}' : puppet.result,
    );
  });
  return Object.assign(puppet, { url, manifests: manifests() });
}

function manifests(): string {
  const tools = Object.fromEntries(
    TOOLS.map((raw) => {
      const pinned = pinOf({ ...raw, raw });
      if ('unreadable' in pinned) throw new Error(pinned.unreadable);
      const accepted = { by: 'tests@example.com', at: '2026-11-21' };
      return [raw.name, { pin: pinned.pin, accepted, ...MANIFESTS[raw.name as keyof typeof MANIFESTS] }];
    }),
  );
  return stringify({ server: 'puppet', owner: 'tests@example.com', review: '2099-12-31', tools });
}
