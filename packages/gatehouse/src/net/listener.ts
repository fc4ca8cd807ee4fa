/** The listener of the data plane: a strict HTTP server that hands on only requests with one meaning. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Fault, fault, statusOf } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { checkHead, type Head } from './head.ts';

/** A request whose head was checked. */
export interface Incoming {
  readonly head: Head;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ListenerOptions {
  /** Answers a request. A rejection is a defect: the caller gets 500, and `onDefect` the cause. */
  readonly handle: (incoming: Incoming) => Promise<void>;
  readonly onDefect: (cause: unknown) => void;
}

export interface Listener {
  /** Binds; a port of 0 takes a free one. */
  listen(address: { readonly host: string; readonly port: number }): Promise<Result<AddressInfo>>;
  /** Takes no new requests, lets those under way end, and after `graceMs` cuts what is left. */
  drain(graceMs: number): Promise<void>;
}

const HEAD_BYTES_MAX = 16_384;
const CONNECTIONS_MAX = 10_000;
const HEAD_MS = 10_000;
const REQUEST_MS = 300_000;
/** Longer than the idle time of common load balancers, so that they and not we close first. */
const KEEP_ALIVE_MS = 75_000;
/** How long a refused caller may go on sending, so that it can read the refusal before the connection closes. */
const LINGER_MS = 2_000;

export function createListener(options: ListenerOptions): Listener {
  const answering = new WeakSet<Duplex>();
  let draining = false;
  const server = createServer({
    insecureHTTPParser: false,
    // WHY: `checkHead` requires it too, and says so in JSON.
    requireHostHeader: false,
    maxHeaderSize: HEAD_BYTES_MAX,
    headersTimeout: HEAD_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 2_000,
  });
  // WHY: Node drops headers above a count in silence; `checkHead` counts and refuses instead.
  server.maxHeadersCount = 0;
  server.maxConnections = CONNECTIONS_MAX;

  const serve = (request: IncomingMessage, response: ServerResponse, interim?: 'continue') => {
    answering.add(request.socket);
    response.once('close', () => answering.delete(request.socket));
    closeUnread(request, response);
    const head = draining ? failed(DRAINING) : checkHead(partsOf(request));
    if (!head.ok) return refuse(response, head.fault);
    if (interim === 'continue') response.writeContinue();
    options.handle({ head: head.value, request, response }).catch((cause: unknown) => {
      options.onDefect(cause);
      if (response.headersSent) response.destroy();
      else refuse(response, fault('internal.error', 'A defect in the gate; nothing was let through.'));
    });
  };

  server.on('request', serve);
  server.on('checkContinue', (request, response) => serve(request, response, 'continue'));
  server.on('checkExpectation', serve);
  server.on('clientError', (error, socket) => refuseRaw(error, socket, answering.has(socket)));

  return {
    listen: (address) => listen(server, address),
    async drain(graceMs) {
      draining = true;
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

const DRAINING = fault('admission.draining', 'The gate is shutting down; try again at another replica.', {
  retryAfterSeconds: 1,
});

function listen(
  server: Server,
  address: { readonly host: string; readonly port: number },
): Promise<Result<AddressInfo>> {
  const { promise, resolve } = Promise.withResolvers<Result<AddressInfo>>();
  const onError = (cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'it is taken' : (cause.code ?? 'the system refused it');
    const message = `The gate cannot listen on ${address.host}, port ${address.port}: ${why}.`;
    resolve(failed(fault('start.failed', message, { cause })));
  };
  server.once('error', onError);
  server.listen(address.port, address.host, () => {
    server.off('error', onError);
    const bound = server.address();
    if (bound === null || typeof bound === 'string')
      throw new Error('INVARIANT: a TCP listener has an address');
    resolve(ok(bound));
  });
  return promise;
}

function partsOf(request: IncomingMessage) {
  return { method: request.method ?? '', target: request.url ?? '', rawHeaders: request.rawHeaders };
}

/** Closes the connection, after a moment, when an answer ended before its request did. */
function closeUnread(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    request.resume();
    setTimeout(() => request.complete || request.socket.destroy(), LINGER_MS).unref();
  });
}

function refuse(response: ServerResponse, refusal: Fault): void {
  const body = bodyOf(refusal);
  response.writeHead(statusOf(refusal), {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...(refusal.retryAfterSeconds === undefined ? {} : { 'retry-after': String(refusal.retryAfterSeconds) }),
  });
  response.end(body);
}

/** Answers bytes that are not HTTP. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Duplex, answering: boolean): void {
  // WHY: on a connection that is in the middle of an answer, a second answer would be read as part of the first.
  if (answering || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const refusal = timedOut
    ? fault('request.timeout', 'The request did not arrive within the time limit.')
    : fault('request.malformed', 'The request is not well-formed HTTP.');
  const body = bodyOf(refusal);
  const reason = timedOut ? '408 Request Timeout' : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${reason}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}

function bodyOf({ code, message }: Fault): string {
  return JSON.stringify({ error: { code, message } });
}
