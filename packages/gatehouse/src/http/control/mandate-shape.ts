/** A mandate as the control plane shows it: everything but what was said and read under it. */
import { z } from 'zod';
import { actorOf, type Mandate } from '../../mandate/mandates.ts';

const party = z.object({ kind: z.enum(['person', 'workload', 'agent']), id: z.string() });

export const mandateShape = z.object({
  id: z.string(),
  tenant: z.string(),
  subject: party,
  actor: party,
  chain: z.array(party),
  parent: z.string().optional(),
  wordless: z.boolean(),
  purpose: z.string().optional(),
  tools: z.array(z.string()).readonly(),
  models: z.array(z.string()).readonly(),
  budget: z.object({
    requests: z.number().optional(),
    tokens: z.number().optional(),
    usd: z.number().optional(),
  }),
  bound: z.boolean().describe('Whether its tokens are bound to a key.'),
  policyDigest: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});

export const mandateIdField = { id: z.string().min(1).max(64) };

export function shownMandate(mandate: Mandate): z.input<typeof mandateShape> {
  const { principal, parent, purpose, endedAtMs, jkt } = mandate;
  const { id, tenant, kind, chain } = principal;
  return {
    ...{ id: mandate.id, tenant, subject: { kind, id }, actor: actorOf(mandate), chain: [...chain] },
    ...(parent === undefined ? {} : { parent }),
    wordless: mandate.wordless,
    ...(purpose === undefined ? {} : { purpose }),
    ...{ tools: mandate.tools, models: mandate.models, budget: mandate.budget },
    ...{ bound: jkt !== undefined, policyDigest: mandate.policyDigest },
    createdAt: new Date(mandate.createdAtMs).toISOString(),
    expiresAt: new Date(mandate.expiresAtMs).toISOString(),
    ...(endedAtMs === undefined ? {} : { endedAt: new Date(endedAtMs).toISOString() }),
  };
}
