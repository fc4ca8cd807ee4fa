/** An issuer of tokens of our own: its keys over HTTP, and tokens with exactly the claims that a cell wants. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Issuer {
  readonly url: string;
  /** Claims are added to the usual ones; `undefined` takes one away. */
  token(claims: Readonly<Record<string, unknown>>, changes?: TokenChanges): string;
  close(): void;
}

export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs with a key that nobody has published. */
  readonly forged?: boolean;
}

const LIFETIME_SECONDS = 3_600;

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const forger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'matrix', alg: 'ES256', use: 'sig' }];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let issued = 0;
  return {
    url,
    token(claims, { header = {}, forged = false } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      issued += 1;
      const usual = {
        iss: url,
        aud: 'gatehouse',
        iat: now,
        exp: now + LIFETIME_SECONDS,
        jti: String(issued),
      };
      const head = { alg: 'ES256', kid: 'matrix', typ: 'at+jwt', ...header };
      return signed([head, { ...usual, ...claims }], forged ? forger : privateKey);
    },
    close: () => server.close(),
  };
}

function signed(parts: readonly [object, object], key: KeyObject): string {
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

/** A short mark that no two runs share. */
export function markOf(run: string, number: number): string {
  return `cell-${createHash('sha256').update(`${run}/${number}`).digest('hex').slice(0, 12)}`;
}
