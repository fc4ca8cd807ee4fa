/** The authorisation server of the data plane: what clients discover, the token exchange, later words, and revocation. */
import type { Gate } from '../../../gate/gate.ts';
import type { Exchange } from '../../../gate/mandates/exchange.ts';
import { PROOF_ALGORITHMS, verifyProof } from '../../../identity/proof.ts';
import type { ReplayStore } from '../../../identity/replay.ts';
import type { TokenKey } from '../../../identity/token-key.ts';
import type { Clock } from '../../../kernel/effects.ts';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Incoming } from '../../../net/listener.ts';
import { readBody } from '../../../net/read-body.ts';
import { decodeUtf8 } from '../../../protocols/json/parse.ts';
import { type Form, readForm } from './form.ts';
import { type OAuthDeparture, oauthAnswer, oauthError, oauthFault } from './oauth-error.ts';
import { ACCESS_TOKEN, askedOf, EXCHANGE, spokenOf } from './request.ts';

export interface OAuthParts {
  readonly exchange: Exchange;
  readonly key: TokenKey;
  readonly replay: ReplayStore;
  readonly addresses: Gate['addresses'];
  /** The data plane's address as clients know it. */
  readonly issuer: () => string;
  /** Whether there is a server of this name behind `/mcp/`. */
  readonly hasServer: (name: string) => boolean;
  readonly clock: Clock;
}

const BODY_BYTES_MAX = 524_288;
const BODY_MS = 10_000;
const SERVER_PATH = '/mcp/';

interface Asking {
  readonly parts: OAuthParts;
  readonly incoming: Incoming;
}

interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly summary: string;
  readonly depart: (asking: Asking) => Promise<OAuthDeparture> | OAuthDeparture;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  // RFC 8414 section 3: the issuer has no path, so nothing follows the well-known part.
  '/.well-known/oauth-authorization-server': {
    ...{ method: 'GET', summary: 'What clients discover of the authorisation server (RFC 8414).' },
    depart: ({ parts }) => metadata(parts),
  },
  '/oauth/jwks': {
    ...{ method: 'GET', summary: 'The key that tokens of mandates are signed with.' },
    depart: ({ parts }) => published({ keys: [parts.key.jwk] }),
  },
  '/oauth/token': {
    ...{ method: 'POST', summary: 'Opens, narrows and renews mandates by token exchange (RFC 8693).' },
    depart: token,
  },
  '/oauth/words': {
    ...{ method: 'POST', summary: 'Later words of the subject of a mandate.' },
    depart: words,
  },
  '/oauth/revoke': {
    ...{ method: 'POST', summary: 'Ends the mandate of a token (RFC 7009).' },
    depart: revoke,
  },
};

export const OAUTH_ROUTES: readonly (readonly [method: string, path: string, summary: string])[] =
  Object.entries(ENDPOINTS).map(([path, { method, summary }]) => [method, path, summary]);

/** Answers what is for the authorisation server, and hands on everything else. */
export function serveOAuth(
  parts: OAuthParts,
  next: (incoming: Incoming) => Promise<void>,
): (incoming: Incoming) => Promise<void> {
  return async (incoming) => {
    const departure = await departOAuth(parts, incoming);
    if (departure === undefined) return next(incoming);
    const { status, headers, body } = departure;
    incoming.response.writeHead(status, headers).end(body);
  };
}

/** Undefined when the request is not for the authorisation server. */
async function departOAuth(parts: OAuthParts, incoming: Incoming): Promise<OAuthDeparture | undefined> {
  const { path, method } = incoming.head;
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  if (endpoint === undefined) return undefined;
  if (method !== endpoint.method) {
    return oauthFault(fault('request.method', `This address takes ${endpoint.method}.`));
  }
  const address = incoming.request.socket.remoteAddress ?? 'unknown';
  const admitted = parts.addresses.admit(address);
  if (!admitted.ok) return oauthFault(admitted.fault);
  const departure = await endpoint.depart({ parts, incoming });
  // WHY: whoever guesses tokens here is counted as whoever guesses keys elsewhere.
  if (departure.status >= 400 && departure.status < 500) parts.addresses.failed(address);
  return departure;
}

function metadata({ issuer }: OAuthParts): OAuthDeparture {
  const base = issuer();
  return published({
    issuer: base,
    token_endpoint: `${base}/oauth/token`,
    jwks_uri: `${base}/oauth/jwks`,
    revocation_endpoint: `${base}/oauth/revoke`,
    grant_types_supported: [EXCHANGE],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    revocation_endpoint_auth_methods_supported: ['none'],
    dpop_signing_alg_values_supported: PROOF_ALGORITHMS,
  });
}

function published(body: unknown): OAuthDeparture {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'max-age=300' },
    body: JSON.stringify(body),
  };
}

