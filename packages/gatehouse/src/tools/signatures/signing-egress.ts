/** Signs what goes to a tool (RFC 9421), as the last thing before it leaves: credentials and the body are covered too. */
import { type KeyObject, sign } from 'node:crypto';
import { createSignatureSync, isSignatureError } from 'http-message-sig';
import { contentDigest } from '../../kernel/content-digest.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { ToolEgress, ToolRequest } from '../egress.ts';

export interface SigningOptions {
  /** An Ed25519 private key. */
  readonly key: KeyObject;
  readonly keyId: string;
  /** Components by name (RFC 9421 section 2). `content-digest` is left out where there is no body. */
  readonly components: readonly string[];
  readonly expiresSeconds: number;
  readonly clock: Clock;
  readonly chance: Chance;
}

const LABEL = 'gatehouse';
const NONCE_BYTES = 16;

/** Every request gets a signature of its own, with a nonce: also the one that is sent again. */
export function signingEgress(egress: ToolEgress, options: SigningOptions): ToolEgress {
  return {
    async askTool(request) {
      const signed = signRequest(request, options);
      return signed.ok ? egress.askTool(signed.value) : { ...signed, reach: 'not_sent' };
    },
  };
}

/** INVARIANT: a request that cannot be signed as the configuration says does not leave unsigned. */
function signRequest(request: ToolRequest, options: SigningOptions): Result<ToolRequest> {
  const { key, keyId, expiresSeconds, clock, chance } = options;
  const headers = {
    ...request.headers,
    ...(request.body === undefined ? {} : { 'content-digest': contentDigest(request.body) }),
  };
  const created = Math.floor(clock.nowMs() / 1_000);
  const nonce = Buffer.from(chance.bytes(NONCE_BYTES)).toString('base64url');
  const message = {
    kind: 'request',
    method: request.method,
    targetUri: request.url,
    fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
  } as const;
  try {
    const { signature, signatureInput } = createSignatureSync(message, {
      label: LABEL,
      components: options.components.filter(
        (name) => name !== 'content-digest' || request.body !== undefined,
      ),
      parameters: { created, expires: created + expiresSeconds, keyid: keyId, alg: 'ed25519', nonce },
      signer: { algorithm: 'ed25519', sign: (base) => sign(null, base, key) },
    });
    return ok({ ...request, headers: { ...headers, signature, 'signature-input': signatureInput } });
  } catch (cause) {
    if (!isSignatureError(cause)) throw cause;
    const message = 'The call cannot be signed as the configuration says, so it was not sent.';
    return failed(fault('tool.credential', message, { cause }));
  }
}
