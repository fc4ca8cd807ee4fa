/** What a principal may use, listed in the words of MCP. */

import type { Broker } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import { paramValue } from '../../../protocols/mcp/message.ts';
import { type Answer, faultAnswer, resultOf } from './answer.ts';
import type { Exchange } from './exchange.ts';

type OfferKind = Parameters<Broker['list']>[2];

/** For this long a client may take a list for true. WHY so short, and harmless: every call is decided by itself. */
const LIST_TTL_MS = 10_000;

const MEMBERS: Readonly<Record<OfferKind, string>> = {
  tools: 'tools',
  resources: 'resources',
  resource_templates: 'resourceTemplates',
  prompts: 'prompts',
};

/** A method that lists offers of a kind; all of them are on one page. */
export function lists(kind: OfferKind): (exchange: Exchange) => Promise<Answer> {
  return async ({ front, arrival, principal, call, client }) => {
    if (paramValue(call, 'cursor') !== undefined) {
      return faultAnswer(fault('request.shape', 'There is one page only, so no cursor is valid.'));
    }
    const offers = await front.broker.list(arrival, principal, kind);
    if (!offers.ok) return faultAnswer(offers.fault);
    const items = { [MEMBERS[kind]]: offers.value.map(({ definition }) => definition) };
    // WHY private: a list was filtered for one principal (2026-07-28, server/utilities/caching).
    const hints = client.era === 'modern' ? { ttlMs: LIST_TTL_MS, cacheScope: 'private' } : {};
    return resultOf({ ...items, ...hints }, client);
  };
}
