/** The public keys of one issuer: found by discovery, kept for a while, refetched when they rotate. */
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { IssuerSettings } from '../config/schema.ts';
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

export interface IssuerFetchOptions {
  /** Whether the address may be a private one. */
  readonly allowPrivate: boolean;
  /** INVARIANT: no more than this is read. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** The way out to issuers: GET a JSON document, without credentials and without following redirects elsewhere. */
export type IssuerFetch = (url: string, options: IssuerFetchOptions) => Promise<Result<unknown>>;

export interface IssuerKeys {
  readonly resolve: JWTVerifyGetKey;
  /** Changes whenever the set of keys does. */
  readonly version: number;
}

export interface KeySet {
  /** The present keys; fetched first when there are none or they are too old. */
  keys(): Promise<Result<IssuerKeys>>;
  /** Asks the issuer again because a token names a key that is not among the present ones. */
  newer(than: IssuerKeys): Promise<Result<IssuerKeys>>;
  readonly version: number;
}

/** Documents of issuers are a few kilobytes. */
const DOCUMENT_BYTES_MAX = 262_144;
const KEYS_MAX = 100;
const FETCH_TIMEOUT_MS = 5_000;
/** Keys older than this are renewed in the background while they are used. */
const RENEW_MS = 300_000;
/** Keys older than this are dropped: an issuer that is away that long cannot vouch for anyone. */
const DROP_MS = 3_600_000;
/** INVARIANT: whatever tokens arrive, an issuer is not asked more often than this. */
const COOLDOWN_MS = 5_000;

export function createKeySet(
  settings: IssuerSettings,
  ports: { readonly fetch: IssuerFetch; readonly clock: Clock },
): KeySet {
  const { clock } = ports;
  let present: (IssuerKeys & { readonly text: string; readonly fetchedMs: number }) | undefined;
  let last: { readonly startedMs: number; readonly outcome: Promise<Result<IssuerKeys>> } | undefined;
  let versions = 0;

  /** One fetch at a time, and within the cooldown everyone shares the outcome of the last one. */
  function refresh(): Promise<Result<IssuerKeys>> {
    const nowMs = clock.elapsedMs();
    if (last === undefined || nowMs - last.startedMs >= COOLDOWN_MS) {
      last = { startedMs: nowMs, outcome: load(nowMs) };
    }
    return last.outcome;
  }

  async function load(startedMs: number): Promise<Result<IssuerKeys>> {
    const document = await fetchKeys(settings, ports.fetch);
    if (!document.ok) return document;
    const text = JSON.stringify(document.value);
    const resolve = resolverOf(document.value);
    if (resolve === undefined) return unavailable(settings, 'the key set is malformed');
    if (present?.text !== text) versions += 1;
    present =
      present?.text === text
        ? { ...present, fetchedMs: startedMs }
        : { resolve, text, version: versions, fetchedMs: startedMs };
    return ok(present);
  }

  return {
    async keys() {
      const ageMs = present === undefined ? Number.POSITIVE_INFINITY : clock.elapsedMs() - present.fetchedMs;
      if (present === undefined || ageMs >= DROP_MS) return refresh();
      if (ageMs >= RENEW_MS) void refresh();
      return ok(present);
    },
    async newer(than) {
      // Another token may have brought the newer keys meanwhile.
      return present !== undefined && present.version !== than.version ? ok(present) : refresh();
    },
    get version() {
      return versions;
    },
  };
}

async function fetchKeys(settings: IssuerSettings, ask: IssuerFetch): Promise<Result<unknown>> {
  const options = {
    allowPrivate: settings.allow_private,
    maxBytes: DOCUMENT_BYTES_MAX,
    timeoutMs: FETCH_TIMEOUT_MS,
  };
  const location = settings.jwks_url ?? (await discover(settings, (url) => ask(url, options)));
  if (typeof location !== 'string') return location;
  if (!isAcceptable(location, settings)) return unavailable(settings, 'the address of the keys is not https');
  const fetched = await ask(location, options);
  return fetched.ok ? fetched : unavailable(settings, causeOf(fetched));
}

/** OpenID Connect Discovery 1.0, section 4.3: the document must name the very issuer that it was asked of. */
async function discover(
  settings: IssuerSettings,
  ask: (url: string) => Promise<Result<unknown>>,
): Promise<string | Result<never>> {
  const url = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  if (!isAcceptable(url, settings)) return unavailable(settings, 'the issuer is not https');
  const fetched = await ask(url);
  if (!fetched.ok) return unavailable(settings, causeOf(fetched));
  const { issuer, jwks_uri: location } = (fetched.value ?? {}) as Record<string, unknown>;
  if (issuer !== settings.issuer) return unavailable(settings, 'discovery names another issuer');
  return typeof location === 'string' ? location : unavailable(settings, 'discovery names no keys');
}

/** WHY: keys that came over plain HTTP could be anyone's; only an issuer on a listed private address may do so. */
function isAcceptable(location: string, settings: IssuerSettings): boolean {
  const protocol = URL.parse(location)?.protocol;
  return protocol === 'https:' || (protocol === 'http:' && settings.allow_private);
}

function resolverOf(document: unknown): JWTVerifyGetKey | undefined {
  const keys = (document as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length > KEYS_MAX) return undefined;
  try {
    return createLocalJWKSet({ keys });
  } catch {
    return undefined;
  }
}

function causeOf(result: Result<unknown>): string {
  return result.ok ? '' : `${result.fault.code}: ${result.fault.cause ?? result.fault.message}`;
}

function unavailable(settings: IssuerSettings, cause: string): Result<never> {
  return failed(
    fault(
      'identity.unavailable',
      'The keys of the issuer cannot be read right now, so no token of it is accepted.',
      {
        cause: `${settings.issuer}: ${cause}`,
        retryAfterSeconds: COOLDOWN_MS / 1_000,
      },
    ),
  );
}