async function token(asking: Asking): Promise<OAuthDeparture> {
  const { parts } = asking;
  const read = await readAsking(asking);
  if (!read.ok) return oauthFault(read.fault);
  const { form, jkt, actorTokens } = read.value;
  if (form.get('grant_type')?.join() !== EXCHANGE) {
    return oauthError({ code: 'unsupported_grant_type', description: `grant_type must be ${EXCHANGE}` });
  }
  const isAudience = (resource: string) => audienceOf(parts, resource);
  const asked = askedOf(form, { actorTokens, jkt, isAudience });
  if (!asked.ok) return oauthError(asked.error);
  const exchanged = await parts.exchange.exchange(asked.value);
  if (!exchanged.ok) return oauthFault(exchanged.fault);
  const { mandate, token: issued } = exchanged.value;
  const nowMs = parts.clock.nowMs();
  return oauthAnswer(200, {
    access_token: issued.text,
    issued_token_type: ACCESS_TOKEN,
    token_type: mandate.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: Math.max(0, Math.floor((issued.expiresAtMs - nowMs) / 1_000)),
    scope: mandate.tools.join(' '),
    mandate: mandate.id,
    mandate_expires_in: Math.max(0, Math.floor((mandate.expiresAtMs - nowMs) / 1_000)),
  });
}

async function words(asking: Asking): Promise<OAuthDeparture> {
  const read = await readAsking(asking);
  if (!read.ok) return oauthFault(read.fault);
  const spoken = spokenOf(read.value.form, read.value.actorTokens);
  if (!spoken.ok) return oauthError(spoken.error);
  const said = await asking.parts.exchange.speak(spoken.value);
  return said.ok ? oauthAnswer(200, said.value) : oauthFault(said.fault);
}

/** RFC 7009, for whoever holds the token. WHY 200 for a token that is good for nothing: section 2.2. */
async function revoke(asking: Asking): Promise<OAuthDeparture> {
  const read = await readAsking(asking);
  if (!read.ok) return oauthFault(read.fault);
  const [given] = read.value.form.get('token') ?? [];
  if (given === undefined) return oauthError({ code: 'invalid_request', description: 'token is missing' });
  const ended = await asking.parts.exchange.end(given, read.value.jkt);
  if (ended.ok || GONE.has(ended.fault.code)) return oauthAnswer(200, {});
  return oauthFault(ended.fault);
}

const GONE: ReadonlySet<string> = new Set(['identity.invalid', 'identity.expired', 'identity.revoked']);

interface Read {
  readonly form: Form;
  readonly jkt: string | undefined;
  readonly actorTokens: readonly string[];
}

async function readAsking({ parts, incoming }: Asking): Promise<Result<Read>> {
  const { request, head } = incoming;
  const bytes = await readBody(request, { bytesMax: BODY_BYTES_MAX, timeoutMs: BODY_MS, media: 'form' });
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value);
  if (!text.ok) return text;
  const form = readForm(text.value);
  if (form === undefined) return failed(fault('request.shape', 'The form is not well-formed.'));
  const actorTokens = clientSecrets(head.headers.authorization);
  if (actorTokens === undefined)
    return failed(fault('identity.missing', 'The client credentials are malformed.'));
  const jkt = await provenKey({ parts, incoming });
  return jkt.ok ? ok({ form, jkt: jkt.value, actorTokens }) : jkt;
}

/** The key that the caller proved to hold (RFC 9449 section 5); repeated proofs were joined with a comma, which none has. */
async function provenKey({ parts, incoming }: Asking): Promise<Result<string | undefined>> {
  const proof = incoming.head.headers.dpop;
  if (proof === undefined) return ok(undefined);
  const target = { method: 'POST', url: parts.issuer() + incoming.head.path };
  return verifyProof({ proof, target, token: undefined, nowMs: parts.clock.nowMs() }, parts.replay);
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** The client's Gatehouse key, as RFC 6749 section 2.3.1 or RFC 6750 send it; its name proves nothing and is not read. */
function clientSecrets(authorization: string | undefined): readonly string[] | undefined {
  if (authorization === undefined) return [];
  const bearer = BEARER.exec(authorization)?.[1];
  if (bearer !== undefined) return [bearer];
  const basic = BASIC.exec(authorization)?.[1];
  const [, secret] = /^[^:]*:([\s\S]+)$/.exec(Buffer.from(basic ?? '', 'base64').toString('utf8')) ?? [];
  const decoded = readForm(`secret=${secret ?? '%'}`)?.get('secret')?.[0];
  return decoded === undefined ? undefined : [decoded];
}

function audienceOf({ issuer, hasServer }: OAuthParts, resource: string): boolean {
  const [base, plain] = [issuer(), resource.replace(/\/$/, '')];
  if (plain === base || plain === `${base}/mcp`) return true;
  return plain.startsWith(base + SERVER_PATH) && hasServer(plain.slice(base.length + SERVER_PATH.length));
}
