/** Limits per network address, before identity is known: requests, and attempts to identify that failed. */
import { isIP } from 'node:net';
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

export interface AddressLimitSettings {
  readonly requestsPerSecond: number;
  readonly failuresPerMinute: number;
}

interface AddressLimits {
  /** Counts a request, or refuses it. */
  admit(address: string): Result<void>;
  /** Counts a failed identification. */
  failed(address: string): void;
}

interface Bucket {
  requests: number;
  failures: number;
  atMs: number;
}

/** Beyond this many addresses the one that was quiet for longest is forgotten. */
const ADDRESSES_MAX = 65_536;

/** Token buckets in memory; `settings` is asked on every call, so a reload takes effect at once. */
export function createAddressLimits(clock: Clock, settings: () => AddressLimitSettings): AddressLimits {
  const buckets = new Map<string, Bucket>();

  function bucketOf(address: string): Bucket {
    const key = networkOf(address);
    const { requestsPerSecond, failuresPerMinute } = settings();
    const nowMs = clock.elapsedMs();
    const known = buckets.get(key) ?? {
      requests: requestsPerSecond,
      failures: failuresPerMinute,
      atMs: nowMs,
    };
    const seconds = Math.max(0, nowMs - known.atMs) / 1_000;
    known.requests = Math.min(requestsPerSecond, known.requests + seconds * requestsPerSecond);
    known.failures = Math.min(failuresPerMinute, known.failures + (seconds * failuresPerMinute) / 60);
    known.atMs = nowMs;
    // WHY: a Map iterates in insertion order; putting the entry back at the end makes it a queue by last use.
    buckets.delete(key);
    buckets.set(key, known);
    if (buckets.size > ADDRESSES_MAX) forgetOldest(buckets);
    return known;
  }

  return {
    admit(address) {
      const bucket = bucketOf(address);
      const { requestsPerSecond, failuresPerMinute } = settings();
      if (bucket.failures < 1) return refused((1 - bucket.failures) / (failuresPerMinute / 60));
      if (bucket.requests < 1) return refused((1 - bucket.requests) / requestsPerSecond);
      bucket.requests -= 1;
      return ok(undefined);
    },
    failed(address) {
      const bucket = bucketOf(address);
      bucket.failures = Math.max(0, bucket.failures - 1);
    },
  };
}

/**
 * The network that counts as one address: IPv4 by itself, also when mapped into IPv6, and IPv6 by its /64,
 * because a host has all of it (RFC 7421).
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::', 2);
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(gap).fill('0'), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next();
  if (oldest.done !== true) buckets.delete(oldest.value);
}

function refused(seconds: number) {
  const message = 'Too many requests or failed attempts from this address; wait and try again.';
  return failed(fault('admission.rate', message, { retryAfterSeconds: Math.max(1, Math.ceil(seconds)) }));
}
