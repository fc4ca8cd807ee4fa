/** Principals who prove themselves by signing their requests (RFC 9421): each by a key that the configuration names. */
import type { KeyObject } from 'node:crypto';
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { type Principal, type PrincipalFields, principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import type { Target } from './proof.ts';
import type { ReplayStore } from './replay.ts';
import { createSignedRequests } from './signed-request.ts';

/** One key, and whom it proves. */
export interface Signer extends Omit<PrincipalFields, 'chain' | 'credential' | 'mandate' | 'id'> {
  /** The `keyid` of its signatures. */
  readonly id: string;
  readonly principal: string;
  readonly models: readonly string[];
  readonly key: KeyObject;
  /** What its signatures cover besides what all of them do. */
  readonly components: readonly string[];
}

export interface Signers {
  /** Whether anybody proves themselves in this way. */
  readonly any: boolean;
  verify(rawHeaders: readonly string[], target: Target | undefined): Promise<Result<Principal>>;
}

/** A signature is of now: older ones are refused, and until then it is remembered that they were used. */
const AGE_SECONDS = 60;
const SKEW_SECONDS = 10;

/** `replay` is shared by all processes. */
export function createSigners(parts: {
  readonly signers: readonly Signer[];
  readonly replay: ReplayStore;
  readonly clock: Clock;
}): Signers {
  const { replay, clock } = parts;
  const byId = new Map(parts.signers.map((signer) => [signer.id, signer]));
  const believed = createSignedRequests({
    ...{ replay, clock, ageSecondsMax: AGE_SECONDS, skewSeconds: SKEW_SECONDS },
    keyOf: (id) => byId.get(id)?.key,
    componentsOf: (id) => byId.get(id)?.components ?? [],
  });
  // WHY: a signature is good for one request, and one request may be identified more than once on its way.
  // INVARIANT: every request brings a target of its own, so a signature that comes again is a replay.
  const shown = new WeakMap<Target, Promise<Result<Principal>>>();

  async function prove(rawHeaders: readonly string[], target: Target): Promise<Result<Principal>> {
    const { method, url } = target;
    const verified = await believed({ method, url, rawHeaders, body: undefined });
    if (!verified.ok) return verified;
    const signer = byId.get(verified.value.keyId);
    if (signer === undefined) throw new Error('INVARIANT: only keys that are known have signed');
    return principalOf(signer, clock.nowMs());
  }

  return {
    any: byId.size > 0,
    async verify(rawHeaders, target) {
      if (target === undefined)
        return failed(fault('identity.invalid', 'Signed requests are not taken at this address.'));
      const proven = shown.get(target) ?? prove(rawHeaders, target);
      shown.set(target, proven);
      return proven;
    },
  };
}

function principalOf({ principal: id, ...signer }: Signer, nowMs: number): Result<Principal> {
  const { kind, tenant, roles, teams, purposes, attributes, models } = signer;
  const expiresAtMs = nowMs + (AGE_SECONDS + SKEW_SECONDS) * 1_000;
  return principal({
    ...{ kind, tenant, id, roles, teams, purposes, attributes, chain: [] },
    credential: { kind: 'signature', id: signer.id, expiresAtMs, models },
  });
}
