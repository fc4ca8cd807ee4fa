/** A token of the gate's own for all callers (RFC 6749 section 4.4), for one resource (RFC 8707). */
import type { ToolCredential } from './credential.ts';
import { heldTokens } from './held-tokens.ts';
import { obtainToken, type TokenEndpoint } from './token-client.ts';

export interface ClientCredentialsOptions {
  readonly endpoint: TokenEndpoint;
  readonly scope: string | undefined;
  readonly resource: string;
  readonly elapsedMs: () => number;
}

export function clientCredentials({
  endpoint,
  scope,
  resource,
  elapsedMs,
}: ClientCredentialsOptions): ToolCredential {
  const obtain = () => obtainToken(endpoint, { grant_type: 'client_credentials', scope, resource });
  return heldTokens({ personal: false, obtain, elapsedMs });
}
