/** Opens sockets for egress: resolves a name once, checks every address, and connects to exactly those. */
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { refusalOf } from './address.ts';

/** Resolves a host name to all of its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface ConnectorOptions {
  readonly allowPrivate: boolean;
  readonly connectMs: number;
  readonly resolve: Resolve;
  /** Certificate authorities besides the system's, in PEM. Verification itself cannot be switched off. */
  readonly authorities: readonly string[] | undefined;
}

/** The socket was not opened because of where it would have led. */
export class AddressRefused extends Error {}

/**
 * Makes the connector of one destination.
 * WHY: checking in `lookup` leaves no second resolution between check and connect (DNS rebinding); server name and
 * host header stay the name, and the certificate is verified against it.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({
    timeout: options.connectMs,
    allowH2: false,
    autoSelectFamily: true,
    rejectUnauthorized: true,
    lookup: checkedLookup(options),
    ...(options.authorities === undefined ? {} : { ca: [...options.authorities] }),
  });
  return (target, callback) => {
    // WHY: a literal address is never looked up, so it is checked here.
    const refusal =
      isIP(target.hostname) === 0 ? undefined : refusalOf(target.hostname, options.allowPrivate);
    if (refusal === undefined) connect(target, callback);
    else callback(new AddressRefused(`${target.hostname}: ${refusal}`), null);
  };
}

/** Looks a name up once, and refuses it when any of its addresses may not be connected to. */
export function checkedLookup({
  resolve,
  allowPrivate,
}: Pick<ConnectorOptions, 'resolve' | 'allowPrivate'>): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const refusal = firstRefusal(addresses, allowPrivate);
        const [first] = addresses;
        if (refusal !== undefined || first === undefined) {
          callback(new AddressRefused(`${hostname}: ${refusal ?? 'no address'}`), '');
        } else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };
}

/** One bad address refuses the name: an answer that mixes public and private ones is an attack or a mistake. */
function firstRefusal(addresses: readonly LookupAddress[], allowPrivate: boolean): string | undefined {
  for (const { address } of addresses) {
    const refusal = refusalOf(address, allowPrivate);
    if (refusal !== undefined) return `${address}, ${refusal}`;
  }
  return undefined;
}
