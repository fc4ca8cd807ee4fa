/** Addresses of databases: connection strings, rewritten for another role or database without touching the rest. */

/** What a connection string is changed to; what is left out stays as it was. */
export interface AddressChange {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** Rewrites a connection string; TLS and socket settings stay. Undefined when it is not a PostgreSQL address. */
export function addressWith(address: string, change: AddressChange): string | undefined {
  const url = parse(address);
  if (url === undefined) return undefined;
  if (change.user !== undefined) {
    // WHY: as parameters, because a URL without a host (a Unix socket) cannot carry user and password up front.
    url.username = '';
    url.password = '';
    url.searchParams.set('user', change.user);
    url.searchParams.set('password', change.password ?? '');
  }
  if (change.database !== undefined) url.pathname = `/${encodeURIComponent(change.database)}`;
  return url.href;
}

/** The database that a connection string names; undefined when it names none. */
export function databaseOf(address: string): string | undefined {
  const path = parse(address)?.pathname.slice(1) ?? '';
  return path === '' ? undefined : decodeURIComponent(path);
}

function parse(address: string): URL | undefined {
  // WHY: `postgres://user:secret@/name?host=/socket` is common, but no URL by the WHATWG's rules.
  const url = URL.parse(address) ?? URL.parse(address.replace('@/', '@localhost/'));
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) ? url : undefined;
}
