/** A client that speaks no HTTP of its own: it sends exactly these bytes, and keeps what comes back. */
import { connect } from 'node:net';

/** Resolves when the other side closes; a connection that stays open is closed after `patienceMs` without a byte. */
export function sendRaw(url: string, bytes: string | Buffer, patienceMs = 1_000): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });
}

/** The status codes of all answers on a connection, in order. */
export function statusesOf(answer: string): readonly number[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}
