/** `POST /v1/principals/disable`: puts a principal out, with its keys and mandates. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { principalFields, tenantOf } from '../fields.ts';
import { route } from '../route.ts';

export const disablePrincipal = route({
  method: 'POST',
  path: '/v1/principals/disable',
  operation: 'disablePrincipal',
  summary: 'Puts a person, workload or agent out within a second; its keys and mandates end for good.',
  body: principalFields,
  answer: z.object({ keys: z.int(), mandates: z.int() }),
  async handle(parts, { body: { kind, id, tenant: named } }) {
    const tenant = tenantOf(parts, named);
    if (!tenant.ok) return tenant;
    const put = await parts.principals.disable({ tenant: tenant.value, kind, id });
    return put.ok ? ok({ keys: put.value.keys, mandates: put.value.mandates }) : put;
  },
});
