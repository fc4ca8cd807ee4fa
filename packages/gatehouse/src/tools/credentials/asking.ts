/** Asks a tool with its credential: adds it, and when the tool refuses it, asks once more with a new one or says why not. */
import type { IncomingAnswer, Performed } from '../../providers/provider.ts';
import type { ToolEgress, ToolRequest } from '../egress.ts';
import type { OnBehalfOf, Refusal, ToolCredential } from './credential.ts';

export type AskTool = (request: ToolRequest, onBehalfOf: OnBehalfOf) => Promise<Performed>;

/** How often a refused request is sent again. A refused request did nothing, so even a consequential one may. */
const RENEWALS_MAX = 2;

/**
 * WHY a refusal is `not_sent`: 401 and 403 say that the request was not carried out (RFC 9110 sections 15.5.2 and
 * 15.5.4), so whoever decides about a repeat may treat it like one that never left.
 */
export function askingWith(egress: ToolEgress, credential: ToolCredential): AskTool {
  return async (request, onBehalfOf) => {
    for (let renewals = 0; ; renewals++) {
      const headers = await credential.headersFor(onBehalfOf);
      if (!headers.ok) return { ...headers, reach: 'not_sent' };
      const performed = await egress.askTool({
        ...request,
        headers: { ...request.headers, ...headers.value },
      });
      const refusal = performed.ok ? refusalOf(performed.value) : undefined;
      if (!performed.ok || refusal === undefined || renewals === RENEWALS_MAX) return performed;
      const renewed = await credential.refused(onBehalfOf, refusal);
      performed.value.abandon();
      if (!renewed.ok) return { ...renewed, reach: 'not_sent' };
    }
  };
}

function refusalOf({ status, headers }: IncomingAnswer): Refusal | undefined {
  const challenge = headers['www-authenticate'];
  if (status === 401) return { status, challenge };
  const asksForMore = challenge !== undefined && /\berror="?insufficient_scope\b/i.test(challenge);
  return status === 403 && asksForMore ? { status, challenge } : undefined;
}
