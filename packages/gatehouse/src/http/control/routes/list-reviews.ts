/** `GET /v1/reviews`: the access reviews of a tenant, and how far they are. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantFor } from '../approval-shape.ts';
import { tenantField } from '../fields.ts';
import { reviewerOf, shownSummary, summaryShape } from '../review-shape.ts';
import { route } from '../route.ts';

export const listReviews = route({
  method: 'GET',
  path: '/v1/reviews',
  operation: 'listReviews',
  summary: 'The access reviews of a tenant, newest first: for a person, what is asked of them.',
  people: true,
  query: tenantField,
  answer: z.object({ reviews: z.array(summaryShape) }),
  async handle(parts, { query, caller }) {
    const tenant = tenantFor(parts, caller, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.reviews.list(tenant.value, reviewerOf(caller));
    const nowMs = parts.clock.nowMs();
    return listed.ok ? ok({ reviews: listed.value.map((one) => shownSummary(one, nowMs)) }) : listed;
  },
});
