/** Reads a request's body: JSON, or a form where one is expected; never compressed, bounded in size and time. */
import type { IncomingMessage } from 'node:http';
import { matchesContentDigest } from '../kernel/content-digest.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

export interface BodyLimits {
  readonly bytesMax: number;
  /** For the whole body: a writer that sends a byte now and then is cut off too. */
  readonly timeoutMs: number;
  /** `json` by default. */
  readonly media?: 'json' | 'form';
}

const CHARSET = String.raw`[\t ]*(?:;[\t ]*charset="?utf-8"?[\t ]*)?$`;
const MEDIA = {
  json: { name: 'application/json', type: new RegExp(`^application/json${CHARSET}`, 'i') },
  form: {
    name: 'application/x-www-form-urlencoded',
    type: new RegExp(`^application/x-www-form-urlencoded${CHARSET}`, 'i'),
  },
};

/**
 * The bytes of the body; called at most once per request. After a refusal the rest is left unread, and the
 * listener closes the connection.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Result<Uint8Array>> {
  const refusal = refusalOf(request, limits);
  if (refusal !== undefined) return refusal;
  const bytes = await collect(request, limits);
  const digest = request.headers['content-digest'];
  if (!bytes.ok || digest === undefined) return bytes;
  // INVARIANT: a signature over a request covers this header, and through it the body (RFC 9421 section 7.2.8).
  return matchesContentDigest(String(digest), bytes.value) ? bytes : failed(ANOTHER_BODY);
}

const ANOTHER_BODY = fault('request.malformed', 'The body is not the one that content-digest speaks of.');

function refusalOf({ headers }: IncomingMessage, { bytesMax, media = 'json' }: BodyLimits) {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    return failed(fault('request.encoding', 'Compressed bodies are not read; send it as it is.'));
  }
  const { name, type } = MEDIA[media];
  if (!type.test(headers['content-type'] ?? '')) {
    return failed(fault('request.encoding', `The content-type must be ${name}, in UTF-8.`));
  }
  if (Number(headers['content-length'] ?? 0) > bytesMax) return tooLarge(bytesMax);
  return undefined;
}

function collect(request: IncomingMessage, { bytesMax, timeoutMs }: BodyLimits): Promise<Result<Uint8Array>> {
  const { promise, resolve } = Promise.withResolvers<Result<Uint8Array>>();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const timer = setTimeout(
    () => finish(failed(fault('request.timeout', 'The body did not arrive within the time limit.'))),
    timeoutMs,
  );
  request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  return promise;

  function onData(chunk: Buffer): void {
    size += chunk.byteLength;
    chunks.push(chunk);
    if (size > bytesMax) finish(tooLarge(bytesMax));
  }

  function onEnd(): void {
    finish(ok(Buffer.concat(chunks, size)));
  }

  function onBroken(): void {
    finish(failed(fault('request.malformed', 'The connection ended in the middle of the body.')));
  }

  function finish(result: Result<Uint8Array>): void {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onBroken);
    // WHY: the error listener stays: an error without a listener would end the process.
    if (!result.ok) {
      chunks.length = 0;
      request.pause();
    }
    resolve(result);
  }
}

function tooLarge(bytesMax: number) {
  return failed(fault('request.too_large', `The body is larger than ${bytesMax} bytes.`));
}
