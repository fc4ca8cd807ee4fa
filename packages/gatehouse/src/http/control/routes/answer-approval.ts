/** `POST /v1/approvals/{id}/answer`: a person's yes or no to exactly what they were shown. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { idField, summaryOf, summaryShape, tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { route } from '../route.ts';

export const answerApproval = route({
  method: 'POST',
  path: '/v1/approvals/{id}/answer',
  operation: 'answerApproval',
  summary:
    'Answers a question. A yes takes a token of the person who gives it; the operator can only say no.',
  people: true,
  params: idField,
  query: tenantField,
  body: {
    answer: z.enum(['yes', 'no']),
    shown: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('What was looked at, by the digest that came with it.'),
    reason: z
      .string()
      .max(1_000)
      .default('')
      .describe('Kept with the answer, sealed; the reason of a no is told to the agent.'),
    grantValues: z
      .boolean()
      .default(false)
      .describe('Whether the values without a trusted origin are allowed for the rest of the mandate.'),
  },
  answer: z.object({ question: summaryShape }),
  async handle(parts, { params, query, body, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const { answer, shown, reason, grantValues } = body;
    const answered = await parts.holds.answers.answer({ tenant: tenant.value, id: params.id }, caller, {
      ...{ yes: answer === 'yes', shown, reason, grantValues },
      via: 'operator' in caller ? 'operator' : 'token',
    });
    return answered.ok ? ok({ question: summaryOf(answered.value) }) : answered;
  },
});
