/** The load generator: raw keep-alive connections, so that it takes as little of the machine as possible. */
import { connect, type Socket } from 'node:net';

/** One answer, as far as the benchmark cares. */
export interface Answered {
  readonly status: number;
  readonly ms: number;
  /** Until the first character of an answer's text, for streams. */
  readonly firstTextMs: number | undefined;
  /** Head and body as they came. */
  readonly text: () => string;
}

export interface Connection {
  send(request: Buffer): Promise<Answered>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const FIRST_TEXT = Buffer.from('"content":"A');

/** A keep-alive connection, opened again when it broke; what was under way then is answered with the status 0. */
export async function openConnection(port: number): Promise<Connection> {
  let socket = await openSocket(port);
  return {
    async send(request) {
      if (socket.destroyed || !socket.writable) socket = await openSocket(port);
      return exchange(socket, request);
    },
    close: () => socket.destroy(),
  };
}

async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  // WHY: `close` follows every error, and is where a broken exchange ends.
  return socket.removeAllListeners('error').on('error', () => undefined);
}

function exchange(socket: Socket, request: Buffer): Promise<Answered> {
  const started = performance.now();
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    let firstTextMs: number | undefined;
    const finish = (status: number) => {
      socket.off('data', onData).off('close', onClose);
      resolve({ status, ms: performance.now() - started, firstTextMs, text: () => received.toString() });
    };
    const onData = (bytes: Buffer) => {
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
      if (firstTextMs === undefined && received.includes(FIRST_TEXT))
        firstTextMs = performance.now() - started;
      if (isComplete(received)) finish(Number(received.subarray(9, 12)));
    };
    const onClose = () => finish(0);
    socket.on('data', onData).once('close', onClose);
    socket.write(request);
  });
}

function isComplete(received: Buffer): boolean {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd === -1) return false;
  const length = /content-length: (\d+)/i.exec(received.toString('latin1', 0, headEnd))?.[1];
  if (length !== undefined) return received.length >= headEnd + 4 + Number(length);
  return received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}

export interface Throughput {
  /** Answers with status 200, per second. */
  readonly perSecond: number;
  readonly failures: number;
}

/** A closed loop over `connections`: each sends its next request as soon as it has its answer. */
export async function closedLoop(options: {
  readonly connections: readonly Connection[];
  readonly forMs: number;
  readonly next: () => Buffer;
}): Promise<Throughput> {
  const until = performance.now() + options.forMs;
  let answered = 0;
  let failures = 0;
  const started = performance.now();
  await Promise.all(
    options.connections.map(async (connection) => {
      while (performance.now() < until) {
        const { status } = await connection.send(options.next());
        if (status === 200) answered += 1;
        else failures += 1;
      }
    }),
  );
  return { perSecond: (answered * 1_000) / (performance.now() - started), failures };
}

/**
 * An open loop at a fixed rate. Latency counts from when a request was due, so that queueing is not hidden; a request
 * that finds no free connection waits for one.
 */
export async function openLoop(options: {
  readonly connections: readonly Connection[];
  readonly perSecond: number;
  readonly forMs: number;
  readonly next: () => Buffer;
}): Promise<readonly number[]> {
  const total = Math.floor((options.forMs * options.perSecond) / 1_000);
  const latencies: number[] = [];
  const started = performance.now();
  let taken = 0;
  await Promise.all(
    options.connections.map(async (connection) => {
      while (taken < total) {
        const due = started + (taken++ * 1_000) / options.perSecond;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        const late = performance.now() - due;
        const { ms } = await connection.send(options.next());
        // WHY: a timer fires up to a millisecond late, which is the generator's doing and not a queue's.
        latencies.push(ms + (early > 0 ? 0 : late));
      }
    }),
  );
  return latencies.sort((left, right) => left - right);
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
