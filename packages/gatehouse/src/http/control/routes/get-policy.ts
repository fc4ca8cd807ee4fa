/** `GET /v1/policy`: the rules in force, and the digest by which every record names them. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { route } from '../route.ts';

const rule = z.looseObject({
  kind: z.enum(['access', 'data']),
  id: z.string(),
  owner: z.string(),
  reason: z.string(),
  review: z.string(),
});

export const getPolicy = route({
  method: 'GET',
  path: '/v1/policy',
  operation: 'getPolicy',
  summary: 'The rules in force, and the digest by which every record names them.',
  answer: z.object({
    digest: z.string(),
    rules: z.array(rule),
    cedar: z.array(z.string()).readonly().describe('Files of raw Cedar that are in force as well.'),
  }),
  async handle({ charter }) {
    const { digest, access, data, cedar } = charter.policy();
    const rules = [
      ...access.map((one) => ({ kind: 'access' as const, ...one })),
      ...data.map((one) => ({ kind: 'data' as const, ...one })),
    ];
    return ok({ digest, rules, cedar });
  },
});
