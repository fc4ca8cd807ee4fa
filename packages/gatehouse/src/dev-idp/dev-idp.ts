/** The development identity provider: a real OpenID provider on this machine alone, for the quick start and tests. */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { ok, type Result } from '../kernel/result.ts';
import { APPROVALS, AUDIENCES, CAST, type Player, playerOf } from './cast.ts';
import { listenOnLoopback } from './wire.ts';

const TOKEN_SECONDS = 3_600;
/** The resource that every token is for (RFC 8707); its audience follows from who asks. */
const RESOURCE = 'urn:gatehouse';
const INTERACTIVE_CLIENT = 'gatehouse-cli';

export interface DevIdpOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** The password of every client. WHY: no default: a token as `admin` must not be had for knowing this source. */
  readonly secret: string;
  /** Signing keys, with their private parts; new ones by default. */
  readonly keys?: readonly JWK[];
  /** Whether people can sign in with a browser, as anyone and without a password. */
  readonly interactive?: boolean;
}

export interface DevIdp {
  readonly issuer: string;
  close(): Promise<void>;
}

/** @returns `start.failed` when the port is taken. */
export async function startDevIdp(options: DevIdpOptions): Promise<Result<DevIdp>> {
  const keys = options.keys ?? (await newDevKeys());
  const listening = await listenOnLoopback(options.port);
  if (!listening.ok) return listening;
  const { port, serve, close } = listening.value;
  const issuer = `http://127.0.0.1:${port}`;
  serve(createProvider(issuer, { ...options, keys }).callback());
  return ok({ issuer, close });
}

/** One key of each algorithm, so that both are exercised wherever the provider is. */
export async function newDevKeys(): Promise<readonly JWK[]> {
  return Promise.all(
    (['RS256', 'ES256'] as const).map(async (algorithm) => {
      const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
      return { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig' };
    }),
  );
}

function createProvider(
  issuer: string,
  { secret, keys, interactive = false }: DevIdpOptions & { readonly keys: readonly JWK[] },
): Provider {
  return new Provider(issuer, {
    jwks: { keys },
    clients: [...scriptClients(secret), ...(interactive ? [interactiveClient()] : [])],
    cookies: { keys: [secret] },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: TOKEN_SECONDS,
      DeviceCode: 600,
      Grant: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      Interaction: 600,
      Session: TOKEN_SECONDS,
    },
    features: {
      devInteractions: { enabled: interactive },
      deviceFlow: { enabled: interactive },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, resource: string, client: { readonly clientId: string }) =>
          resourceServer(playerOf(client.clientId)?.kind ?? 'person', resource),
      },
    },
    findAccount: (_context, id) =>
      playerOf(id) && { accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) },
    extraTokenClaims: (_context, token) => claimsOf(token.accountId ?? token.clientId),
  });
}

/** Workloads sign with the other algorithm, so that both are in use. */
function resourceServer(kind: Player['kind'], resource: string): Readonly<Record<string, unknown>> {
  return {
    scope: '',
    audience: resource === APPROVALS.resource ? APPROVALS.audience : AUDIENCES[kind],
    accessTokenFormat: 'jwt',
    accessTokenTTL: TOKEN_SECONDS,
    jwt: { sign: { alg: kind === 'person' ? 'RS256' : 'ES256' } },
  };
}

/** Everyone of the cast can also be had by a script, without a browser. */
function scriptClients(secret: string): readonly Readonly<Record<string, unknown>>[] {
  return Object.keys(CAST).map((name) => ({
    client_id: name,
    client_secret: secret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }));
}

/** RFC 8252 section 7.3: a native application may use any port of the loopback address. */
function interactiveClient(): Readonly<Record<string, unknown>> {
  return {
    client_id: INTERACTIVE_CLIENT,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: ['http://127.0.0.1/callback'],
    response_types: ['code'],
  };
}

function claimsOf(name: string): Readonly<Record<string, unknown>> | undefined {
  const player = playerOf(name);
  return player && { roles: player.roles, groups: player.groups, teams: player.teams };
}
