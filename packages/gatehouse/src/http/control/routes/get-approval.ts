/** `GET /v1/approvals/{id}`: everything that an answer would be about. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { idField, questionOf, questionShape, tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { route } from '../route.ts';

export const getApproval = route({
  method: 'GET',
  path: '/v1/approvals/{id}',
  operation: 'getApproval',
  summary:
    'A question: who asks, for whom, the exact calls, where their values come from, and what a yes means.',
  people: true,
  params: idField,
  query: tenantField,
  answer: z.object({
    question: questionShape,
    answerable: z.boolean().describe('Whether a yes of whoever asks would count.'),
  }),
  async handle(parts, { params, query, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const { answers, useWithinMinutes } = parts.holds;
    const shown = await answers.show(tenant.value, caller, params.id);
    if (!shown.ok) return shown;
    const { question, also, answerable } = shown.value;
    return ok({
      question: questionOf(question, { also, useWithinMinutes: useWithinMinutes() }),
      answerable,
    });
  },
});
