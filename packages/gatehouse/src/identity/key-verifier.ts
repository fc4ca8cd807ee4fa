/** Verifies Gatehouse keys from a cache that never trusts a key for a second longer than its store would. */
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';
import { digestOfKey, keyIdOf } from './key-format.ts';
import { type KeyStore, lapsed, opens, principalOfKey, type StoredKey } from './keys.ts';
import { createWatched, unavailable, withinMs } from './watched.ts';

/** How long a refused secret is remembered. It cannot become valid meanwhile: secrets are never reused. */
const REFUSED_MS = 10_000;
const REFUSED_MAX = 20_000;
/** INVARIANT: a flood of well-formed guesses never has more than this many statements open. */
const LOOKUPS_MAX = 32;

export interface KeyVerifier {
  /** Synchronous where the cache answers. */
  verify(text: string): Result<Principal> | Promise<Result<Principal>>;
  /** Subscribes to changes and begins to poll. Before that every key is looked up. */
  start(): Promise<void>;
  stop(): void;
}

interface Presented {
  readonly id: string;
  readonly digest: Buffer;
  /** The digest as text, for maps. */
  readonly name: string;
}

interface KnownKey {
  readonly key: StoredKey;
  readonly principal: Result<Principal>;
}

export function createKeyVerifier(ports: { readonly store: KeyStore; readonly clock: Clock }): KeyVerifier {
  const { store, clock } = ports;
  const cache = createWatched<KnownKey>(store, clock);
  const refused = createBounded<number>(REFUSED_MAX);
  const lookups = new Map<string, Promise<Result<Principal>>>();

  function verify(text: string): Result<Principal> | Promise<Result<Principal>> {
    const id = keyIdOf(text);
    if (id === undefined) return invalid();
    const digest = digestOfKey(text);
    const known = cache.get(id);
    if (known !== undefined && opens(known.key, digest, clock.nowMs())) return verdict(known);
    const name = digest.toString('base64url');
    if ((refused.get(name) ?? Number.NEGATIVE_INFINITY) > clock.elapsedMs()) return invalid();
    return lookups.get(name) ?? lookUpOnce({ id, digest, name });
  }

  function verdict({ key, principal }: KnownKey): Result<Principal> {
    return lapsed(key.record, clock.nowMs()) ?? principal;
  }

  function lookUpOnce(presented: Presented): Result<Principal> | Promise<Result<Principal>> {
    if (lookups.size >= LOOKUPS_MAX) return unavailable('too many keys are being looked up');
    const lookup = lookUp(presented).finally(() => lookups.delete(presented.name));
    lookups.set(presented.name, lookup);
    return lookup;
  }

  async function lookUp({ id, digest, name }: Presented): Promise<Result<Principal>> {
    const readMs = clock.elapsedMs();
    const found = await withinMs(store.find(id, digest));
    if (!found.ok) return found;
    const key = found.value;
    if (key === undefined || !opens(key, digest, clock.nowMs())) {
      refused.set(name, readMs + REFUSED_MS);
      return invalid();
    }
    const known = { key, principal: principalOfKey(key.record) };
    cache.put(id, { value: known, epoch: key.epoch, readMs });
    return verdict(known);
  }

  return { verify, start: cache.start, stop: cache.stop };
}

/** WHY: one sentence for a typo, an unknown id and a wrong secret: a caller must not learn which ids exist. */
function invalid(): Result<never> {
  return failed(
    fault('identity.invalid', 'This is not a valid Gatehouse key. Check that it was copied in full.'),
  );
}
