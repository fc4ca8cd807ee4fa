/** Servers of the trials, on ports of their own. */
import { createServer, type Server } from 'node:http';

export function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

/** A port that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = await listen(createServer());
  const { port } = new URL(urlOf(server));
  await new Promise((resolve) => server.close(resolve));
  return Number(port);
}
