/** The one way out: every connection that Gatehouse opens to a provider, an issuer or a remote host starts here. */
import { lookup } from 'node:dns/promises';
import { type Dispatcher, Pool } from 'undici';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Egress } from '../providers/egress.ts';
import type { IncomingAnswer, Performed } from '../providers/provider.ts';
import { createConnector, type Resolve } from './connector.ts';
import {
  createDestinations,
  type Destination,
  deniedAddress,
  type Located,
  type Purpose,
} from './destinations.ts';
import { type ExchangeRequest, type ExchangeTimeouts, exchange } from './exchange.ts';
import { readAll } from './read-all.ts';
import { fetchContent, type RemoteFile } from './remote-content.ts';

export interface EgressOptions {
  readonly destinations: readonly Destination[];
  readonly timeouts: ExchangeTimeouts;
  /** Replaces the system's resolver. */
  readonly resolve?: Resolve;
  /** Certificate authorities to trust instead of the system's, in PEM. */
  readonly authorities?: readonly string[];
}

export interface WayOut extends Egress {
  /** Reads a JSON document of a listed issuer (discovery, JWKS); private only where caller and list both say so. */
  fetchJson(
    url: string,
    options: { readonly allowPrivate: boolean; readonly signal?: AbortSignal },
  ): Promise<Result<unknown>>;
  /** Fetches an image or PDF from a listed remote host, for inlining. */
  fetchRemoteContent(url: string, limits: { readonly maxBytes: number }): Promise<Result<RemoteFile>>;
  /** Lets exchanges under way end, then closes every connection. */
  close(): Promise<void>;
}

/** Idle connections are few because undici closes them after seconds; this bounds the busy ones, per origin. */
const CONNECTIONS_PER_ORIGIN = 1_024;
const RESPONSE_HEAD_BYTES = 16_384;
const DOCUMENT_BYTES = 1_048_576;
/** Documents and images are no model answers: what takes this long is not coming. */
const DOCUMENT_MS = 15_000;

/** Makes the way out for one configuration; destinations cannot be added later. */
export function createEgress(options: EgressOptions): WayOut {
  const locate = createDestinations(options.destinations);
  const pools = new Map<string, Pool>();

  function poolFor({ url, destination }: Located): Dispatcher {
    const key = `${destination.purpose} ${url.origin}`;
    const pool = pools.get(key) ?? openPool(url, destination, options);
    pools.set(key, pool);
    return pool;
  }

  async function get(purpose: Purpose, url: string, rest: Partial<ExchangeRequest> = {}): Promise<Performed> {
    const located = locate(purpose, url);
    if (!located.ok) return { ...located, reach: 'not_sent' };
    const request = { ...rest, method: 'GET', url: located.value.url, headers: {} } as const;
    return exchange(poolFor(located.value), request, shortened(options.timeouts));
  }

  return {
    async post(request) {
      const located = locate('provider', request.url);
      if (!located.ok) return { ...located, reach: 'not_sent' };
      const outgoing = { ...request, method: 'POST', url: located.value.url } as const;
      return withoutRedirect(await exchange(poolFor(located.value), outgoing, options.timeouts));
    },
    async fetchJson(url, { allowPrivate, signal }) {
      const located = locate('issuer', url);
      if (!located.ok) return located;
      if (located.value.destination.allowPrivate && !allowPrivate) {
        return failed(deniedAddress('private issuer, public caller'));
      }
      const answer = await get('issuer', url, signal === undefined ? {} : { signal });
      return answer.ok ? readDocument(answer.value) : failed(answer.fault);
    },
    fetchRemoteContent: (url, { maxBytes }) => fetchContent((hop) => get('content', hop), { url, maxBytes }),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function openPool(url: URL, destination: Destination, options: EgressOptions): Pool {
  const { connectMs } = options.timeouts;
  return new Pool(url.origin, {
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: RESPONSE_HEAD_BYTES,
    // WHY: `exchange` keeps time itself, to the millisecond and with a fault of its own for each limit.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: createConnector({
      allowPrivate: destination.allowPrivate,
      connectMs,
      resolve: options.resolve ?? ((hostname) => lookup(hostname, { all: true, verbatim: true })),
      authorities: options.authorities,
    }),
  });
}

function shortened(timeouts: ExchangeTimeouts): ExchangeTimeouts {
  const short = (ms: number) => Math.min(ms, DOCUMENT_MS);
  return {
    connectMs: timeouts.connectMs,
    firstByteMs: short(timeouts.firstByteMs),
    idleMs: short(timeouts.idleMs),
    totalMs: short(timeouts.totalMs),
  };
}

/** A model call is never redirected: the request, with its credential and content, was cleared for one address. */
function withoutRedirect(performed: Performed): Performed {
  if (!performed.ok || performed.value.status < 300 || performed.value.status > 399) return performed;
  performed.value.abandon();
  const refused = fault('provider.protocol', 'The provider answered with a redirect, which is not followed.');
  return { ok: false, fault: refused, reach: 'maybe_billed' };
}

async function readDocument(answer: IncomingAnswer): Promise<Result<unknown>> {
  const bytes = await readAll(answer, DOCUMENT_BYTES);
  if (!bytes.ok) return bytes;
  if (answer.status !== 200) return unreadable(`status ${answer.status}`);
  try {
    return ok(JSON.parse(bytes.value.toString('utf8')) as unknown);
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(cause: unknown) {
  return failed(fault('provider.protocol', 'The issuer did not answer with a JSON document.', { cause }));
}
