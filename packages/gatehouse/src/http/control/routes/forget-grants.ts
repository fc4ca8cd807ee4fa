/** `POST /v1/grants/forget`: the gate acts for somebody at a tool no more, until they grant it again. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { principalFields, tenantOf } from '../fields.ts';
import { route } from '../route.ts';

export const forgetGrants = route({
  method: 'POST',
  path: '/v1/grants/forget',
  operation: 'forgetGrants',
  summary: 'Forgets what a subject granted the gate, at one server of tools or at all of them.',
  body: {
    ...principalFields,
    server: z.string().min(1).max(64).optional().describe('All servers where it is left out.'),
  },
  answer: z.object({}),
  async handle(parts, { body: { kind, id, server, tenant: named } }) {
    const tenant = tenantOf(parts, named);
    if (!tenant.ok) return tenant;
    const forgotten = await parts.grants.forget(tenant.value, { kind, id }, server);
    return forgotten.ok ? ok({}) : forgotten;
  },
});
