/** Answers a request that did not become a call. */
import type { BrokerArrival } from '../../../gate/broker.ts';
import { type Fault, statusOf } from '../../../kernel/faults.ts';
import { newCrossingId } from '../../../kernel/ids.ts';
import { errorOf, writeError } from '../../../protocols/mcp/errors.ts';
import type { RpcId } from '../../../protocols/mcp/message.ts';
import { challengeOf, type Place } from './metadata.ts';
import type { McpFrontParts } from './parts.ts';
import type { Reply } from './reply.ts';

interface Refusal {
  readonly id?: RpcId | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly arrival?: BrokerArrival;
  readonly place?: Place;
  /** Where there is none yet, the answer gets one of its own. */
  readonly crossing?: string | undefined;
}

/** Answers before there is a call, with the status that says so. */
export function refuse(
  { front, reply }: { readonly front: McpFrontParts; readonly reply: Reply },
  refusal: Fault,
  more: Refusal = {},
): Promise<void> {
  const crossing = more.crossing ?? newCrossingId(front.clock, front.chance);
  const error = errorOf(refusal, crossing);
  const status = statusOf(refusal);
  const { arrival, place } = more;
  const sent = arrival?.headers.authorization !== undefined || arrival?.headers['x-api-key'] !== undefined;
  const challenge =
    place === undefined ? undefined : challengeOf(status, { baseUrl: front.baseUrl(), place, sent });
  const body = { ...error, ...(more.data === undefined ? {} : { data: more.data }) };
  return reply.end(writeError(more.id, JSON.stringify(body)), {
    status,
    headers: {
      'x-gatehouse-crossing': crossing,
      ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
      ...(refusal.retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(Math.ceil(refusal.retryAfterSeconds)) }),
      ...more.headers,
    },
  });
}
