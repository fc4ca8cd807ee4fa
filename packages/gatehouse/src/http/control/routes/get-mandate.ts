/** `GET /v1/mandates/{id}`: one mandate. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { mandateIdField, mandateShape, shownMandate } from '../mandate-shape.ts';
import { route } from '../route.ts';

export const getMandate = route({
  method: 'GET',
  path: '/v1/mandates/{id}',
  operation: 'getMandate',
  summary: 'One mandate, without what was said and read under it.',
  params: mandateIdField,
  query: tenantField,
  answer: z.object({ mandate: mandateShape }),
  async handle(parts, { params, query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const found = await parts.mandates.find({ tenant: tenant.value, id: params.id });
    if (!found.ok) return found;
    return found.value === undefined
      ? failed(fault('control.not_found', 'There is no mandate of that id within your tenant.'))
      : ok({ mandate: shownMandate(found.value) });
  },
});
