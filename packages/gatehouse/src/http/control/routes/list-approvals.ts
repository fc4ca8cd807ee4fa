/** `GET /v1/approvals`: the questions that whoever asks may see. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { summaryOf, summaryShape, tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { route } from '../route.ts';

export const listApprovals = route({
  method: 'GET',
  path: '/v1/approvals',
  operation: 'listApprovals',
  summary:
    'Calls that wait for a person, newest first: those that a person may see, or all for the operator.',
  people: true,
  query: { ...tenantField, all: z.stringbool().default(false).describe('Also those that were answered.') },
  answer: z.object({ questions: z.array(summaryShape) }),
  async handle(parts, { query, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.holds.answers.list(tenant.value, caller, !query.all);
    return listed.ok ? ok({ questions: listed.value.map(summaryOf) }) : listed;
  },
});
