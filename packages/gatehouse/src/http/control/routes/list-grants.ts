/** `GET /v1/grants`: who let the gate act for them, at which servers of tools. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { route } from '../route.ts';

const grantShape = z.object({
  subject: z.object({ kind: z.enum(['person', 'workload', 'agent']), id: z.string() }),
  server: z.string(),
  changedAt: z.iso.datetime().describe('When it was given or last renewed.'),
});

export const listGrants = route({
  method: 'GET',
  path: '/v1/grants',
  operation: 'listGrants',
  summary: 'What people granted the gate at servers of tools: whose and where, newest first, at most 1,000.',
  query: tenantField,
  answer: z.object({ grants: z.array(grantShape) }),
  async handle(parts, { query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.grants.list(tenant.value);
    if (!listed.ok) return listed;
    const grants = listed.value.map(({ subject: { kind, id }, server, changedAtMs }) => ({
      ...{ subject: { kind, id }, server, changedAt: new Date(changedAtMs).toISOString() },
    }));
    return ok({ grants });
  },
});
