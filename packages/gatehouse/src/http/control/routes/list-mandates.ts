/** `GET /v1/mandates`: what agents were asked to do, newest first. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { mandateShape, shownMandate } from '../mandate-shape.ts';
import { route } from '../route.ts';

export const listMandates = route({
  method: 'GET',
  path: '/v1/mandates',
  operation: 'listMandates',
  summary: 'The mandates of a tenant, newest first, at most 1,000.',
  query: {
    ...tenantField,
    living: z.stringbool().optional().describe('Only those that have neither ended nor expired.'),
  },
  answer: z.object({ mandates: z.array(mandateShape) }),
  async handle(parts, { query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.mandates.list(tenant.value, { living: query.living ?? false });
    return listed.ok ? ok({ mandates: listed.value.map(shownMandate) }) : listed;
  },
});
