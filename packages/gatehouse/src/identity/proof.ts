/** Verifies proofs of possession (DPoP, RFC 9449 section 4.3): whose key, for which request, fresh, and once. */
import { hash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { ReplayStore } from './replay.ts';

/** The request that a proof is bound to. */
export interface Target {
  readonly method: string;
  /** Absolute, as clients know it: never made of the Host header. Query and fragment are not part of the binding. */
  readonly url: string;
}

export interface ProofOf {
  readonly proof: string;
  readonly target: Target;
  /** The token that is shown with it; undefined where one is only being asked for. */
  readonly token: string | undefined;
  readonly nowMs: number;
}

/** Signature algorithms that proofs may have: all asymmetric, none slow to verify. */
export const PROOF_ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'EdDSA', 'Ed25519'];

/** How far the clocks of clients may differ from ours, and how long a proof may travel. */
const AGE_MAX_MS = 60_000;
const AHEAD_MAX_MS = 10_000;
const PROOF_LENGTH_MAX = 8_192;
const JTI_LENGTH_MAX = 256;

/** @returns the thumbprint (RFC 7638) of the key that the caller holds, or `identity.proof`. */
export async function verifyProof(
  { proof, target, token, nowMs }: ProofOf,
  replay: ReplayStore,
): Promise<Result<string>> {
  if (proof.length > PROOF_LENGTH_MAX) return wrong('the proof is too long');
  const verified = await signedBy(proof, nowMs);
  if (verified === undefined) return wrong('it is not signed by the key that it carries');
  const { claims, thumbprint } = verified;
  const unfit = firstUnfit(claims, { target, token, nowMs });
  if (unfit !== undefined) return wrong(unfit);
  // INVARIANT: asked last, so that only what is good in every other way is remembered, and until it is too old.
  const expiresAtMs = Number(claims.iat) * 1_000 + AGE_MAX_MS;
  const first = await replay.first(`dpop ${thumbprint}`, String(claims.jti), expiresAtMs);
  if (!first.ok) return first;
  return first.value ? ok(thumbprint) : wrong('it was used before');
}

async function signedBy(
  proof: string,
  nowMs: number,
): Promise<{ readonly claims: JWTPayload; readonly thumbprint: string } | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...PROOF_ALGORITHMS],
      currentDate: new Date(nowMs),
    });
    const { jwk } = protectedHeader;
    // WHY: whoever sends a private key along has none (RFC 9449 section 4.3, check 7).
    if (jwk === undefined || 'd' in jwk) return undefined;
    return { claims: payload, thumbprint: await calculateJwkThumbprint(jwk) };
  } catch {
    return undefined;
  }
}

function firstUnfit(
  claims: JWTPayload,
  { target, token, nowMs }: Omit<ProofOf, 'proof'>,
): string | undefined {
  const { jti, iat, htm, htu, ath } = claims;
  if (typeof jti !== 'string' || jti === '' || jti.length > JTI_LENGTH_MAX) return 'it has no id';
  if (typeof iat !== 'number') return 'it has no time';
  const ageMs = nowMs - iat * 1_000;
  if (!(ageMs < AGE_MAX_MS && ageMs > -AHEAD_MAX_MS)) return 'it is not of now';
  if (htm !== target.method) return 'it is for another method';
  if (typeof htu !== 'string' || placeOf(htu) === undefined || placeOf(htu) !== placeOf(target.url))
    return 'it is for another address';
  if (token !== undefined && ath !== hash('sha256', token, 'base64url')) return 'it is for another token';
  return undefined;
}

/** RFC 9449 section 4.3, check 9: without query and fragment, after normalisation. */
function placeOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed === null || parsed.username !== '' ? undefined : parsed.origin + parsed.pathname;
}

function wrong(cause: string): Result<never> {
  return failed(
    fault('identity.proof', 'The token is bound to a key, and the proof of possession is missing or wrong.', {
      cause,
    }),
  );
}
