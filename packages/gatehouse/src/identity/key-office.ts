/** Where keys are made, renewed and taken back; the secret is handed out once and never kept. */
import type { Chance, Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { digestOfKey, newKeyId, newKeyText } from './key-format.ts';
import { type KeyGrant, type KeyName, type KeyRecord, type KeyStore, principalOfKey } from './keys.ts';

const DAY_SECONDS = 86_400;
const LIFETIME_DEFAULT_SECONDS = 90 * DAY_SECONDS;
const LIFETIME_MAX_SECONDS = 365 * DAY_SECONDS;
const OVERLAP_MAX_SECONDS = 7 * DAY_SECONDS;
const LABEL = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
const MODELS_MAX = 256;

/** A key and its text. INVARIANT: the text leaves once, to whoever asked for it; it is in no log and no store. */
export interface IssuedKey {
  readonly record: KeyRecord;
  readonly text: string;
}

export interface KeyOffice {
  create(
    grant: KeyGrant,
    by: { readonly createdBy: string; readonly lifetimeSeconds?: number },
  ): Promise<Result<IssuedKey>>;
  /**
   * A new secret and a new lifetime. The secret before it stays valid for `overlapSeconds` (0 by default);
   * the one before that ends at once.
   */
  rotate(
    key: KeyName,
    options?: { readonly overlapSeconds?: number; readonly lifetimeSeconds?: number },
  ): Promise<Result<IssuedKey>>;
  /** Ends a key everywhere within a second, for good. */
  revoke(key: KeyName): Promise<Result<KeyRecord>>;
  list(tenant: string): Promise<Result<readonly KeyRecord[]>>;
}

export function createKeyOffice(ports: {
  readonly store: KeyStore;
  readonly clock: Clock;
  readonly chance: Chance;
}): KeyOffice {
  const { store, clock, chance } = ports;
  return {
    async create(grant, { createdBy, lifetimeSeconds = LIFETIME_DEFAULT_SECONDS }) {
      const nowMs = clock.nowMs();
      const id = newKeyId(chance);
      const record: KeyRecord = {
        ...grant,
        id,
        createdBy,
        createdAtMs: nowMs,
        expiresAtMs: nowMs + lifetimeSeconds * 1_000,
        rotatedAtMs: undefined,
        revokedAtMs: undefined,
      };
      const wrong = unacceptable(record) ?? outside('lifetime', lifetimeSeconds, [1, LIFETIME_MAX_SECONDS]);
      if (wrong !== undefined) return invalid(wrong);
      const text = newKeyText(chance, id);
      const stored = await store.insert(record, digestOfKey(text));
      return stored.ok ? ok({ record, text }) : stored;
    },
    async rotate(key, { overlapSeconds = 0, lifetimeSeconds = LIFETIME_DEFAULT_SECONDS } = {}) {
      const wrong =
        outside('overlap', overlapSeconds, [0, OVERLAP_MAX_SECONDS]) ??
        outside('lifetime', lifetimeSeconds, [1, LIFETIME_MAX_SECONDS]);
      if (wrong !== undefined) return invalid(wrong);
      const atMs = clock.nowMs();
      const text = newKeyText(chance, key.id);
      const rotated = await store.rotate(key, {
        digest: digestOfKey(text),
        previousUntilMs: overlapSeconds === 0 ? undefined : atMs + overlapSeconds * 1_000,
        expiresAtMs: atMs + lifetimeSeconds * 1_000,
        atMs,
      });
      if (!rotated.ok) return rotated;
      return rotated.value === undefined ? notFound() : ok({ record: rotated.value, text });
    },
    async revoke(key) {
      const revoked = await store.revoke(key, clock.nowMs());
      if (!revoked.ok) return revoked;
      return revoked.value === undefined ? notFound() : ok(revoked.value);
    },
    list: (tenant) => store.list(tenant),
  };
}

/** What is wrong with a key that could not prove a principal; such a key is never stored. */
function unacceptable(record: KeyRecord): string | undefined {
  if (!LABEL.test(record.name))
    return 'The name must have 1 to 256 characters, none of them a control character.';
  if (!LABEL.test(record.createdBy)) return 'It must be known who creates the key.';
  if (
    record.models.length === 0 ||
    record.models.length > MODELS_MAX ||
    !record.models.every((m) => LABEL.test(m))
  ) {
    return 'The scope must list the models by name, or `*` alone for all.';
  }
  if (record.models.includes('*') && record.models.length > 1) return 'A scope of `*` stands alone.';
  if (
    !Object.entries(record.attributes)
      .flat()
      .every((text) => LABEL.test(text))
  ) {
    return 'Attributes are pairs of short texts.';
  }
  const proven = principalOfKey(record);
  return proven.ok ? undefined : proven.fault.message;
}

function outside(
  what: string,
  seconds: number,
  [least, most]: readonly [number, number],
): string | undefined {
  if (Number.isSafeInteger(seconds) && seconds >= least && seconds <= most) return undefined;
  return `The ${what} must be ${least} to ${most} whole seconds.`;
}

function invalid(message: string): Result<never> {
  return failed(fault('control.invalid', message));
}

function notFound(): Result<never> {
  return failed(fault('control.not_found', 'There is no usable key of that id within your tenant.'));
}
