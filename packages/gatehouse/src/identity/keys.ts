/** Gatehouse keys: what is known about one, what it proves, and the port to where they are stored. */
import { timingSafeEqual } from 'node:crypto';
import { fault } from '../kernel/faults.ts';
import { type Principal, type PrincipalKind, principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { KEY_PREFIX } from './key-format.ts';
import type { Changes } from './watched.ts';

/** What a key says about its holder. Fixed when it is created: another scope is another key. */
export interface KeyGrant {
  readonly tenant: string;
  /** A label for people, such as `billing service, staging`. */
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly principal: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly purposes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Model names, or `*` alone for all that the charter allows. */
  readonly models: readonly string[];
}

/** A key as people may see it: everything but what proves its possession. */
export interface KeyRecord extends KeyGrant {
  readonly id: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly rotatedAtMs: number | undefined;
  readonly revokedAtMs: number | undefined;
}

/** A key as the verifier needs it. */
export interface StoredKey {
  readonly record: KeyRecord;
  /** SHA-256 of the key's text. */
  readonly digest: Uint8Array;
  /** The digest before the last rotation, valid for as long as the overlap lasts. */
  readonly previous: { readonly digest: Uint8Array; readonly untilMs: number } | undefined;
  /** The number of changes to all keys that this row reflects. */
  readonly epoch: number;
}

/** What a rotation changes. */
export interface Rotation {
  readonly digest: Uint8Array;
  /** Until when the secret before it stays valid; undefined: not at all. */
  readonly previousUntilMs: number | undefined;
  readonly expiresAtMs: number;
  readonly atMs: number;
}

/**
 * Where keys are kept; every rotation and revocation moves its epoch. Every operation answers with
 * `identity.unavailable` when the store is away.
 */
export interface KeyStore extends Changes {
  /** The key of exactly this id and digest (the present or the previous one), of whichever tenant. */
  find(id: string, digest: Uint8Array): Promise<Result<StoredKey | undefined>>;
  insert(record: KeyRecord, digest: Uint8Array): Promise<Result<void>>;
  /** Undefined when there is no such key in the tenant, or it was revoked. */
  rotate(key: KeyName, rotation: Rotation): Promise<Result<KeyRecord | undefined>>;
  /** Undefined when there is no such key in the tenant. Revoking again changes nothing. */
  revoke(key: KeyName, atMs: number): Promise<Result<KeyRecord | undefined>>;
  list(tenant: string): Promise<Result<readonly KeyRecord[]>>;
}

export interface KeyName {
  readonly tenant: string;
  readonly id: string;
}

/** Whether a presented digest belongs to the key now. Takes the same time wherever two digests differ. */
export function opens(key: StoredKey, presented: Uint8Array, nowMs: number): boolean {
  if (same(key.digest, presented)) return true;
  return key.previous !== undefined && nowMs < key.previous.untilMs && same(key.previous.digest, presented);
}

/** Why a key whose secret was proven is no longer good; undefined when it is. */
export function lapsed(record: KeyRecord, nowMs: number): Result<never> | undefined {
  if (record.revokedAtMs !== undefined) {
    return failed(fault('identity.revoked', 'This key was revoked. Ask its owner for a new one.'));
  }
  if (nowMs >= record.expiresAtMs) {
    return failed(fault('identity.expired', 'This key has expired. Rotate it or create a new one.'));
  }
  return undefined;
}

/** The principal that a key proves. */
export function principalOfKey(record: KeyRecord): Result<Principal> {
  return principal({
    kind: record.kind,
    tenant: record.tenant,
    id: record.principal,
    roles: record.roles,
    teams: record.teams,
    purposes: record.purposes,
    attributes: record.attributes,
    chain: [],
    credential: {
      kind: 'key',
      id: KEY_PREFIX + record.id,
      expiresAtMs: record.expiresAtMs,
      models: record.models,
    },
  });
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
