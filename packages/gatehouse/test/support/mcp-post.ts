/** Posts to an MCP endpoint as a client of either era would, or with whatever a test changes. */

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  /** The messages of the answer: one, or those of its stream. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly messages: readonly any[];
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly last: any;
}

export interface Post {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

const REVISION = '2026-07-28';

/** The params of a call with the metadata of the stateless revision. */
export function withMeta(params: object = {}, capabilities: object = {}): object {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  };
  return { ...params, _meta };
}

export function modern(method: string, params: object = withMeta(), id: number | string = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** Headers that repeat what the body says, as they must. */
export async function post(url: string, body: string, { headers = {}, signal }: Post = {}): Promise<Posted> {
  const { method, params } = messageIn(body);
  const name = params?.name ?? params?.uri ?? params?.taskId;
  const isModern = params?._meta !== undefined;
  const sent = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: 'Bearer ada',
    ...(isModern && method !== undefined ? { 'mcp-protocol-version': REVISION, 'mcp-method': method } : {}),
    ...(isModern && typeof name === 'string' ? { 'mcp-name': name } : {}),
    ...headers,
  };
  const kept = Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(url, {
    ...{ method: 'POST', body, headers: kept },
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  const data = isStream ? [...text.matchAll(/^data: (.*)$/gm)].map(([, line = '']) => line) : [text];
  const messages = data.filter((line) => line !== '').map((line) => JSON.parse(line));
  return { status: response.status, headers: response.headers, messages, last: messages.at(-1) };
}

/** Opens a session of 2025-11-25 and returns the headers that belong to it. */
export async function openSession(
  url: string,
  { capabilities = {}, key = 'ada' }: { readonly capabilities?: object; readonly key?: string } = {},
): Promise<Readonly<Record<string, string>>> {
  const authorization = `Bearer ${key}`;
  const params = { protocolVersion: '2025-11-25', capabilities, clientInfo: { name: 'test', version: '1' } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
  const opened = await post(url, body, { headers: { authorization } });
  const id = opened.headers.get('mcp-session-id');
  if (id === null) throw new Error(JSON.stringify(opened.last));
  return { authorization, 'mcp-session-id': id, 'mcp-protocol-version': '2025-11-25' };
}

function messageIn(body: string) {
  try {
    return JSON.parse(body) as { method?: string; params?: Record<string, unknown> };
  } catch {
    return {};
  }
}
