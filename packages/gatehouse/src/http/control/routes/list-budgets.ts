/** `GET /v1/budgets`: what was spent and is reserved in the windows that are open now. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { reading, tenantField, tenantOf } from '../fields.ts';
import { route } from '../route.ts';

const usage = z.object({
  budget: z.string(),
  subject: z.string(),
  measure: z.enum(['requests', 'tokens', 'money']).describe('Money is in millionths of a US dollar.'),
  windowStart: z.iso.datetime(),
  windowEnd: z.iso.datetime(),
  limit: z.number(),
  spent: z.number(),
  reserved: z.number(),
});

export const listBudgets = route({
  method: 'GET',
  path: '/v1/budgets',
  operation: 'listBudgets',
  summary: 'The budgets of a tenant that were used in their present window.',
  query: tenantField,
  answer: z.object({ budgets: z.array(usage) }),
  async handle(parts, { query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    return reading(async () => {
      const used = await parts.budgets.usage(tenant.value, parts.clock.nowMs());
      const budgets = used.map(({ windowStartMs, windowEndMs, ...rest }) => ({
        ...rest,
        windowStart: new Date(windowStartMs).toISOString(),
        windowEnd: new Date(windowEndMs).toISOString(),
      }));
      return ok({ budgets });
    });
  },
});
