/** A door on the loopback interface for clients that send no credential: adds one, and passes on all else as it came. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Door {
  readonly url: string;
  leadTo(url: string): void;
  close(): Promise<void>;
}

export async function openDoor(key: string): Promise<Door> {
  let target = '';
  const server = createServer((incoming, answer) => pass(incoming, answer, { target, key }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      target = url;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Way {
  readonly target: string;
  readonly key: string;
}

function pass(incoming: IncomingMessage, answer: ServerResponse, { target, key }: Way): void {
  const { method, url = '/', headers } = incoming;
  const passed = request(new URL(url, target), {
    method,
    headers: { ...headers, authorization: `Bearer ${key}` },
  });
  passed.on('response', (from) => {
    answer.writeHead(from.statusCode ?? 502, from.headers);
    from.pipe(answer);
  });
  passed.on('error', () => answer.destroy());
  // WHY: a client that leaves must be seen to leave, or the gate would go on for nobody.
  answer.on('close', () => passed.destroy());
  incoming.pipe(passed);
}
