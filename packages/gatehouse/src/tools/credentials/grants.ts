/** Grants of people towards a tool: authorisation code with PKCE for its resource, refreshed, widened, kept encrypted. */
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  auth,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
} from '@modelcontextprotocol/client';
import type { Chance } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf, ToolCredential } from './credential.ts';
import { given, grantBook, type KeptGrant } from './grant-book.ts';
import { grantCredential } from './grant-credential.ts';
import { unobtained } from './grant-faults.ts';
import type { GrantOptions, GrantParts } from './grant-options.ts';
import { wanted } from './grant-renewal.ts';
import { oauthFetch } from './oauth-fetch.ts';
import { OAuthFlow } from './oauth-flow.ts';

/** A request for a grant, on its way to the subject. */
export interface GrantRequest {
  /** Where the subject's browser goes. */
  readonly address: string;
  /** Given to that browser alone (a cookie), and demanded from it when it comes back. */
  readonly browser: string;
}

export interface Grants {
  readonly credential: ToolCredential;
  /** Begins to ask the subject. Only whoever proved to be that subject may begin. */
  begin(onBehalfOf: OnBehalfOf): Promise<Result<GrantRequest>>;
  /**
   * Takes the answer of the authorisation server: `state`, `code` and `iss` as they stood in the query.
   * INVARIANT: only in the browser that began. Otherwise whoever begins could have somebody else's account granted
   * to himself (RFC 6749 section 10.12).
   */
  finish(answer: URLSearchParams, browser: string): Promise<Result<OnBehalfOf>>;
}

interface KeptRequest {
  readonly subject: string;
  readonly browserDigest: string;
  readonly verifier: string;
  readonly discovery: OAuthDiscoveryState;
  readonly client: StoredOAuthClientInformation | undefined;
  readonly scope: string | undefined;
}

const REQUEST_MS = 600_000;
const ANSWER_MAX = 4_096;

export function createGrants(options: GrantOptions): Grants {
  const book = grantBook(options.store, options.server);
  const renewing = { options, book, fetchFn: oauthFetch(options.egress) };
  return {
    credential: grantCredential(renewing),
    begin: (onBehalfOf) => begin(renewing, onBehalfOf),
    finish: (answer, browser) => finish(renewing, answer, browser),
  };
}

async function begin(
  { options, book, fetchFn }: GrantParts,
  onBehalfOf: OnBehalfOf,
): Promise<Result<GrantRequest>> {
  const { server, url, identity, store, clock } = options;
  const ask = await book.ask(onBehalfOf);
  const client = await book.client(onBehalfOf.tenant);
  if (!ask.ok) return ask;
  if (!client.ok) return client;
  const state = `${token(options.chance)}.${Buffer.from(onBehalfOf.tenant).toString('base64url')}`;
  const browser = token(options.chance);
  const flow = new OAuthFlow(identity, given({ client: client.value }), state);
  try {
    await auth(flow, {
      serverUrl: url,
      fetchFn,
      forceReauthorization: true,
      ...wanted(ask.value, options.scope),
    });
  } catch (cause) {
    return failed(unobtained(server, cause));
  }
  const { verifier, discovery, client: registered } = flow.after;
  if (flow.address === undefined || verifier === undefined || discovery === undefined)
    return failed(unobtained(server, 'no address'));
  if (registered !== undefined && identity.registered === undefined) {
    const written = await book.keepClient(onBehalfOf.tenant, registered);
    if (!written.ok) return written;
  }
  const request: KeptRequest = {
    ...{ subject: onBehalfOf.subject, browserDigest: digestOf(browser) },
    ...{ verifier, discovery, client: registered, scope: ask.value.scope },
  };
  const expiresAtMs = clock.nowMs() + REQUEST_MS;
  const keeping = await store.keepRequest(onBehalfOf.tenant, state, {
    text: JSON.stringify(request),
    expiresAtMs,
  });
  return keeping.ok ? ok({ address: flow.address.href, browser }) : keeping;
}

async function finish(
  { options, book, fetchFn }: GrantParts,
  answer: URLSearchParams,
  browser: string,
): Promise<Result<OnBehalfOf>> {
  const { server, url, identity, store, clock } = options;
  const state = answer.get('state') ?? '';
  const tenant = Buffer.from(state.split('.')[1] ?? '', 'base64url').toString('utf8');
  if (!options.isTenant(tenant) || [...answer.values()].some((value) => value.length > ANSWER_MAX))
    return failed(UNKNOWN_REQUEST);
  const text = await store.takeRequest(tenant, state);
  if (!text.ok) return text;
  if (text.value === undefined) return failed(UNKNOWN_REQUEST);
  const { subject, browserDigest, verifier, discovery, client, scope } = JSON.parse(
    text.value,
  ) as KeptRequest;
  if (!isSame(browserDigest, digestOf(browser))) return failed(UNKNOWN_REQUEST);
  const flow = new OAuthFlow(identity, given({ client, verifier, discovery }), state);
  const code = answer.get('code');
  const iss = answer.get('iss') ?? undefined;
  if (code === null) return failed(unobtained(server, 'the subject or the authorisation server said no'));
  try {
    // WHY `iss` here: it is compared with the issuer that was asked before the code is shown to anybody (RFC 9207).
    await auth(flow, { serverUrl: url, fetchFn, authorizationCode: code, ...given({ iss, scope }) });
  } catch (cause) {
    return failed(unobtained(server, cause));
  }
  const next = given<KeptGrant>({ tokens: flow.after.tokens, obtainedAtMs: clock.nowMs() });
  const written = await book.keepGrant({ tenant, subject }, next);
  return written.ok ? ok({ tenant, subject }) : written;
}

function token(chance: Chance): string {
  return Buffer.from(chance.bytes(32)).toString('base64url');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

const UNKNOWN_REQUEST = fault(
  'tool.credential',
  'This answer belongs to no request for a grant that was begun here; begin again.',
);
