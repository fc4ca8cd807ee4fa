/** The wire of the development identity provider: HTTP on the loopback address, and nowhere else. */
import { createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

const LOOPBACK = '127.0.0.1';
const ANSWER_BYTES_MAX = 65_536;
const TIMEOUT_MS = 5_000;

export interface Listening {
  readonly port: number;
  /** Who answers; needed after the fact, because an issuer is named after its port. */
  serve(handler: RequestListener): void;
  close(): Promise<void>;
}

export function listenOnLoopback(port: number): Promise<Result<Listening>> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (cause) =>
      resolve(
        failed(
          fault('start.failed', `The development identity provider cannot listen on port ${port}.`, {
            cause,
          }),
        ),
      ),
    );
    server.listen(port, LOOPBACK, () => {
      const bound = (server.address() as AddressInfo).port;
      resolve(
        ok({
          port: bound,
          serve: (handler) => void server.on('request', onlyFor(`${LOOPBACK}:${bound}`, handler)),
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              server.closeAllConnections();
            }),
        }),
      );
    });
  });
}

/** WHY: a website whose name was made to point here (DNS rebinding) must not sign anyone in. */
function onlyFor(host: string, handler: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    if (incoming.headers.host === host) return handler(incoming, outgoing);
    outgoing.writeHead(421).end();
  };
}

export interface FormPost {
  readonly user: string;
  readonly password: string;
  readonly form: Readonly<Record<string, string>>;
}

/** Posts a form with HTTP Basic credentials (RFC 6749 section 2.3.1) and reads the JSON answer. */
export function postForm(url: string, { user, password, form }: FormPost): Promise<Result<unknown>> {
  if (URL.parse(url)?.hostname !== LOOPBACK) {
    return Promise.resolve(unreachable('it is not on the loopback address'));
  }
  const authorization = `Basic ${Buffer.from(`${encodeURIComponent(user)}:${encodeURIComponent(password)}`).toString('base64')}`;
  return new Promise((resolve) => {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const outgoing = request(url, { method: 'POST', headers, timeout: TIMEOUT_MS }, async (incoming) => {
      try {
        let text = '';
        for await (const part of incoming.setEncoding('utf8')) {
          text += part;
          if (text.length > ANSWER_BYTES_MAX) throw new Error('the answer is too long');
        }
        resolve(ok(JSON.parse(text)));
      } catch (cause) {
        resolve(unreachable(cause));
      }
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('error', (cause) => resolve(unreachable(cause)));
    outgoing.end(new URLSearchParams(form).toString());
  });
}

function unreachable(cause: unknown): Result<never> {
  return failed(
    fault(
      'identity.unavailable',
      'The development identity provider cannot be reached. Is the gate running?',
      {
        cause,
      },
    ),
  );
}
