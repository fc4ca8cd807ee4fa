/** The metadata of the protected resource, from which clients learn where tokens come from (RFC 9728). */

const WELL_KNOWN = '/.well-known/oauth-protected-resource';
const PLACE = /^\/mcp(?:\/([A-Za-z0-9][A-Za-z0-9_-]{0,62}))?$/;

/** What the front serves, for the reference of the data plane. */
export const MCP_ROUTES = [
  [
    'POST',
    '/mcp',
    'MCP of 2026-07-28 and of 2025-11-25: everything that the caller may use, as `server__tool`.',
  ],
  ['POST', '/mcp/<server>', 'The same for one server, under the names that it gives.'],
  ['DELETE', '/mcp', 'Ends a session of 2025-11-25.'],
  ['GET', `${WELL_KNOWN}/mcp`, 'Where clients get tokens for it (RFC 9728). Needs no credential.'],
] as const;

/** A place of the front: `/mcp`, or `/mcp/<server>`. */
export interface Place {
  readonly path: string;
  readonly server: string | undefined;
}

export function placeOf(path: string): Place | undefined {
  const found = PLACE.exec(path);
  return found === null ? undefined : { path, server: found[1] };
}

/** The place whose metadata is asked for; the form without a suffix speaks of `/mcp` (RFC 9728 section 3.1). */
export function describedPlace(path: string): Place | undefined {
  if (path === WELL_KNOWN) return placeOf('/mcp');
  return path.startsWith(`${WELL_KNOWN}/`) ? placeOf(path.slice(WELL_KNOWN.length)) : undefined;
}

export function metadataOf(baseUrl: string, { path }: Place): string {
  return JSON.stringify({
    resource: baseUrl + path,
    authorization_servers: [baseUrl],
    bearer_methods_supported: ['header'],
    resource_name: 'Gatehouse',
  });
}

/** The challenge of a refusal (RFC 6750 section 3, RFC 9728 section 5.1); undefined where no credential would help. */
export function challengeOf(
  status: number,
  to: { readonly baseUrl: string; readonly place: Place; readonly sent: boolean },
): string | undefined {
  const error = status === 403 ? 'insufficient_scope' : 'invalid_token';
  if (status !== 401 && status !== 403) return undefined;
  const named = status === 403 || to.sent ? `error="${error}", ` : '';
  return `Bearer ${named}resource_metadata="${to.baseUrl}${WELL_KNOWN}${to.place.path}"`;
}
