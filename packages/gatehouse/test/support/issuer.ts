/** An OIDC issuer over real HTTP whose documents, keys and tokens a test controls, and the way to fetch from it. */
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { IssuerSettings } from '../../src/config/schema.ts';
import type { IssuerFetch } from '../../src/identity/key-set.ts';
import { fault } from '../../src/kernel/faults.ts';
import { failed, ok } from '../../src/kernel/result.ts';

export interface SigningKey {
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK & { readonly kid: string };
}

export async function signingKey(kid: string, algorithm = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  return { algorithm, privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
}

/** Signs exactly these claims. */
export function signed(
  key: SigningKey,
  claims: JWTPayload,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.algorithm, kid: key.jwk.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);
}

export interface TestIssuer {
  readonly url: string;
  /** What is served under a path; what is not here is 404. */
  readonly documents: Map<string, unknown>;
  /** How often a path was asked for. */
  readonly asked: Map<string, number>;
  publish(...keys: readonly SigningKey[]): void;
  close(): Promise<void>;
}

export const DISCOVERY = '/.well-known/openid-configuration';

export async function startIssuer(): Promise<TestIssuer> {
  const documents = new Map<string, unknown>();
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const document = documents.get(path);
    response.writeHead(document === undefined ? 404 : 200).end(JSON.stringify(document));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  documents.set(DISCOVERY, { issuer: url, jwks_uri: `${url}/keys` });
  return {
    url,
    documents,
    asked,
    publish: (...keys) => void documents.set('/keys', { keys: keys.map(({ jwk }) => jwk) }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export function issuerSettings(issuer: string, changes: Partial<IssuerSettings> = {}): IssuerSettings {
  return {
    issuer,
    tenant: 'acme',
    audiences: ['gatehouse'],
    algorithms: ['RS256', 'ES256'],
    kind: 'person',
    id_prefix: '',
    claims: {},
    roles: {},
    default_roles: [],
    allow_private: true,
    max_token_age_seconds: 3_600,
    ...changes,
  };
}

/** GET over node:http; the product's own way out is tested in its own room. */
export const fetchFromIssuer: IssuerFetch = (url, { maxBytes }) =>
  new Promise((resolve) => {
    const unreachable = (cause: unknown) =>
      resolve(failed(fault('egress.denied', 'The issuer cannot be reached.', { cause })));
    get(url, { agent: false }, async (incoming) => {
      try {
        let text = '';
        for await (const part of incoming.setEncoding('utf8')) {
          text += part;
          if (text.length > maxBytes) throw new Error('too long');
        }
        if (incoming.statusCode !== 200) throw new Error(`status ${incoming.statusCode}`);
        resolve(ok(JSON.parse(text)));
      } catch (cause) {
        unreachable(cause);
      }
    }).on('error', unreachable);
  });
