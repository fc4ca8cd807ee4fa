/** Requests that are signed (RFC 9421) by an official client of its own making. */
import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { createSignature } from 'http-message-sig';

export interface SigningClient {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function signingClient(keyId: string): SigningClient {
  return { keyId, ...generateKeyPairSync('ed25519') };
}

export interface Signing {
  readonly method?: string;
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of what a careful client signs. */
  readonly components?: readonly string[];
  readonly created?: number;
  readonly nonce?: string;
}

/** The headers of a request, its signature among them. */
export async function signedHeaders(
  client: SigningClient,
  signing: Signing,
): Promise<Record<string, string>> {
  const { method = 'POST', url, body, headers = {} } = signing;
  const digest =
    body === undefined ? {} : { 'content-digest': `sha-256=:${hash('sha256', body, 'base64')}:` };
  const given: Record<string, string> = { ...headers, ...digest };
  const careful = ['@method', '@target-uri', ...Object.keys(digest)];
  const fields = await createSignature(
    {
      ...{ kind: 'request', method, targetUri: url },
      fields: Object.entries(given).map(([name, value]) => ({ name, value })),
    } as const,
    {
      label: 'sig',
      components: [...(signing.components ?? careful)],
      parameters: {
        created: signing.created ?? Math.floor(Date.now() / 1_000),
        nonce: signing.nonce ?? crypto.randomUUID(),
        keyid: client.keyId,
      },
      signer: { algorithm: 'ed25519', sign: async (base) => sign(null, base, client.privateKey) },
    },
  );
  return { ...given, 'signature-input': fields.signatureInput, signature: fields.signature };
}
