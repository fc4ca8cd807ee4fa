/** `POST /v1/principals/enable`: lets a principal back in, with new credentials. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { principalFields, tenantOf } from '../fields.ts';
import { route } from '../route.ts';

export const enablePrincipal = route({
  method: 'POST',
  path: '/v1/principals/enable',
  operation: 'enablePrincipal',
  summary: 'Lets a principal back in. Keys and mandates that ended with it stay ended.',
  body: principalFields,
  answer: z.object({ disabled: z.boolean() }),
  async handle(parts, { body: { kind, id, tenant: named } }) {
    const tenant = tenantOf(parts, named);
    if (!tenant.ok) return tenant;
    const back = await parts.principals.enable({ tenant: tenant.value, kind, id });
    return back.ok ? ok({ disabled: false }) : back;
  },
});
