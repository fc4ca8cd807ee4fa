/** Verifies Gatehouse keys from a cache that never trusts a key for a second longer than its store would. */
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { createBounded } from './bounded.ts';
import { createKeyCache, type KnownKey } from './key-cache.ts';
import { digestOfKey, keyIdOf } from './key-format.ts';
import { type KeyStore, lapsed, opens, principalOfKey } from './keys.ts';

/** How often the store is asked whether any key has changed. */
const POLL_MS = 400;
/** How long the store may take to answer before it counts as away. */
const ANSWER_MS = 2_000;
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

export function createKeyVerifier(ports: { readonly store: KeyStore; readonly clock: Clock }): KeyVerifier {
  const { store, clock } = ports;
  const cache = createKeyCache(clock);
  const refused = createBounded<number>(REFUSED_MAX);
  const lookups = new Map<string, Promise<Result<Principal>>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

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
    const found = await withinMs(ANSWER_MS, store.find(id, digest));
    if (!found.ok) return found;
    const key = found.value;
    if (key === undefined || !opens(key, digest, clock.nowMs())) {
      refused.set(name, readMs + REFUSED_MS);
      return invalid();
    }
    const known = { key, principal: principalOfKey(key.record), readMs };
    cache.put(id, known);
    return verdict(known);
  }

  async function poll(): Promise<void> {
    const askedMs = clock.elapsedMs();
    const seen = await withinMs(ANSWER_MS, store.epoch());
    if (seen.ok) cache.confirmed(seen.value, askedMs);
    else cache.clear();
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => void poll().then(schedule), POLL_MS);
    timer.unref();
  }

  return {
    verify,
    async start() {
      await store.watch({ changed: cache.changed, lost: cache.clear });
      await poll();
      schedule();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** The answer of the store, or `identity.unavailable` when it takes too long. */
async function withinMs<T>(limitMs: number, answer: Promise<Result<T>>): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('the key store did not answer in time')), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** WHY: one sentence for a typo, an unknown id and a wrong secret: a caller must not learn which ids exist. */
function invalid(): Result<never> {
  return failed(
    fault('identity.invalid', 'This is not a valid Gatehouse key. Check that it was copied in full.'),
  );
}

function unavailable(cause: string): Result<never> {
  return failed(
    fault('identity.unavailable', 'Keys cannot be checked right now, so nothing is let through. Try again.', {
      cause,
      retryAfterSeconds: 1,
    }),
  );
}
