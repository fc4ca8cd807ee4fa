/** `GET /v1/deputies`: who answers for whom. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { deputyOf, deputyShape, tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { route } from '../route.ts';

export const listDeputies = route({
  method: 'GET',
  path: '/v1/deputies',
  operation: 'listDeputies',
  summary: 'Who answers for whom, now or later: what concerns a person, or everything for the operator.',
  people: true,
  query: tenantField,
  answer: z.object({ deputies: z.array(deputyShape) }),
  async handle(parts, { query, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.holds.answers.deputies(tenant.value, caller);
    return listed.ok ? ok({ deputies: listed.value.map(deputyOf) }) : listed;
  },
});
