/** Real servers on the loopback address, and an egress that may reach them. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEgress, type EgressOptions, type WayOut } from '../../src/net/egress.ts';
import type { Performed } from '../../src/providers/provider.ts';

/** Whatever knows when a server is not needed any more: a test, or a file of tests. */
export interface Ending {
  after(step: () => unknown): void;
}

/** Starts an HTTP server that ends with the test; answers its origin. */
export async function serveHttp(t: Ending, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** Starts a server that writes whatever bytes a test wants, once a request has arrived. */
export async function serveRaw(
  t: TestContext,
  answer: (socket: Socket, request: string) => void,
): Promise<string> {
  const open = new Set<Socket>();
  const server = createRawServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    let seen = '';
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      if (!complete(seen)) return;
      const request = seen;
      seen = '';
      answer(socket, request);
    });
  });
  t.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

export async function portOf(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

export const PATIENT = { connectMs: 5_000, firstByteMs: 5_000, idleMs: 5_000, totalMs: 20_000 };

/** A way out to one private provider. */
export function egressTo(t: TestContext, url: string, options: Partial<EgressOptions> = {}): WayOut {
  const destinations = [{ purpose: 'provider', url, allowPrivate: true }] as const;
  const egress = createEgress({ destinations, timeouts: PATIENT, ...options });
  t.after(() => void egress.close());
  return egress;
}

export function post(egress: WayOut, url: string): Promise<Performed> {
  return egress.post({ url, headers: { 'content-type': 'application/json' }, body: '{}' });
}

export async function textOf(performed: Performed): Promise<string> {
  if (!performed.ok) throw new Error(`no answer: ${performed.fault.code}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of performed.value.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits until a condition comes true; fails when it never does. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition()) return;
    await sleep(10);
  }
  throw new Error(`it did not come true: ${condition}`);
}

function complete(request: string): boolean {
  const end = request.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
  return end !== -1 && request.length >= end + 4 + length;
}
