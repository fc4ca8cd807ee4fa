/** Sends bytes as they are, and gathers what comes back until the connection ends. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly text: string;
  readonly ended: boolean;
}

/** `pieces` are written with pauses between them; the connection is given up after `patienceMs`. */
export function sendRaw(
  url: string,
  pieces: readonly (string | number)[],
  patienceMs: number,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => void write());
    const late = setTimeout(() => finish(false), patienceMs);
    const finish = (ended: boolean) => {
      clearTimeout(late);
      socket.destroy();
      resolve({ text, ended });
    };
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
    });
    socket.once('error', () => finish(true));
    socket.once('close', () => finish(true));
    const write = async () => {
      for (const piece of pieces) {
        if (typeof piece === 'number') await new Promise((go) => setTimeout(go, piece));
        else if (!socket.destroyed) socket.write(piece);
      }
    };
  });
}
