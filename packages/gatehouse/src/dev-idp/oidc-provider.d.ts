/** The part of `oidc-provider` that the development identity provider uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { JWK } from 'jose';

  export interface IssuedToken {
    readonly accountId?: string;
    readonly clientId: string;
  }

  export interface Configuration {
    readonly jwks: { readonly keys: readonly JWK[] };
    readonly clients: readonly Readonly<Record<string, unknown>>[];
    readonly cookies: { readonly keys: readonly string[] };
    readonly ttl: Readonly<Record<string, number>>;
    readonly features: Readonly<Record<string, unknown>>;
    readonly findAccount: (
      context: unknown,
      id: string,
    ) => { readonly accountId: string; claims(): Readonly<Record<string, unknown>> } | undefined;
    readonly extraTokenClaims: (
      context: unknown,
      token: IssuedToken,
    ) => Readonly<Record<string, unknown>> | undefined;
  }

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'server_error', listener: (context: unknown, error: Error) => void): this;
  }
}
