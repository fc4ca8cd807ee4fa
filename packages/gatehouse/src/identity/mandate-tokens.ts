/** Tokens of mandates: signed by us, short, for one audience, and worth nothing once their mandate has ended. */
import { hash } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Chance, Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { base32 } from '../kernel/ids.ts';
import {
  type Actor,
  isTenantId,
  type Principal,
  type PrincipalFields,
  principal,
} from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';
import type { Presented } from './credential.ts';
import { type Target, verifyProof } from './proof.ts';
import type { ReplayStore } from './replay.ts';
import type { MandateStanding, Standings } from './standings.ts';
import { TOKEN_ALGORITHM, type TokenKey } from './token-key.ts';

/** WHY a type of its own (RFC 8725 section 3.11): the form alone says that it is ours, and nobody else's passes for it. */
const MANDATE_TOKEN = 'mandate+jwt';

/** How long a token lives; a mandate lives longer, and its token is renewed. */
const LIFETIME_SECONDS = 900;
const REMEMBERED_MAX = 20_000;
const MANDATE = /^md_[0-9a-hjkmnp-tv-z]{26}$/;
const JTI_BYTES = 16;
const SCOPE_LENGTH_MAX = 4_000;

/** Nothing is verified yet: this only says whom to ask. */
export function isMandateToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === MANDATE_TOKEN;
  } catch {
    return false;
  }
}

/** What a token is made of. */
export interface TokenGrant {
  readonly mandate: string;
  readonly principal: Pick<PrincipalFields, 'tenant' | 'kind' | 'id' | 'chain'>;
  readonly tools: readonly string[];
  /** The address of the data plane, or of one server behind it (RFC 8707). */
  readonly audience: string;
  readonly jkt: string | undefined;
  /** When the mandate ends; its token ends no later. */
  readonly expiresAtMs: number;
}

export interface MandateToken {
  readonly text: string;
  readonly expiresAtMs: number;
}

export interface MandateTokens {
  issue(grant: TokenGrant): Promise<MandateToken>;
  /** The mandate of a token that is exchanged for another; `jkt` is the key that the caller proved to hold. */
  redeem(token: string, jkt: string | undefined): Promise<Result<Principal>>;
  /** `target` is what the request was sent to; without it, only unbound tokens for the whole data plane are good. */
  verify(presented: Presented, target: Target | undefined): Promise<Result<Principal>>;
}

interface Parts {
  readonly key: TokenKey;
  readonly standings: Pick<Standings, 'mandate'>;
  readonly replay: ReplayStore;
  /** The data plane's address as clients know it, without a slash at its end. */
  readonly issuer: () => string;
  readonly clock: Clock;
  readonly chance: Chance;
}

interface Verified {
  readonly mandate: string;
  readonly tenant: string;
  readonly audience: string;
  readonly jkt: string | undefined;
  readonly expiresAtMs: number;
}

export function createMandateTokens(parts: Parts): MandateTokens {
  const { key, clock, chance } = parts;
  const remembered = createBounded<Verified>(REMEMBERED_MAX);
  const shown: ProofsShown = new WeakMap();

  async function verified(token: string): Promise<Result<Verified>> {
    // INVARIANT: the whole token is the name; tokens that share a beginning share nothing (CVE-2026-35030).
    const name = hash('sha256', token, 'base64url');
    const known = remembered.get(name);
    if (known !== undefined)
      return clock.nowMs() < known.expiresAtMs ? { ok: true, value: known } : expired();
    const checked = await check(token, parts);
    if (checked.ok) remembered.set(name, checked.value);
    return checked;
  }

  return {
    async issue(grant) {
      const nowSeconds = Math.floor(clock.nowMs() / 1_000);
      const expiresAt = Math.min(nowSeconds + LIFETIME_SECONDS, Math.floor(grant.expiresAtMs / 1_000));
      const text = await new SignJWT(claimsOf(grant))
        .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: key.kid, typ: MANDATE_TOKEN })
        .setIssuer(parts.issuer())
        .setAudience(grant.audience)
        .setSubject(grant.principal.id)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(expiresAt)
        .setJti(base32(chance.bytes(JTI_BYTES)))
        .sign(key.privateKey);
      return { text, expiresAtMs: expiresAt * 1_000 };
    },
    async redeem(secret, jkt) {
      const token = await verified(secret);
      if (!token.ok) return token;
      const mandate = await parts.standings.mandate(token.value.tenant, token.value.mandate);
      if (!mandate.ok) return mandate;
      if (token.value.jkt !== undefined && token.value.jkt !== jkt) return unproven();
      return principalOf(mandate.value, token.value, parts.issuer());
    },
    async verify(presented, target) {
      const token = await verified(presented.secret);
      if (!token.ok) return token;
      const unfit = meantFor(token.value.audience, parts.issuer(), target);
      if (unfit !== undefined) return unfit;
      const mandate = await parts.standings.mandate(token.value.tenant, token.value.mandate);
      if (!mandate.ok) return mandate;
      const held = await holds(token.value, { presented, target, parts, shown });
      return held.ok ? principalOf(mandate.value, token.value, parts.issuer()) : held;
    },
  };
}

