/** Asks the control plane of a gate: one request, one JSON answer; no redirects, no proxies. */
import { request } from 'node:http';

export interface ControlRequest {
  readonly url: string;
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export interface ControlAnswer {
  readonly status: number;
  readonly value: unknown;
}

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;
/** Verifying a large ledger is silent for as long as it takes. */
const IDLE_MS = 900_000;

/** Rejects when nothing answers there, or not with JSON. */
export async function askControl({ url, token, method, path, body }: ControlRequest): Promise<ControlAnswer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<ControlAnswer>();
  const asked = request(new URL(path, url), {
    method,
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      ...(text === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    },
  });
  asked.setTimeout(IDLE_MS, () => asked.destroy(new Error('no answer in time')));
  asked.on('error', reject);
  asked.on('response', (response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) response.destroy(new Error('the answer is too large'));
      else chunks.push(chunk);
    });
    response.on('error', reject);
    response.on('end', () => {
      try {
        resolve({ status: response.statusCode ?? 0, value: JSON.parse(Buffer.concat(chunks).toString()) });
      } catch (cause) {
        reject(new Error('the answer is not JSON', { cause }));
      }
    });
  });
  asked.end(text);
  return promise;
}
