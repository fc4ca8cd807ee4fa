/** `POST /v1/reviews`: begins an access review of everything that somebody, or everybody, has now. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { activeTenant, tenantField } from '../fields.ts';
import { reviewerOf, reviewShape, shownReview } from '../review-shape.ts';
import { route } from '../route.ts';

export const startReview = route({
  method: 'POST',
  path: '/v1/reviews',
  operation: 'startReview',
  summary: 'Begins an access review: who can do what now, by which rule, and who answers for it.',
  status: 201,
  body: {
    ...tenantField,
    by: z.iso.datetime().describe('Until when it is to be answered.'),
    who: z
      .array(
        z
          .string()
          .min(1)
          .max(256)
          .regex(/^[^\p{Cc}\p{Cs}]*$/u),
      )
      .min(1)
      .max(100)
      .default(['*'])
      .describe('Patterns over `kind:id`, such as `agent:*`; endorsements are in it with `*` alone.'),
  },
  answer: z.object({ review: reviewShape }),
  async handle(parts, { body, caller }) {
    const tenant = activeTenant(parts, body.tenant);
    if (!tenant.ok) return tenant;
    const started = await parts.reviews.start({
      ...{ tenant: tenant.value, who: body.who, by: reviewerOf(caller) },
      dueAtMs: Date.parse(body.by),
    });
    return started.ok ? ok({ review: shownReview(started.value, parts.clock.nowMs()) }) : started;
  },
});
