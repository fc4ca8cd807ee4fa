/** Calls a tool with the official client and tells what came back. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { request } from 'undici';
import type { TestGate } from './gate.ts';

export interface CallOptions {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
  readonly path?: string;
  /** An idempotency key. */
  readonly key?: string;
  readonly credential?: string;
  /** The name by which the gate is called, where it is not that of its socket. */
  readonly host?: string;
}

export interface Called {
  readonly text: string;
  readonly isError: boolean;
  readonly crossing: string;
}

/** The names of what a credential is shown, in order. */
export async function toolsOf(gate: TestGate, path = '/mcp'): Promise<readonly string[]> {
  const client = new Client({ name: 'tests', version: '1.0.0' });
  const requestInit = { headers: { authorization: `Bearer ${gate.key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(gate.url + path), { requestInit }));
  try {
    const { tools } = await client.listTools();
    return tools.map(({ name }) => name).sort();
  } finally {
    await client.close();
  }
}

export async function callTool(gate: TestGate, options: CallOptions): Promise<Called> {
  const { name, path = '/mcp', key, host, credential = gate.key } = options;
  let crossing = '';
  const noting: typeof fetch = async (...given) => {
    const answer = host === undefined ? await fetch(...given) : await fetchAs(host, given);
    crossing = answer.headers.get('x-gatehouse-crossing') ?? crossing;
    return answer;
  };
  const headers = {
    authorization: `Bearer ${credential}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  const client = new Client({ name: 'tests', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(gate.url + path), { requestInit: { headers }, fetch: noting }),
  );
  try {
    const result = await client.callTool({ name, arguments: options.arguments });
    const [block] = result.content as { text?: string }[];
    return { text: block?.text ?? '', isError: result.isError === true, crossing };
  } finally {
    await client.close();
  }
}

/** Why a call was not made: what stands in its result, or in the error where there is none. */
export async function refusalOf(gate: TestGate, name: string, path = '/mcp'): Promise<string> {
  return callTool(gate, { name, arguments: {}, path }).then(
    ({ text, isError }) => (isError ? text : 'it was called'),
    (error: Error) => error.message,
  );
}

/** WHY not `fetch`: it calls every server by the name of its socket. */
async function fetchAs(host: string, [url, init = {}]: Parameters<typeof fetch>): Promise<Response> {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), host };
  const method = init.method === 'POST' ? 'POST' : init.method === 'DELETE' ? 'DELETE' : 'GET';
  const body = typeof init.body === 'string' ? { body: init.body } : {};
  const answer = await request(String(url), { method, headers, ...body });
  const { 'content-length': _, ...kept } = answer.headers;
  const lines = Object.entries(kept).flatMap(([name, value]) =>
    [value ?? []].flat().map((line): [string, string] => [name, line]),
  );
  const text = await answer.body.text();
  return new Response(text === '' ? null : text, { status: answer.statusCode, headers: lines });
}
