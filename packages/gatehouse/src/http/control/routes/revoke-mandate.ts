/** `DELETE /v1/mandates/{id}`: ends a mandate, and all that were narrowed from it, everywhere within a second. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { mandateIdField, mandateShape, shownMandate } from '../mandate-shape.ts';
import { route } from '../route.ts';

export const revokeMandate = route({
  method: 'DELETE',
  path: '/v1/mandates/{id}',
  operation: 'revokeMandate',
  summary: 'Ends a mandate, and all that were narrowed from it, everywhere within a second, for good.',
  params: mandateIdField,
  query: tenantField,
  answer: z.object({ mandate: mandateShape }),
  async handle(parts, { params, query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const ended = await parts.mandates.revoke({ tenant: tenant.value, id: params.id });
    if (!ended.ok) return ended;
    return ended.value === undefined
      ? failed(fault('control.not_found', 'There is no mandate of that id within your tenant.'))
      : ok({ mandate: shownMandate(ended.value) });
  },
});
