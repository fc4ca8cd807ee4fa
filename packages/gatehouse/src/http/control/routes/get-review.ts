/** `GET /v1/reviews/{id}`: one access review, item by item. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { reviewerOf, reviewShape, shownReview } from '../review-shape.ts';
import { route } from '../route.ts';

export const getReview = route({
  method: 'GET',
  path: '/v1/reviews/{id}',
  operation: 'getReview',
  summary: 'One access review, item by item: for a person, what is asked of them.',
  people: true,
  params: { id: z.string().min(1).max(64) },
  query: tenantField,
  answer: z.object({ review: reviewShape }),
  async handle(parts, { params, query, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const found = await parts.reviews.find({ tenant: tenant.value, id: params.id }, reviewerOf(caller));
    return found.ok ? ok({ review: shownReview(found.value, parts.clock.nowMs()) }) : found;
  },
});
