/** A client of MCP that sends bytes: in both eras, at both doors, and as wrong as a cell wants it. */
import { PUBLIC_URL } from '../house/settings.ts';
import type { Stage } from '../house/stage.ts';
import type { Era } from '../words.ts';
import type { Seen } from './seen.ts';
import { type Sending, send } from './send.ts';

export const REVISIONS: Readonly<Record<Era, string>> = { stateless: '2026-07-28', session: '2025-11-25' };

/** `/mcp` offers everything as `server__tool`, `/mcp/<server>` one server under its own names. */
export type Door = '/mcp' | '/mcp/server';

export interface Client {
  readonly stage: Pick<Stage, 'url'>;
  readonly era: Era;
  readonly door: Door;
  readonly mark: string;
  readonly credential: string | undefined;
  /** Sent with each request, the one that opens a session included. */
  readonly headers?: Headers;
  /** A session that is open already. */
  readonly session?: string;
  readonly capabilities?: object;
}

type Headers = Sending['request']['headers'] & object;

export interface Asked {
  readonly method: string;
  /** `POST` unless said otherwise. */
  readonly verb?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** The one server that is meant; at the door of all, it stands before the name. */
  readonly server?: string;
  readonly headers?: Headers;
  /** Instead of what the rest would make. */
  readonly body?: string;
}

/** Asks once. In sessions, one is opened first; should that be refused, the refusal is what was seen. */
export async function ask(client: Client, asked: Asked): Promise<Seen> {
  if (client.era === 'stateless') return post(client, asked, stateless(client, asked));
  if (client.session !== undefined) return post(client, asked, inSession(client.session));
  const opened = await open(client, asked.server);
  if (opened.session === undefined) return opened.seen;
  return post(client, asked, inSession(opened.session));
}

/** Opens a session (2025-11-25, basic/lifecycle). */
export async function open(
  client: Client,
  server?: string,
): Promise<{ readonly seen: Seen; readonly session: string | undefined }> {
  const params = {
    protocolVersion: REVISIONS.session,
    capabilities: client.capabilities ?? {},
    clientInfo: { name: 'matrix', version: '1' },
  };
  const seen = await post(client, { method: 'initialize', params, ...(server && { server }) }, {});
  return { seen, session: seen.headers['mcp-session-id'] };
}

export interface ToolCall extends Partial<Asked> {
  /** `server/tool`. */
  readonly tool: string;
  readonly given: Readonly<Record<string, unknown>>;
}

export function callTool(client: Client, { tool, given, ...more }: ToolCall): Promise<Seen> {
  const [server = '', name = ''] = tool.split('/');
  const params = { name: client.door === '/mcp' ? `${server}__${name}` : name, arguments: given };
  return ask(client, { method: 'tools/call', params, server, ...more });
}

/** The result of an answer, whether it came as JSON or at the end of a stream. */
export function resultOf({ raw }: Seen): Readonly<Record<string, unknown>> | undefined {
  const lines = raw.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  const last = lines.at(-1)?.slice('data:'.length) ?? raw;
  try {
    return (JSON.parse(last) as { result?: Record<string, unknown> }).result;
  } catch {
    return undefined;
  }
}

/** The id of the call that waits, or an empty text. */
export function holdIn(seen: Seen): string {
  const meta = (resultOf(seen)?._meta ?? {}) as { readonly 'gatehouse/hold'?: { readonly hold?: string } };
  return meta['gatehouse/hold']?.hold ?? '';
}

type Sent = { readonly params?: Readonly<Record<string, unknown>>; readonly headers?: Headers };

function stateless({ capabilities = {} }: Client, { method, params = {} }: Asked): Sent {
  const revision = REVISIONS.stateless;
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientCapabilities': capabilities,
    'io.modelcontextprotocol/clientInfo': { name: 'matrix', version: '1' },
  };
  const name = params.name ?? params.uri ?? params.taskId;
  return {
    params: { ...params, _meta },
    headers: {
      'mcp-protocol-version': revision,
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
  };
}

function inSession(session: string): Sent {
  return { headers: { 'mcp-session-id': session, 'mcp-protocol-version': REVISIONS.session } };
}

function post(client: Client, asked: Asked, sent: Sent): Promise<Seen> {
  const { stage, door, credential, mark } = client;
  const { method, params = {}, server = 'desk', verb = 'POST' } = asked;
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: sent.params ?? params });
  return send({
    ...{ url: stage.url, credential, mark },
    request: {
      method: verb,
      path: door === '/mcp' ? door : `/mcp/${server}`,
      headers: {
        host: new URL(PUBLIC_URL).host,
        accept: 'application/json, text/event-stream',
        ...sent.headers,
        ...client.headers,
        ...asked.headers,
      },
      ...(verb === 'POST' ? { body: asked.body ?? body } : {}),
    },
  });
}
