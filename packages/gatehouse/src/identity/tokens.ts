/** Verifies the JWTs of the configured issuers, and remembers for a short while which ones were good. */
import { hash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { IssuerSettings } from '../config/schema.ts';
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';
import { principalOfClaims } from './claims.ts';
import { createKeySet, type IssuerFetch, type IssuerKeys, type KeySet } from './key-set.ts';

const TOLERANCE_SECONDS = 30;
/** A verified token is verified again after this long, so that a withdrawn signing key ends with it. */
const REMEMBERED_MS = 120_000;
const REMEMBERED_MAX = 20_000;
/** RFC 9068 section 2.1 and RFC 7519 section 5.1. Other types (logout, DPoP proofs, events) are no credentials. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];

export interface TokenVerifier {
  /** Synchronous where the token was verified before. */
  verify(token: string): Result<Principal> | Promise<Result<Principal>>;
}

interface Issuer {
  readonly settings: IssuerSettings;
  readonly keySet: KeySet;
}

interface Remembered {
  readonly principal: Result<Principal>;
  readonly untilMs: number;
  readonly issuer: Issuer;
  /** The version of the issuer's keys that verified it. */
  readonly version: number;
}

/**
 * INVARIANT: the cache and the keys belong to the verifier, and the verifier to one configuration:
 * an issuer that is removed is forgotten with all that it vouched for.
 */
export function createTokenVerifier(ports: {
  readonly issuers: readonly IssuerSettings[];
  readonly fetch: IssuerFetch;
  readonly clock: Clock;
}): TokenVerifier {
  const { clock } = ports;
  const issuers = ports.issuers.map((settings) => ({ settings, keySet: createKeySet(settings, ports) }));
  const remembered = createBounded<Remembered>(REMEMBERED_MAX);

  async function check(token: string, name: string): Promise<Result<Principal>> {
    const issuer = issuerOf(token, issuers);
    if (issuer === undefined) return invalid('no configured issuer and audience match, or the form is wrong');
    const verified = await verifiedClaims(token, issuer, clock.nowMs());
    if (!verified.ok) return verified;
    const { claims, version } = verified.value;
    // WHY: a token bound to a key (RFC 9449, RFC 8705) proves nothing in the hands of one who does not show that key.
    if (claims.cnf !== undefined)
      return invalid('it is bound to a key, and the proof of that key is not checked');
    const expiresAtMs = Number(claims.exp) * 1_000;
    const principal = principalOfClaims(claims, issuer.settings, expiresAtMs);
    if (principal.ok) {
      const untilMs = Math.min(endMs(claims, issuer.settings), clock.nowMs() + REMEMBERED_MS);
      remembered.set(name, { principal, untilMs, issuer, version });
    }
    return principal;
  }

  return {
    verify(token) {
      // INVARIANT: the whole token is the name; tokens that share a beginning share nothing (CVE-2026-35030).
      const name = hash('sha256', token, 'base64url');
      const entry = remembered.get(name);
      if (
        entry !== undefined &&
        clock.nowMs() < entry.untilMs &&
        entry.version === entry.issuer.keySet.version
      ) {
        return entry.principal;
      }
      return check(token, name);
    },
  };
}

/** The one row that the token claims to be from and for. Nothing is verified yet: this only picks whom to ask. */
function issuerOf(token: string, issuers: readonly Issuer[]): Issuer | undefined {
  const claims = unverifiedClaims(token);
  if (claims === undefined) return undefined;
  const audiences = [claims.aud].flat();
  const [issuer, ...others] = issuers.filter(
    ({ settings }) =>
      settings.issuer === claims.iss && settings.audiences.some((audience) => audiences.includes(audience)),
  );
  return others.length === 0 ? issuer : undefined;
}

function unverifiedClaims(token: string): JWTPayload | undefined {
  try {
    const type = decodeProtectedHeader(token).typ?.toLowerCase();
    return TYPES.includes(type) ? decodeJwt(token) : undefined;
  } catch {
    return undefined;
  }
}

interface Verified {
  readonly claims: JWTPayload;
  readonly version: number;
}

async function verifiedClaims(token: string, issuer: Issuer, nowMs: number): Promise<Result<Verified>> {
  const keys = await issuer.keySet.keys();
  if (!keys.ok) return keys;
  const first = await attempt(token, { ...issuer, keys: keys.value, nowMs });
  if (first !== 'unknown key') return first;
  const newer = await issuer.keySet.newer(keys.value);
  if (!newer.ok) return newer;
  const second = await attempt(token, { ...issuer, keys: newer.value, nowMs });
  return second === 'unknown key' ? invalid('the issuer has no such key') : second;
}

async function attempt(
  token: string,
  { settings, keys, nowMs }: Issuer & { readonly keys: IssuerKeys; readonly nowMs: number },
): Promise<Result<Verified> | 'unknown key'> {
  try {
    const { payload } = await jwtVerify(token, keys.resolve, {
      issuer: settings.issuer,
      audience: settings.audiences,
      algorithms: settings.algorithms,
      requiredClaims: ['exp'],
      clockTolerance: TOLERANCE_SECONDS,
      maxTokenAge: settings.max_token_age_seconds,
      currentDate: new Date(nowMs),
    });
    return { ok: true, value: { claims: payload, version: keys.version } };
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'unknown key';
    // Signatures are checked before claims: only one who holds a real token learns that it has expired.
    if (error instanceof errors.JWTExpired) {
      return failed(fault('identity.expired', 'The token has expired. Get a new one from its issuer.'));
    }
    return invalid(error);
  }
}

/** When the token stops being good: its expiry or its greatest age, whichever is first, with the tolerance. */
function endMs({ exp, iat }: JWTPayload, settings: IssuerSettings): number {
  const endSeconds = Math.min(Number(exp), Number(iat) + settings.max_token_age_seconds);
  return (endSeconds + TOLERANCE_SECONDS) * 1_000;
}

function invalid(cause: unknown): Result<never> {
  return failed(
    fault(
      'identity.invalid',
      'The token is not valid here: unknown issuer, wrong audience, or wrongly signed.',
      {
        cause,
      },
    ),
  );
}
