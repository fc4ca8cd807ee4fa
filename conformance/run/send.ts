/** Sends a request exactly as a cell says, repeats and all, and keeps every byte of the answer. */
import { request as open } from 'node:http';
import type { Request } from '../cell.ts';
import { MARK } from '../samples.ts';
import type { Seen } from './seen.ts';

export interface Sending {
  readonly url: string;
  readonly credential: string | undefined;
  readonly mark: string;
  readonly request: Request;
  /** Called with every piece; a client that is told `leave` goes away. */
  readonly onPiece?: (soFar: string) => 'leave' | undefined;
}

const GIVE_UP_MS = 20_000;

export function send({ url, credential, mark, request, onPiece }: Sending): Promise<Seen> {
  const { method = 'POST', path, body } = request;
  const bytes = bytesOf(body, mark);
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const outgoing = open(url, {
      method,
      path,
      agent: false,
      setHost: false,
      headers: headersOf(request, { url, credential, mark, length: bytes?.length }),
    });
    const lost = (reason: string) => resolve({ status: 0, headers: {}, raw: '', broken: reason });
    outgoing.setTimeout(GIVE_UP_MS, () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('error', (error) => lost(error.message));
    outgoing.once('response', (incoming) => {
      const finish = (broken?: string) => {
        const raw = Buffer.concat(pieces).toString('utf8');
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({ status: incoming.statusCode ?? 0, headers, raw, broken });
      };
      incoming.on('data', (piece: Buffer) => {
        pieces.push(piece);
        if (onPiece?.(Buffer.concat(pieces).toString('utf8')) !== 'leave') return;
        finish('we left');
        outgoing.destroy();
      });
      incoming.once('end', () => finish());
      incoming.once('error', (error) => finish(error.message));
    });
    outgoing.end(bytes);
  });
}

function bytesOf(body: Request['body'], mark: string): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.from(text.replaceAll(MARK, mark));
}

interface HeadFacts {
  readonly url: string;
  readonly credential: string | undefined;
  readonly mark: string;
  readonly length: number | undefined;
}

/** A flat list, so that a header can stand twice. */
function headersOf(
  { headers = {} }: Request,
  { url, credential, mark, length }: HeadFacts,
): readonly string[] {
  const usual: Record<string, string | readonly string[] | null> = {
    host: new URL(url).host,
    connection: 'close',
    ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
    ...(length === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(length) }),
    ...headers,
  };
  return Object.entries(usual).flatMap(([name, value]) =>
    (value === null ? [] : [value].flat()).flatMap((one) => [name, one.replaceAll(MARK, mark)]),
  );
}
