/** One run of the official OAuth client: everything that it reads, writes and asks for, in memory. */
import type {
  OAuthClientInformationContext,
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';

/** The gate as a client of authorisation servers. */
export interface OAuthIdentity {
  readonly redirectUrl: string;
  /** Where the gate describes itself, for servers that take that address as its id; https only. */
  readonly metadataUrl: string | undefined;
  /** As what it was registered by hand. */
  readonly registered: RegisteredClient | undefined;
}

export interface RegisteredClient {
  readonly id: string;
  readonly secret: string | undefined;
  /** With whom; shown to no other authorisation server, whatever the tool's metadata say. */
  readonly issuer: string | undefined;
}

/** What a run begins with, and what it leaves behind. */
export interface FlowState {
  client?: StoredOAuthClientInformation;
  tokens?: StoredOAuthTokens;
  verifier?: string;
  discovery?: OAuthDiscoveryState;
}

/** The body of a dynamic registration (RFC 7591). */
function clientMetadata({ redirectUrl }: Pick<OAuthIdentity, 'redirectUrl'>): OAuthClientMetadata {
  return {
    client_name: 'Gatehouse',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
}

/** The document that stands at `url`, for servers that take that address as the client's id (Client ID Metadata Documents). */
export function clientDocument(url: string, redirectUrls: readonly string[]): object {
  const described = clientMetadata({ redirectUrl: '' });
  return {
    ...{ client_id: url, ...described, redirect_uris: redirectUrls },
    token_endpoint_auth_method: 'none',
  };
}

export class OAuthFlow implements OAuthClientProvider {
  /** Where the subject is asked, once the run has come that far. */
  address: URL | undefined;
  readonly after: FlowState;
  readonly clientMetadataUrl?: string;
  readonly #identity: OAuthIdentity;
  readonly #state: string;

  constructor(identity: OAuthIdentity, before: FlowState, state: string) {
    this.#identity = identity;
    this.#state = state;
    this.after = { ...before };
    if (identity.metadataUrl !== undefined) this.clientMetadataUrl = identity.metadataUrl;
  }

  get redirectUrl(): string {
    return this.#identity.redirectUrl;
  }

  get clientMetadata(): OAuthClientMetadata {
    return clientMetadata(this.#identity);
  }

  state(): string {
    return this.#state;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    const { registered } = this.#identity;
    if (registered === undefined || this.after.client?.client_id === registered.id) return this.after.client;
    const { id, secret, issuer } = registered;
    return {
      client_id: id,
      ...(secret === undefined ? {} : { client_secret: secret }),
      ...(issuer === undefined ? {} : { issuer }),
    };
  }

  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.after.client = client;
  }

  tokens(_context?: OAuthClientInformationContext): StoredOAuthTokens | undefined {
    return this.after.tokens;
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.after.tokens = tokens;
  }

  redirectToAuthorization(address: URL): void {
    this.address = address;
  }

  saveCodeVerifier(verifier: string): void {
    this.after.verifier = verifier;
  }

  codeVerifier(): string {
    if (this.after.verifier === undefined) throw new Error('there is no code verifier');
    return this.after.verifier;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.after.discovery;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.after.discovery = discovery;
  }

  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    if (scope === 'all' || scope === 'client') delete this.after.client;
    if (scope === 'all' || scope === 'tokens') delete this.after.tokens;
    if (scope === 'all' || scope === 'verifier') delete this.after.verifier;
    if (scope === 'all' || scope === 'discovery') delete this.after.discovery;
  }
}
