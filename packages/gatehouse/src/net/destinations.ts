/** The list of origins that the gate may open connections to, each for one purpose only. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/**
 * What a connection is for. INVARIANT: an address from a request (`content`) can never reach an origin that is
 * listed only as a provider, an issuer, a detector, a tool, the authorisation server of one, or a receiver of webhooks.
 */
export type Purpose = 'provider' | 'issuer' | 'content' | 'detector' | 'tool' | 'authorisation' | 'webhook';

export interface Destination {
  readonly purpose: Purpose;
  /** Any URL of the origin; scheme, host and port of it count. */
  readonly url: string;
  /** Whether it may resolve to a private address, and be spoken to without TLS. */
  readonly allowPrivate: boolean;
}

/** A URL that was found on the list, in normal form. */
export interface Located {
  readonly url: URL;
  readonly destination: Destination;
}

export type Locate = (purpose: Purpose, url: string) => Result<Located>;

/** Makes the look-up for a list of destinations; a listed URL that does not parse throws. */
export function createDestinations(list: readonly Destination[]): Locate {
  const listed = new Map<string, Destination>();
  for (const entry of list) {
    const key = keyOf(entry.purpose, new URL(entry.url));
    // WHY: where two entries name one origin, the stricter holds, whatever their order.
    const allowPrivate = entry.allowPrivate && (listed.get(key)?.allowPrivate ?? true);
    listed.set(key, { ...entry, allowPrivate });
  }
  return (purpose, text) => {
    // WHY: WHATWG parsing first: `0x7f.1`, `2130706433`, full-width letters and `%6c` are spellings, not hosts.
    const url = URL.parse(text);
    if (url === null) return denied('not a URL');
    if (url.username !== '' || url.password !== '') return denied('user information in a URL');
    const destination = listed.get(keyOf(purpose, url));
    if (destination === undefined) return denied(`not listed for ${purpose}: ${url.origin}`);
    if (!schemeAllowed(url, destination)) return denied(`scheme ${url.protocol} to ${url.host}`);
    return ok({ url, destination });
  };
}

/**
 * The destination for an entry of `remote_content.hosts`: a host (and port) means https at a public address;
 * an origin written out with `http://` says that it is a private one.
 */
export function contentDestination(entry: string): Destination {
  const url = entry.includes('://') ? entry : `https://${entry}`;
  return { purpose: 'content', url, allowPrivate: url.startsWith('http://') };
}

/** The fault for every address that the gate does not connect to; only operators learn why. */
export function deniedAddress(cause: string): Fault {
  return fault('egress.denied', 'The gate opens no connection to this address.', { cause });
}

function denied(cause: string) {
  return failed(deniedAddress(cause));
}

function keyOf(purpose: Purpose, url: URL): string {
  return `${purpose} ${url.origin}`;
}

function schemeAllowed(url: URL, destination: Destination): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && destination.allowPrivate);
}
