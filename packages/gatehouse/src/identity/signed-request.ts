/** Verifies requests that were signed (RFC 9421): by a known key, over all that matters, just now, and never before. */
import { type KeyObject, verify } from 'node:crypto';
import { isSignatureError, type VerifiedSignature, verifySignature } from 'http-message-sig';
import { matchesContentDigest } from '../kernel/content-digest.ts';
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { ReplayStore } from './replay.ts';

export interface SignedRequest {
  readonly method: string;
  /** Absolute, as the outside world addresses this gate; never put together from what the request says of itself. */
  readonly url: string;
  /** As they came, in pairs. */
  readonly rawHeaders: readonly string[];
  /** Undefined while it is not read: whoever reads it MUST compare it with `content-digest` (`net/read-body.ts`). */
  readonly body: Uint8Array | undefined;
}

export interface SignatureOptions {
  /** An Ed25519 public key by its id; undefined for unknown ones. */
  readonly keyOf: (keyId: string) => KeyObject | undefined;
  /** What signatures of a key cover besides what all do; nothing by default. */
  readonly componentsOf?: (keyId: string) => readonly string[];
  readonly replay: ReplayStore;
  readonly clock: Clock;
  /** How long ago it may have been made. */
  readonly ageSecondsMax: number;
  /** Clocks may differ by this much. */
  readonly skewSeconds: number;
}

export interface RequestSigner {
  readonly keyId: string;
}

/**
 * WHY these: without the method and the whole address a signature could be moved to another request (RFC 9421
 * section 7.2.1); without a nonce it could be sent twice within its age (section 7.2.2).
 */
const COMPONENTS = ['@method', '@target-uri'];
const PARAMETERS = ['created', 'keyid', 'nonce'];
const NONCE = /^[!-~]{8,256}$/;

/** Accepts each signature once, across all processes. A body is covered by its digest, or it is refused. */
export function createSignedRequests(options: SignatureOptions) {
  return async (request: SignedRequest): Promise<Result<RequestSigner>> => {
    const verified = await verifyOnly(request, options);
    if (!verified.ok) return verified;
    const { nonce = '', keyid: keyId = '', created = 0 } = verified.value.parameters;
    if (!NONCE.test(nonce)) return refused('the nonce is too short, too long or no plain text');
    const { components } = verified.value;
    const lacking = options
      .componentsOf?.(keyId)
      .find((wanted) => !components.some(({ name }) => name === wanted));
    if (lacking !== undefined) return refused(`it does not cover ${lacking}`);
    if (!isBodyCovered(request, verified.value)) return refused('the body is not the one that was signed');
    // WHY last: only what a known key has signed may fill the store.
    const expiresAtMs = (created + options.ageSecondsMax + options.skewSeconds) * 1_000;
    const first = await options.replay.first(`signature ${keyId}`, nonce, expiresAtMs);
    if (!first.ok) return first;
    return first.value ? ok({ keyId }) : refused('the nonce was used before');
  };
}

async function verifyOnly(
  { method, url, rawHeaders, body }: SignedRequest,
  { keyOf, clock, ageSecondsMax, skewSeconds }: SignatureOptions,
): Promise<Result<VerifiedSignature>> {
  const message = { kind: 'request', method, targetUri: url, fields: fieldsOf(rawHeaders) } as const;
  try {
    const verified = await verifySignature(message, {
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: [...COMPONENTS, ...(hasBody({ rawHeaders, body }) ? ['content-digest'] : [])],
        requiredParameters: PARAMETERS,
        maxAge: ageSecondsMax,
        clockSkew: skewSeconds,
        now: Math.floor(clock.nowMs() / 1_000),
      },
      resolveVerifier({ parameters: { keyid } }) {
        const key = keyOf(keyid ?? '');
        // WHY a verifier for unknown keys too: they are refused like a wrong signature, and in about the same time.
        return {
          algorithm: 'ed25519',
          verify: (base, signature) =>
            key?.asymmetricKeyType === 'ed25519' && verify(null, base, key, signature),
        };
      },
    });
    return ok(verified);
  } catch (cause) {
    if (isSignatureError(cause)) return refused(`${cause.code}: ${cause.message}`);
    throw cause;
  }
}

/** RFC 9112 section 6.3: a request without either header has no body. */
function hasBody({ rawHeaders, body }: Pick<SignedRequest, 'rawHeaders' | 'body'>): boolean {
  if (body !== undefined) return body.byteLength > 0;
  return fieldsOf(rawHeaders).some(({ name, value }) => {
    const field = name.toLowerCase();
    return field === 'transfer-encoding' || (field === 'content-length' && Number(value) !== 0);
  });
}

function isBodyCovered({ rawHeaders, body }: SignedRequest, { components }: VerifiedSignature): boolean {
  const isCovered = components.some(({ name }) => name === 'content-digest');
  if (body === undefined) return isCovered || !hasBody({ rawHeaders, body });
  if (!isCovered) return body.byteLength === 0;
  const digests = fieldsOf(rawHeaders).filter(({ name }) => name.toLowerCase() === 'content-digest');
  return matchesContentDigest(digests.map(({ value }) => value).join(', '), body);
}

function fieldsOf(
  rawHeaders: readonly string[],
): readonly { readonly name: string; readonly value: string }[] {
  const fields: { name: string; value: string }[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    fields.push({ name: rawHeaders[index] ?? '', value: rawHeaders[index + 1] ?? '' });
  }
  return fields;
}

function refused(cause: string) {
  const message =
    'The signature of the request is not valid: unknown, too old, used before, or not over all of it.';
  return failed(fault('identity.invalid', message, { cause }));
}