function claimsOf({ mandate, principal: { tenant, kind, id, chain }, tools, jkt }: TokenGrant): JWTPayload {
  const act = actOf(chain);
  return {
    tenant,
    mandate,
    kind,
    // RFC 9068 section 2.2: who asked for it.
    client_id: chain[0]?.id ?? id,
    ...scopeIn(tools),
    ...(act === undefined ? {} : { act }),
    ...(jkt === undefined ? {} : { cnf: { jkt } }),
  };
}

/** WHY left out when it is long: a token must fit into a header, and what counts is what the mandate says. */
function scopeIn(tools: readonly string[]): JWTPayload {
  const scope = tools.join(' ');
  return scope.length <= SCOPE_LENGTH_MAX ? { scope } : {};
}

/** RFC 8693 section 4.1: the outermost is the one that acts now. */
function actOf([nearest, ...others]: readonly Actor[]): JWTPayload | undefined {
  if (nearest === undefined) return undefined;
  const act = actOf(others);
  return { sub: nearest.id, kind: nearest.kind, ...(act === undefined ? {} : { act }) };
}

async function check(token: string, { key, issuer, clock }: Parts): Promise<Result<Verified>> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      typ: MANDATE_TOKEN,
      algorithms: [TOKEN_ALGORITHM],
      issuer: issuer(),
      requiredClaims: ['exp', 'aud', 'jti'],
      currentDate: new Date(clock.nowMs()),
    });
    const { mandate, tenant, aud, cnf, exp } = payload;
    const jkt = (cnf as { jkt?: unknown } | undefined)?.jkt;
    // INVARIANT: what we signed has this shape; a token with a bond that cannot be read is never taken for unbound.
    if (typeof mandate !== 'string' || !MANDATE.test(mandate)) return invalid('no mandate');
    if (typeof tenant !== 'string' || !isTenantId(tenant)) return invalid('no tenant');
    if (typeof aud !== 'string') return invalid('no single audience');
    if (cnf !== undefined && typeof jkt !== 'string') return invalid('an unknown confirmation');
    const bound = typeof jkt === 'string' ? jkt : undefined;
    return {
      ok: true,
      value: { mandate, tenant, audience: aud, jkt: bound, expiresAtMs: Number(exp) * 1_000 },
    };
  } catch (error) {
    return error instanceof errors.JWTExpired ? expired() : invalid(error);
  }
}

/** RFC 8707 section 2: a token for one server opens no other, and none of the rest of the data plane. */
function meantFor(audience: string, base: string, target: Target | undefined): Result<never> | undefined {
  if (audience === base) return undefined;
  const path = target === undefined ? undefined : URL.parse(target.url)?.pathname;
  const own = audience.startsWith(`${base}/`) ? URL.parse(audience)?.pathname : undefined;
  return own !== undefined && path === own ? undefined : invalid('it is meant for another audience');
}

interface Showing {
  readonly presented: Presented;
  readonly target: Target | undefined;
  readonly parts: Parts;
  readonly shown: ProofsShown;
}

/**
 * What requests have proven. WHY: a proof is good for one request, and one request may be identified more than once on
 * its way. INVARIANT: every request brings a target of its own, so a proof that comes again is a replay.
 */
type ProofsShown = WeakMap<Target, { readonly by: string; readonly key: Promise<Result<string>> }>;

/**
 * Whether the caller holds the key that the token is bound to. INVARIANT: a bound token is never good by itself, nor
 * under the scheme of tokens that are (RFC 9449 section 7.2), and an unbound one not under that of bound ones.
 */
async function holds(
  { jkt }: Verified,
  { presented, target, parts, shown }: Showing,
): Promise<Result<string | undefined>> {
  const { secret, scheme, proof } = presented;
  if (jkt === undefined) return scheme === 'dpop' ? unproven() : { ok: true, value: undefined };
  if (scheme === 'bearer' || proof === undefined || target === undefined) return unproven();
  const { clock, replay } = parts;
  const by = `${secret} ${proof}`;
  const before = shown.get(target);
  const key =
    before?.by === by
      ? before.key
      : verifyProof({ proof, target, token: secret, nowMs: clock.nowMs() }, replay);
  shown.set(target, { by, key });
  const proven = await key;
  if (!proven.ok) return proven;
  return proven.value === jkt ? proven : unproven();
}

function principalOf(mandate: MandateStanding, token: Verified, issuer: string): Result<Principal> {
  const { tools, models, purpose } = mandate;
  return principal({
    ...mandate.principal,
    purposes: purpose === undefined ? mandate.principal.purposes : [purpose],
    credential: { kind: 'token', id: issuer, expiresAtMs: token.expiresAtMs, models },
    mandate: {
      ...{ id: token.mandate, tools, audience: token.audience },
      ...{ expiresAtMs: mandate.expiresAtMs, jkt: token.jkt },
    },
  });
}

function invalid(cause: unknown): Result<never> {
  return failed(
    fault('identity.invalid', 'The token is not valid here: wrongly signed, or for another audience.', {
      cause,
    }),
  );
}

function expired(): Result<never> {
  return failed(fault('identity.expired', 'The token has expired. Renew it while its mandate lives.'));
}

function unproven(): Result<never> {
  return failed(
    fault(
      'identity.proof',
      'The token is bound to a key: send it as `authorization: DPoP ...` with a fresh proof in `dpop`.',
    ),
  );
}
