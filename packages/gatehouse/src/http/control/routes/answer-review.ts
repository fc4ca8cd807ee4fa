/** `POST /v1/reviews/{id}/items/{number}`: whoever answers for something says whether it stays. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { changeShape, itemShape, reviewerOf, shownChange, shownItem } from '../review-shape.ts';
import { route } from '../route.ts';

export const answerReview = route({
  method: 'POST',
  path: '/v1/reviews/{id}/items/{number}',
  operation: 'answerReview',
  summary:
    'Keeps or revokes what an item is about, once. Keys, mandates and grants end; for rules it says what to change.',
  people: true,
  params: {
    id: z.string().min(1).max(64),
    number: z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  },
  query: tenantField,
  body: {
    answer: z.enum(['keep', 'revoke']),
    reason: z.string().trim().min(1).max(1_000).describe('Why; kept with the answer.'),
  },
  answer: z.object({
    item: itemShape,
    ended: z.boolean().describe('Whether a key, a mandate or a grant ended by it.'),
    change: changeShape.optional().describe('What is left to change of the charter.'),
  }),
  async handle(parts, { params, query, body, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const name = { tenant: tenant.value, id: params.id, number: params.number };
    const answered = await parts.reviews.answer(name, body, reviewerOf(caller));
    if (!answered.ok) return answered;
    const { item, ended, change } = answered.value;
    return ok({
      ...{ item: shownItem(item, false), ended },
      ...(change === undefined ? {} : { change: shownChange(change) }),
    });
  },
});
