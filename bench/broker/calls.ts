/** Calls as a client of the stateless revision writes them, and mandates to make them under. */
import { type Connection, openConnection } from '../gate/load.ts';

const REVISION = '2026-07-28';

export interface Calling {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly method: 'tools/call' | 'tools/list';
  readonly params: object;
  /** An idempotency key. */
  readonly key?: string;
}

export function callBytes({ port, path, token, method, params, key }: Calling): Buffer {
  const { name } = params as { name?: string };
  const body = JSON.stringify({
    ...{ jsonrpc: '2.0', id: 1, method },
    params: {
      ...params,
      _meta: {
        'io.modelcontextprotocol/protocolVersion': REVISION,
        'io.modelcontextprotocol/clientCapabilities': {},
        'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
      },
    },
  });
  const headers = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    `mcp-protocol-version: ${REVISION}`,
    `mcp-method: ${method}`,
    ...(name === undefined ? [] : [`mcp-name: ${name}`]),
    ...(key === undefined ? [] : [`idempotency-key: ${key}`]),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

export interface Opened {
  readonly id: string;
  readonly token: string;
}

/** Opens a mandate by token exchange. */
export async function openMandate(
  port: number,
  subject: string,
  { words, scope = 'office/*' }: { readonly words: string; readonly scope?: string },
): Promise<Opened> {
  const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subject,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      ...{ words, scope },
    }),
  });
  const said = (await answer.json()) as Record<string, string>;
  if (said.mandate === undefined || said.access_token === undefined) throw new Error(JSON.stringify(said));
  return { id: said.mandate, token: said.access_token };
}

/** Sends each of the requests as soon as a connection is free, and gives the milliseconds that each took, sorted. */
export async function timeCalls(
  port: number,
  { requests, atOnce }: { readonly requests: readonly Buffer[]; readonly atOnce: number },
): Promise<readonly number[]> {
  const connections: Connection[] = [];
  for (let count = 0; count < atOnce; count += 1) connections.push(await openConnection(port));
  const waiting = [...requests];
  const times: number[] = [];
  await Promise.all(
    connections.map(async (connection) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { status, ms, text } = await connection.send(next);
        const said = text();
        if (status !== 200 || said.includes('"isError":true') || !said.includes('"result"'))
          throw new Error(`a call was not answered: ${said.slice(0, 2_000)}`);
        times.push(ms);
      }
    }),
  );
  for (const connection of connections) connection.close();
  return times.sort((left, right) => left - right);
}
