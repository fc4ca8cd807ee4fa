/** The one way out: every connection that Gatehouse opens to a provider, an issuer or a remote host starts here. */
import { lookup } from 'node:dns/promises';
import { type Dispatcher, Pool } from 'undici';
import type { WebhookCalls } from '../approval/channel.ts';
import type { DetectorCalls } from '../inspection/external/port.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Egress } from '../providers/egress.ts';
import type { IncomingAnswer, Performed } from '../providers/provider.ts';
import type { ToolEgress } from '../tools/egress.ts';
import { createConnector, type Resolve } from './connector.ts';
import { createDestinations, type Destination, deniedAddress, type Located } from './destinations.ts';
import { type ExchangeTimeouts, exchange } from './exchange.ts';
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

export interface DocumentLimits {
  /** A private address is reached only where the caller and the list both allow it. */
  readonly allowPrivate: boolean;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface WayOut extends Egress, DetectorCalls, ToolEgress, WebhookCalls {
  /** Reads a JSON document of a listed issuer (discovery, JWKS); follows no redirect. */
  fetchJson(url: string, limits: DocumentLimits): Promise<Result<unknown>>;
  /** Fetches an image or PDF from a listed remote host, for inlining. */
  fetchRemoteContent(url: string, limits: { readonly maxBytes: number }): Promise<Result<RemoteFile>>;
  /** Lets exchanges under way end, then closes every connection. */
  close(): Promise<void>;
}

/** Idle connections are few because undici closes them after seconds; this bounds the busy ones, per origin. */
const CONNECTIONS_PER_ORIGIN = 1_024;
const RESPONSE_HEAD_BYTES = 16_384;
/** Images and documents are no model answers: what takes this long is not coming. */
const CONTENT_MS = 15_000;

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

  function get(located: Located, totalMs: number): Promise<Performed> {
    const request = { method: 'GET', url: located.url, headers: {} } as const;
    return exchange(poolFor(located), request, within(totalMs, options.timeouts));
  }

  return {
    async post(request) {
      const located = locate('provider', request.url);
      if (!located.ok) return { ...located, reach: 'not_sent' };
      const outgoing = { ...request, method: 'POST', url: located.value.url } as const;
      return withoutRedirect(await exchange(poolFor(located.value), outgoing, options.timeouts));
    },
    async askDetector({ url, body, apiKey, timeoutMs, maxBytes }) {
      const located = locate('detector', url);
      if (!located.ok) return located;
      const headers = {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      };
      const outgoing = { method: 'POST', url: located.value.url, headers, body } as const;
      const answer = await exchange(poolFor(located.value), outgoing, within(timeoutMs, options.timeouts));
      return answer.ok ? readDocument(answer.value, maxBytes) : failed(answer.fault);
    },
    async askTool({ purpose, timeoutMs, url, ...request }) {
      const located = locate(purpose, url);
      if (!located.ok) return { ...located, reach: 'not_sent' };
      const outgoing = { ...request, url: located.value.url };
      // WHY: a tool may work for as long as its own limit says before it answers.
      const timeouts = { ...within(timeoutMs, options.timeouts), firstByteMs: timeoutMs };
      return exchange(poolFor(located.value), outgoing, timeouts);
    },
    async postWebhook({ timeoutMs, url, ...message }) {
      const located = locate('webhook', url);
      if (!located.ok) return false;
      const outgoing = { ...message, method: 'POST', url: located.value.url } as const;
      const answer = await exchange(poolFor(located.value), outgoing, within(timeoutMs, options.timeouts));
      if (!answer.ok) return false;
      // WHY not read: what a receiver says besides its status is of no use here.
      answer.value.abandon();
      return answer.value.status >= 200 && answer.value.status < 300;
    },
    async fetchJson(url, { allowPrivate, maxBytes, timeoutMs }) {
      const located = locate('issuer', url);
      if (!located.ok) return located;
      if (located.value.destination.allowPrivate && !allowPrivate) {
        return failed(deniedAddress('private issuer, public caller'));
      }
      const answer = await get(located.value, timeoutMs);
      return answer.ok ? readDocument(answer.value, maxBytes) : failed(answer.fault);
    },
    fetchRemoteContent(url, { maxBytes }) {
      const getHop = async (hop: string): Promise<Performed> => {
        const located = locate('content', hop);
        return located.ok ? get(located.value, CONTENT_MS) : { ...located, reach: 'not_sent' };
      };
      return fetchContent(getHop, { url, maxBytes });
    },
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

function within(totalMs: number, timeouts: ExchangeTimeouts): ExchangeTimeouts {
  return { ...timeouts, totalMs: Math.min(timeouts.totalMs, totalMs) };
}

/** A model call is never redirected: the request, with its credential and content, was cleared for one address. */
function withoutRedirect(performed: Performed): Performed {
  if (!performed.ok || performed.value.status < 300 || performed.value.status > 399) return performed;
  performed.value.abandon();
  const refused = fault('provider.protocol', 'The provider answered with a redirect, which is not followed.');
  return { ok: false, fault: refused, reach: 'maybe_billed' };
}

async function readDocument(answer: IncomingAnswer, maxBytes: number): Promise<Result<unknown>> {
  const bytes = await readAll(answer, maxBytes);
  if (!bytes.ok) return bytes;
  if (answer.status !== 200) return unreadable(`status ${answer.status}`);
  try {
    return ok(JSON.parse(bytes.value.toString('utf8')) as unknown);
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(cause: unknown) {
  return failed(fault('provider.protocol', 'The server did not answer with a JSON document.', { cause }));
}
